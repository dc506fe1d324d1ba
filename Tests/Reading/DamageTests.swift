import Basics
import Foundation
import Reading
import Testing

/// Texts of nobody's making: whatever comes, the reading ends, and what it proposes stands in the text.
struct DamageTests {
    private static let texts: [[UInt8]] = TextsTests.names.compactMap { name in
        (try? Data(contentsOf: Project.root.appending(path: "Tests/Reading/Texts/\(name).txt"))).map { [UInt8]($0) }
    }

    private func check(_ bytes: [UInt8]) throws {
        guard let proposal = try? Project.reader.read(bytes) else { return }
        let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        for span in Summary.spans(proposal) {
            try #require(span.start >= 0 && span.start < span.end && span.end <= scalars.count)
            var words = String.UnicodeScalarView()
            words.append(contentsOf: scalars[span.start..<span.end])
            try #require(Array(String(words).utf8) == Array(span.text.utf8))
        }
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `pieces of texts in any order are read without a fault`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 1...40, using: &random) {
            guard let text = Self.texts.randomElement(using: &random) else { return }
            let start = Int.random(in: 0..<text.count, using: &random)
            bytes += text[start..<min(text.count, start + Int.random(in: 1...300, using: &random))]
            if Bool.random(using: &random) { bytes.append([0x0A, 0x20, 0x2C, 0x3B, 0x3A, 0x2E, 0x2D, 0x2F, 0x28, 0x31].randomElement(using: &random) ?? 0x0A) }
        }
        // Cut characters are no UTF-8; what a lenient reader makes of them is.
        try check(Array(String(decoding: bytes, as: UTF8.self).utf8))
        _ = try? Project.reader.read(bytes)
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `changed bytes are read or refused`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        guard var bytes = Self.texts.randomElement(using: &random) else { return }
        for _ in 0..<Int.random(in: 1...200, using: &random) {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = [0x20, 0x31, 0x2E, 0x2C, 0x2D, 0x22, 0x0A, 0x41].randomElement(using: &random) ?? 0x20
        }
        try check(Array(String(decoding: bytes, as: UTF8.self).utf8))
    }

    @Test(arguments: ["Nguyễn Văn An, ", "Bí thư, ", "điểm cầu ", "1. a\n", "12 tỷ USD ", "các đồng chí: ", "Một là, ", "Phát biểu ", "; ", "(", "dự có "])
    func `one thing said over and over ends`(piece: String) throws {
        try check(Array(String(repeating: piece, count: 4_000).utf8))
    }
}
