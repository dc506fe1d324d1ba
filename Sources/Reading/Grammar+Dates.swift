/// Days as the text gives them.
extension Grammar {
    struct DateMention {
        var date: PartialDate
        /// The last day, where the text says "từ … đến …".
        var end: PartialDate?
        var session: Range<Int>?
        var whole: Range<Int>
        /// Day and month are only possible the other way round.
        var isDoubtful = false
    }

    /// A day that begins at `index`: "Sáng nay, 14/12", "ngày 6 tháng 1 năm 2025", "từ ngày 19-23/12".
    func date(_ index: Int, _ limit: Int) -> DateMention? {
        var cursor = index
        var session: Range<Int>?
        if let found = match(.session, cursor, limit) {
            session = cursor..<found.end
            cursor = afterComma(found.end, limit)
            if isKind(.opening, cursor, limit) { cursor += 1 }
        }
        var hasWord = session != nil
        if isWord(.from, cursor, limit) || isWord(.during, cursor, limit) { cursor += 1 }
        if isWord(.the, cursor, limit) || isWord(.two, cursor, limit) || isWord(.three, cursor, limit), isWord(.day, cursor + 1, limit) { cursor += 1 }
        if isKind(.number, cursor, limit), isWord(.day, cursor + 1, limit), isKind(.number, cursor + 2, limit) { cursor += 1 }
        if isWord(.day, cursor, limit) || isWord(.today, cursor, limit) {
            cursor += 1
            hasWord = true
        }
        if hasWord, let dotted = dottedDate(cursor, limit) { return DateMention(date: dotted, session: session, whole: index..<(cursor + 1)) }
        guard hasWord || isPlainDate(cursor, limit), let day = dayNumber(cursor, limit) else { return nil }
        guard let rest = monthAfter(cursor + 1, limit, hasWord: hasWord) else {
            // "từ ngày 19 đến 23/12", "ngày 19 và 20/12".
            guard hasWord, let last = secondDay(cursor + 1, limit), let rest = monthAfter(last.next, limit, hasWord: true) else { return nil }
            let first = PartialDate(day: day, month: rest.month, year: rest.year)
            return DateMention(
                date: first, end: PartialDate(day: last.day, month: rest.month, year: rest.year), session: session, whole: index..<rest.end)
        }
        var start = PartialDate(day: day, month: rest.month, year: rest.year)
        var isDoubtful = false
        if start.month > 12, start.day <= 12 {
            swap(&start.day, &start.month)
            isDoubtful = true
        }
        guard start.month <= 12, start.day <= 31 else { return nil }
        var mention = DateMention(date: start, session: session, whole: index..<rest.end, isDoubtful: isDoubtful)
        // "từ ngày 28/11 đến ngày 2/12/2024".
        var next = rest.end
        if isKind(.dash, next, limit) || isWord(.until, next, limit) || isWord(.and, next, limit) {
            next += 1
            if isWord(.whole, next, limit) { next += 1 }
            if isWord(.day, next, limit) { next += 1 }
            if let day = dayNumber(next, limit), let last = monthAfter(next + 1, limit, hasWord: true) {
                mention.end = PartialDate(day: day, month: last.month, year: last.year)
                if mention.date.year == nil { mention.date.year = last.year }
                mention.whole = index..<last.end
            }
        }
        return mention
    }

    /// "Sáng 15.7", "ngày 15.7.2021": one token, because a point may also group digits.
    private func dottedDate(_ index: Int, _ limit: Int) -> PartialDate? {
        guard isKind(.number, index, limit) else { return nil }
        let token = text.tokens[index]
        var parts = [0]
        for byte in text.bytes[Int(token.byteStart)..<Int(token.byteEnd)] {
            switch byte {
            case UInt8(ascii: "."): parts.append(0)
            case UInt8(ascii: ","): return nil
            default: parts[parts.count - 1] = min(parts[parts.count - 1] * 10 + Int(byte - 0x30), 10_000)
            }
        }
        guard (2...3).contains(parts.count), (1...31).contains(parts[0]), (1...12).contains(parts[1]) else { return nil }
        guard parts.count == 3 else { return PartialDate(day: parts[0], month: parts[1]) }
        return (1900...2200).contains(parts[2]) ? PartialDate(day: parts[0], month: parts[1], year: parts[2]) : nil
    }

    private func dayNumber(_ index: Int, _ limit: Int) -> Int? {
        guard index < limit, let day = text.integer(index), (1...31).contains(day) else { return nil }
        return day
    }

    /// "14/12" with nothing before it must not be a ratio.
    private func isPlainDate(_ index: Int, _ limit: Int) -> Bool {
        guard isKind(.number, index, limit), isKind(.slash, index + 1, limit), index + 2 < limit, let month = text.integer(index + 2) else {
            return false
        }
        return month <= 12
    }

    private func secondDay(_ index: Int, _ limit: Int) -> (day: Int, next: Int)? {
        var next = index
        guard isKind(.dash, next, limit) || isKind(.comma, next, limit) || isWord(.until, next, limit) || isWord(.and, next, limit) else { return nil }
        next += 1
        if isWord(.day, next, limit) { next += 1 }
        guard let day = dayNumber(next, limit) else { return nil }
        return (day, next + 1)
    }

    /// "/12", "/12/2021", "-12", " tháng 12", " tháng 12 năm 2021" after a day.
    private func monthAfter(_ index: Int, _ limit: Int, hasWord: Bool) -> (month: Int, year: Int?, end: Int)? {
        if isKind(.slash, index, limit) || isKind(.dash, index, limit) && hasWord {
            let mark = text.tokens[index].kind
            guard index + 1 < limit, let month = text.integer(index + 1), (1...31).contains(month) else { return nil }
            // "19-23/12" is a range of days.
            if mark == .dash, isKind(.slash, index + 2, limit) { return nil }
            if isKind(mark, index + 2, limit), index + 3 < limit, let year = text.integer(index + 3), (1900...2200).contains(year) {
                return (month, year, index + 4)
            }
            guard month <= 12 || mark == .slash else { return nil }
            return (month, nil, index + 2)
        }
        guard isWord(.month, index, limit), index + 1 < limit, let month = text.integer(index + 1), (1...12).contains(month) else { return nil }
        if isWord(.year, index + 2, limit), index + 3 < limit, let year = text.integer(index + 3), (1900...2200).contains(year) {
            return (month, year, index + 4)
        }
        return (month, nil, index + 2)
    }

    /// A word of the grammar itself, in any case and composition.
    @inline(__always)
    func isWord(_ word: Word, _ index: Int, _ limit: Int) -> Bool {
        index < limit && text.tokens[index].word == word.number
    }
}
