/// What a phrase of the gazetteers means to the grammar; the name is the section's in the files.
package enum Cue: UInt8, CaseIterable, Sendable {
    case title, former, rank, body, bodyword, department, province, place, placeword, family
    case multiplier, qualifier, magnitude, timeunit, yearunit, currency, listunit, unit, reach, baseline
    case alias, abbreviation, comrade, comrades, conference, site, attend, chair, listed, session
    case reporting, directing, adverb, speech, speakers, stop, organise, cohost, titleend, theme, form
    case document, ordinal, ordinalth, numeral, numbered, pillar, deadline
    case plural, conjunction, preposition, at, generic, middle, committee, opener, generalsite, centralword, titlemore, chairof, untilday
    case line, linestart, related, caption, captionmark, delegates
}

/// Several cues at once: those that a word begins, or that a phrase ends.
struct CueSet: Sendable, ExpressibleByArrayLiteral {
    private var bits: UInt128 = 0

    init(arrayLiteral cues: Cue...) {
        for cue in cues { insert(cue) }
    }

    @inline(__always)
    func contains(_ cue: Cue) -> Bool { bits & Self.bit(cue) != 0 }

    @inline(__always)
    func intersects(_ other: CueSet) -> Bool { bits & other.bits != 0 }

    mutating func insert(_ cue: Cue) { bits |= Self.bit(cue) }

    @inline(__always)
    private static func bit(_ cue: Cue) -> UInt128 { 1 << UInt128(cue.rawValue) }
}
