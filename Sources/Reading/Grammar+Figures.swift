/// Reported figures: numbers with a unit, and none of the numbers that are dates, editions or names.
extension Grammar {
    /// All figures of one sentence; people and times are added by the caller.
    func figures(in sentence: Range<Int>) -> [Figure] {
        var figures: [Figure] = []
        var index = sentence.lowerBound
        while index < sentence.upperBound {
            let token = text.tokens[index]
            if token.kind == .number {
                if let date = dateAround(index, sentence) {
                    index = max(date, index + 1)
                    continue
                }
                let (figure, next) = figure(at: index, sentence)
                if let figure { figures.append(figure) }
                index = max(next, index + 1)
            } else if token.kind == .word, token.word != 0, let found = match(.magnitude, index, sentence.upperBound) {
                if let figure = magnitude(index, found, sentence) { figures.append(figure) }
                index = found.end
            } else {
                index += 1
            }
        }
        return figures
    }

    /// The end of the date that a number is part of.
    private func dateAround(_ index: Int, _ sentence: Range<Int>) -> Int? {
        let limit = sentence.upperBound
        for back in 0...3 where index - back >= sentence.lowerBound {
            let start = index - back
            let isWordBefore = back > 0
            guard isWordBefore || isKind(.slash, index + 1, limit) else { continue }
            if back > 0, !(isWord(.day, start, limit) || isWord(.from, start, limit) || starts(.session, start)) { continue }
            if let date = date(start, limit), date.whole.contains(index) {
                // "189/193 quốc gia" is a share, "5/12 chỉ tiêu" too.
                if back == 0, unit(date.whole.upperBound, limit) != nil { continue }
                return date.whole.upperBound
            }
        }
        // "tháng 12/2021".
        if index > sentence.lowerBound, isWord(.month, index - 1, limit), isKind(.slash, index + 1, limit) { return index + 3 }
        return nil
    }

    struct Unit {
        var range: Range<Int>
        var multiplier: Int
        var isDuration = false
        var isList = false
        var isKnown = true
    }

    private func figure(at index: Int, _ sentence: Range<Int>) -> (Figure?, Int) {
        let limit = sentence.upperBound
        guard let first = decimal(index) else { return (nil, index + 1) }
        var end = index + 1
        var value = Figure.Value.exactly(first)
        var isRange = false
        if isKind(.slash, end, limit), isKind(.number, end + 1, limit), let total = decimal(end + 1) {
            value = .part(first, of: total)
            end += 2
        } else if isKind(.dash, end, limit), isKind(.number, end + 1, limit), let last = decimal(end + 1) {
            value = .range(first, last)
            isRange = true
            end += 2
        } else if isWord(.until, end, limit), isKind(.number, end + 1, limit), let last = decimal(end + 1), last.value > first.value {
            value = .range(first, last)
            isRange = true
            end += 2
        }
        // Part of a name: "Covid-19", "34-NQ/TW", "G20", "(1)".
        if index > sentence.lowerBound {
            let previous = text.tokens[index - 1]
            if previous.kind == .dash, !previous.hasSpaceBefore, !text.tokens[index].hasSpaceBefore { return (nil, end) }
            if previous.kind == .slash { return (nil, end) }
            if previous.kind == .opening, isKind(.closing, end, limit) { return (nil, end) }
            if previous.kind == .word, isNumbered(index - 1, sentence.lowerBound, limit), !isCounted(index, end, limit) { return (nil, end) }
        } else if isKind(.period, end, limit) || isKind(.closing, end, limit) || isKind(.slash, end, limit) {
            return (nil, end)
        }
        if end < limit, text.tokens[end].kind == .dash || text.tokens[end].kind == .slash, !text.tokens[end].hasSpaceBefore { return (nil, end + 1) }
        if isYear(first), isRange || !isKind(.percent, end, limit) {
            guard let unit = unit(end, limit), unit.isKnown, text.tokens[end].hasSpaceBefore, !isRange, !unit.isDuration else { return (nil, end) }
        }
        guard let unit = unit(end, limit) else { return (nil, end) }
        // "1/2 thời gian" is half of something.
        if case .part = value, !unit.isKnown { return (nil, end) }
        // "3 đẩy mạnh" is a saying.
        if !unit.isKnown, index > sentence.lowerBound, text.tokens[index - 1].kind == .quote { return (nil, end) }
        if isTimePhrase(unit, limit) || isBase(index, first, unit, sentence) { return (nil, unit.range.upperBound) }
        return (make(value, number: index..<end, unit, sentence), unit.range.upperBound)
    }

