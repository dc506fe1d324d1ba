/// What is said of the conference itself, in the headline and the first paragraphs.
extension Grammar {
    /// The sentences of the first paragraphs, where a report says what, when and who.
    func lead(paragraphs: Int) -> [ReadText.Sentence] {
        var lines: [Int] = []
        return text.sentences.prefix { sentence in
            if lines.last != sentence.line { lines.append(sentence.line) }
            return lines.count <= paragraphs
        }.map { $0 }
    }

    /// A conference's title that begins at `index`, as long as it says more than "hội nghị".
    func conferenceTitle(_ index: Int, _ limit: Int) -> Range<Int>? {
        guard let head = match(.conference, index, limit) else { return nil }
        // "Đại hội XIII của Đảng" is what a conference carries out.
        guard !(head.end < limit && text.roman(head.end) != nil) else { return nil }
        var end = head.end
        while end < limit, end - index < 60 {
            let token = text.tokens[end]
            switch token.kind {
            case .word:
                if let body = match(.body, end, limit), body.end > end + 1 {
                    end = body.end
                    continue
                }
                // "Hội nghị toàn quốc quán triệt, triển khai …" says what it is for.
                if let purpose = match(.titlemore, end, limit), purpose.end >= (match(.reporting, end, limit)?.end ?? 0),
                   match(.titleend, end, limit) == nil {
                    end = purpose.end
                    continue
                }
                if match(.titleend, end, limit) != nil, !token.isCapital { return title(index, head.end, end) }
                if match(.reporting, end, limit) != nil, !token.isCapital { return title(index, head.end, end) }
                if end > head.end, match(.attend, end, limit) != nil, !token.isCapital { return title(index, head.end, end) }
                // "… năm 2025 tới 34 tỉnh, thành phố": whom it reaches.
                if isWord(.next, end, limit) || isWord(.until, end, limit) || isWord(.with, end, limit) && (head.end..<end).contains(where: { isWord(.about, $0, end) }),
                   isKind(.number, end + 1, limit) {
                    return title(index, head.end, end)
                }
                end += 1
            case .number, .dash, .slash: end += 1
            case .comma:
                guard end + 1 < limit, match(.titlemore, end + 1, limit) != nil || continues(end + 1, limit) else {
                    return title(index, head.end, end)
                }
                end += 1
            case .opening where isWord(.term, end + 1, limit) && isKind(.closing, end + 3, limit): end += 4
            case .opening, .closing, .semicolon, .colon, .period, .quote, .question, .exclamation: return title(index, head.end, end)
            default: return title(index, head.end, end)
            }
        }
        return title(index, head.end, end)
    }

    /// "công tác biên giới, lãnh thổ năm 2022": after a comma the title goes on up to its year.
    private func continues(_ start: Int, _ limit: Int) -> Bool {
        if text.tokens[start].isCapital, match(.body, start, limit) != nil { return true }
        if match(.document, start, limit) != nil || match(.numbered, start, limit) != nil, !text.tokens[start].isCapital { return true }
        for index in start..<min(start + 16, limit) {
            if text.tokens[index].kind == .comma { continue }
            guard text.tokens[index].kind == .word, !text.tokens[index].isCapital, match(.titleend, index, limit) == nil else { return false }
            if isWord(.year, index, limit), index + 1 < limit, text.tokens[index + 1].kind == .number { return true }
        }
        return false
    }

    private func title(_ start: Int, _ head: Int, _ end: Int) -> Range<Int>? {
        var words = 0
        for index in head..<max(end, head) where text.tokens[index].kind == .word && match(.form, index, end) == nil { words += 1 }
        return words >= 2 ? start..<end : nil
    }

    /// "lần thứ 32" in a title, when it is the conference's and not a congress's that the title names.
    func edition(in title: Range<Int>) -> (Int, Range<Int>)? {
        var index = title.lowerBound
        var lastEvent = title.lowerBound
        while index < title.upperBound {
            if match(.conference, index, title.upperBound) != nil { lastEvent = index }
            if isWord(.occurrence, index, title.upperBound), isWord(.ordinal, index + 1, title.upperBound), index + 2 < title.upperBound,
               lastEvent == title.lowerBound {
                if let number = text.integer(index + 2) ?? text.roman(index + 2) { return (number, index..<(index + 3)) }
                if let number = match(.ordinalth, index + 1, title.upperBound), let value = Int(number.meaning) { return (value, index..<number.end) }
            }
            index += 1
        }
        return nil
    }

