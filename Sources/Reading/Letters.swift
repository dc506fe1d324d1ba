/// A letter of Vietnamese taken apart: the base, its modifier (circumflex, breve, horn, stroke) and the tone.
struct Letter {
    /// The base and its modifier as one number, lower case; other scripts' letters stand for themselves.
    var body: UInt32
    /// 1 grave, 2 hook, 3 tilde, 4 acute, 5 dot below; 0 none.
    var tone: UInt8
    var isUppercase: Bool
}

/// What the grammar knows of letters: how precomposed and combining forms say the same.
enum Letters {
    /// Rows in the order of the tones; circumflex, breve and horn are bodies of their own.
    private static let rows = [
        "aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ", "iìỉĩíị", "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ", "đ",
        "AÀẢÃÁẠ", "ĂẰẲẴẮẶ", "ÂẦẨẪẤẬ", "EÈẺẼÉẸ", "ÊỀỂỄẾỆ", "IÌỈĨÍỊ", "OÒỎÕÓỌ", "ÔỒỔỖỐỘ", "ƠỜỞỠỚỢ", "UÙỦŨÚỤ", "ƯỪỬỮỨỰ", "YỲỶỸÝỴ", "Đ",
    ]

    /// Body, tone and case of every scalar below U+1F00; a body of 0 is no letter.
    static let table: [Letter] = {
        var table = [Letter](repeating: Letter(body: 0, tone: 0, isUppercase: false), count: 0x1F00)
        for value in UInt32(0xC0)..<0x250 where value != 0xD7 && value != 0xF7 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let lower = scalar.properties.lowercaseMapping.unicodeScalars.first?.value ?? value
            table[Int(value)] = Letter(body: lower, tone: 0, isUppercase: scalar.properties.isUppercase)
        }
        for value in UInt32(0x1E00)..<0x1F00 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let lower = scalar.properties.lowercaseMapping.unicodeScalars.first?.value ?? value
            table[Int(value)] = Letter(body: lower, tone: 0, isUppercase: scalar.properties.isUppercase)
        }
        for value in UInt32(0x61)...0x7A {
            table[Int(value)] = Letter(body: value, tone: 0, isUppercase: false)
            table[Int(value) - 32] = Letter(body: value, tone: 0, isUppercase: true)
        }
        for (index, row) in rows.enumerated() {
            let isUppercase = index >= rows.count / 2
            let body = Array(rows[index % (rows.count / 2)].unicodeScalars)[0].value
            for (tone, scalar) in row.unicodeScalars.enumerated() {
                // The strings above are written in the order of the tone numbers.
                let number: UInt8 = [0, 1, 2, 3, 4, 5][tone]
                table[Int(scalar.value)] = Letter(body: body, tone: number, isUppercase: isUppercase)
            }
        }
        return table
    }()

    @inline(__always)
    static func letter(_ scalar: UInt32) -> Letter? {
        guard scalar < 0x1F00 else { return nil }
        let letter = table[Int(scalar)]
        return letter.body == 0 ? nil : letter
    }

    /// The tone that a combining mark is, if it is one (U+0300 and so on).
    @inline(__always)
    static func tone(ofMark scalar: UInt32) -> UInt8? {
        switch scalar {
        case 0x300, 0x340: 1
        case 0x309: 2
        case 0x303: 3
        case 0x301, 0x341: 4
        case 0x323: 5
        default: nil
        }
    }

    /// The body that a combining circumflex, breve or horn makes of another.
    static func modified(_ body: UInt32, byMark scalar: UInt32) -> UInt32? {
        switch (scalar, body) {
        case (0x302, 0x61): 0xE2
        case (0x302, 0x65): 0xEA
        case (0x302, 0x6F): 0xF4
        case (0x306, 0x61): 0x103
        case (0x31B, 0x6F): 0x1A1
        case (0x31B, 0x75): 0x1B0
        default: nil
        }
    }

    /// A text with every Vietnamese letter precomposed (NFC for the letters of Vietnamese).
    static func composed(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { (0x300..<0x370).contains($0.value) }) else { return text }
        var result = String.UnicodeScalarView()
        var pending: (letter: Letter, original: Unicode.Scalar)?
        func flush() {
            guard let held = pending else { return }
            result.append(compose(held.letter) ?? held.original)
            pending = nil
        }
        for scalar in text.unicodeScalars {
            if let held = pending, (0x300..<0x370).contains(scalar.value) {
                if let tone = tone(ofMark: scalar.value), held.letter.tone == 0 {
                    pending?.letter.tone = tone
                    continue
                }
                if let body = modified(held.letter.body, byMark: scalar.value) {
                    pending?.letter.body = body
                    continue
                }
            }
            flush()
            if let letter = letter(scalar.value) { pending = (letter, scalar) } else { result.append(scalar) }
        }
        flush()
        return String(result)
    }

    private static func compose(_ letter: Letter) -> Unicode.Scalar? {
        let half = rows.count / 2
        for index in 0..<half where rows[index].unicodeScalars.first?.value == letter.body {
            let row = Array(rows[letter.isUppercase ? index + half : index].unicodeScalars)
            return row.indices.contains(Int(letter.tone)) ? row[Int(letter.tone)] : nil
        }
        return nil
    }
}
