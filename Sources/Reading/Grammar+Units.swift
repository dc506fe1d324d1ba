/// What is counted: known things, bodies by their name, and things that no gazetteer knows.
extension Grammar {
    struct Unit {
        var range: Range<Int>
        var multiplier: Int
        var isDuration = false
        var isList = false
        var isKnown = true
        /// What it is called, where its words do not stand side by side.
        var name: String?
    }

    /// What is counted after a number.
    func unit(_ index: Int, _ limit: Int) -> Unit? {
        guard index < limit else { return nil }
        if text.tokens[index].kind == .percent { return Unit(range: index..<(index + 1), multiplier: 1) }
        // "Ban Chỉ đạo 389 các bộ, ngành": a plural counts nothing.
        guard text.tokens[index].kind == .word, !starts(.plural, index) else { return nil }
        var end = index
        var multiplier = 1
        if let found = small(.multiplier, end, limit), let size = Int(found.meaning) {
            multiplier = size
            end = found.end
            guard end < limit else { return Unit(range: index..<end, multiplier: multiplier, isKnown: false) }
        }
        let list = match(.listunit, end, limit), known = match(.unit, end, limit)
        // "14 triệu đồng bào" are no money, and "18 triệu ngày công" no days of a calendar.
        if let money = match(.currency, end, limit), money.end >= known?.end ?? 0 { return Unit(range: index..<money.end, multiplier: multiplier) }
        if multiplier == 1, let year = match(.yearunit, end, limit) { return Unit(range: index..<year.end, multiplier: 1, isDuration: true) }
        if let time = match(.timeunit, end, limit), time.end >= known?.end ?? 0 { return Unit(range: index..<time.end, multiplier: multiplier) }
        if let body = countedBody(end, limit), body > known?.end ?? 0 { return Unit(range: index..<body, multiplier: multiplier) }
        guard let found = [list, known].compactMap({ $0 }).max(by: { $0.end < $1.end }) else {
            return unknownUnit(index, end, multiplier, limit)
        }
        let isList = list?.end == found.end
        end = found.end
        while let next = coordinated(end, limit) ?? inBrackets(end, limit) { end = next }
        return Unit(range: index..<end, multiplier: multiplier, isList: isList)
    }

    /// ", thành phố", " và vùng lãnh thổ": one more thing counted by the same number.
    private func coordinated(_ index: Int, _ limit: Int) -> Int? {
        guard isKind(.comma, index, limit) || isWord(.and, index, limit), index + 1 < limit, !text.tokens[index + 1].isCapital,
              match(.directing, index + 1, limit) == nil, match(.attend, index + 1, limit) == nil else { return nil }
        guard let next = [match(.unit, index + 1, limit), match(.listunit, index + 1, limit)].compactMap({ $0 }).max(by: { $0.end < $1.end }) else {
            return nil
        }
        // ", bộ trưởng …" and ", thị trường … tăng" begin something else.
        guard next.end >= limit || text.tokens[next.end].kind != .number else { return nil }
        // ", kết quả cho thấy", ", đình chỉ 20 cơ sở": a clause goes on.
        if isKind(.comma, index, limit), isKind(.word, next.end, limit), !text.tokens[next.end].isCapital,
           isWord(.forWhom, next.end, limit) || next.end == index + 2 && !starts(.placeword, index + 1) && !endsUnit(next.end, limit) { return nil }
        return next.end
    }

    /// "30 đội (tổ)": another word for what is counted.
    private func inBrackets(_ index: Int, _ limit: Int) -> Int? {
        guard isKind(.opening, index, limit), let other = match(.unit, index + 1, limit), isKind(.closing, other.end, limit) else { return nil }
        return other.end + 1
    }

    /// "7 Chi cục Hải quan": bodies are counted by their name, two syllables of which begin with one capital.
    private func countedBody(_ index: Int, _ limit: Int) -> Int? {
        guard index < limit, text.tokens[index].isCapital, !text.tokens[index].isAcronym, let word = match(.bodyword, index, limit) else { return nil }
        var end = word.end
        while end < limit, text.tokens[end].kind == .word {
            let isSecond = end > word.end && text.tokens[end - 1].isCapital && !text.tokens[end - 1].isAcronym
            guard text.tokens[end].isCapital || isSecond && !endsUnit(end, limit) else { break }
            end += 1
        }
        return end
    }

    /// "12 tỷ 46 triệu đồng": one amount in two numbers.
    func compound(_ value: Decimal, _ unit: Unit, _ limit: Int) -> (value: Decimal, unit: Unit)? {
        let next = unit.range.upperBound
        guard unit.multiplier > 1, !unit.isKnown, value.places == 0, isKind(.number, next, limit), let rest = decimal(next), rest.places == 0,
              let less = self.unit(next + 1, limit), less.multiplier > 1, less.multiplier < unit.multiplier, unit.multiplier % less.multiplier == 0,
              let word = match(.multiplier, less.range.lowerBound, limit) else { return nil }
        var share = unit.multiplier / less.multiplier
        guard rest.digits < share else { return nil }
        var joined = Decimal(value.digits * share + rest.digits)
        while share > 1 {
            share /= 10
            joined.places += 1
        }
        while joined.places > 0, joined.digits % 10 == 0 { joined = Decimal(joined.digits / 10, places: joined.places - 1) }
        let thing = word.end..<less.range.upperBound
        let name = thing.isEmpty ? text.words(unit.range) : text.words(unit.range) + " " + text.words(thing)
        return (joined, Unit(range: unit.range.lowerBound..<less.range.upperBound, multiplier: unit.multiplier, name: name))
    }

    /// Whether a small word is none of what is counted.
    private func endsUnit(_ index: Int, _ limit: Int) -> Bool {
        match(.stop, index, limit) != nil || starts(.conjunction, index) || starts(.preposition, index)
    }

    /// A thing that no gazetteer knows: its classifier, and the word that makes a pair with it.
    private func unknownUnit(_ start: Int, _ index: Int, _ multiplier: Int, _ limit: Int) -> Unit? {
        let amount = multiplier > 1 ? Unit(range: start..<index, multiplier: multiplier, isKnown: false) : nil
        guard index < limit, text.tokens[index].kind == .word, !endsUnit(index, limit), !starts(.placeword, index), match(.reach, index, limit) == nil else {
            return amount
        }
        if text.tokens[index].isAcronym { return Unit(range: start..<(index + 1), multiplier: multiplier, isKnown: false) }
        let second = index + 1
        // Classifiers of one syllable are known; what else has one is "6 rõ", "4 tốt".
        guard !text.tokens[index].isCapital, isKind(.word, second, limit), !text.tokens[second].isCapital, !endsUnit(second, limit) else { return amount }
        // "tình nguyện viên".
        return Unit(range: start..<(isWord(.member, second + 1, limit) ? second + 2 : second + 1), multiplier: multiplier, isKnown: false)
    }
}
