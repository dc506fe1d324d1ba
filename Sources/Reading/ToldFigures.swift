/// Figures that a text has told: a headline, a teaser and a speech may say one thing three times.
struct ToldFigures {
    private struct Key: Hashable {
        var value: Figure.Value
        var unit: String
        var qualifier: Figure.Qualifier?
    }

    private struct Telling {
        var sentence: Int
        var words: [UInt64]
    }

    private static let remembered = 8
    private var told: [Key: [Telling]] = [:]
    /// The sentence in which a figure was last told again.
    private var repeatedIn = -1

    /// Whether a figure says something that was not told before: the same number of the same things, with the same words about it, is one fact.
    mutating func isNew(_ figure: Figure, in sentence: Int, near words: [UInt64]) -> Bool {
        guard figure.kind == .indicator else { return true }
        let key = Key(value: figure.value, unit: figure.unit, qualifier: figure.qualifier)
        let before = told[key] ?? []
        // Shares repeat by chance, unless another figure of the sentence was told again as well.
        let mayRepeat = figure.unit != "%" || repeatedIn == sentence
        // Two things of one sentence may be as many.
        if mayRepeat, before.contains(where: { $0.sentence != sentence && isLike($0.words, words, isSmall: figure.isSmall) }) {
            repeatedIn = sentence
            return false
        }
        if before.count < Self.remembered { told[key, default: []].append(Telling(sentence: sentence, words: words)) }
        return true
    }

    /// Small numbers meet by chance: more words must be the same.
    private func isLike(_ one: [UInt64], _ other: [UInt64], isSmall: Bool) -> Bool {
        let common = one.count(where: other.contains)
        return common >= (isSmall ? 3 : 2) && common * 4 >= min(one.count, other.count)
    }
}

extension Figure {
    /// A count of two digits or fewer.
    fileprivate var isSmall: Bool {
        if case .exactly(let value) = value { return value.places == 0 && value.digits < 100 && multiplier == 1 }
        return false
    }
}
