import Basics

/// Builds the proposal of one text, sentence by sentence.
struct Record {
    let grammar: Grammar
    let layout: Layout
    var proposal = Proposal()

    var text: ReadText { grammar.text }
    /// By the hash of the name.
    var peopleByName: [UInt64: [Int]] = [:]
    /// By the hash of the name of a site.
    var sitesByName: [UInt64: Int] = [:]
    var titleHashes: [[[UInt64]]] = []
    /// Titles of a person in fuller words than those that are kept.
    var fullerTitles: [[[UInt64]]] = []
    /// Whether a list of who attended named them.
    var isListed: [Bool] = []
    var nameTokens: [Int] = []
    var speakerOf: [Int?] = []
    var flow = Flow()
    var venueSite: Int?

    /// Where we are in the order of speeches.
    struct Flow {
        var speaker: Int?
        /// "Tham luận tại hội nghị, các đại biểu …": what those who follow do.
        var section: SpeechKind?
        var sectionWords: Span?
        /// A speech of people unnamed, which goes when they are named after all.
        var group: Int?
        var listSite: Int?
        var listLine = -1
        /// The last line of a list of people that has one on each line.
        var openList = -2
    }

    init(_ layout: Layout, gazetteer: Gazetteer) {
        self.layout = layout
        grammar = Grammar(text: layout.text, gazetteer: gazetteer)
        proposal.article = layout.article
        for line in layout.furniture {
            let range = layout.text.lines[line].tokens
            if proposal.furniture.count < Limits.readingProposals { proposal.furniture.append(layout.text.span(range)) }
        }
        if let unfinished = layout.unfinished {
            proposal.doubts.append(.init(reason: .unfinished, words: unfinished.text, span: unfinished))
        }
    }

    mutating func read() -> Proposal {
        readConference()
        speakerOf = [Int?](repeating: nil, count: text.sentences.count)
        for index in text.sentences.indices {
            guard proposal.people.count < Limits.readingProposals, proposal.speeches.count < Limits.readingProposals else { break }
            // What the first paragraph announces is not yet said.
            if index > 0, text.sentences[index - 1].line == text.sentences[0].line { flow.speaker = nil }
            readSentence(index)
            speakerOf[index] = flow.speaker
        }
        finishSpeeches()
        dropUnattended()
        readFigures()
        readLists()
        readDirectives()
        readDocuments()
        finishConference()
        return proposal
    }

    // People and speeches

    mutating func readSentence(_ index: Int) {
        let sentence = text.sentences[index]
        let range = sentence.tokens
        let named = grammar.sites(in: range)
        for site in named { _ = take(site) }
        let sites = named.filter { !$0.isAside }, asides = named.filter(\.isAside)
        let mentions = grammar.mentions(in: index, range)
        readHeard(range, mentions)
        guard !mentions.isEmpty else {
            readGroupSpeech(index, range)
            readContinuation(range)
            if let site = sites.last.flatMap({ take($0) }), listing(in: range, sites) != nil {
                flow.listSite = site
                flow.listLine = sentence.line
            }
            if isNextOfList(sentence) || text.tokens[range.upperBound - 1].kind == .colon && (listing(in: range, sites) != nil || chairing(range) != nil) {
                if !isNextOfList(sentence) { flow.listSite = sites.last.flatMap { take($0) } }
                flow.openList = sentence.line
            }
            return
        }
        let isNext = isNextOfList(sentence)
        let chairs = chairing(range)
        let listStart = listing(in: range, sites) ?? speaking(range) ?? chairs ?? (isNext ? range.lowerBound : nil)
        if listStart != nil, sites.isEmpty, flow.listLine != sentence.line, !isNext { flow.listSite = nil }
        let leader = mentions.first { isAfterComma($0, range) && !isObject($0, range) }.flatMap { mention in
            grammar.leader(range, before: mention.whole.lowerBound).map { ($0, mention.whole) }
        }
        let scene = Scene(sentence: sentence, mentions: mentions, sites: sites, asides: asides, listStart: listStart, isChaired: chairs != nil)
        var heard: Grammar.Predicate?
        for (position, mention) in mentions.enumerated() {
            let (predicate, reach) = predicate(of: position, scene, &heard)
            let inList = scene.isListed(mention)
            let isLed = leader.map { $0.1 == mention.whole } ?? false
            let isAccording = mention.whole.lowerBound > range.lowerBound && isAccording(mention.whole.lowerBound, range)
            let attends = inList || isLed || isAccording || predicate != nil || isActor(mention, range) || isNamedAtHead(mention, sites, range)
            let place = place(of: position, scene, predicate, reach: reach, attends: attends)
            let quote = quote(of: mention, predicate, leader?.0, isLed: isLed, range)
            let person = take(mention, attends: attends, isListed: inList, site: place, roles: predicate?.roles ?? [], quote: quote)
            if attends, let person { speak(person, mention, predicate, isLed ? leader?.0 : nil, isAccording, range, inList: inList) }
        }
        if isNext { flow.openList = sentence.line }
        // "Tại điểm cầu Nghệ An, đồng chí … chủ trì. Cùng dự có …".
        if listStart == nil, isAtHead(sites, range) {
            flow.listLine = sentence.line
            flow.listSite = sites.first.flatMap { take($0) }
        }
        if listStart != nil {
            if text.tokens[range.upperBound - 1].kind == .colon { flow.openList = sentence.line }
            flow.listLine = sentence.line
            if let last = sites.last, !isNext { flow.listSite = last.isOneOfSeveral ? nil : take(last) }
            readGroups(range, mentions, listStart ?? range.lowerBound)
        }
        if mentions.allSatisfy({ isObject($0, range) }) { readContinuation(range) }
        // "đại diện … Thành phố Hồ Chí Minh tham luận": a place was taken for a person.
        if mentions.allSatisfy({ isPlace($0) }) { readGroupSpeech(index, range) }
    }

