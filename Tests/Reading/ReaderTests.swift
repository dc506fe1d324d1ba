import Foundation
import Reading
import Testing

/// Where the sources of this package are.
enum Project {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let gazetteer: Gazetteer = {
        let folder = root.appending(path: "Gazetteers").path()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let files = names.filter { $0.hasSuffix(".txt") }.sorted().map { name in
            (name: name, text: (try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)) ?? "")
        }
        guard let gazetteer = try? Gazetteer(files) else { preconditionFailure("the gazetteers are refused") }
        return gazetteer
    }()

    static let reader = Reader(gazetteer)
}

struct ReaderTests {
    private func read(_ text: String) throws -> Proposal { try Project.reader.read(Array(text.utf8)) }

    @Test func `an empty text proposes nothing and says so`() {
        #expect(throws: Reader.Unreadable.empty) { try read("") }
        #expect(throws: Reader.Unreadable.empty) { try read(" \n\n ") }
    }

    @Test func `another language is told from Vietnamese`() {
        #expect(throws: Reader.Unreadable.notVietnamese) { try read("This is an English text about a conference that was held in the capital.") }
        #expect(throws: Reader.Unreadable.notVietnamese) {
            try read("The minister opened the conference this morning and thanked all delegates for their excellent work.")
        }
    }

    @Test func `bytes that are no text are refused`() {
        #expect(throws: Reader.Unreadable.notText) { try Project.reader.read([0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10]) }
        #expect(throws: Reader.Unreadable.notText) { try Project.reader.read([0x48, 0xC3, 0x28]) }
    }

    @Test func `fifty megabytes are refused before they are looked at`() {
        #expect(throws: Reader.Unreadable.tooLong(bytes: 50_000_000)) {
            try Project.reader.read([UInt8](repeating: UInt8(ascii: "a"), count: 50_000_000))
        }
    }

    @Test func `a title ends where a name begins`() throws {
        let proposal = try read("""
            Dự hội nghị tại điểm cầu Lào Cai có Bí thư Tỉnh ủy Vàng Seo Quý; Chủ tịch UBND huyện Cao Lộc Nguyễn Văn Tấn; \
            Giám đốc Công an tỉnh Đại tá Lê Bá Hậu.
            """)
        #expect(proposal.people.map(\.name) == ["Vàng Seo Quý", "Nguyễn Văn Tấn", "Lê Bá Hậu"])
        #expect(proposal.people.map { $0.titles.map(\.name) } == [
            ["Bí thư Tỉnh ủy"], ["Chủ tịch UBND huyện Cao Lộc"], ["Giám đốc Công an tỉnh", "Đại tá"],
        ])
    }

    @Test func `decomposed text is read as composed text is, at its own offsets`() throws {
        let text = "Dự hội nghị tại điểm cầu Lào Cai có đồng chí Hoàng Thị Nhị, Phó Bí thư Tỉnh uỷ."
        let decomposed = text.decomposedStringWithCanonicalMapping
        let one = try read(text), other = try read(decomposed)
        #expect(one.people.map(\.name) == other.people.map(\.name))
        let person = try #require(other.people.first)
        let scalars = Array(decomposed.unicodeScalars)
        var words = String.UnicodeScalarView()
        words.append(contentsOf: scalars[person.nameSpan.start..<person.nameSpan.end])
        #expect(String(words) == person.nameSpan.text)
        #expect(Array(person.name.unicodeScalars) == Array("Hoàng Thị Nhị".unicodeScalars))
    }
}
