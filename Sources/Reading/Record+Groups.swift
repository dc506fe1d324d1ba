import Basics

/// Speeches of people without names: delegates, leaders of bodies, representatives.
extension Record {
    /// "Tiếp đó, đại diện lãnh đạo các bộ … tham luận": speakers without names.
    mutating func readGroupSpeech(_ sentence: Int, _ range: Range<Int>) {
        let start = grammar.afterOpener(range.lowerBound, range.upperBound)
        var kind: SpeechKind?
        var words: Range<Int>?
        var speakers: Range<Int>?
        if let lead = grammar.match(.speech, start, range.upperBound), let value = SpeechKind(rawValue: lead.meaning) {
            // "Tham luận tại hội nghị, các đại biểu cho rằng".
            var comma = lead.end
            while comma < range.upperBound, text.tokens[comma].kind == .word { comma += 1 }
            guard comma < range.upperBound, text.tokens[comma].kind == .comma,
                  grammar.match(.speakers, comma + 1, range.upperBound) != nil else { return }
            (kind, words) = (value, start..<lead.end)
            speakers = speakersRange(comma + 1, range.upperBound)
        } else if isSpeakers(start, range) {
            let who = speakersRange(start, range.upperBound)
            // "các đại biểu đã được … quán triệt" listen.
            guard !(who.upperBound..<min(who.upperBound + 2, range.upperBound)).contains(where: { grammar.isWord(.passive, $0, range.upperBound) }) else { return }
            var index = start
            while index < min(range.upperBound, who.upperBound + 10) {
                if !text.tokens[index].isCapital, let speech = grammar.match(.speech, index, range.upperBound), let value = SpeechKind(rawValue: speech.meaning) {
                    (kind, words) = (value, index..<speech.end)
                    break
                }
                index += 1
            }
            speakers = who
        }
        guard let kind, let words, let speakers, !speakers.isEmpty else {
            readRepresentative(start, range)
            return
        }
        flow.section = kind
        flow.sectionWords = text.span(words)
        flow.speaker = nil
        guard !proposal.speeches.contains(where: { $0.speaker == nil && $0.kind.value == kind }) else { return }
        let topic = grammar.topic(after: words.upperBound, range.upperBound, kind)
        var end = range.upperBound
        if kind != .intervention && kind != .report {
            end = max(words.upperBound, speakers.upperBound)
            if end < range.upperBound, let verb = grammar.match(.reporting, end, range.upperBound) { end = verb.end }
        }
        proposal.speeches.append(.init(
            speaker: nil, speakers: text.span(speakers), kind: .stated(kind, text.span(words)),
            topic: topic.map { .stated(text.words($0), text.span($0)) } ?? .missing, titles: [], quote: text.span(range.lowerBound..<end)))
        flow.group = proposal.speeches.count - 1
    }

    /// "Đại diện tỉnh Lào Cai cũng kiến nghị": one who speaks for somebody, and has no name.
    mutating func readRepresentative(_ start: Int, _ range: Range<Int>) {
        let start = isSpeakers(start, range) ? start : afterClause(range)
        guard isSpeakers(start, range), let head = grammar.match(.speakers, start, range.upperBound), !head.meaning.isEmpty, head.end < range.upperBound,
              text.tokens[head.end].isCapital || grammar.starts(.placeword, head.end) else { return }
        let who = speakersRange(start, range.upperBound)
        guard let predicate = grammar.predicate(who.upperBound, range.upperBound), predicate.reports else { return }
        let speakers = text.span(who)
        guard !proposal.speeches.contains(where: { $0.speakers?.text == speakers.text }) else { return }
        flow.speaker = nil
        proposal.speeches.append(.init(
            speaker: nil, speakers: speakers, kind: .inferred(.speech, basis: "reported speech", nil), topic: .missing, titles: [],
            quote: text.span(who.lowerBound..<predicate.verbEnd)))
    }