    /// "A, B và C tổ chức": bodies before the verb, after the date.
    func hosts(in sentence: Range<Int>) -> [Range<Int>] {
        var verb: (start: Int, meaning: String)?
        var index = sentence.lowerBound
        var isPassive = false
        while index < sentence.upperBound {
            if let body = match(.body, index, sentence.upperBound) {
                // "Liên hiệp các tổ chức hữu nghị" organises nothing by its name.
                index = body.end
                continue
            }
            if text.tokens[index].kind == .word, !text.tokens[index].isCapital, let found = match(.organise, index, sentence.upperBound) {
                verb = (index, "")
                isPassive = match(.conference, found.end, sentence.upperBound) == nil && !hasForm(found.end, sentence.upperBound)
                if !isPassive { break }
                index = found.end
                continue
            }
            index += 1
        }
        guard let verb else { return [] }
        var start = sentence.lowerBound
        // "… do A tổ chức".
        for back in stride(from: verb.start - 1, through: sentence.lowerBound, by: -1) where verb.start - back < 30 {
            if match(.chairof, back, verb.start) != nil, !text.tokens[back].isCapital {
                let end = match(.chairof, back, verb.start)?.end ?? back
                guard end > back + 1 else { return bodies(end, verb.start) }
                // "dưới sự chủ trì của ông A, …": who organises comes after the chair.
                start = (end..<verb.start).first { text.tokens[$0].kind == .comma } ?? verb.start
                return isPassive ? [] : bodies(afterComma(start, verb.start), verb.start)
            }
        }
        guard !isPassive else { return [] }
        if let date = date(afterOpener(start, verb.start), verb.start) { start = date.whole.upperBound }
        start = afterComma(start, verb.start)
        if isKind(.closing, start, verb.start) { start = afterComma(start + 1, verb.start) }
        // "tại Hà Nội, …".
        if start < verb.start, starts(.at, start) {
            // A room may have its house after a comma.
            if let place = placeName(start + 1, verb.start) { start = place.upperBound }
            while start < verb.start, text.tokens[start].kind != .comma { start += 1 }
            start = afterComma(start, verb.start)
            // "… Hội trường Diên Hồng, Nhà Quốc hội, …": where the hall stands.
            while start < verb.start, match(.placeword, start, verb.start) != nil || match(.centralword, start, verb.start) != nil, let comma = (start..<verb.start).first(where: { text.tokens[$0].kind == .comma }) {
                start = comma + 1
            }
        }
        return bodies(start, verb.start)
    }

    private func hasForm(_ index: Int, _ limit: Int) -> Bool {
        // "tổ chức thành công hội nghị", "tổ chức trọng thể lễ …".
        for next in index..<min(index + 4, limit) where match(.conference, next, limit) != nil { return true }
        return false
    }

    private func bodies(_ start: Int, _ end: Int) -> [Range<Int>] {
        guard start < end, end - start <= 60, text.tokens[start].isCapital || match(.body, start, end) != nil else { return [] }
        for index in start..<end where match(.conference, index, end) != nil { return [] }
        var bodies: [Range<Int>] = []
        var from = start
        var index = start
        func close(_ end: Int) { if end > from, text.tokens[from].kind == .word { bodies.append(from..<end) } }
        while index < end {
            if let body = match(.body, index, end) {
                index = body.end
                continue
            }
            if let cohost = match(.cohost, index, end) {
                close(index)
                from = cohost.end
                index = from
                continue
            }
            if text.tokens[index].kind == .opening, let closing = (index..<end).first(where: { text.tokens[$0].kind == .closing }) {
                // "Ủy ban Biên giới quốc gia (Bộ Ngoại giao)".
                close(index)
                from = closing + 1
                index = from
                continue
            }
            let next = index + 1
            let begins = next < end && (match(.body, next, end) != nil || match(.bodyword, next, end) != nil) && text.tokens[next].isCapital
            if isKind(.comma, index, end) || isWord(.and, index, end), begins || isKind(.comma, index, end) && next == end {
                close(index)
                from = next
            } else if ![.word, .dash, .comma, .number].contains(text.tokens[index].kind) {
                return []
            } else if text.tokens[index].kind == .word, !text.tokens[index].isCapital, match(.adverb, index, end) != nil || match(.titleend, index, end) != nil,
                      match(.adverb, index, end)?.end == end {
                close(index)
                return bodies
            }
            index += 1
        }
        close(end)
        return bodies.filter { text.tokens[$0.lowerBound].isCapital && name($0.lowerBound, $0.upperBound, isCertain: false) == nil }
    }

    /// Resolutions and the like, with what tells them apart.
    func documents(in sentence: Range<Int>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var index = sentence.lowerBound
        let limit = sentence.upperBound
        while index < limit {
            guard text.tokens[index].kind == .word, let head = match(.document, index, limit) else {
                index += 1
                continue
            }
            var end = head.end
            var isNamed = false
            while end < limit, end - index < 24 {
                let token = text.tokens[end]
                if token.kind == .number {
                    isNamed = true
                    end += 1
                } else if token.kind == .dash || token.kind == .slash, !token.hasSpaceBefore {
                    end += 1
                } else if token.kind == .word, text.roman(end) != nil, token.isCapital {
                    isNamed = true
                    end += 1
                } else if token.kind == .word, token.isAcronym || isLink(end, limit) || match(.body, end, limit) != nil {
                    end = max(match(.body, end, limit)?.end ?? 0, match(.delegates, end, limit)?.end ?? 0, end + 1)
                } else if let event = match(.conference, end, limit) {
                    end = event.end
                } else if token.kind == .word, isNamed, token.isCapital, isWord(.of, end - 1, limit) {
                    end += 1
                } else {
                    break
                }
            }
            while end > head.end, isWord(.of, end - 1, limit) || isWord(.year, end - 1, limit) || isWord(.number, end - 1, limit)
                || isWord(.term, end - 1, limit) { end -= 1 }
            if isNamed { found.append(index..<end) }
            index = max(end, head.end)
        }
        return found
    }

    private func isLink(_ index: Int, _ limit: Int) -> Bool {
        isWord(.number, index, limit) || isWord(.of, index, limit) || isWord(.occurrence, index, limit) || isWord(.ordinal, index, limit)
            || isWord(.term, index, limit) || isWord(.year, index, limit) || match(.delegates, index, limit) != nil || isWord(.day, index, limit)
    }
}
