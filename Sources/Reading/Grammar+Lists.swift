import Basics

/// Lists that are counted out: "Một là …", "Thứ nhất …", "1. …", and what announced them.
extension Grammar {
    enum ListKind { case lesson, task, other, unknown }

    struct ListItem {
        var number: Int
        var marker: Range<Int>
        var words: Range<Int>
        var sentence: Int
    }

    struct List {
        var kind: ListKind
        var items: [ListItem]
        var announced: Int?
        var announcement: Range<Int>?
        /// Numbers that the list jumps over.
        var missing: [Int]

        /// Whether a token is within one of its items.
        func holds(_ token: Int) -> Bool { items.contains { $0.words.contains(token) } }
    }

    struct Announcement {
        var kind: ListKind
        var count: Int?
        var range: Range<Int>
    }

    private enum Style: Equatable { case cardinal, ordinal, numbered, parenthesis, roman }

    private struct Marker {
        var number: Int
        var style: Style
        var range: Range<Int>
        /// Where the item's own words begin.
        var start: Int
        var line: Int
        var startsSentence: Bool
    }

    /// All lists of the body.
    func lists() -> [List] {
        let markers = self.markers()
        var lists: [List] = []
        var index = 0
        while index < markers.count {
            guard markers[index].number == 1 else {
                index += 1
                continue
            }
            var run = [markers[index]]
            var next = index + 1
            var skipped: [Int] = []
            while next < markers.count {
                let marker = markers[next]
                if marker.style == run[0].style {
                    if marker.number == run[run.count - 1].number + 1 {
                        run.append(marker)
                    } else if marker.number == run[run.count - 1].number + 2, marker.style == .cardinal || marker.style == .ordinal {
                        skipped.append(marker.number - 1)
                        run.append(marker)
                    } else {
                        break
                    }
                } else if marker.number == 1 {
                    // A list inside an item; it is found again from there.
                    if !markers[(next + 1)...].contains(where: { $0.style == run[0].style && $0.number == run[run.count - 1].number + 1 }) { break }
                }
                next += 1
            }
            if run.count >= 2, !(run[0].style == .roman && lists.contains { $0.holds(run[0].range.lowerBound) }) {
                lists.append(list(run, skipped))
            }
            index += 1
            if run.count >= 2, let last = run.last {
                // Markers of other styles inside stay to be read.
                let inner = markers[index..<next].filter { $0.style != run[0].style }
                if inner.isEmpty { index = max(index, markers.firstIndex { $0.range == last.range }.map { $0 + 1 } ?? next) }
            }
        }
        return lists
    }

    private func markers() -> [Marker] {
        var markers: [Marker] = []
        for sentence in text.sentences {
            let limit = sentence.tokens.upperBound
            var index = sentence.tokens.lowerBound
            while index < limit {
                let isStart = index == sentence.tokens.lowerBound
                let previous = isStart ? Token.Kind.period : text.tokens[index - 1].kind
                let mayBegin = isStart || previous == .colon || previous == .semicolon || previous == .quote || previous == .dash
                    || (previous == .word && starts(.conjunction, index - 1) && index - 2 >= sentence.tokens.lowerBound
                        && text.tokens[index - 2].kind == .semicolon)
                if mayBegin, markers.count < Limits.readingItems, let marker = marker(index, limit, sentence.line, isStart) {
                    markers.append(marker)
                    index = marker.start
                } else {
                    index += 1
                }
            }
        }
        return markers
    }

