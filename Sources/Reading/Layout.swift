import Basics

/// Tells the article from what surrounds it, and its lines from each other.
struct Layout {
    let gazetteer: Gazetteer
    private(set) var text: ReadText
    private(set) var article = Proposal.Article()
    private(set) var furniture: [Int] = []
    /// Captions that might be paragraphs: read again when they name somebody whom nothing else names.
    private(set) var doubtful: [Int] = []
    /// Lines of captions, for what they tell of speeches.
    private(set) var captions: [Int] = []
    private(set) var unfinished: Span?

    init(_ text: ReadText, gazetteer: Gazetteer) {
        self.text = text
        self.gazetteer = gazetteer
        markRelated()
        markSingleLines()
        markRepeated()
        markHeadline()
        markBylines()
        markHeadings()
        splitSentences()
        for index in text.lines.indices where text.lines[index].isFurniture && !content(index).isEmpty { furniture.append(index) }
    }

    /// The tokens of a line without what marks a list.
    private func content(_ line: Int) -> Range<Int> {
        var range = text.lines[line].tokens
        while let first = range.first, text.tokens[first].kind == .bullet || text.tokens[first].kind == .other {
            range = (first + 1)..<range.upperBound
        }
        return range
    }

    private func words(_ range: Range<Int>) -> Int {
        var count = 0
        for index in range where text.tokens[index].kind == .word { count += 1 }
        return count
    }

    /// Whether a whole line is one phrase of `cue`, but for marks at its end.
    private func isWhole(_ cue: Cue, _ range: Range<Int>) -> Bool {
        guard let first = range.first, let match = gazetteer.match(cue, text.tokens, first, range.upperBound) else { return false }
        for index in match.end..<range.upperBound where text.tokens[index].kind == .word || text.tokens[index].kind == .number { return false }
        return true
    }

    private mutating func markRelated() {
        var bodies = 0
        var rest = false
        for index in text.lines.indices {
            let range = content(index)
            if !rest, bodies >= 3, range.count <= 8, isWhole(.related, range) { rest = true }
            if rest { text.lines[index].isFurniture = true }
            if words(range) >= 25 { bodies += 1 }
        }
    }

    private mutating func markSingleLines() {
        for index in text.lines.indices where !text.lines[index].isFurniture {
            let range = content(index)
            guard !range.isEmpty else {
                text.lines[index].isFurniture = !text.lines[index].tokens.isEmpty
                continue
            }
            let count = words(range)
            if isWhole(.line, range) {
                text.lines[index].isFurniture = true
                if gazetteer.match(.line, text.tokens, range.lowerBound, range.upperBound)?.meaning == "unfinished" { unfinished = text.span(range) }
            } else if isStartOfFurniture(range, count) || isAddress(range) {
                text.lines[index].isFurniture = true
            } else if let date = publication(range, count) {
                text.lines[index].isFurniture = true
                if article.published == .missing { article.published = .stated(date, text.span(range)) }
            } else if count == 0, !range.contains(where: { text.tokens[$0].kind == .number }) {
                text.lines[index].isFurniture = true
            } else if let certain = caption(range, count) {
                text.lines[index].isFurniture = true
                captions.append(index)
                if !certain { doubtful.append(index) }
            }
        }
    }

    private func isStartOfFurniture(_ range: Range<Int>, _ count: Int) -> Bool {
        guard count <= 25, let first = range.first, let match = gazetteer.match(.linestart, text.tokens, first, range.upperBound) else {
            return false
        }
        if match.end == range.upperBound || text.tokens[match.end].kind == .colon || text.tokens[match.end - 1].kind == .colon { return true }
        return range.contains { text.tokens[$0].kind == .colon } && count <= 8
    }

    private func isAddress(_ range: Range<Int>) -> Bool {
        guard let first = range.first, text.tokens[first].kind == .word, range.count >= 3 else { return false }
        let token = text.tokens[first]
        let bytes = text.bytes[Int(token.byteStart)..<Int(token.byteEnd)]
        return bytes.starts(with: "http".utf8) || bytes.elementsEqual("www".utf8)
    }

    /// A line with a full date and hardly a word besides is when the article came out.
    private func publication(_ range: Range<Int>, _ count: Int) -> PartialDate? {
        guard count <= 8, range.count <= 30 else { return nil }
        var index = range.lowerBound
        let hasTime = range.dropLast(2).contains { text.tokens[$0].kind == .number && text.tokens[$0 + 1].kind == .colon && text.tokens[$0 + 2].kind == .number }
        while index + 4 < range.upperBound {
            if let day = text.integer(index), let month = text.integer(index + 2), let year = text.integer(index + 4),
               text.tokens[index + 1].kind == .slash || text.tokens[index + 1].kind == .dash,
               text.tokens[index + 3].kind == text.tokens[index + 1].kind,
               (1...31).contains(day), (1...12).contains(month), let year = fullYear(year, isShort: hasTime) {
                return PartialDate(day: day, month: month, year: year)
            }
            index += 1
        }
        return nil
    }

