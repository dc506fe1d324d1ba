/// Who spoke, and how.
extension Grammar {
    /// What a clause says of its subject.
    struct Predicate {
        var attends = false
        var chairs = false
        var reports = false
        var directs = false
        var speech: SpeechKind?
        var speechRange: Range<Int>?
        /// One past the last word of the first verb.
        var verbEnd: Int
        var roles: [String] = []
    }

    /// The verbs that follow a subject at `index`.
    func predicate(_ index: Int, _ limit: Int) -> Predicate? {
        var cursor = afterDash(afterComma(afterPlaces(afterSite(afterParenthesis(index, limit), limit), limit), limit), limit)
        var skipped = 0
        while let adverb = small(.adverb, cursor, limit), skipped < 3 {
            cursor = adverb.end
            // "thay mặt Thường vụ Tỉnh ủy phát biểu": the verb comes after whom they stand for.
            if adverb.meaning == "for" { cursor = afterBody(cursor, limit) }
            skipped += 1
        }
        guard var result = verb(cursor, limit) else { return nil }
        // "chủ trì và phát biểu chỉ đạo", "dự, chủ trì và phát biểu".
        var search = result.verbEnd
        var distance = 0
        while search < limit, distance < 24 {
            switch text.tokens[search].kind {
            case .semicolon, .colon, .period, .opening: return result
            default: break
            }
            let isJoint = text.tokens[search].kind == .comma || isWord(.and, search, limit)
            if isJoint, search + 1 < limit, let next = verb(search + 1, limit), !next.reports || next.speech != nil, !(result.directs && next.speech == .report) {
                result.attends = result.attends || next.attends
                result.chairs = result.chairs || next.chairs
                result.directs = result.directs || next.directs
                if result.speech == nil || result.speech == .speech {
                    result.speech = next.speech ?? result.speech
                    result.speechRange = next.speechRange ?? result.speechRange
                }
                result.roles += next.roles
                search = next.verbEnd
                continue
            }
            if text.tokens[search].kind == .comma { return result }
            // "… tại hội nghị phổ biến, quán triệt Chỉ thị …": what the conference is for is nothing that they do.
            if starts(.conference, search), let title = conferenceTitle(search, limit) {
                distance += title.count
                search = title.upperBound
                continue
            }
            search += 1
            distance += 1
        }
        return result
    }

    private func afterBody(_ start: Int, _ limit: Int) -> Int {
        for index in start..<min(start + 14, max(limit, start)) {
            // "đại diện Hiệp hội …, cho rằng".
            if isKind(.comma, index, limit), verb(index + 1, limit) != nil { return index + 1 }
            guard text.tokens[index].kind == .word || text.tokens[index].kind == .dash else { break }
            if verb(index, limit) != nil || small(.adverb, index, limit) != nil { return index }
        }
        return start
    }

    /// "… tại Liên hợp quốc, New York, Hoa Kỳ cho biết": where an office is.
    private func afterPlaces(_ index: Int, _ limit: Int) -> Int {
        var end = index
        while isKind(.comma, end, limit), let place = match(.place, end + 1, limit) ?? match(.province, end + 1, limit) { end = place.end }
        return end
    }

    /// "… - Trưởng ban Đối ngoại Trung ương - cho biết": titles between two dashes.
    private func afterDash(_ index: Int, _ limit: Int) -> Int {
        isSeparatingDash(index, limit) && isKind(.word, index + 1, limit) && !text.tokens[index + 1].isCapital ? index + 1 : index
    }

    /// "Đại sứ … từ điểm cầu Washington cho rằng".
    private func afterSite(_ index: Int, _ limit: Int) -> Int {
        guard index + 1 < limit, starts(.at, index), let site = match(.site, index + 1, limit) else { return index }
        return siteEnd(site.end, limit)
    }

    /// "Bí thư Huyện ủy … (Lào Cai), …": what stands in brackets says where somebody is from.
    private func afterParenthesis(_ index: Int, _ limit: Int) -> Int {
        guard isKind(.opening, index, limit) else { return index }
        for end in index..<min(index + 10, limit) where text.tokens[end].kind == .closing { return end + 1 }
        return index
    }

