/// How exactly a figure is meant: the words before it, and those that only look so.
extension Grammar {
    /// "đạt và vượt 3/3 chỉ tiêu": the goals were passed, the number is what it is.
    private func isReached(_ value: Figure.Value, _ qualifier: Range<Int>, _ lower: Int) -> Bool {
        if case .part = value { return true }
        return qualifier.lowerBound > lower && isWord(.and, qualifier.lowerBound - 1, qualifier.lowerBound) && isWord(.exceed, qualifier.lowerBound, qualifier.upperBound)
    }

    struct Qualification {
        var qualifier: Figure.Qualifier
        var range: Range<Int>
        /// The words stand right before the number, and are told with it.
        var isBeside: Bool
    }

    /// What is said of a number that is followed by what it counts up to `unitEnd`.
    func qualification(of value: Figure.Value, at index: Int, unitEnd: Int, _ sentence: Range<Int>) -> Qualification? {
        if let before = qualifierBefore(index, sentence.lowerBound), !isReached(value, before.range, sentence.lowerBound),
           !isDifference(before.range, unitEnd, sentence.upperBound) {
            return Qualification(qualifier: before.qualifier, range: before.range, isBeside: true)
        }
        if let bound = bound(index, sentence.lowerBound) { return Qualification(qualifier: bound.qualifier, range: bound.range, isBeside: true) }
        if let forecast = forecast(index, sentence.lowerBound) {
            return Qualification(qualifier: forecast.qualifier, range: forecast.range, isBeside: false)
        }
        // "từ 4% trở lên".
        guard isWord(.turning, unitEnd, sentence.upperBound), isWord(.up, unitEnd + 1, sentence.upperBound) else { return nil }
        return Qualification(qualifier: .atLeast, range: unitEnd..<(unitEnd + 2), isBeside: false)
    }

    /// "vượt 2,5 tỷ USD (tăng 3%) so với …", "vượt 9% kế hoạch": how far beyond something, and exactly so far.
    private func isDifference(_ qualifier: Range<Int>, _ unitEnd: Int, _ limit: Int) -> Bool {
        guard isWord(.exceed, qualifier.lowerBound, limit) && qualifier.count == 1 || isWord(.than, qualifier.upperBound - 1, limit) && qualifier.count == 2
        else { return false }
        var next = unitEnd
        if isKind(.opening, next, limit) {
            next = (next..<min(next + 12, limit)).first { text.tokens[$0].kind == .closing }.map { $0 + 1 } ?? next
        }
        return match(.baseline, next, limit) != nil
    }

    /// "tối thiểu thu đạt 900 tỷ đồng": verbs stand between a bound and its number.
    private func bound(_ index: Int, _ lower: Int) -> (range: Range<Int>, qualifier: Figure.Qualifier)? {
        var cursor = index
        while cursor > lower, index - cursor < 3, match(.reach, cursor - 1, cursor) != nil {
            cursor -= 1
            if let found = qualifierBefore(cursor, lower), found.qualifier == .atLeast || found.qualifier == .atMost {
                return (found.range.lowerBound..<index, found.qualifier)
            }
        }
        return nil
    }

    private func qualifierBefore(_ index: Int, _ lower: Int) -> (range: Range<Int>, qualifier: Figure.Qualifier)? {
        for back in (1...4).reversed() where index - back >= lower {
            guard let found = match(.qualifier, index - back, index), found.end == index,
                  let qualifier = Figure.Qualifier(rawValue: found.meaning), qualifier != .from else { continue }
            return ((index - back)..<index, qualifier)
        }
        return nil
    }

    /// "Dự kiến cả năm 2021, … đạt 1,5-1,6 tỷ USD": said at the beginning, meant for the number.
    private func forecast(_ index: Int, _ lower: Int) -> (range: Range<Int>, qualifier: Figure.Qualifier)? {
        var cursor = index - 1
        while cursor >= lower, index - cursor < 24 {
            if text.tokens[cursor].kind == .semicolon || text.tokens[cursor].kind == .number && cursor + 1 < index
                && unit(cursor + 1, index).map({ $0.isKnown && !$0.isDuration }) == true { return nil }
            if let found = match(.qualifier, cursor, index), let qualifier = Figure.Qualifier(rawValue: found.meaning),
               qualifier == .forecast || qualifier == .estimated || qualifier == .target, !isNoun(cursor, lower) {
                return (cursor..<found.end, qualifier)
            }
            cursor -= 1
        }
        return nil
    }

    /// "chỉ tiêu phấn đấu": what somebody aims at is named, and nobody aims.
    private func isNoun(_ index: Int, _ lower: Int) -> Bool {
        (1...2).contains { back in index - back >= lower && match(.baseline, index - back, index)?.end == index }
    }
}
