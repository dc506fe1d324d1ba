/// A text as the grammar reads it: tokens, lines and sentences, over the bytes that came.
struct ReadText: Sendable {
    let bytes: [UInt8]
    let tokens: [Token]
    var lines: [Line]
    /// Sentences of the body, in order.
    var sentences: [Sentence] = []

    struct Sentence: Sendable {
        var tokens: Range<Int>
        var line: Int
    }

    /// The words of a range of tokens, as they stand.
    func span(_ range: Range<Int>) -> Span {
        guard !range.isEmpty else { return Span(text: "", start: 0, end: 0, line: 1) }
        let first = tokens[range.lowerBound], last = tokens[range.upperBound - 1]
        let text = String(decoding: bytes[Int(first.byteStart)..<Int(last.byteEnd)], as: UTF8.self)
        return Span(text: text, start: Int(first.start), end: Int(last.end), line: lineNumber(of: range.lowerBound))
    }

    func words(_ range: Range<Int>) -> String { Letters.composed(span(range).text) }

    /// 1-based.
    func lineNumber(of token: Int) -> Int { lines[lineIndex(of: token)].number }

    func lineIndex(of token: Int) -> Int {
        var low = 0, high = lines.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if lines[middle].tokens.lowerBound <= token { low = middle } else { high = middle - 1 }
        }
        // Empty lines begin where the next one does.
        while low > 0, lines[low].tokens.isEmpty { low -= 1 }
        return low
    }

    /// A whole number, when the token is one.
    func integer(_ index: Int) -> Int? {
        guard tokens[index].kind == .number else { return nil }
        var value = 0
        for byte in bytes[Int(tokens[index].byteStart)..<Int(tokens[index].byteEnd)] {
            guard byte >= 0x30, byte <= 0x39, value < 1_000_000_000_000 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    /// The value of a Roman number, when the token is one.
    func roman(_ index: Int, isSmall: Bool = false) -> Int? {
        guard tokens[index].kind == .word else { return nil }
        var total = 0, last = 0
        for byte in bytes[Int(tokens[index].byteStart)..<Int(tokens[index].byteEnd)].reversed() {
            let value: Int
            switch isSmall ? byte & ~0x20 : byte {
            case UInt8(ascii: "I"): value = 1
            case UInt8(ascii: "V"): value = 5
            case UInt8(ascii: "X"): value = 10
            case UInt8(ascii: "L"): value = 50
            case UInt8(ascii: "C"): value = 100
            default: return nil
            }
            total += value < last ? -value : value
            last = max(last, value)
        }
        return total > 0 && total < 200 ? total : nil
    }

    /// The one hash of several words, for comparing names.
    func hash(_ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0x51
        for index in range where tokens[index].kind == .word || tokens[index].kind == .number {
            hash = (hash ^ tokens[index].hash) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 31
        }
        return hash
    }
}
