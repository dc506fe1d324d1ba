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
        // "6%-6,5%".
        if case .exactly = value, isKind(.percent, end, limit), isKind(.dash, end + 1, limit), isKind(.number, end + 2, limit), isKind(.percent, end + 3, limit),
           let last = decimal(end + 2), last.value > first.value {
            value = .range(first, last)
            end += 3
        }
        // Part of a name: "Covid-19", "34-NQ/TW", "G20", "(1)".
        if index > sentence.lowerBound {
            let previous = text.tokens[index - 1]
            if previous.kind == .dash, !previous.hasSpaceBefore, !text.tokens[index].hasSpaceBefore { return (nil, end) }
            // "QL.27C".
            if previous.kind == .period, !previous.hasSpaceBefore, !text.tokens[index].hasSpaceBefore { return (nil, end) }
            if previous.kind == .slash, !isSecondCount(index, sentence) { return (nil, end) }
            if previous.kind == .opening, isKind(.closing, end, limit) { return (nil, end) }
            if previous.kind == .word, isNumbered(index - 1, sentence.lowerBound, limit), !isCounted(index, end, limit),
               !isRankAmong(value, index, end, limit) { return (nil, end) }
        } else if isKind(.period, end, limit) || isKind(.closing, end, limit) || isKind(.slash, end, limit) {
            return (nil, end)
        }
        if end < limit, text.tokens[end].kind == .dash || text.tokens[end].kind == .slash, !text.tokens[end].hasSpaceBefore { return (nil, end + 1) }
        if isYear(first), isRange || !isKind(.percent, end, limit) {
            guard let unit = unit(end, limit), unit.isKnown, text.tokens[end].hasSpaceBefore, !isRange, !unit.isDuration else { return (nil, end) }
        }
        if let unit = raised(first, end, sentence) { return (make(value, number: index..<end, unit, sentence), end) }
        guard !isTimeOfDay(end, limit), var unit = unit(end, limit) else { return (nil, end) }
        if let joined = compound(first, unit, limit) {
            value = .exactly(joined.value)
            unit = joined.unit
        }
        // "1/2 thời gian" is half of something.
        if case .part = value, !unit.isKnown { return (nil, end) }
        // "3 đẩy mạnh" is a saying.
        if !unit.isKnown, index > sentence.lowerBound, text.tokens[index - 1].kind == .quote { return (nil, end) }
        if isTimePhrase(unit, limit) && !isLength(value, index, unit, sentence) || isBase(index, first, unit, sentence) || isAge(index, unit, sentence) { return (nil, unit.range.upperBound) }
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
            if case .exactly(let length) = value, length.places == 0, let period = period(length.digits, unit.range.upperBound, limit) {
                value = .period(from: period.from, to: period.to, stated: length.digits)
                kind = .period
                wordsEnd = period.end
            }
        } else if unit.isList {
            kind = .listCount
        }
        let qualification = qualification(of: value, at: number.lowerBound, unitEnd: wordsEnd, sentence)
        let start = qualification.flatMap { $0.isBeside ? $0.range.lowerBound : nil } ?? number.lowerBound
        return Figure(
            value: value, unit: unit.name ?? text.words(unit.range), multiplier: unit.multiplier, kind: kind,
            qualifier: qualification?.qualifier, qualifierWords: qualification.map { text.words($0.range) },
            asOf: nil, speaker: nil, words: text.span(start..<wordsEnd), quote: text.span(clause(start..<wordsEnd, sentence)))
    }

    /// "31 giường trên 10.000 dân": what a rate is taken of.
    private func isBase(_ index: Int, _ value: Decimal, _ unit: Unit, _ sentence: Range<Int>) -> Bool {
        guard value.places == 0, value.digits >= 100, index > sentence.lowerBound,
              isWord(.above, index - 1, sentence.upperBound) || isKind(.slash, index - 1, sentence.upperBound),
              isWord(.people, unit.range.lowerBound, sentence.upperBound) else { return false }
        var rest = value.digits
        while rest % 10 == 0 { rest /= 10 }
        return rest == 1
    }

    /// "trẻ dưới 12 tuổi": who is meant, unless it is said how long people live.
    private func isAge(_ index: Int, _ unit: Unit, _ sentence: Range<Int>) -> Bool {
        guard isWord(.age, unit.range.lowerBound, sentence.upperBound) else { return false }
        return !(max(sentence.lowerBound, index - 12)..<index).contains { isWord(.longevity, $0, index) }
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
            // "20.00" is twenty, or a misprint of twenty thousand: nobody can tell.
            guard groups == 1, group != 2 || digits % 100 != 0 else { return nil }
            return Decimal(digits, places: group)
        }
        return Decimal(digits, places: places)
    }

    private func isYear(_ value: Decimal) -> Bool { value.places == 0 && (1900...2100).contains(value.digits) }

    /// "Nghị quyết 18", "lần thứ 32", "năm 2021": the number is the name of something.
    func isNumbered(_ index: Int, _ lower: Int, _ limit: Int) -> Bool {
        for back in 0...2 where index - back >= lower {
            if let found = match(.numbered, index - back, limit), found.end == index + 1 { return true }
        }
        return false
    }

    /// "tổng số 15 dự án" and "năm 35 nước" keep their figure: a known unit, and no year.
    private func isCounted(_ index: Int, _ end: Int, _ limit: Int) -> Bool {
        guard let value = decimal(index), !isYear(value) else { return false }
        guard let unit = unit(end, limit) else { return false }
        if unit.isDuration { return period(value.digits, unit.range.upperBound, limit) != nil }
        // "tuyến số 1 Bến …": a name follows the number of a thing.
        guard unit.multiplier > 1 || !text.tokens[end].isCapital || !isWord(.number, index - 1, limit) else { return false }
        // "ở mức 6,5%", "dự án 500 triệu USD": shares and amounts are nobody's name.
        if unit.multiplier > 1 || isKind(.percent, end, limit) { return true }
        return unit.isKnown && (isWord(.number, index - 1, limit) || isWord(.first, index - 1, limit))
    }

    /// "12 tàu/84 thuyền viên": the slash stands between two counts, not inside a number's name.
    private func isSecondCount(_ index: Int, _ sentence: Range<Int>) -> Bool {
        let last = index - 2
        guard last > sentence.lowerBound, text.tokens[last].kind == .word, !text.tokens[last].isCapital else { return false }
        return (1...4).contains { back in
            guard last - back >= sentence.lowerBound, text.tokens[last - back].kind == .number, let unit = unit(last - back + 1, last + 1) else { return false }
            return unit.isKnown && unit.range.upperBound == last + 1
        }
    }

    /// "xếp hạng 41/150 nước": a place among so many.
    private func isRankAmong(_ value: Figure.Value, _ index: Int, _ end: Int, _ limit: Int) -> Bool {
        guard case .part(_, let total) = value, !isYear(total), isWord(.rank, index - 1, limit) || isWord(.ordinal, index - 1, limit) else { return false }
        return unit(end, limit)?.isKnown ?? false
    }

    /// "8h30".
    private func isTimeOfDay(_ index: Int, _ limit: Int) -> Bool {
        guard isKind(.word, index, limit), !text.tokens[index].hasSpaceBefore else { return false }
        let word = text.bytes[Int(text.tokens[index].byteStart)..<Int(text.tokens[index].byteEnd)]
        return word.first.map { $0 | 0x20 == UInt8(ascii: "h") || $0 | 0x20 == UInt8(ascii: "g") } ?? false
            && word.count > 1 && word.dropFirst().allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }

    /// "11 tháng của năm 2021", "2 năm 2018-2019", "8 giờ": when, not how much.
    private func isTimePhrase(_ unit: Unit, _ limit: Int) -> Bool {
        if let time = match(.timeunit, unit.range.lowerBound, limit), time.end == unit.range.upperBound { return true }
        guard unit.isDuration else { return false }
        return isKind(.number, unit.range.upperBound, limit) && decimal(unit.range.upperBound).map(isYear) == true
    }

    /// "không quá 20 ngày", "1,5 ngày", "4-6 tuần", "từ 3 ngày lên 5 ngày": how long, and no day of a calendar.
    private func isLength(_ value: Figure.Value, _ index: Int, _ unit: Unit, _ sentence: Range<Int>) -> Bool {
        let limit = sentence.upperBound, end = unit.range.upperBound
        guard match(.timeunit, unit.range.lowerBound, limit)?.meaning == "length",
              !isKind(.number, end, limit), !isWord(.first, end, limit), !isWord(.last, end, limit) else { return false }
        if isWord(.up, end, limit) || index > sentence.lowerBound && isWord(.up, index - 1, limit) { return true }
        switch value {
        case .range: return !isWord(.month, unit.range.lowerBound, limit)
        case .exactly(let length) where length.places > 0: return true
        default: return qualification(of: value, at: index, unitEnd: end, sentence)?.isBeside ?? false
        }
    }

    /// "tăng từ 40 lên 75 cơ sở": the first number counts what the second does.
    private func raised(_ value: Decimal, _ end: Int, _ sentence: Range<Int>) -> Unit? {
        let limit = sentence.upperBound
        guard isWord(.up, end, limit), isKind(.number, end + 1, limit), !isYear(value), let second = unit(end + 2, limit), second.isKnown, end - 2 >= sentence.lowerBound,
              isWord(.from, end - 2, limit) else { return nil }
        return Unit(range: end..<end, multiplier: second.multiplier, isDuration: second.isDuration, isList: second.isList, name: text.words(second.range))
    }

    /// "(2016 - 2021)" after "5 năm qua", and after "35 năm đổi mới" where the years are as many.
    private func period(_ length: Int, _ index: Int, _ limit: Int) -> (from: Int, to: Int, end: Int)? {
        var next = index
        if next < limit, text.tokens[next].kind == .word, isWord(.past, next, limit) || isWord(.next, next, limit) { next += 1 }
        var words = 0
        while words < 6, isKind(.word, next + words, limit) || isKind(.dash, next + words, limit) { words += 1 }
        if words > 0, let years = period(length, next + words, limit), abs(years.to - years.from - length) <= 1 { return years }
        guard isKind(.opening, next, limit), next + 4 < limit, let from = text.integer(next + 1), isKind(.dash, next + 2, limit),
              let to = text.integer(next + 3), isKind(.closing, next + 4, limit), (1900...2200).contains(from), (1900...2200).contains(to)
        else { return nil }
        return (from, to, next + 5)
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
