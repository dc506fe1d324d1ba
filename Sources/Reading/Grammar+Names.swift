/// Titles and names: where one ends and the other begins.
extension Grammar {
    /// Titles one after another, and where they end.
    struct Titles {
        var ranges: [Range<Int>]
        var end: Int
    }

    private static let longestTitle = 24

    /// One title that begins at `index`, without an "and" that leads on to somebody else.
    func title(_ index: Int, _ limit: Int) -> Range<Int>? {
        guard let whole = wholeTitle(index, limit) else { return nil }
        var end = whole.upperBound
        while end > index + 1, text.tokens[end - 1].kind == .dash || starts(.conjunction, end - 1) && !text.tokens[end - 1].isCapital { end -= 1 }
        return index..<end
    }

    /// The head of a title, then the body and the place it belongs to.
    private func wholeTitle(_ index: Int, _ limit: Int) -> Range<Int>? {
        guard index < limit, text.tokens[index].kind == .word else { return nil }
        var head = index
        if let former = match(.former, index, limit) {
            guard match(.title, former.end, limit) != nil else { return nil }
            head = former.end
        } else if let rank = match(.rank, index, limit) {
            // A rank takes no body: "Đại tá Nguyễn …".
            return index..<rank.end
        }
        guard let found = match(.title, head, limit) else { return nil }
        var end = bodyWithin(index, found.end, limit)
        let takesPlace = found.meaning == "abroad"
        var isCommittee = (index..<end).contains { match(.committee, $0, limit) != nil }
        let stop = min(limit, index + Self.longestTitle)
        while end < stop {
            let token = text.tokens[end]
            switch token.kind {
            case .word: break
            case .dash where !token.hasSpaceBefore && isKind(.number, end + 1, limit):
                end += 2
                continue
            case .dash where isJoiningDash(end, limit):
                end += 1
                continue
            case .comma:
                guard end > found.end else { return index..<end }
                let office = office(found.end, end)
                if let parent = parentBody(end, limit, above: office) { return index..<parent }
                guard joinsBody(end, limit) || isNamedAfterParent(end, limit, above: office) else { return index..<end }
                end += 1
                continue
            // "Trưởng Ban Chỉ đạo 389 quốc gia", "Tư lệnh Quân khu 7", "… 138/CP".
            case .number where end > index && isNumberOfBody(end, index, limit):
                end += 1
                if isKind(.slash, end, limit), isKind(.word, end + 1, limit) {
                    end = match(.body, end + 1, limit)?.end ?? (text.tokens[end + 1].isAcronym ? end + 2 : end)
                }
                continue
            default: return index..<end
            }
            if match(.committee, end, limit) != nil { isCommittee = true }
            if isCommittee, isWord(.about, end, limit) {
                end += 1
                continue
            }
            if let body = match(.body, end, limit), !(endsInName(body.end, limit) && isPlainName(end, body.end)) {
                // "Trung ương Đoàn Minh …": the last word may be the family's name.
                let last = body.end - 1
                if last > end, text.tokens[last].isCapital, starts(.family, last), body.end < limit, isNamePart(body.end),
                   name(body.end, limit, isCertain: false)?.lowerBound != body.end || isMiddle(body.end, limit) { return index..<last }
                end = body.end
                if isUnknownName(end, limit) { return index..<end }
                continue
            }
            if let place = match(.province, end, limit) ?? match(.place, end, limit), token.isCapital {
                if isNameOfPlace(end, place.end, head: found.end, limit) { return index..<end }
                end = place.end
                continue
            }
            if takesPlace, !token.isCapital, starts(.at, end), end + 1 < limit, text.tokens[end + 1].isCapital {
                end += 1
                continue
            }
            if token.isCapital {
                // "xã Hướng Phùng Hồ …": two syllables of a place, the second of which could be a family's.
                if !starts(.family, end), match(.bodyword, end, limit) == nil, end > 0, starts(.placeword, end - 1) || isOffice(end - 1), end + 3 < limit, text.tokens[end + 1].isCapital,
                   name(end + 2, limit, isCertain: false)?.lowerBound == end + 2 {
                    end += 2
                    continue
                }
                if let name = name(end, limit, isCertain: false) {
                    guard name.lowerBound > end else { return index..<end }
                    end = name.lowerBound
                    continue
                }
                if match(.rank, end, limit) != nil, end > found.end, match(.bodyword, end - 1, end)?.end != end { return index..<end }
            } else if match(.stop, end, limit) != nil || isStopping(end, limit) || isWord(.year, end, limit) && isKind(.number, end + 1, limit) {
                return index..<end
            }
            end += 1
        }
        return index..<end
    }

    /// "Chủ tịch Hội đồng lý luận, phê bình …": the title's last words begin a body's name.
    private func bodyWithin(_ start: Int, _ end: Int, _ limit: Int) -> Int {
        var longest = end
        for index in (start + 1)..<max(end, start + 1) {
            if let body = match(.body, index, limit), body.end > longest { longest = body.end }
        }
        return longest
    }

