import Basics

/// Figures, lessons, tasks, directives, and the documents that are cited.
extension Record {
    mutating func readFigures() {
        var durations: Set<Int> = []
        var counts: Set<String> = []
        var told = ToldFigures()
        for (index, sentence) in text.sentences.enumerated() {
            for var figure in grammar.figures(in: sentence.tokens) {
                guard proposal.figures.count < Limits.readingProposals else { return }
                if case .exactly(let value) = figure.value {
                    if figure.kind == .duration, !durations.insert(value.digits).inserted { continue }
                    if figure.kind == .listCount, !counts.insert("\(value.digits) \(figure.unit)").inserted { continue }
                }
                guard told.isNew(figure, in: index, near: surroundings(figure, sentence.tokens)) else { continue }
                figure.speaker = speakerOf[index]
                if isConnected(figure, sentence.tokens) { figure.kind = .siteCount }
                figure.asOf = asOf(figure, sentence.tokens)
                proposal.figures.append(figure)
            }
        }
    }

    private static let siteUnits = ["tỉnh", "điểm cầu", "đầu cầu", "địa phương", "thành phố", "xã", "huyện"]

    /// "kết nối trực tuyến với 63 tỉnh, thành phố".
    func isConnected(_ figure: Figure, _ range: Range<Int>) -> Bool {
        guard figure.kind == .indicator else { return false }
        guard Self.siteUnits.contains(where: { figure.unit.utf8.starts(with: $0.utf8) }) else { return false }
        if figure.unit.hasSuffix("cầu") { return true }
        for index in near(figure, range) {
            if grammar.match(.form, index, range.upperBound) != nil || grammar.match(.site, index, range.upperBound) != nil { return true }
        }
        return false
    }

    /// "đến nay", "năm 2019", "trong 11 tháng của năm 2021": the last such words before the figure in its sentence.
    func asOf(_ figure: Figure, _ range: Range<Int>) -> Span? {
        var found: Span?
        for index in near(figure, range) where index + 1 < range.upperBound {
            if grammar.isWord(.until, index, range.upperBound), grammar.isWord(.now, index + 1, range.upperBound) {
                found = text.span(index..<(index + 2))
            } else if grammar.isWord(.year, index, range.upperBound), let year = text.integer(index + 1), (1900...2200).contains(year) {
                var start = index
                if start >= range.lowerBound + 2, grammar.isWord(.month, start - 1, range.upperBound), text.tokens[start - 2].kind == .number { start -= 2 }
                found = text.span(start..<(index + 2))
            }
        }
        return found
    }

    /// The words and numbers around a figure that say what it measures.
    private func surroundings(_ figure: Figure, _ range: Range<Int>) -> [UInt64] {
        let start = near(figure, range).upperBound
        var words: [UInt64] = []
        for index in max(range.lowerBound, start - 8)..<min(range.upperBound, start + 10) {
            let token = text.tokens[index]
            guard token.kind == .word || token.kind == .number, Int(token.start) < figure.words.start || Int(token.start) >= figure.words.end,
                  grammar.match(.stop, index, range.upperBound) == nil, grammar.match(.reach, index, range.upperBound) == nil,
                  !grammar.starts(.conjunction, index), !grammar.starts(.preposition, index) else { continue }
            if !words.contains(token.hash) { words.append(token.hash) }
        }
        return words
    }

    /// The tokens of a sentence before a figure, as far back as anybody reads.
    func near(_ figure: Figure, _ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound, high = range.upperBound
        while low < high {
            let middle = (low + high) / 2
            if Int(text.tokens[middle].start) < figure.words.start { low = middle + 1 } else { high = middle }
        }
        return max(range.lowerBound, low - 80)..<low
    }

    mutating func readLists() {
        let lists = grammar.lists()
        var announced = Set<Int>()
        for list in lists {
            if let announcement = list.announcement { announced.insert(Int(text.tokens[announcement.lowerBound].start)) }
            let first = text.span(list.items[0].marker)
            var items: [Proposal.Item] = []
            for item in list.items { items.append(self.item(item)) }
            switch list.kind {
            case .lesson: proposal.lessons += items
            case .task: proposal.tasks += items
            case .other: continue
            case .unknown:
                proposal.doubts.append(.init(reason: .kindOfListUnknown, words: first.text, span: first))
                continue
            }
            if let count = list.announced, count != list.items.count {
                proposal.doubts.append(.init(
                    reason: .announcedCountDiffers, words: "\(count) ≠ \(list.items.count)", span: list.announcement.map { text.span($0) } ?? first))
            }
            if !list.missing.isEmpty {
                proposal.doubts.append(.init(
                    reason: .numbersMissing, words: list.missing.map { "\($0)" }.joined(separator: ", "), span: first))
            }
        }
        // Announced, and then not listed: said, and nothing is made up.
        let kinds = Set(lists.map { $0.kind })
        for figure in proposal.figures where figure.kind == .listCount {
            let unit = figure.unit
            let isLesson = unit.hasPrefix("bài học"), isTask = unit.contains("nhiệm vụ") || unit.contains("giải pháp")
            guard isLesson || isTask else { continue }
            let listed = lists.contains { list in
                list.announced.map { .exactly(Decimal($0)) == figure.value } ?? false
                    || .exactly(Decimal(list.items.count)) == figure.value && (list.kind == .lesson) == isLesson
            }
            if !listed || kinds.isEmpty {
                proposal.doubts.append(.init(reason: .announcedWithoutList, words: figure.words.text, span: figure.words))
            }
        }
    }

