/// Turns UTF-8 into tokens and lines in one pass.
struct Tokenizer {
    private let bytes: [UInt8]
    private let gazetteer: Gazetteer?
    private let table = Letters.table
    private var index = 0
    private var scalar: Int32 = 0
    private(set) var tokens: [Token] = []
    private(set) var lines: [Line] = []
    private var lineStart = 0
    private var lineNumber = 1
    private var spaceBefore = false

    init(_ bytes: [UInt8], gazetteer: Gazetteer?) {
        self.bytes = bytes
        self.gazetteer = gazetteer
        tokens.reserveCapacity(bytes.count / 4 + 16)
    }

    /// `nil` when the bytes are not UTF-8.
    mutating func run() -> Bool {
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                if isLetter(byte) { word(); continue }
                if byte >= 0x30 && byte <= 0x39 { number(); continue }
                ascii(byte)
                continue
            }
            guard let (value, length) = decode(at: index) else { return false }
            if letter(value) != nil { word(); continue }
            other(value, length)
        }
        endLine()
        return true
    }

    @inline(__always)
    private func letter(_ scalar: UInt32) -> Letter? {
        guard scalar < 0x1F00 else { return nil }
        let letter = table[Int(scalar)]
        return letter.body == 0 ? nil : letter
    }

    @inline(__always)
    private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// One scalar of UTF-8 (RFC 3629 §4).
    @inline(__always)
    private func decode(at index: Int) -> (UInt32, Int)? {
        let first = UInt32(bytes[index])
        if first < 0x80 { return (first, 1) }
        func next(_ offset: Int) -> UInt32? {
            guard index + offset < bytes.count, bytes[index + offset] & 0xC0 == 0x80 else { return nil }
            return UInt32(bytes[index + offset] & 0x3F)
        }
        if first & 0xE0 == 0xC0 {
            guard first >= 0xC2, let a = next(1) else { return nil }
            return ((first & 0x1F) << 6 | a, 2)
        }
        if first & 0xF0 == 0xE0 {
            guard let a = next(1), let b = next(2) else { return nil }
            let value = (first & 0x0F) << 12 | a << 6 | b
            guard value >= 0x800, !(0xD800..<0xE000).contains(value) else { return nil }
            return (value, 3)
        }
        guard first & 0xF8 == 0xF0, let a = next(1), let b = next(2), let c = next(3) else { return nil }
        let value = (first & 0x07) << 18 | a << 12 | b << 6 | c
        guard (0x10000..<0x110000).contains(value) else { return nil }
        return (value, 4)
    }

    private mutating func append(_ kind: Token.Kind, length: Int, scalars: Int32, hash: UInt64, flags: UInt8 = 0) {
        var flags = flags
        if spaceBefore { flags |= Token.Flag.spaceBefore }
        if tokens.count == lineStart { flags |= Token.Flag.lineStart }
        spaceBefore = false
        tokens.append(Token(
            kind: kind, flags: flags, word: gazetteer?.word(hash) ?? 0, hash: hash, start: scalar, end: scalar + scalars,
            byteStart: Int32(index), byteEnd: Int32(index + length)))
        index += length
        scalar += scalars
    }

    private mutating func endLine() {
        lines.append(Line(tokens: lineStart..<tokens.count, number: lineNumber))
        lineStart = tokens.count
        lineNumber += 1
        spaceBefore = false
    }

    private mutating func ascii(_ byte: UInt8) {
        let kind: Token.Kind
        switch byte {
        case 0x0A:
            endLine()
            index += 1
            scalar += 1
            return
        case 0x20, 0x09, 0x0D, 0x0B, 0x0C:
            spaceBefore = true
            index += 1
            scalar += 1
            return
        case 0x2C: kind = .comma
        case 0x3B: kind = .semicolon
        case 0x3A: kind = .colon
        case 0x2E:
            if index + 2 < bytes.count, bytes[index + 1] == 0x2E, bytes[index + 2] == 0x2E {
                var length = 3
                while index + length < bytes.count, bytes[index + length] == 0x2E { length += 1 }
                append(.ellipsis, length: length, scalars: Int32(length), hash: mark(.ellipsis))
                return
            }
            kind = .period
        case 0x3F: kind = .question
        case 0x21: kind = .exclamation
        case 0x2D, 0x5F: kind = .dash
        case 0x2F: kind = .slash
        case 0x28, 0x5B: kind = .opening
        case 0x29, 0x5D: kind = .closing
        case 0x22, 0x27: kind = .quote
        case 0x25: kind = .percent
        case 0x2A, 0x7C: kind = .bullet
        default: kind = .other
        }
        append(kind, length: 1, scalars: 1, hash: mark(kind))
    }

    private mutating func other(_ value: UInt32, _ length: Int) {
        switch value {
        // Spaces, the byte order mark and what has no width.
        case 0xA0, 0x2000...0x200F, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF, 0xAD:
            spaceBefore = true
            index += length
            scalar += 1
        case 0x2028, 0x2029, 0x85:
            endLine()
            index += length
            scalar += 1
        case 0x2010...0x2015, 0x2212: append(.dash, length: length, scalars: 1, hash: mark(.dash))
        case 0x2026: append(.ellipsis, length: length, scalars: 1, hash: mark(.ellipsis))
        case 0x2018...0x201F, 0xAB, 0xBB: append(.quote, length: length, scalars: 1, hash: mark(.quote))
        case 0x2022, 0x25CF, 0x25CB, 0x25AA, 0x25A0, 0x2219, 0xB7, 0x27A4, 0x2B9E:
            append(.bullet, length: length, scalars: 1, hash: mark(.bullet))
        default: append(.other, length: length, scalars: 1, hash: mark(.other))
        }
    }

    private func mark(_ kind: Token.Kind) -> UInt64 { UInt64(kind.rawValue) &+ 1 }

    private mutating func number() {
        var end = index
        var hash: UInt64 = 0xD16
        while end < bytes.count {
            let byte = bytes[end]
            if byte >= 0x30 && byte <= 0x39 {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
                end += 1
            } else if byte == 0x2C || byte == 0x2E, end + 1 < bytes.count, bytes[end + 1] >= 0x30, bytes[end + 1] <= 0x39 {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
                end += 1
            } else {
                break
            }
        }
        append(.number, length: end - index, scalars: Int32(end - index), hash: hash)
    }

    /// A word, folded on the way: case, composition and the place of the tone mark make no difference.
    private mutating func word() {
        var end = index
        var scalars: Int32 = 0
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var tones: UInt64 = 0
        var letters = 0, capitals = 0
        var startsCapital = false
        var pending: UInt32 = 0
        scan: while end < bytes.count {
            let byte = bytes[end]
            var value = UInt32(byte)
            var length = 1
            if byte >= 0x80 {
                guard let (decoded, count) = decode(at: end) else { break }
                (value, length) = (decoded, count)
            }
            if let letter = letter(value) {
                if pending != 0 { hash = (hash ^ UInt64(pending)) &* 0x100_0000_01B3 }
                pending = letter.body
                if letter.tone != 0 { tones = tones &* 8 &+ UInt64(letter.tone) }
                if letter.isUppercase { capitals += 1 }
                if letters == 0 { startsCapital = letter.isUppercase }
                letters += 1
            } else if value >= 0x300 && value < 0x370 {
                if let tone = Letters.tone(ofMark: value) {
                    tones = tones &* 8 &+ UInt64(tone)
                } else if let body = Letters.modified(pending, byMark: value) {
                    pending = body
                }
            } else if value == 0x2E, letters <= 3, capitals > 0 || isLenient, end + 1 < bytes.count, isAbbreviated(at: end + 1) {
                // "T.Ư", "GS.TS": a full stop inside an abbreviation.
                hash = (hash ^ UInt64(pending)) &* 0x100_0000_01B3
                pending = 0x2E
            } else if value == 0x27 || value == 0x2019, letters <= 3, end + length < bytes.count, isLetterOrMark(at: end + length), letters > 0,
                      capitals > 0 || isLenient {
                // "H'Hen": an apostrophe inside a name.
                hash = (hash ^ UInt64(pending)) &* 0x100_0000_01B3
                pending = 0x27
            } else if value == 0x26, letters > 0, capitals == letters, isUppercase(at: end + 1) {
                // "GD&ĐT".
                hash = (hash ^ UInt64(pending)) &* 0x100_0000_01B3
                pending = 0x26
            } else if byte >= 0x30 && byte <= 0x39 || value == 0xB2 || value == 0xB3 {
                // "km²" is "km2".
                hash = (hash ^ UInt64(pending)) &* 0x100_0000_01B3
                pending = value >= 0xB2 ? value - 0x80 : value
            } else {
                break scan
            }
            end += length
            scalars += 1
        }
        if pending != 0 { hash = (hash ^ UInt64(pending)) &* 0x100_0000_01B3 }
        hash = (hash ^ tones) &* 0x100_0000_01B3
        hash ^= hash >> 29
        var flags: UInt8 = 0
        if startsCapital { flags |= Token.Flag.capital }
        if capitals == letters && letters >= 2 { flags |= Token.Flag.acronym }
        dropAbbreviationStop(before: startsCapital, hash)
        append(.word, length: end - index, scalars: scalars, hash: hash, flags: flags)
    }

    /// "TP. Huế", "TS. …": the stop ends no sentence, so it is none.
    private mutating func dropAbbreviationStop(before isCapital: Bool, _ hash: UInt64) {
        guard isCapital, let gazetteer, tokens.count - lineStart >= 2, let stop = tokens.last, stop.kind == .period, !stop.hasSpaceBefore else { return }
        guard gazetteer.starts(.abbreviation, tokens[tokens.count - 2].word) else { return }
        let word = gazetteer.word(hash)
        let isPlaceAbbreviation = gazetteer.starts(.placeword, tokens[tokens.count - 2].word)
        guard !isPlaceAbbreviation || gazetteer.starts(.province, word) || gazetteer.starts(.place, word) else { return }
        tokens.removeLast()
    }

    /// The gazetteers are written in any case.
    private var isLenient: Bool { gazetteer == nil }

    /// Whether a full stop before `index` is inside an abbreviation.
    private func isAbbreviated(at index: Int) -> Bool {
        isLenient ? isLetterOrMark(at: index) : isUppercase(at: index) && !isFollowedBySmall(index)
    }

    private func isLetterOrMark(at index: Int) -> Bool {
        guard let (value, _) = decode(at: index) else { return false }
        return Letters.letter(value) != nil
    }

    private func isUppercase(at index: Int) -> Bool {
        guard index < bytes.count, let (value, _) = decode(at: index), let letter = Letters.letter(value) else { return false }
        return letter.isUppercase
    }

    /// Whether the letter at `index` is followed by a small one, as in "đảng.Việt": then the stop ends a sentence.
    private func isFollowedBySmall(_ index: Int) -> Bool {
        guard let (_, length) = decode(at: index), index + length < bytes.count, let (next, _) = decode(at: index + length),
              let letter = Letters.letter(next) else { return false }
        return !letter.isUppercase
    }
}
