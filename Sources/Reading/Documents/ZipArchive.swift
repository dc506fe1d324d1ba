import Basics

/// A ZIP archive, as far as a DOCX needs one (APPNOTE 6.3.9 §4.3).
package struct ZipArchive {
    package enum Failure: Error, Equatable { case malformed, tooLarge, missing, unsupported }

    private struct Entry {
        var method: Int
        var compressed: Int
        var header: Int
    }

    private let bytes: [UInt8]
    private var entries: [String: Entry] = [:]

    package init(_ bytes: [UInt8]) throws(Failure) {
        self.bytes = bytes
        // The end of the central directory is the last of its kind within a comment's length of the end (§4.3.16).
        guard bytes.count >= 22 else { throw .malformed }
        var end = bytes.count - 22
        let lowest = max(0, end - 65_535)
        while Self.word(bytes, end) != 0x0605_4B50 {
            guard end > lowest else { throw .malformed }
            end -= 1
        }
        let count = Self.half(bytes, end + 10)
        var position = Self.word(bytes, end + 16)
        guard count <= Limits.readingArchiveEntries else { throw .tooLarge }
        for _ in 0..<count {
            guard position + 46 <= bytes.count, Self.word(bytes, position) == 0x0201_4B50 else { throw .malformed }
            let nameLength = Self.half(bytes, position + 28)
            let rest = Self.half(bytes, position + 30) + Self.half(bytes, position + 32)
            guard position + 46 + nameLength + rest <= bytes.count else { throw .malformed }
            let isEncrypted = Self.half(bytes, position + 8) & 1 != 0
            let name = String(decoding: bytes[(position + 46)..<(position + 46 + nameLength)], as: UTF8.self)
            if !isEncrypted {
                entries[name] = Entry(
                    method: Self.half(bytes, position + 10), compressed: Self.word(bytes, position + 20), header: Self.word(bytes, position + 42))
            }
            position += 46 + nameLength + rest
        }
    }

    /// The bytes of one file, no more than `limit` of them.
    package func file(_ name: String, limit: Int) throws(Failure) -> [UInt8] {
        guard let entry = entries[name] else { throw .missing }
        guard entry.header + 30 <= bytes.count, Self.word(bytes, entry.header) == 0x0403_4B50 else { throw .malformed }
        let start = entry.header + 30 + Self.half(bytes, entry.header + 26) + Self.half(bytes, entry.header + 28)
        guard start + entry.compressed <= bytes.count else { throw .malformed }
        switch entry.method {
        case 0:
            guard entry.compressed <= limit else { throw .tooLarge }
            return Array(bytes[start..<(start + entry.compressed)])
        case 8:
            do {
                return try Inflate.inflate(bytes, start..<(start + entry.compressed), limit: limit)
            } catch {
                throw error == .tooLarge ? .tooLarge : .malformed
            }
        default: throw .unsupported
        }
    }

    private static func half(_ bytes: [UInt8], _ index: Int) -> Int { Int(bytes[index]) | Int(bytes[index + 1]) << 8 }

    private static func word(_ bytes: [UInt8], _ index: Int) -> Int { half(bytes, index) | half(bytes, index + 2) << 16 }
}