    /// "Văn", "Thị": what stands before is a family's name.
    private func isMiddle(_ index: Int, _ limit: Int) -> Bool {
        isWord(.manMiddle, index, limit) || isWord(.womanMiddle, index, limit)
    }

    /// How high the office stands that a title is of: a department after its head, or the last word of the head; 0 for none.
    private func office(_ headEnd: Int, _ end: Int) -> Int {
        Int((match(.department, headEnd, end) ?? match(.department, headEnd - 1, headEnd))?.meaning ?? "") ?? 0
    }

    /// Whether a body begins after a comma to which an office below it belongs.
    private func isAbove(_ office: Int, _ comma: Int, _ limit: Int) -> Bool {
        let start = comma + 1
        guard office > 0, start < limit, text.tokens[start].isCapital, match(.bodyword, start, limit) != nil, match(.title, start, limit) == nil else { return false }
        return match(.department, start, limit).map { Int($0.meaning) ?? 0 > office } ?? true
    }

    /// "Vụ trưởng Vụ Tổ chức cán bộ, Bộ Nội vụ": the ministry that a department belongs to, when nothing else begins with it.
    private func parentBody(_ comma: Int, _ limit: Int, above office: Int) -> Int? {
        guard isAbove(office, comma, limit), let body = match(.body, comma + 1, limit) else { return nil }
        guard body.end < limit, text.tokens[body.end].kind == .word else { return body.end }
        return predicate(body.end, limit).map { $0.reports || $0.speech != nil || $0.attends } ?? false ? body.end : nil
    }

    /// "Trưởng phòng Giám sát, Cục Hải quan Quảng Ninh Nguyễn …": the name comes after the body that the office belongs to.
    private func isNamedAfterParent(_ comma: Int, _ limit: Int, above office: Int) -> Bool {
        guard isAbove(office, comma, limit) else { return false }
        for index in (comma + 2)..<max(min(comma + 14, limit), comma + 2) {
            guard text.tokens[index].kind == .word, match(.stop, index, limit) == nil || text.tokens[index].isCapital else { return false }
            if text.tokens[index].isCapital, match(.body, index, limit) == nil, let name = name(index, limit, isCertain: false),
               name.lowerBound == index, name.count >= 3 { return true }
        }
        return false
    }

    /// A number that is part of a body's name, and neither day nor year.
    private func isNumberOfBody(_ index: Int, _ lower: Int, _ limit: Int) -> Bool {
        isNumbered(index - 1, lower, limit) && match(.timeunit, index - 1, limit) == nil && match(.yearunit, index - 1, limit) == nil
    }

    /// "Ủy ban Quốc phòng, An ninh và Đối ngoại": a comma inside a body's name is made good by an "and" soon after.
    private func joinsBody(_ comma: Int, _ limit: Int) -> Bool {
        let next = comma + 1
        guard next < limit, text.tokens[next].kind == .word, text.tokens[next].isCapital, match(.title, next, limit) == nil,
              match(.rank, next, limit) == nil, match(.former, next, limit) == nil, name(next, limit, isCertain: false) == nil else { return false }
        for index in (next + 1)..<min(next + 5, max(limit, next + 1)) {
            guard index < limit, text.tokens[index].kind == .word else { return false }
            if isWord(.and, index, limit) {
                return index + 1 < limit && text.tokens[index + 1].isCapital && name(index + 1, limit, isCertain: false) == nil
                    && match(.title, index + 1, limit) == nil
            }
        }
        return false
    }

    /// After a body, three or four capitals and then no further word of it: a name, though its family is in no gazetteer.
    private func isUnknownName(_ start: Int, _ limit: Int) -> Bool {
        var end = start
        while end < limit, isNamePart(end), match(.body, end, limit) == nil, match(.province, end, limit) == nil, match(.place, end, limit) == nil,
              match(.title, end, limit) == nil, match(.rank, end, limit) == nil { end += 1 }
        guard end - start == 3 || end - start == 4, !starts(.bodyword, start), !starts(.conference, start) else { return false }
        guard end < limit else { return true }
        return text.tokens[end].kind != .word || !text.tokens[end].isCapital && (match(.stop, end, limit) != nil || isStopping(end, limit))
    }

    /// Verbs end a title even where the list of stops forgot them.
    private func isStopping(_ index: Int, _ limit: Int) -> Bool {
        match(.reporting, index, limit) != nil || match(.comrades, index, limit) != nil || match(.attend, index, limit) != nil
    }

    /// "chính trị - xã hội", "Việt - Lào": a dash inside a body's name.
    private func isJoiningDash(_ index: Int, _ limit: Int) -> Bool {
        guard index + 1 < limit, text.tokens[index + 1].kind == .word else { return false }
        if match(.title, index + 1, limit) != nil || match(.rank, index + 1, limit) != nil { return false }
        if name(index + 1, limit, isCertain: false)?.lowerBound == index + 1 { return false }
        return true
    }

