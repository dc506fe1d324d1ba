/// The text, the gazetteers and where we are: what every rule of the grammar looks at.
struct Grammar {
    let text: ReadText
    let gazetteer: Gazetteer

    var tokens: [Token] { text.tokens }

    @inline(__always)
    func match(_ cue: Cue, _ index: Int, _ limit: Int) -> Gazetteer.Match? {
        gazetteer.match(cue, text.tokens, index, limit)
    }

    @inline(__always)
    func starts(_ cue: Cue, _ index: Int) -> Bool { gazetteer.starts(cue, text.tokens[index].word) }

    @inline(__always)
    func isKind(_ kind: Token.Kind, _ index: Int, _ limit: Int) -> Bool { index < limit && text.tokens[index].kind == kind }

    /// The cue as one lower-case word or more at `index`.
    func small(_ cue: Cue, _ index: Int, _ limit: Int) -> Gazetteer.Match? {
        guard index < limit, !text.tokens[index].isCapital else { return nil }
        return match(cue, index, limit)
    }

    /// Past commas.
    func afterComma(_ index: Int, _ limit: Int) -> Int { isKind(.comma, index, limit) ? index + 1 : index }

    /// A dash that separates, not one inside "chính trị-xã hội".
    func isSeparatingDash(_ index: Int, _ limit: Int) -> Bool {
        isKind(.dash, index, limit) && text.tokens[index].hasSpaceBefore
    }
}