    /// "21/06/22" is said with the time of day: then it is no part of a number.
    private func fullYear(_ year: Int, isShort: Bool) -> Int? {
        if (1900...2200).contains(year) { return year }
        return isShort && (10...99).contains(year) ? 2000 + year : nil
    }

    /// `true` for what is a caption, `false` for what looks like one, `nil` for a paragraph.
    private func caption(_ range: Range<Int>, _ count: Int) -> Bool? {
        guard count <= 60, let first = range.first, !beginsItem(first, range.upperBound) else { return nil }
        // "Ảnh: …" names the photographer near the line's end.
        for index in range where text.tokens[index].kind == .word && gazetteer.starts(.captionmark, text.tokens[index].word) {
            let next = index + 1 < range.upperBound ? text.tokens[index + 1].kind : .other
            let previous = index > range.lowerBound ? text.tokens[index - 1].kind : .other
            // "(ảnh: …)" is a credit in small letters too.
            guard text.tokens[index].isCapital || previous == .opening && next == .colon else { continue }
            if next == .colon || previous == .opening || (previous == .dash && next == .number) || (next == .number && index + 2 == range.upperBound) {
                return true
            }
        }
        let hasStop = [.period, .ellipsis, .exclamation, .question].contains(text.tokens[range.upperBound - 1].kind)
        guard count <= 34, sentences(in: range) == 1, !range.contains(where: { text.tokens[$0].kind == .colon }) else { return nil }
        // "Tại hội nghị, …" goes on with the report.
        if hasStop, gazetteer.match(.opener, text.tokens, first, range.upperBound).map({ $0.end < range.upperBound && text.tokens[$0.end].kind == .comma }) ?? false { return nil }
        var speaks = false
        for index in range where index > first {
            let word = text.tokens[index].word
            guard word != 0, !text.tokens[index].isCapital else { continue }
            if gazetteer.match(.listed, text.tokens, index, range.upperBound) != nil { return nil }
            if let match = gazetteer.match(.speech, text.tokens, index, range.upperBound) {
                // "… phát biểu tại hội nghị": nothing is said of what they spoke.
                guard match.meaning != "response", endsAfterPlace(match.end, range.upperBound) else { return nil }
                speaks = true
                break
            }
            if gazetteer.match(.reporting, text.tokens, index, range.upperBound) != nil { return nil }
            // "… tới dự và phát biểu chỉ đạo Hội nghị." announces; a caption shows.
            if hasStop, gazetteer.match(.chair, text.tokens, index, range.upperBound) != nil
                || gazetteer.match(.attend, text.tokens, index, range.upperBound).map({ gazetteer.starts(.conjunction, text.tokens[$0.end].word) }) ?? false { return nil }
        }
        if gazetteer.match(.caption, text.tokens, first, range.upperBound) != nil, count <= 24 { return true }
        if speaks { return !hasStop }
        return nil
    }

    /// A dash or a bullet begins the line.
    private func isListed(_ line: Int) -> Bool {
        let kind = text.tokens[text.lines[line].tokens.lowerBound].kind
        return kind == .dash || kind == .bullet
    }

    /// "Một là …", "Thứ nhất …": an item of a list, whatever else it looks like.
    private func beginsItem(_ index: Int, _ limit: Int) -> Bool {
        gazetteer.match(.ordinal, text.tokens, index, limit) != nil || gazetteer.match(.ordinalth, text.tokens, index, limit) != nil
    }

    private func endsAfterPlace(_ start: Int, _ limit: Int) -> Bool {
        var words = 0
        if start < limit, text.tokens[start].kind == .word, !gazetteer.starts(.at, text.tokens[start].word),
           !gazetteer.starts(.conference, text.tokens[start].word) { return false }
        for index in start..<limit {
            switch text.tokens[index].kind {
            case .word: words += 1
            case .comma, .semicolon, .colon: return false
            default: break
            }
        }
        return words <= 12
    }

    private func sentences(in range: Range<Int>) -> Int {
        var count = 1
        for index in range where endsSentence(index, range.upperBound) && index + 1 < range.upperBound { count += 1 }
        return count
    }