    private func marker(_ index: Int, _ limit: Int, _ line: Int, _ isStart: Bool) -> Marker? {
        let token = text.tokens[index]
        if token.kind == .word {
            var first = index
            // "Nhiệm vụ thứ nhất", "Bài học thứ hai".
            if let unit = match(.listunit, index, limit), match(.ordinalth, unit.end, limit) != nil { first = unit.end }
            if let found = match(.ordinal, first, limit), let number = Int(found.meaning) {
                let start = separator(found.end, limit) ?? found.end
                guard start < limit else { return nil }
                return Marker(number: number, style: .cardinal, range: index..<found.end, start: start, line: line, startsSentence: isStart)
            }
            if let found = match(.ordinalth, first, limit), let number = Int(found.meaning) {
                var end = found.end
                if isWord(.is, end, limit) { end += 1 }
                guard let start = separator(end, limit) ?? (end > found.end ? end : nil), start < limit else { return nil }
                // "Thứ hai, ngày 5/12" is a day of the week.
                guard date(start, limit) == nil else { return nil }
                return Marker(number: number, style: .ordinal, range: index..<end, start: start, line: line, startsSentence: isStart)
            }
            return nil
        }
        if token.kind == .number, token.startsLine, let number = text.integer(index), number <= 40, index + 2 < limit {
            let kind = text.tokens[index + 1].kind
            guard kind == .period || kind == .closing || kind == .slash || kind == .dash, text.tokens[index + 2].kind == .word,
                  kind != .slash || text.tokens[index + 2].isCapital else { return nil }
            return Marker(number: number, style: .numbered, range: index..<(index + 2), start: index + 2, line: line, startsSentence: isStart)
        }
        if token.kind == .opening, index + 3 < limit, let number = text.integer(index + 1), number <= 40, text.tokens[index + 2].kind == .closing {
            return Marker(number: number, style: .parenthesis, range: index..<(index + 3), start: index + 3, line: line, startsSentence: isStart)
        }
        // "(i) …; (ii) …".
        if token.kind == .opening, index + 3 < limit, text.tokens[index + 2].kind == .closing, !text.tokens[index + 1].isCapital,
           let number = text.roman(index + 1, isSmall: true), number <= 40 {
            return Marker(number: number, style: .roman, range: index..<(index + 3), start: index + 3, line: line, startsSentence: isStart)
        }
        return nil
    }

    private func separator(_ index: Int, _ limit: Int) -> Int? {
        guard index < limit else { return nil }
        switch text.tokens[index].kind {
        case .comma, .colon, .dash, .period: return index + 1
        default: return nil
        }
    }

    private func list(_ run: [Marker], _ skipped: [Int]) -> List {
        var items: [ListItem] = []
        for (position, marker) in run.enumerated() {
            let end = position + 1 < run.count ? end(of: marker, before: run[position + 1]) : lastEnd(marker)
            items.append(ListItem(
                number: marker.number, marker: marker.range, words: marker.start..<max(end, marker.start + 1),
                sentence: sentenceIndex(marker.range.lowerBound)))
        }
        let announcement = announcement(before: run[0])
        return List(
            kind: announcement.map { $0.kind == .other && isAsked($0.range) ? .task : $0.kind } ?? ownKind(run[0]) ?? (isAskedFor(run[0]) ? .task : .unknown), items: items, announced: announcement?.count,
            announcement: announcement?.range, missing: skipped)
    }

    /// "Nhiệm vụ thứ nhất" says itself what it is.
    private func ownKind(_ marker: Marker) -> ListKind? {
        match(.listunit, marker.range.lowerBound, marker.range.upperBound).map { kind($0.meaning) }
    }

    /// "… yêu cầu các đơn vị:" and then the list: nobody calls them tasks, and they are.
    private func isAskedFor(_ marker: Marker) -> Bool {
        var end = marker.range.lowerBound
        while end > 0, text.tokens[end - 1].kind == .dash || text.tokens[end - 1].kind == .bullet { end -= 1 }
        guard end > 0, text.tokens[end - 1].kind == .colon else { return false }
        let sentence = text.sentences[sentenceIndex(end - 1)].tokens
        return (sentence.lowerBound..<end).contains { !text.tokens[$0].isCapital && match(.directing, $0, end) != nil }
    }

    /// "… đề nghị quan tâm 4 vấn đề": things that are asked for are tasks, whatever they are called.
    private func isAsked(_ announcement: Range<Int>) -> Bool {
        let sentence = text.sentences[sentenceIndex(announcement.lowerBound)].tokens
        guard sentence.lowerBound < announcement.lowerBound else { return false }
        return (sentence.lowerBound..<announcement.lowerBound).contains { !text.tokens[$0].isCapital && match(.directing, $0, sentence.upperBound) != nil }
    }

