/// People as the text names them.
extension Grammar {
    /// One place where a person is named.
    struct Mention {
        var name: Range<Int>
        var titles: [Range<Int>]
        /// The title that the head of the list gave.
        var groupTitles: [Range<Int>] = []
        /// From the first word to the last, "đồng chí" included.
        var whole: Range<Int>
        var sentence: Int
        var isComrade: Bool
    }

    private static let beginnings: CueSet = [.title, .former, .rank, .comrade, .comrades, .plural, .conjunction]

    /// Everybody named in a sentence, in order.
    func mentions(in sentence: Int, _ range: Range<Int>) -> [Mention] {
        var mentions: [Mention] = []
        var index = range.lowerBound
        let limit = range.upperBound
        var groupTitles: [Range<Int>] = []
        var groupEnd = 0
        /// Whether the first of the group was named without a title of its own.
        var isBareGroup: Bool?
        /// What stands between the first two of a group: where that is a comma, a semicolon ends it.
        var groupMark: Token.Kind?
        var inList = false
        let beginnings = Self.beginnings
        while index < limit {
            // Small words that begin nothing are most of any text.
            let token = text.tokens[index]
            let mayBegin = token.kind == .word ? token.isCapital || gazetteer.startsAny(beginnings, token.word)
                : token.kind == .number && index + 1 < limit && starts(.title, index + 1)
            guard mayBegin else {
                index += 1
                continue
            }
            if let group = groupHead(index, limit) {
                groupTitles = group.titles
                groupEnd = limit
                inList = true
                isBareGroup = nil
                groupMark = nil
                index = group.end
                continue
            }
            if starts(.conjunction, index), !text.tokens[index].isCapital, let plural = pluralAfter(index, limit), plural > index {
                // "cùng các …": the list of names is over.
                groupTitles = []
                groupEnd = 0
            }
            var start = index
            var isComrade = false
            var isList = false
            if let comrades = match(.comrades, index, limit) {
                start = comrades.end
                isList = true
                if isKind(.colon, start, limit) { start += 1 }
            } else if let comrade = match(.comrade, index, limit), comrade.end < limit, text.tokens[comrade.end].isCapital, match(.province, index, limit) == nil {
                start = comrade.end
                isComrade = true
            }
            if isList { inList = true }
            let isExpected = isComrade || isList || (inList && isAfterSeparator(index, range.lowerBound)) || index < groupEnd
            if var found = mention(start, limit, isExpected: isExpected, isCertain: isComrade || (isExpected && !groupTitles.isEmpty) || isList) {
                found.sentence = sentence
                found.isComrade = isComrade
                if isComrade { found.whole = index..<found.whole.upperBound }
                let hasOwnTitle = found.titles.first.map { $0.lowerBound < found.name.lowerBound } ?? false
                let mark = index > range.lowerBound ? text.tokens[index - 1].kind : .other
                if isBareGroup == true || groupMark == .comma, hasOwnTitle, mark == .semicolon { groupEnd = 0 }
                if isBareGroup != nil { groupMark = groupMark ?? mark }
                isBareGroup = isBareGroup ?? !hasOwnTitle
                if index < groupEnd { found.groupTitles = groupTitles }
                found = withoutOthersTitles(found, range)
                mentions.append(found)
                let isPlural = isList || index > range.lowerBound && starts(.plural, index - 1)
                index = found.whole.upperBound
                if isPlural, let shared = sharedTitle(found, limit) {
                    groupTitles = shared
                    groupEnd = limit
                }
                continue
            }
            if let titles = titles(start, limit) {
                index = max(titles.end, index + 1)
            } else {
                index = max(start, index + 1)
            }
        }
        return mentions
    }

