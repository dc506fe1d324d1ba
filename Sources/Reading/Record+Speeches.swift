import Basics

/// Who speaks in which order, and what kind of speech it is.
extension Record {
    mutating func speak(
        _ person: Int, _ mention: Grammar.Mention, _ predicate: Grammar.Predicate?, _ leader: Grammar.Leader?, _ isAccording: Bool,
        _ range: Range<Int>, inList: Bool
    ) {
        var kind: Field<SpeechKind>?
        var topic: Range<Int>?
        if let leader {
            kind = .stated(leader.kind, text.span(leader.verb))
            topic = grammar.topic(after: leader.verb.upperBound, mention.whole.lowerBound - 1, leader.kind)
        } else if let speech = predicate?.speech, let words = predicate?.speechRange {
            kind = .stated(speech, text.span(words))
            topic = grammar.topic(after: words.upperBound, range.upperBound, speech)
        } else if let predicate, predicate.reports, !inList {
            // Who moderates asks and thanks between the speeches of others.
            if isModerating(range, before: mention.whole.lowerBound) {
                flow.speaker = person
                return
            }
            kind = opening(range, before: mention.whole.lowerBound) ??
                (chairsConference(person) ? nil : flow.section).map { .inferred($0, basis: "section", flow.sectionWords) } ?? .inferred(.speech, basis: "reported speech", nil)
        } else if isAccording {
            flow.speaker = person
            // "Theo Chủ tịch UBND … A, năm 2020 …": what is told after somebody was said by them.
            guard !proposal.speeches.contains(where: { $0.speaker == person }) else { return }
            kind = .inferred(.speech, basis: "told after them", nil)
        }
        guard let kind, let value = kind.value else { return }
        flow.speaker = person
        let titles = mention.titles.map { text.words($0) }
        var quoteEnd = predicate?.verbEnd ?? mention.whole.upperBound
        var quoteStart = leader?.range.lowerBound ?? mention.whole.lowerBound
        if let words = predicate?.speechRange { quoteEnd = max(quoteEnd, words.upperBound) }
        if leader == nil, predicate?.speech != nil {
            while quoteEnd < range.upperBound, text.tokens[quoteEnd].kind != .period, text.tokens[quoteEnd].kind != .colon { quoteEnd += 1 }
            if topic != nil { quoteStart = range.lowerBound }
        }
        if let words = predicate?.speechRange, words.lowerBound < quoteStart { quoteStart = words.lowerBound }
        let quote = text.span(quoteStart..<max(quoteEnd, mention.whole.upperBound))
        if let old = proposal.speeches.firstIndex(where: { $0.speaker == person && isSame($0.kind, kind, $0.quote.line) }) {
            // The body says it again, and better than the announcement.
            if isAnnouncement(proposal.speeches[old].quote.line), quote.line != proposal.speeches[old].quote.line {
                var speech = proposal.speeches.remove(at: old)
                if case .stated = kind, value != .speech { speech.kind = kind }
                speech.quote = quote
                if let topic { speech.topic = .stated(text.words(topic), text.span(topic)) }
                proposal.speeches.append(speech)
                flow.group = nil
            } else if case .inferred(let before, _, _) = proposal.speeches[old].kind, case .stated = kind, value != .speech || before == .speech {
                proposal.speeches[old].kind = kind
            }
        } else {
            if case .inferred = kind, let group = flow.group, group < proposal.speeches.count, proposal.speeches[group].speaker == nil,
               proposal.speeches[group].kind.value == value {
                proposal.speeches.remove(at: group)
                flow.group = nil
            }
            let about: Field<String> = topic.map { .stated(text.words($0), text.span($0)) } ?? .missing
            proposal.speeches.append(.init(speaker: person, speakers: nil, kind: kind, topic: about, titles: titles, quote: quote))
        }
        if case .stated = kind {
            let role = value.words
            if !proposal.people[person].roles.contains(role) { proposal.people[person].roles.append(role) }
            if value == .intervention || value == .discussion {
                if flow.section == nil { (flow.section, flow.sectionWords) = (value, kind.span) }
            } else if value != .speech {
                flow.section = nil
            }
        }
    }

    /// "Điều hành phần tham luận, Tổng cục trưởng … yêu cầu".
    private func isModerating(_ range: Range<Int>, before end: Int) -> Bool {
        let start = grammar.afterOpener(range.lowerBound, end)
        return (start..<max(start, end)).contains { index in
            (index == start || text.tokens[index - 1].kind == .comma) && grammar.match(.chair, index, end)?.meaning == "moderates"
        }
    }

    /// "Mở đầu Phiên họp, Thủ tướng … cho biết": who begins opens it.
    private func opening(_ range: Range<Int>, before end: Int) -> Field<SpeechKind>? {
        guard let opener = grammar.match(.opener, range.lowerBound, end), let kind = SpeechKind(rawValue: opener.meaning) else { return nil }
        return .inferred(kind, basis: "begins the conference", text.span(range.lowerBound..<opener.end))
    }

    func chairsConference(_ person: Int) -> Bool { proposal.people[person].roles.contains("chủ trì") }

    func isAnnouncement(_ line: Int) -> Bool {
        guard let index = text.lines.firstIndex(where: { $0.number == line }) else { return false }
        return isLead(index)
    }

