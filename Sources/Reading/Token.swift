/// One word, number or mark of a text, with where it stands.
package struct Token: Sendable {
    package enum Kind: UInt8, Sendable {
        case word, number, comma, semicolon, colon, period, question, exclamation, ellipsis
        case dash, slash, opening, closing, quote, percent, bullet, other
    }

    package enum Flag {
        static let capital: UInt8 = 1
        /// Two letters or more, none of them small.
        static let acronym: UInt8 = 2
        static let spaceBefore: UInt8 = 4
        /// The first of its line.
        static let lineStart: UInt8 = 8
    }

    package var kind: Kind
    var flags: UInt8
    /// The word's number in the gazetteers; 0 for a word that is in none.
    var word: UInt32
    /// Of the folded word: the same for any case, composition and place of the tone mark.
    var hash: UInt64
    /// Unicode scalars from the beginning of the text.
    package var start: Int32
    package var end: Int32
    var byteStart: Int32
    var byteEnd: Int32

    var isCapital: Bool { flags & Flag.capital != 0 }
    var isAcronym: Bool { flags & Flag.acronym != 0 }
    var hasSpaceBefore: Bool { flags & Flag.spaceBefore != 0 }
    var startsLine: Bool { flags & Flag.lineStart != 0 }
}

/// One line of a text, as a range of tokens.
struct Line {
    var tokens: Range<Int>
    /// 1-based.
    var number: Int
    var isFurniture = false
    var role = Role.body

    enum Role: UInt8 { case headline, heading, body }
}
