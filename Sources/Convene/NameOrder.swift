/// The order of Vietnamese names: by given name, then from the front; letters before tones.
package struct NameOrder: Hashable, Comparable, Sendable {
    private let key: [UInt8]

    package init(_ name: String) {
        let words = name.split(whereSeparator: \.isWhitespace)
        // The given name is the last word; what comes before it decides among those who have the same.
        key = [words.suffix(1), words.dropLast()].flatMap { part in
            var letters: [UInt8] = [], tones: [UInt8] = []
            for word in part {
                for character in word.lowercased() {
                    let (letter, tone) = Self.weights[character] ?? (Self.other(character), 0)
                    letters.append(letter)
                    tones.append(tone)
                }
                letters.append(1)
                tones.append(0)
            }
            return letters + [0] + tones
        }
    }

    package static func < (left: NameOrder, right: NameOrder) -> Bool {
        left.key.lexicographicallyPrecedes(right.key)
    }

    private static func other(_ character: Character) -> UInt8 {
        guard let ascii = character.asciiValue, ascii >= 0x30, ascii <= 0x39 else { return 250 }
        return 2 + ascii - 0x30
    }

    /// Each letter's place in the alphabet and each tone's in `ngang huyền hỏi ngã sắc nặng`.
    ///
    /// Characters are equal whether they are composed or not, so that both forms are found.
    private static let weights: [Character: (UInt8, UInt8)] = {
        let rows = [
            "aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "b", "c", "d", "đ", "eèẻẽéẹ", "êềểễếệ", "f", "g", "h", "iìỉĩíị", "j", "k", "l",
            "m", "n", "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "p", "q", "r", "s", "t", "uùủũúụ", "ưừửữứự", "v", "w", "x",
            "yỳỷỹýỵ", "z",
        ]
        var weights: [Character: (UInt8, UInt8)] = [:]
        for (place, row) in rows.enumerated() {
            for (tone, character) in row.enumerated() { weights[character] = (UInt8(20 + place), UInt8(tone)) }
        }
        return weights
    }()
}