    private func verb(_ index: Int, _ limit: Int) -> Predicate? {
        guard index < limit, text.tokens[index].kind == .word, !text.tokens[index].isCapital else { return nil }
        var result = Predicate(verbEnd: index)
        let speech = match(.speech, index, limit), reporting = match(.reporting, index, limit)
        if let chair = match(.chair, index, limit) {
            result.chairs = true
            result.roles = ["chủ trì"]
            result.verbEnd = chair.end
            return result
        }
        if let speech, speech.end >= (reporting?.end ?? 0) {
            result.speech = SpeechKind(rawValue: speech.meaning) ?? .speech
            result.speechRange = index..<speech.end
            result.verbEnd = speech.end
            result.roles = [result.speech?.words ?? ""]
            return result
        }
        if let attend = match(.attend, index, limit) {
            result.attends = true
            result.verbEnd = attend.end
            return result
        }
        if let reporting {
            result.reports = true
            result.directs = match(.directing, index, limit) != nil
            result.verbEnd = reporting.end
            return result
        }
        return nil
    }

    /// "Phát biểu khai mạc hội nghị, …", "Đại diện lãnh đạo … tham luận tại Hội nghị, …": what a sentence begins with, up to its subject.
    struct Leader {
        var kind: SpeechKind
        var range: Range<Int>
        var verb: Range<Int>
        var isGroup: Bool
    }

    func leader(_ sentence: Range<Int>, before end: Int) -> Leader? {
        var start = sentence.lowerBound
        start = afterOpener(start, end)
        if let speech = match(.speech, start, end), let kind = SpeechKind(rawValue: speech.meaning) {
            return Leader(kind: kind, range: start..<end, verb: start..<speech.end, isGroup: false)
        }
        let isStanding = isWord(.onBehalf, start, end)
        guard match(.speakers, start, end).map({ $0.meaning != "leaders" }) ?? false || isStanding else { return nil }
        for index in start..<end {
            if let speech = match(.speech, index, end), let kind = SpeechKind(rawValue: speech.meaning) {
                return Leader(kind: kind, range: start..<end, verb: index..<speech.end, isGroup: true)
            }
        }
        return nil
    }

    /// "Tại hội nghị, …", "Tiếp đó, …".
    func afterOpener(_ start: Int, _ limit: Int) -> Int {
        var index = start
        if isKind(.quote, index, limit) { index += 1 }
        guard var end = match(.opener, index, limit)?.end ?? afterEvent(index, limit) else { return index }
        let opener = end
        // "Tại phiên khai mạc sáng nay, …".
        var distance = 0
        while end < limit, text.tokens[end].kind == .word, distance < 8 {
            end += 1
            distance += 1
        }
        return isKind(.comma, end, limit) ? end + 1 : opener
    }

    /// "Cũng trong Hội thảo", "Ngay tại Diễn đàn": any conference may open a sentence.
    private func afterEvent(_ start: Int, _ limit: Int) -> Int? {
        let at = match(.adverb, start, limit)?.end ?? start
        guard at < limit, starts(.at, at) || isWord(.during, at, limit) else { return nil }
        return match(.conference, at + 1, limit)?.end
    }

    /// What a speech is about: "… về X tại hội nghị" and "báo cáo X".
    func topic(after verb: Int, _ limit: Int, _ kind: SpeechKind) -> Range<Int>? {
        guard kind == .report || kind == .intervention || kind == .discussion else { return nil }
        var start = verb
        var end = verb
        var distance = 0
        while start < limit, let word = small(.conference, start, limit) { start = word.end }
        if start < limit, text.tokens[start].kind == .comma || text.tokens[start].kind == .colon { return nil }
        if start < limit, isWord(.has, start, limit) || starts(.at, start) { return nil }
        if start < limit, isWord(.about, start, limit) { start += 1 }
        end = start
        while end < limit, distance < 60 {
            switch text.tokens[end].kind {
            case .semicolon, .colon, .period: return end > start + 1 ? start..<end : nil
            default: break
            }
            // "tại hội nghị" says where, not what.
            if starts(.at, end), match(.conference, end + 1, limit) != nil { return end > start + 1 ? start..<end : nil }
            end += 1
            distance += 1
        }
        return end > start + 1 ? start..<end : nil
    }
}