    /// What somebody does in a sentence, and up to where the words are about them.
    private func predicate(of position: Int, _ scene: Scene, _ heard: inout Grammar.Predicate?) -> (Grammar.Predicate?, reach: Int) {
        let mention = scene.mentions[position], range = scene.range
        let next = position + 1 < scene.mentions.count ? scene.mentions[position + 1].whole.lowerBound : range.upperBound
        let isObject = isObject(mention, range), inList = scene.isListed(mention)
        var predicate = isObject ? chairedOrHeard(mention, range) : grammar.predicate(mention.whole.upperBound, next)
        // "nghe tham luận của A; B; C".
        if let last = heard, predicate == nil, (scene.mentions[position - 1].whole.upperBound..<mention.whole.lowerBound).allSatisfy({ isJoint($0) }) {
            predicate = last
            predicate?.verbEnd = mention.whole.upperBound
        }
        heard = isObject || heard != nil ? predicate?.speech == nil ? nil : predicate : nil
        var reach = next
        if predicate == nil, inList, scene.isChaired {
            predicate = Grammar.Predicate(chairs: true, verbEnd: mention.whole.upperBound, roles: ["chủ trì"])
        } else if inList, let spoken = spokenList(range, scene.listStart) {
            predicate = Grammar.Predicate(speech: spoken.kind, speechRange: spoken.verb, verbEnd: mention.whole.upperBound, roles: [spoken.kind.words])
        } else if predicate == nil, let carried = carriedPredicate(scene.mentions, position, range) {
            (predicate, reach) = carried
        }
        // "Báo cáo do Thứ trưởng … trình bày": what they present stands before them.
        if predicate?.speech == .speech, let presented = presented(before: mention.whole.lowerBound, range) {
            predicate?.speech = presented.kind
            predicate?.roles = [presented.kind.words]
        }
        if predicate == nil, !inList, !isObject { predicate = predicateAfterGroup(mention.whole.upperBound, next) }
        return (predicate, reach)
    }

    /// "A, B và C dự hội nghị": the verb of the last is the verb of all.
    func carriedPredicate(_ mentions: [Grammar.Mention], _ position: Int, _ range: Range<Int>) -> (Grammar.Predicate, reach: Int)? {
        var last = position
        while last + 1 < mentions.count, last - position < 64 {
            let gap = mentions[last].whole.upperBound..<mentions[last + 1].whole.lowerBound
            guard gap.count <= 3 && gap.allSatisfy({ isJoint($0) }) || isGroupHead(gap) else { break }
            last += 1
        }
        let start = mentions[position].whole.lowerBound
        // "nghe A, B chia sẻ": all are heard.
        let isHeard = start > range.lowerBound && grammar.isWord(.hear, start - 1, start)
        guard last > position, isHeard || !isObject(mentions[position], range) else { return nil }
        let next = last + 1 < mentions.count ? mentions[last + 1].whole.lowerBound : range.upperBound
        let end = mentions[last].whole.upperBound
        guard let predicate = grammar.predicate(end, next) ?? predicateAfterGroup(end, next),
              predicate.attends || predicate.chairs || isHeard || isShared(predicate, mentions[position...last]) else { return nil }
        return (predicate, next)
    }

    /// Tokens of those who attend with somebody and have no names.
    private static let longestGroup = 60

