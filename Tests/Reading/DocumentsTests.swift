import Foundation
import Reading
import Testing

struct DocumentsTests {
    private func text(_ bytes: [UInt8]) throws -> String { String(decoding: try #require(DocumentText.text(of: bytes)), as: UTF8.self) }

    @Test func `a word document's markup is read paragraph by paragraph`() throws {
        let xml = "<w:p><w:r><w:t>Dự hội nghị</w:t></w:r><w:r><w:tab/><w:t xml:space=\"preserve\">có ông A &amp; </w:t></w:r></w:p><w:p><w:delText>Bỏ</w:delText></w:p>"
        #expect(String(decoding: try DocumentText.word(xml: Array(xml.utf8)), as: UTF8.self) == "Dự hội nghị có ông A & \n\n")
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
