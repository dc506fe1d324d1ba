import Foundation
import Reading
import Testing

struct DocumentsTests {
    /// A DOCX of two paragraphs, deflated.
    private static let word = """
        UEsDBBQAAAAIAIkSd12RH4iW3wAAADoBAAARAAAAd29yZC9kb2N1bWVudC54bWyzsa/IzVEoSy0qzszPs1Uy1DNQsrezKbdKyU8uzU3NKwGxk/
        JTKkF0AYgoAhEldi4Pd29UyHi4e2amQl46kO5WKHm4a2GmwpGJmQ93N+cqJD/ctbxUwefwgnwF58RMheTDm4FSD3dPzktXSM44vFbBI//wAiA7
        BKzVD0TqKARkAFU5ASVLMo5tUAh5uLszL0Ph4e7llQpqibkF1iADQFYkgWwo1bPRB7kDRBaByQI0JyoAPWZVXJCYnGqrVFCUWpxaVJaqZBd8eC
        HQWhS9cD8ZmugbGmEzVx8WBvpIAQMAUEsBAhQDFAAAAAgAiRJ3XZEfiJbfAAAAOgEAABEAAAAAAAAAAAAAAIABAAAAAHdvcmQvZG9jdW1lbnQu
        eG1sUEsFBgAAAAABAAEAPwAAAA4BAAAAAA==
        """

    private func docx() throws -> [UInt8] {
        [UInt8](try #require(Data(base64Encoded: Self.word, options: .ignoreUnknownCharacters)))
    }

    private func text(_ bytes: [UInt8]) throws -> String { String(decoding: try #require(try DocumentText.text(of: bytes)), as: UTF8.self) }

    @Test func `a word document is read paragraph by paragraph`() throws {
        #expect(try text(docx()) == "Dự hội nghị tại điểm cầu Lào Cai có đồng chí Hoàng Thị Nhị, Phó Bí thư Tỉnh ủy & đại biểu.\nSáng 14/12.\n")
    }

    @Test func `a word document that was cut off or changed is refused, and never more`() throws {
        let bytes = try docx()
        for end in stride(from: 4, to: bytes.count, by: 7) {
            #expect(throws: DocumentText.Failure.self) { try DocumentText.text(of: Array(bytes[..<end])) }
        }
        for place in 4..<bytes.count {
            var changed = bytes
            changed[place] ^= 0x55
            _ = try? DocumentText.text(of: changed)
        }
    }

    @Test func `what would become larger than a document is refused before it does`() {
        // One stored block and a match that repeats it for ever would be a bomb; the limit is what ends it.
        let block: [UInt8] = [0x4B, 0x4C, 0x1C, 0x05, 0xA3, 0x60, 0x14, 0x0C, 0x77, 0x00, 0x00]
        #expect(throws: Inflate.Failure.tooLarge) { try Inflate.inflate(block, 0..<block.count, limit: 100) }
        #expect(throws: Inflate.Failure.malformed) { try Inflate.inflate([0x07], 0..<1, limit: 100) }
    }

    @Test func `a page's text is what its reader reads`() throws {
        let page = """
            <!DOCTYPE html><html><head><title>Báo</title><script>if (a < b) { x = "<p>Dự</p>" }</script></head><body>
            <nav><a href="/">Trang chủ</a></nav><article><h1>Hội&nbsp;nghị</h1><p>Sáng  nay,
            14/12 &#8211; đ&#x1EA1;i biểu<br>dự.</p><figure><img src="a"><figcaption>Ảnh: A</figcaption></figure></article>
            <footer>Liên hệ</footer></body></html>
            """
        #expect(try text(Array(page.utf8)) == "Hội\u{A0}nghị\nSáng nay, 14/12 – đại biểu\ndự.\n")
    }

    @Test func `lines that a page's width broke are joined`() {
        let lines = """
            Sáng 14/12, Bộ Công Thương tổ chức hội nghị trực tuyến toàn quốc tổng kết công
            tác năm với sự tham dự của đại diện các địa phương; các đồng chí lãnh đạo bộ;
            các đơn vị.
            Phát biểu khai mạc, ông Lê An Bình nêu rõ mục đích.
            """
        let joined = String(decoding: DocumentText.unwrapped(Array(lines.utf8)), as: UTF8.self).split(separator: "\n")
        #expect(joined.count == 2)
        #expect(joined[0].hasSuffix("các đơn vị."))
    }
}