    /// "Tiếp thu ý kiến của Phó Thủ tướng, Bộ trưởng …khẳng định", "Thay mặt Chính phủ, Thủ tướng, Phó Thủ tướng …": the first title is
    /// of somebody else, whom it names alone.
    private func withoutOthersTitles(_ mention: Mention, _ sentence: Range<Int>) -> Mention {
        let start = mention.whole.lowerBound, limit = sentence.upperBound
        guard mention.titles.count >= 2, mention.titles[0].lowerBound == start, mention.titles[1].lowerBound < mention.name.lowerBound, start > 0,
              isKind(.comma, mention.titles[0].upperBound, limit) else { return mention }
        let isOthers = isWord(.of, start - 1, start) && predicate(mention.whole.upperBound, limit) != nil
        let isDeputy = isWord(.onBehalf, sentence.lowerBound, start) && isWord(.deputy, mention.titles[1].lowerBound, limit)
            && text.tokens[mention.titles[1].lowerBound + 1].hash == text.tokens[start].hash
        guard isOthers || isDeputy || names(mention.titles[1], deputyOf: mention.titles[0]) else { return mention }
        var mention = mention
        mention.titles.removeFirst()
        mention.whole = mention.titles[0].lowerBound..<mention.whole.upperBound
        return mention
    }

    /// "Thủ tướng Chính phủ, Phó Thủ tướng Chính phủ …": nobody is both.
    private func names(_ title: Range<Int>, deputyOf head: Range<Int>) -> Bool {
        isWord(.deputy, title.lowerBound, title.upperBound) && title.dropFirst().map { text.tokens[$0].hash } == head.map { text.tokens[$0].hash }
    }

    private func isAfterSeparator(_ index: Int, _ lower: Int) -> Bool {
        guard index > lower else { return false }
        switch text.tokens[index - 1].kind {
        case .semicolon, .comma, .colon, .dash: return true
        case .word: return starts(.conjunction, index - 1)
        default: return false
        }
    }

    /// "các đồng chí Phó Chủ tịch UBND tỉnh A, B": one title for all.
    private func sharedTitle(_ mention: Mention, _ limit: Int) -> [Range<Int>]? {
        guard mention.titles.count == 1, let title = mention.titles.first, title.lowerBound < mention.name.lowerBound else { return nil }
        let end = mention.whole.upperBound
        guard isKind(.comma, end, limit) || (end < limit && starts(.conjunction, end)) else { return nil }
        return name(end + 1, limit, isCertain: false)?.lowerBound == end + 1 ? [title] : nil
    }

    private func pluralAfter(_ index: Int, _ limit: Int) -> Int? {
        guard let conjunction = match(.conjunction, index, limit) else { return nil }
        if match(.comrades, conjunction.end, limit) != nil { return nil }
        return match(.plural, conjunction.end, limit)?.end ?? (match(.conjunction, index, limit)?.end).flatMap {
            $0 > index + 1 ? $0 : nil
        }
    }

    /// "các Ủy viên Bộ Chính trị: …": the title of everybody who follows.
    private func groupHead(_ index: Int, _ limit: Int) -> (titles: [Range<Int>], end: Int)? {
        let start: Int
        if let comrades = match(.comrades, index, limit) {
            start = comrades.end
        } else if let plural = small(.plural, index, limit) {
            start = plural.end
        } else if isKind(.number, index, limit) {
            // "4 Phó Thủ tướng: …".
            start = index + 1
        } else {
            return nil
        }
        guard let titles = titles(start, limit), isKind(.colon, titles.end, limit) else { return nil }
        // "các đồng chí Thường trực Tỉnh ủy:" sit in a body, which is no title.
        return (titles.ranges.filter { match(.body, $0.lowerBound, limit)?.end != $0.upperBound }, titles.end + 1)
    }

    /// A person at `index`: titles and then the name, or the name and then titles.
    private func mention(_ index: Int, _ limit: Int, isExpected: Bool, isCertain: Bool) -> Mention? {
        guard index < limit, text.tokens[index].kind == .word else { return nil }
        if let before = titles(index, limit) {
            let start = nameStart(before.end, limit)
            guard let name = name(start, limit, isCertain: true).flatMap({ $0.lowerBound == start ? $0 : nil }), isPlausible(name) else { return nil }
            let after = titlesAfter(name.upperBound, limit)
            return Mention(
                name: name, titles: before.ranges + (after?.ranges ?? []), whole: index..<(after?.end ?? name.upperBound), sentence: 0,
                isComrade: false)
        }
        guard text.tokens[index].isCapital, match(.body, index, limit) == nil,
              let name = name(index, limit, isCertain: isCertain), name.lowerBound == index else { return nil }
        if let after = titlesAfter(name.upperBound, limit) {
            guard isExpected || !followsPlace(index) else { return nil }
            return Mention(name: name, titles: after.ranges, whole: index..<after.end, sentence: 0, isComrade: false)
        }
        guard isExpected, isPlausible(name) else { return nil }
        return Mention(name: name, titles: [], whole: name, sentence: 0, isComrade: false)
    }

