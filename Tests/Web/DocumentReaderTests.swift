import Foundation
import Testing
@testable import Web

/// Archives go through unzip, in a process of its own.
struct DocumentReaderTests {
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

    @Test func `a word document is read paragraph by paragraph`() async throws {
        let text = String(decoding: try await DocumentReader.text(of: docx()), as: UTF8.self)
        #expect(text == "Dự hội nghị tại điểm cầu Lào Cai có đồng chí Hoàng Thị Nhị, Phó Bí thư Tỉnh ủy & đại biểu.\nSáng 14/12.\n")
    }

    @Test func `a word document that was cut off is refused`() async throws {
        let bytes = try docx()
        for end in stride(from: 4, to: bytes.count, by: 90) {
            await #expect(throws: DocumentReader.Failure.unreadable) { try await DocumentReader.text(of: Array(bytes[..<end])) }
        }
    }

    @Test func `what swells in its archive is ended before it is a gigabyte`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bomb-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "word"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let made = Process()
        made.executableURL = URL(filePath: "/usr/bin/python3")
        made.arguments = ["-c", """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as archive:
                with archive.open("word/document.xml", "w", force_zip64=True) as file:
                    for _ in range(64): file.write(b"<w:p/>" * 200_000)
            """, folder.appending(path: "bomb.docx").path()]
        try made.run()
        made.waitUntilExit()
        let bomb = [UInt8](try Data(contentsOf: folder.appending(path: "bomb.docx")))
        #expect(bomb.count < 1_000_000)
        await #expect(throws: DocumentReader.Failure.tooLarge) { try await DocumentReader.text(of: bomb) }
    }
}