    /// Whether two words of one speaker are one speech: the same kind, or one that does not say its kind.
    func isSame(_ old: Field<SpeechKind>, _ new: Field<SpeechKind>, _ line: Int) -> Bool {
        if old.value == new.value { return true }
        if case .inferred = new { return true }
        // What answers or ends the others' words is a speech of its own.
        let last: Set<SpeechKind> = [.response, .closing]
        if case .inferred = old { return old.value == .speech && !last.contains(new.value ?? .speech) }
        // "Phát biểu tại hội nghị, …" in the middle, and "Phát biểu kết luận, …" at the end.
        if old.value == .speech, new.value == .conclusion { return isAnnouncement(line) }
        if new.value == .speech || old.value == .speech { return true }
        // Announced as a directive, held as the conclusion.
        let leading: Set<SpeechKind> = [.directive, .conclusion]
        return isAnnouncement(line) && leading.contains(old.value ?? .speech) && leading.contains(new.value ?? .speech)
    }

    /// "Đồng chí Tổng Bí thư nhấn mạnh": who is named by the title alone goes on speaking.
    mutating func readContinuation(_ range: Range<Int>) {
        var index = grammar.afterOpener(range.lowerBound, range.upperBound)
        let limit = range.upperBound
        var tries = 0
        while index < limit, tries < 6 {
            var start = index
            if grammar.isWord(.according, start, limit) { start += 1 }
            if let comrade = grammar.match(.comrade, start, limit) { start = comrade.end }
            if let titles = grammar.titles(start, limit), let last = titles.ranges.last {
                let hashes = hashes(last)
                if let person = titleHashes.indices.first(where: { person in
                    proposal.people[person].attends && titleHashes[person].contains { Self.isVariant($0, hashes) && $0.count <= hashes.count + 4 }
                }), grammar.predicate(titles.end, limit) != nil || start > index {
                    flow.speaker = person
                    readUnnamedSpeech(person, titles, range)
                    return
                }
            }
            while index < limit, text.tokens[index].kind != .comma { index += 1 }
            index += 1
            tries += 1
        }
    }

    /// "Phát biểu khai mạc hội nghị, Thủ tướng cho biết": a new speech of somebody whom the title alone names.
    private mutating func readUnnamedSpeech(_ person: Int, _ titles: Grammar.Titles, _ range: Range<Int>) {
        guard let first = titles.ranges.first, let predicate = grammar.predicate(titles.end, range.upperBound) else { return }
        let leader = grammar.leader(range, before: first.lowerBound)
        // "Phát biểu tại Hội nghị, Thủ tướng nhấn mạnh": somebody who has not spoken yet.
        let isFirst = (predicate.reports || predicate.speech != nil) && !proposal.speeches.contains { $0.speaker == person }
            && (leader != nil || !chairsConference(person))
        let isSaid = isFirst || predicate.speech.map { $0 != .speech } ?? false && (predicate.speechRange?.lowerBound ?? 0) <= titles.end + 2
        guard leader.map({ !$0.isGroup && ($0.kind != .speech || isFirst) }) ?? isSaid else { return }
        let mention = Grammar.Mention(name: first, titles: titles.ranges, whole: first.lowerBound..<titles.end, sentence: 0, isComrade: false)
        speak(person, mention, predicate, leader, false, range, inList: false)
    }

    /// What captions and announcements tell of kinds that the body leaves open.
    mutating func finishSpeeches() {
        for line in layout.captions {
            let range = text.lines[line].tokens
            guard let mention = grammar.mentions(in: 0, range).first, let person = peopleByName[text.hash(mention.name)]?.first,
                  let predicate = grammar.predicate(mention.whole.upperBound, range.upperBound), let kind = predicate.speech, kind != .speech else { continue }
            for index in proposal.speeches.indices where proposal.speeches[index].speaker == person {
                if case .inferred(.speech, _, _) = proposal.speeches[index].kind {
                    proposal.speeches[index].kind = .inferred(kind, basis: "caption", text.span(range))
                    if !proposal.people[person].roles.contains(kind.words) { proposal.people[person].roles.append(kind.words) }
                }
            }
        }
        for index in proposal.speeches.indices {
            if case .inferred(let kind, _, _) = proposal.speeches[index].kind, let person = proposal.speeches[index].speaker, kind != .speech,
               !proposal.people[person].roles.contains(kind.words) { proposal.people[person].roles.append(kind.words) }
        }
    }

    /// A name that is a place's, and that nothing says was there, is of somebody long gone.
    mutating func dropUnattended() {
        for person in proposal.people.indices where proposal.people[person].attends {
            let span = proposal.people[person].nameSpan
            let token = nameTokens[person]
            guard !isListed[person], let place = grammar.match(.province, token, text.tokens.count),
                  Int(text.tokens[place.end - 1].end) == span.end else { continue }
            proposal.people[person].attends = false
            proposal.doubts.append(.init(reason: .nameLikePlace, words: span.text, span: span))
            proposal.speeches.removeAll { $0.speaker == person }
        }
    }

    mutating func readGroups(_ range: Range<Int>, _ mentions: [Grammar.Mention], _ start: Int) {
        var from = start
        var index = start
        func isInMention(_ index: Int) -> Bool { mentions.contains { $0.whole.contains(index) } }
        while index <= range.upperBound {
            let isEnd = index == range.upperBound || text.tokens[index].kind == .semicolon
            if isEnd {
                var first = from
                if first < index, let last = mentions.last(where: { $0.whole.upperBound <= index && $0.whole.upperBound > from }) {
                    first = last.whole.upperBound
                    if first < index, text.tokens[first].kind == .comma { first += 1 }
                }
                while first < index, grammar.match(.conjunction, first, index) != nil, !isInMention(first) { first += 1 }
                var end = index
                while end > first, text.tokens[end - 1].kind == .period { end -= 1 }
                if end - first >= 3, !isInMention(first), grammar.predicate(first, end) == nil, proposal.groups.count < Limits.readingProposals {
                    proposal.groups.append(.init(words: text.span(first..<end), site: flow.listSite))
                }
                from = index + 1
            }
            index += 1
        }
    }
}