    private func endsInName(_ index: Int, _ limit: Int) -> Bool { name(index, limit, isCertain: false)?.lowerBound == index }

    private func isPlainName(_ start: Int, _ end: Int) -> Bool { end - start <= 1 && !text.tokens[start].isCapital }

    /// Whether what is also a place is a person here: "Chủ tịch Hồ Chí Minh", but not "Bí thư Thành ủy Hồ Chí Minh".
    private func isNameOfPlace(_ start: Int, _ end: Int, head: Int, _ limit: Int) -> Bool {
        guard starts(.family, start), end - start >= 3, start == head else { return false }
        return name(end, limit, isCertain: false)?.lowerBound != end
    }

    /// Titles joined with commas, up to what is no title.
    func titles(_ index: Int, _ limit: Int) -> Titles? {
        guard let first = title(index, limit) else { return nil }
        var result = Titles(ranges: [first], end: first.upperBound)
        while result.end < limit {
            var next = result.end
            if isKind(.comma, next, limit) { next += 1 }
            // "kiêm": a second office of one person.
            if next < limit, !text.tokens[next].isCapital, isKiem(next) { next += 1 }
            guard let title = title(next, limit) else { break }
            result.ranges.append(title)
            result.end = title.upperBound
        }
        return result
    }

    private func isKiem(_ index: Int) -> Bool {
        isWord(.alsoOffice, index, index + 1)
    }

    /// A person's name at or after `index` within one run of capitals; `isCertain` where a comrade or a list says that a name comes.
    func name(_ index: Int, _ limit: Int, isCertain: Bool) -> Range<Int>? {
        guard index < limit, isNamePart(index) else { return nil }
        guard isCertain || starts(.family, index) || hasMiddle(index, limit) else { return nil }
        var end = index + 1
        while end < limit, isNamePart(end), end - index < 8 {
            if match(.title, end, limit).map({ $0.end - end >= 2 }) ?? false { break }
            if match(.rank, end, limit).map({ $0.end - end >= 2 }) ?? false { break }
            end += 1
        }
        // "H' Hen": an apostrophe was cut off, or a hyphen joins two syllables of a name.
        while end + 1 < limit, text.tokens[end].kind == .dash, !text.tokens[end].hasSpaceBefore, !text.tokens[end + 1].hasSpaceBefore,
              isNamePart(end + 1), !beginsTitle(end + 1, limit) {
            end += 2
        }
        let count = end - index
        guard count >= 2 else { return nil }
        if let place = match(.province, index, limit) ?? match(.place, index, limit) {
            // "Hà Nội Nguyễn …": the place first, then who comes from it; a place alone is nobody.
            if place.end < end, starts(.family, place.end), end - place.end >= 2 { return place.end..<end }
            if place.end >= end { return isCertain && count >= 3 ? index..<end : nil }
        }
        if let later = laterName(index, end) { return later..<end }
        return count <= 5 ? index..<end : nil
    }

    /// "Ngọc-Ủy viên …": a hyphen may stand where others write a dash.
    private func beginsTitle(_ index: Int, _ limit: Int) -> Bool {
        match(.title, index, limit) != nil || match(.former, index, limit) != nil || match(.rank, index, limit) != nil
    }

    /// "… Văn …", "… Thị …": what stands before is a family's name, known or not.
    private func hasMiddle(_ index: Int, _ limit: Int) -> Bool {
        guard index + 2 < limit, isMiddle(index + 1, limit) else { return false }
        return isNamePart(index + 1) && isNamePart(index + 2) && !starts(.province, index)
    }

    /// "Huyện ủy Cao Lộc Nguyễn Văn …": the first two syllables are a place that no gazetteer has.
    private func laterName(_ start: Int, _ end: Int) -> Int? {
        let count = end - start
        guard count >= 4, start > 0, !starts(.middle, start + 1) else { return nil }
        let afterPlaceWord = starts(.placeword, start - 1) || isOffice(start - 1)
        guard count >= 5 || afterPlaceWord else { return nil }
        for later in (start + 2)..<(end - 1) where starts(.family, later) && !starts(.middle, later) {
            // "Vũ Thu Hà Giang" ends like a place, and is one name.
            if match(.province, later, end)?.end == end { continue }
            return later
        }
        return nil
    }

    /// "ủy", "UBND": after it comes a place.
    private func isOffice(_ index: Int) -> Bool {
        guard text.tokens[index].kind == .word else { return false }
        if text.tokens[index].isAcronym { return match(.title, index, index + 1) == nil && match(.rank, index, index + 1) == nil }
        guard !text.tokens[index].isCapital, index > 0 else { return false }
        return match(.bodyword, index - 1, index + 1)?.end == index + 1
    }

    private func isNamePart(_ index: Int) -> Bool {
        let token = text.tokens[index]
        guard token.kind == .word, token.isCapital, !token.isAcronym else { return false }
        return true
    }
}
