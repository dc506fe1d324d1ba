/// Vietnamese without its marks: `Nguyễn Phú Trọng` becomes `nguyen phu trong`.
package enum Folding {
    /// Small letters a–z, digits, and single spaces for everything between words.
    package static func key(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        append(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    static func append(_ text: String, to bytes: inout [UInt8]) {
        let start = bytes.count
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x30...0x39, 0x61...0x7A: bytes.append(UInt8(scalar.value))
            case 0x41...0x5A: bytes.append(UInt8(scalar.value) + 0x20)
            // Marks that stand by themselves, in text that is decomposed.
            case 0x300...0x36F: break
            default:
                if let letter = letters[scalar.value] {
                    bytes.append(letter)
                } else if scalar.properties.isAlphabetic {
                    // Another script is found by its own letters.
                    bytes.append(contentsOf: Array(String(scalar).lowercased().utf8))
                } else if bytes.count > start, bytes.last != space {
                    bytes.append(space)
                }
            }
        }
        if bytes.count > start, bytes.last == space { bytes.removeLast() }
    }

    private static let space = UInt8(ascii: " ")

    /// Each composed letter that Vietnamese has, small and capital, and its base letter.
    private static let letters: [UInt32: UInt8] = {
        let table: [(Character, String)] = [
            ("a", "àáảãạăằắẳẵặâầấẩẫậ"), ("e", "èéẻẽẹêềếểễệ"), ("i", "ìíỉĩị"), ("o", "òóỏõọôồốổỗộơờớởỡợ"),
            ("u", "ùúủũụưừứửữự"), ("y", "ỳýỷỹỵ"), ("d", "đð"),
        ]
        var letters: [UInt32: UInt8] = [:]
        for (base, marked) in table {
            for text in [marked, marked.uppercased()] {
                for scalar in text.unicodeScalars where scalar.value > 0x7F { letters[scalar.value] = base.asciiValue }
            }
        }
        return letters
    }()

    /// A short name for links and the journal, made of `text` and taken by nobody else.
    static func shortName(_ text: String, or other: String, isTaken: (String) -> Bool) -> String {
        var name = String(key(text).filter { $0.isASCII }.split(separator: " ").joined(separator: "-").prefix(40))
        while name.last == "-" { name.removeLast() }
        if name.isEmpty { name = other }
        guard isTaken(name) else { return name }
        var number = 2
        while isTaken("\(name)-\(number)") { number += 1 }
        return "\(name)-\(number)"
    }
}