    /// "A, B cùng các đồng chí … dự hội nghị": those without names share the verb.
    func predicateAfterGroup(_ start: Int, _ limit: Int) -> Grammar.Predicate? {
        guard start < limit, grammar.starts(.conjunction, start), !text.tokens[start].isCapital else { return nil }
        for index in (start + 1)..<min(start + Self.longestGroup, max(limit, start + 1)) where !text.tokens[index].isCapital {
            if text.tokens[index].kind == .period || text.tokens[index].kind == .semicolon { return nil }
            if grammar.match(.attend, index, limit) != nil, index > start + 2 { return grammar.predicate(index, limit) }
        }
        return nil
    }

    /// "A, B tham luận về …": both do; in a list with semicolons only the last.
    func isShared(_ predicate: Grammar.Predicate, _ mentions: ArraySlice<Grammar.Mention>) -> Bool {
        guard let first = mentions.first, let last = mentions.last else { return false }
        // "A và B chia sẻ ý kiến": two are the subject of what is said.
        if mentions.count == 2, predicate.reports || predicate.speech != nil, grammar.isWord(.and, first.whole.upperBound, text.tokens.count) { return true }
        guard predicate.speech == .intervention || predicate.speech == .discussion else { return false }
        return !(first.whole.upperBound..<last.whole.lowerBound).contains { text.tokens[$0].kind == .semicolon }
    }

    /// "; các đồng chí Phó Chủ tịch:" between two of one list.
    func isGroupHead(_ gap: Range<Int>) -> Bool {
        guard let first = gap.first, let last = gap.last, gap.count <= 24, isJoint(first) else { return false }
        return text.tokens[last].kind == .colon || grammar.starts(.plural, last)
    }

    func isJoint(_ index: Int) -> Bool {
        switch text.tokens[index].kind {
        case .comma, .semicolon: true
        case .word: grammar.starts(.conjunction, index) || grammar.starts(.comrade, index)
        default: false
        }
    }

    func isPlace(_ mention: Grammar.Mention) -> Bool {
        mention.titles.isEmpty && grammar.match(.province, mention.name.lowerBound, mention.name.upperBound)?.end == mention.name.upperBound
    }

    func isLead(_ line: Int) -> Bool {
        var lines: [Int] = []
        for sentence in text.sentences {
            if lines.last != sentence.line { lines.append(sentence.line) }
            if lines.count > 2 || sentence.line > line { break }
        }
        return lines.prefix(2).contains(line)
    }

    func isAfterComma(_ mention: Grammar.Mention, _ range: Range<Int>) -> Bool {
        let start = mention.whole.lowerBound
        return start > range.lowerBound && text.tokens[start - 1].kind == .comma
    }

    /// "Tiếp đó, đồng chí …" at the head of a sentence does something, whatever the verb.
    func isActor(_ mention: Grammar.Mention, _ range: Range<Int>) -> Bool {
        let start = grammar.afterOpener(range.lowerBound, range.upperBound)
        guard mention.isComrade || start > range.lowerBound + 1, mention.whole.lowerBound == start, mention.whole.upperBound < range.upperBound else { return false }
        let next = grammar.afterComma(mention.whole.upperBound, range.upperBound)
        return next < range.upperBound && text.tokens[next].kind == .word && !text.tokens[next].isCapital
    }

    /// "của Tổng Bí thư …", "cùng Thủ tướng …": somebody is spoken of, and does nothing.
    func isObject(_ mention: Grammar.Mention, _ range: Range<Int>) -> Bool {
        var start = mention.whole.lowerBound
        while start > range.lowerBound, text.tokens[start - 1].kind == .quote { start -= 1 }
        guard start > range.lowerBound, text.tokens[start - 1].kind == .word else { return false }
        for back in 1...3 where start - back >= range.lowerBound {
            if let found = grammar.match(.preposition, start - back, start), found.end == start, !text.tokens[start - back].startsLine {
                return !text.tokens[start - back].isCapital
            }
        }
        return false
    }

    func isAccording(_ start: Int, _ range: Range<Int>) -> Bool {
        grammar.isWord(.according, start - 1, start)
    }

    func quote(
        of mention: Grammar.Mention, _ predicate: Grammar.Predicate?, _ leader: Grammar.Leader?, isLed: Bool, _ range: Range<Int>
    ) -> Range<Int> {
        if isLed, let leader {
            let end = predicate?.verbEnd ?? mention.whole.upperBound
            return leader.range.lowerBound..<max(end, mention.whole.upperBound)
        }
        guard let predicate, predicate.attends || predicate.chairs || predicate.speech != nil else { return mention.whole }
        var end = predicate.verbEnd
        while end < range.upperBound, text.tokens[end].kind == .word || text.tokens[end].kind == .dash || text.tokens[end].kind == .number { end += 1 }
        return mention.whole.lowerBound..<end
    }
}