    /// The same line twice is a caption with its own alternative text, or a heading of the page.
    private mutating func markRepeated() {
        var seen: [UInt64: [Int]] = [:]
        var isFirst = true
        var headline: UInt64?
        for index in text.lines.indices where !text.lines[index].tokens.isEmpty {
            let range = withoutCredit(content(index))
            let count = words(range)
            guard count >= 4, count <= 60 else { continue }
            let hash = text.hash(range)
            if isFirst, !text.lines[index].isFurniture {
                headline = hash
                isFirst = false
                continue
            }
            seen[hash, default: []].append(index)
        }
        for (hash, lines) in seen where lines.count > 1 || hash == headline {
            // A paragraph that was pasted twice is still one.
            let isToldAgain = hash != headline && lines.contains { isParagraph($0) }
            for index in lines.dropFirst(isToldAgain ? 1 : 0) where !text.lines[index].isFurniture {
                text.lines[index].isFurniture = true
                captions.append(index)
            }
        }
        captions.sort()
        doubtful = doubtful.filter { (seen[text.hash(withoutCredit(content($0)))]?.count ?? 0) <= 1 }
    }

    /// Whole sentences, too long for a caption.
    private func isParagraph(_ line: Int) -> Bool {
        let range = content(line)
        guard let last = range.last, text.tokens[last].kind == .period else { return false }
        return words(range) >= 35
    }

    /// A line up to "- Ảnh …".
    private func withoutCredit(_ range: Range<Int>) -> Range<Int> {
        for index in range where index > range.lowerBound && text.tokens[index].isCapital && gazetteer.starts(.captionmark, text.tokens[index].word) {
            let kind = text.tokens[index - 1].kind
            if kind == .dash || kind == .opening || kind == .period { return range.lowerBound..<(index - 1) }
        }
        return range
    }

    private mutating func markHeadline() {
        for index in text.lines.indices where !text.lines[index].isFurniture && !content(index).isEmpty {
            let range = content(index)
            // An article without a headline begins with its first paragraph.
            if words(range) <= 45, ![.period, .ellipsis, .semicolon].contains(text.tokens[range.upperBound - 1].kind) {
                text.lines[index].role = .headline
                article.headline = text.span(range)
            }
            return
        }
    }

    /// The reporter's name stands alone under the headline or at the end.
    private mutating func markBylines() {
        let lines = text.lines.indices.filter { !text.lines[$0].tokens.isEmpty && !text.lines[$0].isFurniture }
        guard lines.count >= 3 else { return }
        for line in lines.dropFirst().prefix(3) where isByline(content(line)) { takeByline(line) }
        for line in lines.suffix(3).reversed() {
            guard isByline(content(line)) else { break }
            takeByline(line)
        }
        if article.byline == nil, let line = captions.first, line < (lines.first ?? 0) + 6, words(text.lines[line].tokens) <= 12,
           isByline(withoutCredit(text.lines[line].tokens)) {
            article.byline = text.span(text.lines[line].tokens)
        }
    }

    private mutating func takeByline(_ line: Int) {
        text.lines[line].isFurniture = true
        article.byline = article.byline ?? text.span(content(line))
    }

    private func isByline(_ range: Range<Int>) -> Bool {
        let count = words(range)
        guard count >= 1, count <= 9, let first = range.first else { return false }
        if text.tokens[first].word == Word.according.number, count <= 6,
           text.tokens[range.upperBound - 1].kind == .word { return true }
        for index in range {
            let token = text.tokens[index]
            switch token.kind {
            case .word where !token.isCapital && !gazetteer.starts(.conjunction, token.word): return false
            case .word, .dash, .comma, .slash, .opening, .closing, .other: continue
            default: return false
            }
        }
        if gazetteer.match(.title, text.tokens, first, range.upperBound) != nil { return false }
        return true
    }

    private mutating func markHeadings() {
        let lines = text.lines.indices.filter { !text.lines[$0].tokens.isEmpty && !text.lines[$0].isFurniture }
        for (position, line) in lines.enumerated() where text.lines[line].role == .body {
            let range = content(line)
            guard words(range) <= 26, position + 1 < lines.count else { continue }
            switch text.tokens[range.upperBound - 1].kind {
            case .period, .exclamation, .question, .ellipsis, .colon, .semicolon, .comma: continue
            case .quote where words(range) > 18: continue
            default: break
            }
            if let first = range.first {
                if beginsItem(first, range.upperBound) { continue }
                if isListed(line) { continue }
                // "1. …" is an item of a list, "I. …" a heading.
                if text.tokens[first].kind == .number, first + 1 < range.upperBound, text.tokens[first + 1].kind != .word { continue }
            }
            text.lines[line].role = .heading
        }
    }