    func item(_ item: Grammar.ListItem) -> Proposal.Item {
        let words = text.span(item.words)
        var pillars: [String] = []
        var lead = Field<String>.missing, deadline = Field<String>.missing
        for index in item.words where text.tokens[index].kind == .word {
            if let pillar = grammar.match(.pillar, index, item.words.upperBound), !pillars.contains(pillar.meaning) { pillars.append(pillar.meaning) }
            if lead == .missing, let body = grammar.match(.body, index, item.words.upperBound), text.tokens[index].isCapital,
               let chair = grammar.match(.chair, body.end, item.words.upperBound) {
                lead = .stated(text.words(index..<body.end), text.span(index..<chair.end))
            }
            if deadline == .missing, let cue = grammar.match(.deadline, index, item.words.upperBound) {
                for start in cue.end - 1..<min(cue.end + 2, item.words.upperBound) {
                    guard let date = grammar.date(start, item.words.upperBound) else { continue }
                    deadline = .stated(text.words(date.whole), text.span(index..<date.whole.upperBound))
                    break
                }
            }
        }
        return .init(
            number: item.number, marker: text.span(item.marker), words: words, speaker: speakerOf.indices.contains(item.sentence) ? speakerOf[item.sentence] : nil,
            lead: lead, deadline: deadline, pillars: pillars)
    }

    /// What a speaker asks for outside a numbered list: the sentence from the verb on, and the sentences of that paragraph after it.
    mutating func readDirectives() {
        let listed = (proposal.lessons + proposal.tasks).map { $0.words.start..<$0.words.end }
        var openLine: Int?
        for (index, sentence) in text.sentences.enumerated() {
            guard proposal.directives.count < Limits.readingProposals else { return }
            let range = sentence.tokens
            let begin = Int(text.tokens[range.lowerBound].start)
            if listed.contains(where: { $0.contains(begin) }) { continue }
            if let start = directed(range) {
                openLine = sentence.line
                addDirective(start..<range.upperBound, index)
            } else if openLine == sentence.line, isAsking(range) {
                addDirective(range, index)
            }
        }
    }

    func directed(_ range: Range<Int>) -> Int? {
        for mention in range where !text.tokens[mention].isCapital {
            guard let verb = grammar.match(.directing, mention, range.upperBound), mention > range.lowerBound else { continue }
            let previous = mention - 1
            let isAfterTitle = text.tokens[previous].isCapital || text.tokens[previous].kind == .comma || grammar.starts(.adverb, previous) || endsTitle(previous, range)
            guard isAfterTitle, verb.end < range.upperBound else { return nil }
            let next = text.tokens[verb.end].kind == .colon || text.tokens[verb.end].kind == .comma ? verb.end + 1 : verb.end
            return next < range.upperBound ? next : nil
        }
        return nil
    }

    func endsTitle(_ index: Int, _ range: Range<Int>) -> Bool {
        for start in max(range.lowerBound, index - 8)...index {
            if let title = grammar.title(start, range.upperBound), title.upperBound == index + 1 { return true }
        }
        return false
    }

    func isAsking(_ range: Range<Int>) -> Bool {
        for index in range where grammar.isWord(.must, index, range.upperBound) || grammar.isWord(.need, index, range.upperBound) { return true }
        return false
    }

    mutating func addDirective(_ words: Range<Int>, _ sentence: Int) {
        var addressee = Field<String>.missing
        if let must = words.first(where: { grammar.isWord(.must, $0, words.upperBound) || grammar.isWord(.need, $0, words.upperBound) }),
           must > words.lowerBound, must - words.lowerBound <= 16 {
            addressee = .stated(text.words(words.lowerBound..<must), text.span(words.lowerBound..<must))
        }
        proposal.directives.append(.init(
            speaker: speakerOf.indices.contains(sentence) ? speakerOf[sentence] : nil, addressee: addressee, words: text.span(words)))
    }

    mutating func readDocuments() {
        var seen: Set<UInt64> = []
        for sentence in text.sentences {
            for document in grammar.documents(in: sentence.tokens) where seen.insert(text.hash(document)).inserted {
                guard proposal.documents.count < Limits.readingProposals else { return }
                proposal.documents.append(text.span(document))
            }
        }
    }
}