    /// Leaders speak at a conference where the sentence says that they do; elsewhere they lead.
    private func isSpeakers(_ start: Int, _ range: Range<Int>) -> Bool {
        grammar.match(.speakers, start, range.upperBound).map { $0.meaning != "leaders" || start > range.lowerBound } ?? false
    }

    /// "Trước thực tế này, đại diện Bộ … cho biết": past a short clause.
    private func afterClause(_ range: Range<Int>) -> Int {
        for index in range.prefix(8) where text.tokens[index].kind != .word { return grammar.isKind(.comma, index, range.upperBound) ? index + 1 : range.lowerBound }
        return range.lowerBound
    }

    /// "… được nghe lãnh đạo Cục A; lãnh đạo Cục B trình bày …", "nghe ý kiến phát biểu của lãnh đạo một số địa phương".
    mutating func readHeard(_ range: Range<Int>, _ mentions: [Grammar.Mention]) {
        for hear in range where grammar.isWord(.hear, hear, range.upperBound) {
            guard let (kind, verb, who) = heard(after: hear + 1, range.upperBound),
                  !mentions.contains(where: { who.contains($0.whole.lowerBound) }), !grammar.isKind(.colon, who.upperBound, range.upperBound),
                  !proposal.speeches.contains(where: { $0.speaker == nil && $0.kind.value == kind }) else { continue }
            proposal.speeches.append(.init(
                speaker: nil, speakers: text.span(who), kind: .stated(kind, text.span(verb)), topic: .missing, titles: [],
                quote: text.span(min(who.lowerBound, verb.lowerBound)..<max(who.upperBound, verb.upperBound))))
            return
        }
    }

    private func heard(after start: Int, _ limit: Int) -> (SpeechKind, verb: Range<Int>, who: Range<Int>)? {
        for index in start..<min(start + 12, max(limit, start)) {
            if index == start, grammar.match(.speakers, index, limit) != nil {
                let who = speakersRange(index, limit)
                let verb = grammar.match(.adverb, who.upperBound, limit)?.end ?? who.upperBound
                guard let speech = grammar.match(.speech, verb, limit), let kind = SpeechKind(rawValue: speech.meaning) else { return nil }
                return (kind, verb..<speech.end, who)
            }
            if let speech = grammar.match(.speech, index, limit), let kind = SpeechKind(rawValue: speech.meaning), grammar.isWord(.of, speech.end, limit),
               grammar.match(.speakers, speech.end + 1, limit) != nil {
                let who = speakersRange(speech.end + 1, limit)
                return (kind, index..<speech.end, who.lowerBound..<(who.first { text.tokens[$0].kind == .comma } ?? who.upperBound))
            }
        }
        return nil
    }

    func speakersRange(_ start: Int, _ limit: Int) -> Range<Int> {
        var end = grammar.match(.speakers, start, limit)?.end ?? start
        while end < limit, end - start < 40 {
            let token = text.tokens[end]
            if token.kind == .comma || token.kind == .dash || continuesNames(end, limit) { end += 1; continue }
            guard token.kind == .word else { break }
            if !token.isCapital {
                if grammar.match(.adverb, end, limit) != nil || grammar.match(.reporting, end, limit) != nil
                    || grammar.match(.speech, end, limit) != nil || grammar.match(.attend, end, limit) != nil { break }
            }
            end += 1
        }
        while end > start, text.tokens[end - 1].kind == .comma { end -= 1 }
        return start..<end
    }

    /// "Ban Chỉ đạo 389 các tỉnh, thành phố: Huế; Cần Thơ; …": a body's number, and places after a colon.
    private func continuesNames(_ index: Int, _ limit: Int) -> Bool {
        switch text.tokens[index].kind {
        case .number: grammar.isNumbered(index - 1, 0, limit)
        case .semicolon where grammar.match(.speakers, index + 1, limit) != nil: true
        case .ellipsis: index + 1 < limit && !text.tokens[index + 1].isCapital
        case .colon, .semicolon: grammar.match(.province, index + 1, limit) != nil || index + 1 < limit && grammar.starts(.placeword, index + 1)
        default: false
        }
    }
}
