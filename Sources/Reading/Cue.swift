/// What a phrase of the gazetteers means to the grammar; the name is the section's in the files.
package enum Cue: Int, CaseIterable, Sendable {
    case title, former, rank, body, bodyword, province, place, placeword, family
    case multiplier, qualifier, magnitude, timeunit, yearunit, currency, listunit, unit
    case alias, abbreviation, comrade, comrades, conference, site, attend, chair, listed, session
    case reporting, directing, adverb, speech, speakers, stop, organise, cohost, titleend, theme, form
    case document, ordinal, ordinalth, numeral, numbered, pillar, deadline
    case plural, conjunction, preposition, at, generic, middle, committee, opener, generalsite, centralword, titlemore, chairof, untilday
    case line, linestart, related, caption, captionmark, delegates

    @inline(__always)
    var bit: UInt64 { 1 << UInt64(rawValue) }
}
