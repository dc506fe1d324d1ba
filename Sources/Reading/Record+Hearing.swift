/// What somebody did of whom others are the sentence's subject: chaired, was heard, presented.
extension Record {
    /// "dưới sự chủ trì của …", "nghe báo cáo của …": they act, though others are the sentence's subject.
    func chairedOrHeard(_ mention: Grammar.Mention, _ range: Range<Int>) -> Grammar.Predicate? {
        let end = mention.whole.lowerBound
        for back in 3...6 where end - back >= range.lowerBound {
            if let chair = grammar.match(.chairof, end - back, end), chair.end == end, chair.end - (end - back) > 2 {
                return Grammar.Predicate(chairs: true, verbEnd: mention.whole.upperBound, roles: ["chủ trì"])
            }
        }
        // "Đó là chỉ đạo của Phó Thủ tướng … tại Hội nghị …": what was told before is what they said.
        let place = grammar.afterComma(mention.whole.upperBound, range.upperBound)
        let isPointedAt = (max(range.lowerBound, end - 10)..<end).contains { index in
            (grammar.isWord(.that, index, end) || grammar.isWord(.this, index, end)) && grammar.isWord(.is, index + 1, end)
        }
        if isPointedAt, place < range.upperBound, grammar.starts(.at, place), grammar.match(.conference, place + 1, range.upperBound) != nil {
            for index in max(range.lowerBound, end - 8)..<max(end - 1, range.lowerBound) {
                guard let said = grammar.match(.speech, index, end) ?? grammar.match(.directing, index, end),
                      let kind = SpeechKind(rawValue: said.meaning) else { continue }
                return Grammar.Predicate(speech: kind, speechRange: index..<said.end, verbEnd: mention.whole.upperBound, roles: [kind.words])
            }
            return Grammar.Predicate(reports: true, verbEnd: mention.whole.upperBound)
        }
        // "nghe Thủ tướng … truyền đạt chuyên đề".
        if grammar.isWord(.hear, end - 1, end), let said = grammar.predicate(mention.whole.upperBound, range.upperBound), said.speech != nil { return said }
        // "Theo báo cáo của ông …".
        if grammar.isWord(.of, end - 1, end), let report = (2...6).lazy.filter({ end - $0 > range.lowerBound }).map({ end - $0 }).first(where: { start in
            grammar.match(.speech, start, end).map { $0.meaning == SpeechKind.report.rawValue && $0.end == end - 1 } ?? false
                && grammar.isWord(.according, start - 1, end)
        }) {
            return Grammar.Predicate(speech: .report, speechRange: report..<(end - 1), verbEnd: mention.whole.upperBound, roles: [SpeechKind.report.words])
        }
        return heard(mention, range)
    }

    /// "nghe báo cáo của …", "Sau phát biểu chỉ đạo của …", and of each paper one: "nghe các tham luận: “…” của A; “…” của B".
    private func heard(_ mention: Grammar.Mention, _ range: Range<Int>) -> Grammar.Predicate? {
        let end = mention.whole.lowerBound
        func predicate(_ start: Int) -> Grammar.Predicate? {
            guard start > range.lowerBound, grammar.isWord(.hear, start - 1, end) || start - 1 == range.lowerBound && grammar.isWord(.after, start - 1, end),
                  let speech = grammar.match(.speech, start, end), let kind = SpeechKind(rawValue: speech.meaning) else { return nil }
            return Grammar.Predicate(speech: kind, speechRange: start..<speech.end, verbEnd: mention.whole.upperBound, roles: [kind.words])
        }
        for back in 2...12 where end - back > range.lowerBound {
            if let found = predicate(end - back) { return found }
        }
        guard grammar.isWord(.of, end - 1, end), grammar.isKind(.quote, end - 2, end),
              let hear = (range.lowerBound..<end).first(where: { grammar.isWord(.hear, $0, end) }) else { return nil }
        return (hear + 1..<min(hear + 5, end)).lazy.compactMap { start in
            guard let speech = grammar.match(.speech, start, end), let kind = SpeechKind(rawValue: speech.meaning) else { return nil }
            return Grammar.Predicate(speech: kind, speechRange: start..<speech.end, verbEnd: mention.whole.upperBound, roles: [kind.words])
        }.first
    }

    /// "Báo cáo do Thứ trưởng … trình bày": what they present.
    func presented(before end: Int, _ range: Range<Int>) -> (kind: SpeechKind, words: Range<Int>)? {
        guard end - 2 > range.lowerBound, grammar.match(.chairof, end - 1, end) != nil else { return nil }
        for start in max(range.lowerBound, end - 5)..<(end - 1) {
            if let noun = grammar.match(.speech, start, end - 1), noun.end == end - 1, let kind = SpeechKind(rawValue: noun.meaning) { return (kind, start..<noun.end) }
        }
        return nil
    }
}