    private func magnitude(_ index: Int, _ found: Gazetteer.Match, _ sentence: Range<Int>) -> Figure? {
        guard let unit = unit(found.end, sentence.upperBound), !unit.isDuration, let size = Int(found.meaning) else { return nil }
        var figure = make(.magnitude(size), number: index..<found.end, unit, sentence)
        figure.qualifier = .orderOfMagnitude
        figure.qualifierWords = text.words(index..<found.end)
        return figure
    }

    private func make(_ value: Figure.Value, number: Range<Int>, _ unit: Unit, _ sentence: Range<Int>) -> Figure {
        let limit = sentence.upperBound
        var value = value
        var kind = Figure.Kind.indicator
        var wordsEnd = unit.range.upperBound
        if unit.isDuration {
            kind = .duration
            if case .exactly(let length) = value, length.places == 0, let period = period(unit.range.upperBound, limit) {
                value = .period(from: period.from, to: period.to, stated: length.digits)
                kind = .period
                wordsEnd = period.end
            }
        } else if unit.isList {
            kind = .listCount
        }
        var start = number.lowerBound
        var qualifier: Figure.Qualifier?
        var words: String?
        if let before = qualifierBefore(number.lowerBound, sentence.lowerBound), !isReached(value, before.range, sentence.lowerBound) {
            start = before.range.lowerBound
            qualifier = before.qualifier
            words = text.words(before.range)
        } else if let forecast = forecast(number.lowerBound, sentence.lowerBound) {
            qualifier = forecast.qualifier
            words = text.words(forecast.range)
        }
        // "từ 4% trở lên".
        if qualifier == nil, isWord(.turning, wordsEnd, limit), isWord(.up, wordsEnd + 1, limit) {
            qualifier = .atLeast
            words = text.words(wordsEnd..<(wordsEnd + 2))
        }
        return Figure(
            value: value, unit: text.words(unit.range), multiplier: unit.multiplier, kind: kind, qualifier: qualifier, qualifierWords: words,
            asOf: nil, speaker: nil, words: text.span(start..<wordsEnd), quote: text.span(clause(start..<wordsEnd, sentence)))
    }

    /// "đạt và vượt 3/3 chỉ tiêu": the goals were passed, the number is what it is.
    private func isReached(_ value: Figure.Value, _ qualifier: Range<Int>, _ lower: Int) -> Bool {
        if case .part = value { return true }
        return qualifier.lowerBound > lower && isWord(.and, qualifier.lowerBound - 1, qualifier.lowerBound) && isWord(.exceed, qualifier.lowerBound, qualifier.upperBound)
    }

    /// "31 giường trên 10.000 dân": what a rate is taken of.
    private func isBase(_ index: Int, _ value: Decimal, _ unit: Unit, _ sentence: Range<Int>) -> Bool {
        guard value.places == 0, value.digits >= 100, index > sentence.lowerBound, isWord(.above, index - 1, sentence.upperBound),
              isWord(.people, unit.range.lowerBound, sentence.upperBound) else { return false }
        var rest = value.digits
        while rest % 10 == 0 { rest /= 10 }
        return rest == 1
    }

