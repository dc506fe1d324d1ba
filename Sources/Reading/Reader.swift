import Basics

/// Reads official Vietnamese text into a proposed record: the same text and the same gazetteers give the same proposal.
package struct Reader: Sendable {
    /// Why nothing is proposed.
    package enum Unreadable: Error, Equatable, Sendable {
        case empty
        case tooLong(bytes: Int)
        /// Bytes that are no text, or no UTF-8.
        case notText
        /// Text, but hardly a word of it is Vietnamese.
        case notVietnamese
    }

    package let gazetteer: Gazetteer

    package init(_ gazetteer: Gazetteer) {
        self.gazetteer = gazetteer
    }

    package func read(_ bytes: [UInt8]) throws(Unreadable) -> Proposal {
        guard bytes.count <= Limits.readingTextBytes else { throw .tooLong(bytes: bytes.count) }
        guard !bytes.contains(0) else { throw .notText }
        var tokenizer = Tokenizer(bytes, gazetteer: gazetteer)
        guard tokenizer.run() else { throw .notText }
        try Self.check(tokenizer.tokens)
        var layout = Layout(ReadText(bytes: bytes, tokens: tokenizer.tokens, lines: tokenizer.lines), gazetteer: gazetteer)
        layout.restoreUnique()
        var record = Record(layout, gazetteer: gazetteer)
        return record.read()
    }

    private static func check(_ tokens: [Token]) throws(Unreadable) {
        var words = 0, marked = 0, known = 0, numbers = 0, others = 0
        for token in tokens {
            switch token.kind {
            case .word:
                words += 1
                if token.word != 0 { known += 1 }
                if token.byteEnd - token.byteStart != token.end - token.start { marked += 1 }
            case .number: numbers += 1
            case .other: others += 1
            default: break
            }
        }
        guard words + numbers + others > 0 else { throw .empty }
        guard words > 0, others <= words * 2 + 16 else { throw .notText }
        // Most syllables of Vietnamese carry a mark, and many of any report are in the gazetteers; of another language, few.
        guard words < 4 || known * 6 >= words && marked * 3 >= words else { throw .notVietnamese }
    }
}
