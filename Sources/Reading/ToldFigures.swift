/// Figures that a text has told: a headline, a teaser and a speech may say one thing three times.
struct ToldFigures {
    private struct Key: Hashable {
        var value: Figure.Value
        var unit: String
        var qualifier: Figure.Qualifier?
    }

    private static let remembered = 8
    private var told: [Key: [[UInt64]]] = [:]
    /// The sentence in which a figure was last told again.
    private var repeatedIn = -1

    /// Whether a figure says something that was not told before: the same number of the same things, with the same words about it, is one fact.
    mutating func isNew(_ figure: Figure, in sentence: Int, near words: [UInt64]) -> Bool {
        guard figure.kind == .indicator else { return true }
        let key = Key(value: figure.value, unit: figure.unit, qualifier: figure.qualifier)
        let before = told[key] ?? []
        // Shares repeat by chance, unless another figure of the sentence was told again as well.
        let mayRepeat = figure.unit != "%" || repeatedIn == sentence
        if mayRepeat, before.contains(where: { isLike($0, words) }) {
            repeatedIn = sentence
            return false
        }
        if before.count < Self.remembered { told[key, default: []].append(words) }
        return true
    }

    private func isLike(_ one: [UInt64], _ other: [UInt64]) -> Bool {
        let common = one.count(where: other.contains)
        return common >= 2 && common * 4 >= min(one.count, other.count)
    }
}