    /// "Tổng Lãnh sự … (Nhật Bản) Vũ …", "Đại biện … tại Israel, ông Lý …": where the name begins after its titles.
    private func nameStart(_ end: Int, _ limit: Int) -> Int {
        if isKind(.opening, end, limit), let closing = (end..<min(end + 7, limit)).first(where: { text.tokens[$0].kind == .closing }),
           name(closing + 1, limit, isCertain: false)?.lowerBound == closing + 1 { return closing + 1 }
        // "Chủ tịch Hiệp hội …, Phan …, đề xuất": a name between two commas, and then what it does.
        if isKind(.comma, end, limit), let name = name(end + 1, limit, isCertain: false), name.lowerBound == end + 1, isKind(.comma, name.upperBound, limit),
           predicate(name.upperBound, limit).map({ $0.reports || $0.speech != nil }) ?? false { return end + 1 }
        guard isKind(.comma, end, limit), let comrade = match(.comrade, end + 1, limit), let name = name(comrade.end, limit, isCertain: true),
              name.lowerBound == comrade.end, titlesAfter(name.upperBound, limit) == nil else { return end }
        return comrade.end
    }

    private func isPlausible(_ name: Range<Int>) -> Bool {
        if starts(.family, name.lowerBound) { return true }
        // Without a known family name, at least nothing in it may be a word of offices.
        return match(.body, name.lowerBound, name.upperBound) == nil && match(.bodyword, name.lowerBound, name.upperBound) == nil
            && match(.conference, name.lowerBound, name.upperBound) == nil
    }

    private func followsPlace(_ index: Int) -> Bool {
        guard index > 0, text.tokens[index - 1].kind == .word else { return false }
        return starts(.placeword, index - 1) || starts(.at, index - 1)
    }

    /// "A - Bí thư …, Chủ tịch …, PGS.TS B - Phó Bí thư …": without the ranks, or the one title, right before the next name.
    private func beforeNext(_ titles: Titles) -> Titles? {
        var own = titles.ranges
        let isRanked = own.last.map { match(.rank, $0.lowerBound, $0.upperBound) != nil } ?? false
        repeat { own.removeLast() } while isRanked && own.last.map { match(.rank, $0.lowerBound, $0.upperBound) != nil } ?? false
        return own.last.map { Titles(ranges: own, end: $0.upperBound) }
    }

    /// ", Title, Title" or " - Title" after a name, unless they are the next person's.
    private func titlesAfter(_ index: Int, _ limit: Int) -> Titles? {
        guard index < limit else { return nil }
        var start = index
        var isParenthesis = false
        switch text.tokens[index].kind {
        case .comma: start += 1
        case .dash where text.tokens[index].hasSpaceBefore || text.tokens[index].end - text.tokens[index].start == 1: start += 1
        case .opening:
            start += 1
            isParenthesis = true
        // A line's end may have swallowed the dash.
        case .word where text.tokens[index].isCapital && (match(.title, index, limit)?.end ?? 0) >= index + 2: break
        default: return nil
        }
        if isParenthesis, titles(start, limit) == nil {
            // "Ksor … (Gia Lai), Trưởng Ban …".
            guard let closing = (start..<min(start + 6, limit)).first(where: { text.tokens[$0].kind == .closing }), isKind(.comma, closing + 1, limit) else { return nil }
            start = closing + 2
            isParenthesis = false
        }
        guard var titles = titles(start, limit) else { return nil }
        // They are the next person's when a name follows them.
        if name(titles.end, limit, isCertain: false)?.lowerBound == titles.end {
            guard text.tokens[index].kind == .dash, let own = beforeNext(titles) else { return nil }
            titles = own
        }
        if isParenthesis {
            guard isKind(.closing, titles.end, limit) else { return nil }
            titles.end += 1
        }
        return titles
    }
}