    /// "24,8", "1.642", "1.642,5".
    func decimal(_ index: Int) -> Decimal? {
        let token = text.tokens[index]
        let bytes = text.bytes[Int(token.byteStart)..<Int(token.byteEnd)]
        var digits = 0, places = 0, group = 0
        var hasComma = false, groups = 0, isGrouped = true
        for byte in bytes {
            switch byte {
            case UInt8(ascii: ","):
                if hasComma { return nil }
                if groups > 0, group != 3 { isGrouped = false }
                hasComma = true
                group = 0
            case UInt8(ascii: "."):
                if groups > 0, group != 3 { isGrouped = false }
                groups += 1
                group = 0
            default:
                guard digits < 1_000_000_000_000_000 else { return nil }
                digits = digits * 10 + Int(byte - 0x30)
                group += 1
                if hasComma { places += 1 }
            }
        }
        if groups > 0, !hasComma, group != 3 || !isGrouped {
            // "7.5": a point where a comma was meant, unless there are more of them.
            guard groups == 1 else { return nil }
            return Decimal(digits, places: group)
        }
        return Decimal(digits, places: places)
    }

    private func isYear(_ value: Decimal) -> Bool { value.places == 0 && (1900...2100).contains(value.digits) }

    /// "Nghị quyết 18", "lần thứ 32", "năm 2021": the number is the name of something.
    private func isNumbered(_ index: Int, _ lower: Int, _ limit: Int) -> Bool {
        for back in 0...2 where index - back >= lower {
            if let found = match(.numbered, index - back, limit), found.end == index + 1 { return true }
        }
        return false
    }

    /// "tổng số 15 dự án" and "năm 35 nước" keep their figure: a known unit, and no year.
    private func isCounted(_ index: Int, _ end: Int, _ limit: Int) -> Bool {
        guard let value = decimal(index), !isYear(value) else { return false }
        guard let unit = unit(end, limit), unit.isKnown, !unit.isDuration else { return false }
        return isWord(.number, index - 1, limit) || isWord(.first, index - 1, limit)
    }

    /// "11 tháng của năm 2021", "2 năm 2018-2019", "8 giờ": when, not how much.
    private func isTimePhrase(_ unit: Unit, _ limit: Int) -> Bool {
        if match(.timeunit, unit.range.lowerBound, limit) != nil { return true }
        guard unit.isDuration else { return false }
        return isKind(.number, unit.range.upperBound, limit) && decimal(unit.range.upperBound).map(isYear) == true
    }

    /// "(2016 - 2021)" after "5 năm qua".
    private func period(_ index: Int, _ limit: Int) -> (from: Int, to: Int, end: Int)? {
        var next = index
        if next < limit, text.tokens[next].kind == .word, isWord(.past, next, limit) || isWord(.next, next, limit) { next += 1 }
        guard isKind(.opening, next, limit), next + 4 < limit, let from = text.integer(next + 1), isKind(.dash, next + 2, limit),
              let to = text.integer(next + 3), isKind(.closing, next + 4, limit), (1900...2200).contains(from), (1900...2200).contains(to)
        else { return nil }
        return (from, to, next + 5)
    }

    /// What is counted after a number.
    func unit(_ index: Int, _ limit: Int) -> Unit? {
        guard index < limit else { return nil }
        if text.tokens[index].kind == .percent { return Unit(range: index..<(index + 1), multiplier: 1) }
        guard text.tokens[index].kind == .word else { return nil }
        var end = index
        var multiplier = 1
        if let found = small(.multiplier, end, limit), let size = Int(found.meaning) {
            multiplier = size
            end = found.end
            guard end < limit else { return Unit(range: index..<end, multiplier: multiplier, isKnown: false) }
        }
        if let money = match(.currency, end, limit) { return Unit(range: index..<money.end, multiplier: multiplier) }
        if multiplier == 1, let year = match(.yearunit, end, limit) { return Unit(range: index..<year.end, multiplier: 1, isDuration: true) }
        if let time = match(.timeunit, end, limit) { return Unit(range: index..<time.end, multiplier: multiplier) }
        let list = match(.listunit, end, limit), known = match(.unit, end, limit)
        guard let found = [list, known].compactMap({ $0 }).max(by: { $0.end < $1.end }) else {
            return unknownUnit(index, end, multiplier, limit)
        }
        let isList = list?.end == found.end
        end = found.end
        while let next = coordinated(end, limit) { end = next }
        return Unit(range: index..<end, multiplier: multiplier, isList: isList)
    }

