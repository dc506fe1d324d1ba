/// Where the lists of who attended, chaired or spoke begin, and who is named at the head of a sentence.
extension Record {
    /// "- Ông …, Thứ trưởng …;" below "Dự hội nghị có:".
    func isNextOfList(_ sentence: ReadText.Sentence) -> Bool {
        guard isBullet(sentence.line) else { return false }
        guard flow.openList >= 0, sentence.line > flow.openList else { return sentence.line == flow.openList }
        return !((flow.openList + 1)..<sentence.line).contains { !text.lines[$0].tokens.isEmpty }
    }

    func isBullet(_ line: Int) -> Bool {
        guard let first = text.lines[line].tokens.first else { return false }
        return text.tokens[first].kind == .dash || text.tokens[first].kind == .bullet || text.tokens[first].kind == .number
    }

    /// "Chủ trì hội nghị có …": where the list of who chairs begins.
    func chairing(_ range: Range<Int>) -> Int? {
        // "… dưới sự chủ trì của các đồng chí: A, …; B, …".
        for index in range where grammar.starts(.chairof, index) {
            if let chair = grammar.match(.chairof, index, range.upperBound), chair.end > index + 2,
               grammar.match(.comrades, chair.end, range.upperBound) != nil { return chair.end }
        }
        let start = grammar.afterOpener(range.lowerBound, range.upperBound)
        guard let chair = grammar.match(.chair, start, range.upperBound) else { return nil }
        for index in chair.end..<min(chair.end + 14, range.upperBound) {
            if text.tokens[index].kind == .colon { return index + 1 }
            guard text.tokens[index].kind == .word else { return nil }
            if let listed = grammar.match(.listed, index, range.upperBound) { return listed.end }
            if grammar.isWord(.is, index, range.upperBound) { return index + 1 }
        }
        return nil
    }

    /// "Tham luận tại hội nghị có …": where the list of who spoke begins.
    func speaking(_ range: Range<Int>) -> Int? {
        let start = grammar.afterOpener(range.lowerBound, range.upperBound)
        guard let speech = grammar.match(.speech, start, range.upperBound) else { return nil }
        for index in speech.end..<min(speech.end + 8, range.upperBound) {
            if text.tokens[index].kind == .colon { return index + 1 }
            guard text.tokens[index].kind == .word else { return nil }
            if let listed = grammar.match(.listed, index, range.upperBound) { return listed.end }
        }
        return nil
    }

    /// What those do who are listed so.
    func spokenList(_ range: Range<Int>, _ listStart: Int?) -> (kind: SpeechKind, verb: Range<Int>)? {
        guard let listStart, speaking(range) == listStart else { return nil }
        let start = grammar.afterOpener(range.lowerBound, range.upperBound)
        guard let speech = grammar.match(.speech, start, range.upperBound), let kind = SpeechKind(rawValue: speech.meaning) else { return nil }
        return (kind, start..<speech.end)
    }

    /// "Tại điểm cầu Hà Nội, đồng chí A, Bí thư …": named there, and nothing more is said.
    func isNamedAtHead(_ mention: Grammar.Mention, _ sites: [Grammar.SiteMention], _ range: Range<Int>) -> Bool {
        guard isAtHead(sites, range), let site = sites.first else { return false }
        return (site.whole.upperBound...(site.whole.upperBound + 1)).contains(mention.whole.lowerBound)
    }

    /// "Tại điểm cầu Lào Cai, …": who is named next is there.
    func isAtHead(_ sites: [Grammar.SiteMention], _ range: Range<Int>) -> Bool {
        guard let first = sites.first, sites.count == 1, first.whole.lowerBound == range.lowerBound + 1 else { return false }
        return grammar.starts(.at, range.lowerBound)
    }

    /// Whether a sentence ends with "tham dự", "dự hội nghị".
    func endsAttending(_ range: Range<Int>) -> Bool {
        var index = max(range.lowerBound, range.upperBound - 10)
        while index < range.upperBound {
            guard let attend = grammar.match(.attend, index, range.upperBound), !text.tokens[index].isCapital else {
                index += 1
                continue
            }
            return (attend.end..<range.upperBound).allSatisfy { text.tokens[$0].kind == .word && !grammar.starts(.listed, $0) || text.tokens[$0].kind == .period }
        }
        return false
    }

    /// Where the list of who attended begins in a sentence.
    func listing(in range: Range<Int>, _ sites: [Grammar.SiteMention]) -> Int? {
        // "Tại điểm cầu Ninh Thuận, đồng chí A, …, các đồng chí … cùng tham dự".
        if isAtHead(sites, range), let site = sites.first, endsAttending(range) { return site.whole.upperBound }
        // "Về phía Bộ … có: …".
        var isOpen = grammar.isWord(.about, range.lowerBound, range.upperBound) && grammar.isWord(.side, range.lowerBound + 1, range.upperBound)
        var index = range.lowerBound
        var siteIndex = 0
        while index < range.upperBound {
            if siteIndex < sites.count, sites[siteIndex].whole.lowerBound == index {
                index = sites[siteIndex].whole.upperBound
                siteIndex += 1
                isOpen = true
                continue
            }
            guard text.tokens[index].kind == .word else {
                if text.tokens[index].kind == .colon, isOpen, index - range.lowerBound < 24 { return index + 1 }
                index += 1
                continue
            }
            if let attend = grammar.match(.attend, index, range.upperBound) {
                isOpen = true
                index = attend.end
                continue
            }
            if !text.tokens[index].isCapital || index == range.lowerBound, let listed = grammar.match(.listed, index, range.upperBound) {
                if isOpen || listed.meaning == "who" { return listed.end }
                if grammar.match(.comrades, listed.end, range.upperBound) != nil { return listed.end }
                if grammar.match(.comrade, listed.end, range.upperBound) != nil, listed.end + 2 < range.upperBound,
                   text.tokens[listed.end].kind == .word, grammar.title(listed.end + 2, range.upperBound) != nil || text.tokens[listed.end + 2].isCapital {
                    return listed.end
                }
                if grammar.starts(.plural, min(listed.end, range.upperBound - 1)), listed.end + 1 < range.upperBound,
                   grammar.title(listed.end + 1, range.upperBound) != nil { return listed.end }
            }
            index += 1
        }
        return nil
    }
}