    private func end(of marker: Marker, before next: Marker) -> Int {
        var end = next.range.lowerBound
        if marker.line != next.line {
            // Paragraphs between two markers belong to the first; captions between them do not.
            var line = marker.line
            for candidate in (marker.line + 1)..<max(next.line, marker.line + 1) {
                if text.lines[candidate].tokens.isEmpty { continue }
                guard !text.lines[candidate].isFurniture, text.lines[candidate].role == .body,
                      // What somebody is quoted with between two items is in neither.
                      text.tokens[text.lines[candidate].tokens.lowerBound].kind != .quote else { break }
                line = candidate
            }
            end = min(end, text.lines[line].tokens.upperBound)
        }
        while end > marker.start {
            let kind = text.tokens[end - 1].kind
            if kind == .semicolon || kind == .comma || kind == .bullet || kind == .dash || kind == .quote && marker.line == next.line && hasOddQuotes(marker.start..<end) { end -= 1; continue }
            if kind == .word, starts(.conjunction, end - 1), end - 2 > marker.start, text.tokens[end - 2].kind == .semicolon { end -= 1; continue }
            break
        }
        return end
    }

    /// Whether a mark closes what was opened before the item.
    private func hasOddQuotes(_ range: Range<Int>) -> Bool {
        range.count { text.tokens[$0].kind == .quote } % 2 == 1
    }

    private func lastEnd(_ marker: Marker) -> Int {
        var line = text.lines[marker.line].tokens.upperBound
        // "./." ends an official document.
        if line - 3 > marker.start, text.tokens[line - 1].kind == .period, text.tokens[line - 2].kind == .slash, text.tokens[line - 3].kind == .period { line -= 2 }
        if marker.startsSentence { return line }
        // The last of several in one sentence ends with it.
        return min(line, text.sentences[sentenceIndex(marker.range.lowerBound)].tokens.upperBound)
    }

    func sentenceIndex(_ token: Int) -> Int {
        var low = 0, high = text.sentences.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if text.sentences[middle].tokens.lowerBound <= token { low = middle } else { high = middle - 1 }
        }
        return max(low, 0)
    }

    func kind(_ meaning: String) -> ListKind {
        switch meaning {
        case "lesson": .lesson
        case "task": .task
        case "other": .other
        default: .unknown
        }
    }

    /// What the words before a list call it: the nearest counted announcement, or the nearest word for such a thing.
    private func announcement(before marker: Marker) -> Announcement? {
        // Up to three lines back, headings included.
        var ranges: [Range<Int>] = []
        let line = text.lineIndex(of: marker.range.lowerBound)
        ranges.append(text.lines[line].tokens.lowerBound..<marker.range.lowerBound)
        var back = line - 1
        var taken = 0
        while back >= 0, taken < 3 {
            if !text.lines[back].tokens.isEmpty, !text.lines[back].isFurniture {
                ranges.append(text.lines[back].tokens)
                taken += 1
                if taken == 1, countsOut(text.lines[back].tokens) { break }
            }
            back -= 1
        }
        for range in ranges where !range.isEmpty {
            let found = announcements(in: range)
            if let counted = found.last(where: { $0.count != nil }) {
                return counted
            }
            if let last = found.last(where: { $0.kind != .other }) ?? found.last { return last }
        }
        return nil
    }

    /// "Tỉnh hiện có 7 công trình …, gồm:": a paragraph that says itself what is listed below it.
    private func countsOut(_ line: Range<Int>) -> Bool {
        guard line.count > 3, text.tokens[line.upperBound - 1].kind == .colon, isWord(.comprising, line.upperBound - 2, line.upperBound) else { return false }
        return line.contains { text.tokens[$0].kind == .number }
    }

    /// "9 nhiệm vụ trọng tâm", "năm bài học", "một số nhiệm vụ".
    func announcements(in range: Range<Int>) -> [Announcement] {
        var found: [Announcement] = []
        var index = range.lowerBound
        while index < range.upperBound {
            guard let unit = match(.listunit, index, range.upperBound) else {
                index += 1
                continue
            }
            var count: Int?
            var start = index
            if index > range.lowerBound {
                if let number = text.integer(index - 1), number >= 1, number <= 40 {
                    count = number
                    start = index - 1
                } else if let number = numeral(endingAt: index, range.lowerBound) {
                    count = number.value
                    start = number.start
                }
            }
            found.append(Announcement(kind: kind(unit.meaning), count: count, range: start..<unit.end))
            index = unit.end
        }
        return found
    }

    private func numeral(endingAt end: Int, _ lower: Int) -> (value: Int, start: Int)? {
        for back in [2, 1] where end - back >= lower {
            if let found = match(.numeral, end - back, end), found.end == end, let value = Int(found.meaning) { return (value, end - back) }
        }
        return nil
    }
}