    /// ", thành phố", " và vùng lãnh thổ": one more thing counted by the same number.
    private func coordinated(_ index: Int, _ limit: Int) -> Int? {
        guard isKind(.comma, index, limit) || isWord(.and, index, limit), index + 1 < limit, !text.tokens[index + 1].isCapital,
              match(.directing, index + 1, limit) == nil else { return nil }
        guard let next = [match(.unit, index + 1, limit), match(.listunit, index + 1, limit)].compactMap({ $0 }).max(by: { $0.end < $1.end }) else {
            return nil
        }
        // ", bộ trưởng …" and ", thị trường … tăng" begin something else.
        guard next.end >= limit || text.tokens[next.end].kind != .number else { return nil }
        return next.end
    }

    /// A thing that no gazetteer knows: its classifier, and the word that makes a pair with it.
    private func unknownUnit(_ start: Int, _ index: Int, _ multiplier: Int, _ limit: Int) -> Unit? {
        guard index < limit, text.tokens[index].kind == .word else {
            return multiplier > 1 ? Unit(range: start..<index, multiplier: multiplier, isKnown: false) : nil
        }
        if match(.stop, index, limit) != nil || starts(.conjunction, index) || starts(.preposition, index) || starts(.placeword, index) {
            return multiplier > 1 ? Unit(range: start..<index, multiplier: multiplier, isKnown: false) : nil
        }
        if text.tokens[index].isAcronym { return Unit(range: start..<(index + 1), multiplier: multiplier, isKnown: false) }
        guard !text.tokens[index].isCapital else {
            return multiplier > 1 ? Unit(range: start..<index, multiplier: multiplier, isKnown: false) : nil
        }
        var end = index + 1
        if end < limit, text.tokens[end].kind == .word, !text.tokens[end].isCapital, match(.stop, end, limit) == nil,
           !starts(.conjunction, end), !starts(.preposition, end) {
            end += 1
            // "tình nguyện viên".
            if isWord(.member, end, limit) { end += 1 }
        }
        return Unit(range: start..<end, multiplier: multiplier, isKnown: false)
    }

    private func qualifierBefore(_ index: Int, _ lower: Int) -> (range: Range<Int>, qualifier: Figure.Qualifier)? {
        for back in (1...3).reversed() where index - back >= lower {
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
            if text.tokens[cursor].kind == .semicolon || text.tokens[cursor].kind == .number && cursor + 1 < index && isKind(.word, cursor + 1, index)
                && unit(cursor + 1, index).map({ $0.isKnown && !$0.isDuration }) == true { return nil }
            if let found = match(.qualifier, cursor, index), let qualifier = Figure.Qualifier(rawValue: found.meaning),
               qualifier == .forecast || qualifier == .estimated || qualifier == .target {
                return (cursor..<found.end, qualifier)
            }
            cursor -= 1
        }
        return nil
    }

    /// The clause around a figure: from the last mark or conjunction to the next mark.
    private func clause(_ words: Range<Int>, _ sentence: Range<Int>) -> Range<Int> {
        var start = words.lowerBound
        while start > sentence.lowerBound {
            let previous = text.tokens[start - 1].kind
            if previous != .word && previous != .dash && previous != .slash && previous != .number && previous != .percent { break }
            start -= 1
        }
        var end = words.upperBound
        while end < sentence.upperBound {
            let kind = text.tokens[end].kind
            if kind != .word && kind != .dash && kind != .slash && kind != .number && kind != .percent { break }
            if starts(.conjunction, end), end + 1 < sentence.upperBound, match(.multiplier, end + 1, sentence.upperBound) == nil,
               text.tokens[end].word != 0, isWord(.and, end, sentence.upperBound), end > words.upperBound + 6 { break }
            end += 1
        }
        return start..<end
    }
}