    private func endsSentence(_ index: Int, _ limit: Int) -> Bool {
        switch text.tokens[index].kind {
        case .exclamation, .question: return true
        case .period, .ellipsis:
            guard index + 1 < limit else { return true }
            // "1. …" begins an item.
            if index > 0, text.tokens[index - 1].kind == .number, text.tokens[index - 1].startsLine { return false }
            let next = text.tokens[index + 1]
            switch next.kind {
            // "Hội trường 412.B2" is one number.
            case .word: return next.isCapital && !(next.end - next.start <= 2 && !next.hasSpaceBefore && index > 0 && text.tokens[index - 1].kind == .number)
            case .quote, .closing: return index + 2 >= limit || text.tokens[index + 2].isCapital
            case .number, .dash, .opening: return next.hasSpaceBefore
            default: return false
            }
        default: return false
        }
    }

    /// Takes a line back into the body.
    mutating func restore(_ line: Int) {
        text.lines[line].isFurniture = false
        furniture.removeAll { $0 == line }
    }

    private mutating func splitSentences() {
        text.sentences.removeAll(keepingCapacity: true)
        for line in text.lines.indices where !text.lines[line].isFurniture && text.lines[line].role == .body {
            let range = content(line)
            guard !range.isEmpty else { continue }
            var start = text.sentences.isEmpty ? afterAgency(range) : range.lowerBound
            for index in start..<range.upperBound where endsSentence(index, range.upperBound) {
                var end = index + 1
                // A closing mark belongs to what it closes.
                if end < range.upperBound, text.tokens[end].kind == .quote || text.tokens[end].kind == .closing, !text.tokens[end].hasSpaceBefore {
                    end += 1
                }
                guard end > start else { continue }
                while end - start > Limits.readingSentence {
                    text.sentences.append(.init(tokens: start..<(start + Limits.readingSentence), line: line))
                    start += Limits.readingSentence
                }
                text.sentences.append(.init(tokens: start..<end, line: line))
                start = end
            }
            while start < range.upperBound {
                // What never ends is cut, so that no rule looks further than a long list of names.
                let end = min(start + Limits.readingSentence, range.upperBound)
                text.sentences.append(.init(tokens: start..<end, line: line))
                start = end
            }
        }
    }

    /// "(ABC) Ngày 23-6": the dash is the day's.
    private func isBetweenNumbers(_ index: Int, _ range: Range<Int>) -> Bool {
        index > range.lowerBound && index + 1 < range.upperBound && text.tokens[index - 1].kind == .number && text.tokens[index + 1].kind == .number
    }

    /// "(ABC) - Sáng nay, …": the paper's own name begins the first paragraph.
    private func afterAgency(_ range: Range<Int>) -> Int {
        let limit = min(range.lowerBound + 8, range.upperBound)
        for index in range.lowerBound..<limit where text.tokens[index].kind == .dash && !isBetweenNumbers(index, range) {
            let before = range.lowerBound..<index
            let hasParenthesis = before.contains { text.tokens[$0].kind == .opening }
            let isOneName = words(before) <= 2 && !before.contains { text.tokens[$0].kind == .number || text.tokens[$0].kind == .comma }
            if hasParenthesis || isOneName && text.tokens[index].hasSpaceBefore, index + 1 < range.upperBound { return index + 1 }
        }
        // "(CT) Chiều …".
        if let first = range.first, text.tokens[first].kind == .opening, let closing = (first..<limit).first(where: { text.tokens[$0].kind == .closing }),
           closing - first <= 4, closing + 1 < range.upperBound, text.tokens[closing + 1].isCapital { return closing + 1 }
        return range.lowerBound
    }
}

extension Layout {
    /// A line that looks like a caption, but tells of somebody who speaks nowhere else, is a paragraph.
    mutating func restoreUnique() {
        guard !doubtful.isEmpty, doubtful.count <= Limits.readingProposals else { return }
        let grammar = Grammar(text: text, gazetteer: gazetteer)
        var speaking: Set<UInt64> = []
        for sentence in text.sentences {
            for mention in grammar.mentions(in: 0, sentence.tokens) {
                let predicate = grammar.predicate(mention.whole.upperBound, sentence.tokens.upperBound)
                let isLed = grammar.leader(sentence.tokens, before: mention.whole.lowerBound) != nil
                if isLed || predicate?.speech != nil || predicate?.reports == true { speaking.insert(text.hash(mention.name)) }
            }
        }
        for line in doubtful {
            guard let mention = grammar.mentions(in: 0, text.lines[line].tokens).first else { continue }
            if !speaking.contains(text.hash(mention.name)) { restore(line) }
        }
        splitSentences()
    }
}
