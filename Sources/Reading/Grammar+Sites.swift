/// Sites: "điểm cầu …" and what it is called.
extension Grammar {
    struct SiteMention {
        /// "điểm cầu" with its name.
        var whole: Range<Int>
        /// What is left without "điểm cầu", "tỉnh" and "tại".
        var name: Range<Int>
        /// Nothing but "tỉnh", "T.Ư": the site has no name of its own.
        var isGeneral: Bool
        var isCentral: Bool
        var province: Range<Int>?
        /// One of several named together: nobody can tell who sits where.
        var isOneOfSeveral = false
        /// "… (dự tại điểm cầu Tây Ninh)": of one person only.
        var isAside = false
    }

    private static let longestName = 12

    /// All sites named in a range.
    func sites(in range: Range<Int>) -> [SiteMention] {
        var sites: [SiteMention] = []
        var index = range.lowerBound
        while index < range.upperBound {
            guard let word = match(.site, index, range.upperBound) else {
                if let hall = hall(index, range) {
                    sites.append(hall)
                    index = hall.whole.upperBound
                } else {
                    index += 1
                }
                continue
            }
            if let list = siteList(index, word.end, range.upperBound) {
                sites += list
                index = max(list.last?.whole.upperBound ?? word.end, word.end)
                continue
            }
            if var site = site(index, word.end, range.upperBound) {
                site.isAside = isInBrackets(index, range)
                sites.append(site)
                index = site.whole.upperBound
            } else {
                index = word.end
            }
        }
        return sites
    }

    private func isInBrackets(_ index: Int, _ range: Range<Int>) -> Bool {
        for before in (max(range.lowerBound, index - 6)..<index).reversed() {
            if text.tokens[before].kind == .closing { return false }
            if text.tokens[before].kind == .opening { return true }
        }
        return false
    }

    /// "Dự tại Hội trường … có": where those sit who are listed.
    private func hall(_ index: Int, _ range: Range<Int>) -> SiteMention? {
        guard starts(.at, index), text.tokens[index].kind == .word, index > range.lowerBound, isAttended(index, range),
              index + 1 < range.upperBound, match(.site, index + 1, range.upperBound) == nil else { return nil }
        var place = placeName(index + 1, range.upperBound)
        if let room = match(.centralword, index + 1, range.upperBound), room.end < range.upperBound, text.tokens[room.end].isCapital {
            place = (index + 1)..<siteEnd(index + 1, range.upperBound)
        }
        guard let name = place, name.upperBound < range.upperBound else { return nil }
        // "dự tại Hội trường …, Nhà Quốc hội có": a list must follow.
        let next = min(name.upperBound + 8, range.upperBound)
        guard (name.upperBound..<next).contains(where: { match(.listed, $0, range.upperBound) != nil }) else { return nil }
        return named(index, name.lowerBound, name.upperBound, false)
    }

    /// "dự tại", "tham dự trực tiếp tại".
    private func isAttended(_ index: Int, _ range: Range<Int>) -> Bool {
        let isDirect = index - 2 > range.lowerBound && isWord(.direct, index - 2, index)
        let end = isDirect ? index - 2 : index
        return (1...2).contains { back in
            end - back >= range.lowerBound && match(.attend, end - back, range.upperBound)?.end == end
        }
    }

    /// "điểm cầu trung tâm tại Hội trường …", "điểm cầu tỉnh Lào Cai".
    private func site(_ start: Int, _ after: Int, _ limit: Int) -> SiteMention? {
        var index = after
        var isCentral = false
        // "điểm cầu chính tại X": X is the name; without X it is called so.
        if index < limit, !text.tokens[index].isCapital, let central = match(.centralword, index, limit) {
            isCentral = true
            let next = central.end
            if isHouse(next, limit) {
                index = next
            } else if next + 1 < limit, starts(.at, next) || isOf(next) || isWord(.is, next, limit),
               text.tokens[next + 1].isCapital || starts(.placeword, next + 1) || match(.centralword, next + 1, limit) != nil {
                index = next + 1
            } else if next < limit, text.tokens[next].kind == .word, text.tokens[next].isCapital, match(.title, next, limit) == nil {
                index = next
            } else {
                // "điểm cầu trụ sở Chính phủ" has a name, "điểm cầu chính" has none.
                let isNamed = (index..<next).contains { text.tokens[$0].isCapital }
                return SiteMention(whole: start..<next, name: (isNamed ? index : start)..<next, isGeneral: !isNamed, isCentral: true, province: nil)
            }
        } else if index < limit, !text.tokens[index].isCapital, starts(.at, index) || isOf(index) {
            index += 1
        }
        guard index < limit, text.tokens[index].kind == .word, !isGeneric(index, limit) else { return nil }
        // "78 điểm cầu xã, phường" names none.
        if !text.tokens[index].isCapital, start > 0, text.tokens[start - 1].kind == .number || starts(.plural, start - 1),
           !(index + 1 < limit && text.tokens[index + 1].isCapital) { return nil }
        if start > 0, starts(.plural, start - 1), match(.generalsite, index, limit) != nil { return nil }
        if start > 0, text.tokens[start - 1].kind == .number, match(.bodyword, index, limit) != nil || match(.generalsite, index, limit) != nil { return nil }
        let end = siteEnd(index, limit)
        guard end > index, !isOfMany(end, limit) else { return nil }
        guard !isSpan(index, end, limit) else { return nil }
        return named(start, index, end, isCentral)
    }

    /// "điểm cầu chính trụ sở Bộ …", "điểm cầu trung tâm hội trường A": where it stands follows at once.
    private func isHouse(_ index: Int, _ limit: Int) -> Bool {
        guard index < limit, !text.tokens[index].isCapital else { return false }
        let isSeat = isWord(.seat, index, limit) && isWord(.seatEnd, index + 1, limit)
        guard let end = isSeat ? index + 2 : match(.centralword, index, limit)?.end else { return false }
        return end < limit && text.tokens[end].kind == .word && text.tokens[end].isCapital && match(.title, end, limit) == nil
    }

    /// "điểm cầu trụ sở UBND 63 tỉnh" is no one place.
    func isOfMany(_ end: Int, _ limit: Int) -> Bool {
        guard end < limit else { return false }
        return text.tokens[end].kind == .number || starts(.plural, end) && !text.tokens[end].isCapital
    }

    /// "5.000 điểm cầu từ Trung ương đến cấp xã" are all of them.
    private func isSpan(_ start: Int, _ end: Int, _ limit: Int) -> Bool { isWord(.from, start - 1, limit) && isWord(.until, end, limit) }

    private func isOf(_ index: Int) -> Bool {
        isWord(.of, index, index + 1)
    }

    private func isGeneric(_ index: Int, _ limit: Int) -> Bool {
        if text.tokens[index].kind != .word { return true }
        return !text.tokens[index].isCapital && match(.generic, index, limit) != nil
    }

    /// Where a site's name ends: at a mark, at a verb, at a title, or after a province.
    func siteEnd(_ start: Int, _ limit: Int) -> Int {
        var end = start
        let stop = min(limit, start + Self.longestName)
        while end < stop, text.tokens[end].kind == .word || text.tokens[end].kind == .dash {
            let token = text.tokens[end]
            if token.kind == .dash {
                guard end > start, end + 1 < stop, text.tokens[end + 1].isCapital, match(.title, end + 1, limit) == nil,
                      name(end + 1, limit, isCertain: false) == nil || !token.hasSpaceBefore, match(.captionmark, end + 1, limit) == nil else { break }
                end += 1
                continue
            }
            if let body = match(.body, end, limit), body.end - end > 1 || token.isCapital || end == start {
                end = body.end
                continue
            }
            if token.isCapital, let place = match(.province, end, limit) ?? match(.place, end, limit) {
                end = place.end
                // "Quảng Trị có …", but "Hà Nội Tower" or "Huế - Đà Nẵng" go on.
                if end < stop, text.tokens[end].kind == .word, !text.tokens[end].isCapital { break }
                continue
            }
            if end > start, match(.title, end, limit).map({ $0.end - end >= 2 || token.isCapital }) ?? false,
               title(end, limit) != nil { break }
            if !token.isCapital {
                // "huyện Sông Mây chỉ còn …": the name of a place is its capitals.
                if isPlaceName(start..<end) { break }
                if match(.stop, end, limit) != nil || starts(.conjunction, end) || match(.listed, end, limit) != nil
                    || match(.comrade, end, limit) != nil || match(.conference, end, limit) != nil && end > start
                    || match(.reporting, end, limit) != nil || starts(.generic, end) { break }
            }
            end += 1
        }
        return end
    }

    /// "huyện Sông Mây": the word for a place, and then capitals.
    private func isPlaceName(_ range: Range<Int>) -> Bool {
        guard let word = match(.placeword, range.lowerBound, range.upperBound), word.end < range.upperBound,
              match(.bodyword, range.lowerBound, range.upperBound) == nil else { return false }
        return (word.end..<range.upperBound).allSatisfy { text.tokens[$0].isCapital }
    }

    private func named(_ start: Int, _ first: Int, _ end: Int, _ isCentral: Bool) -> SiteMention {
        var nameStart = first
        // "tỉnh Quảng Bình" is Quảng Bình; "tỉnh" alone is what it is called.
        if let general = match(.generalsite, first, end), general.end == end {
            let central = match(.centralword, first, end) != nil
            return SiteMention(whole: start..<end, name: start..<end, isGeneral: true, isCentral: isCentral || central, province: nil)
        }
        if let word = match(.placeword, first, end), word.end < end, match(.province, word.end, end) != nil {
            nameStart = word.end
        }
        var province: Range<Int>?
        for index in first..<end {
            if text.tokens[index].isCapital, let found = match(.province, index, end) {
                province = index..<found.end
                break
            }
        }
        let central = isCentral || match(.centralword, first, end) != nil
        return SiteMention(whole: start..<end, name: nameStart..<end, isGeneral: false, isCentral: central, province: province)
    }

    /// "các điểm cầu: A, B và C", "3 điểm cầu tại A, B, C".
    private func siteList(_ start: Int, _ after: Int, _ limit: Int) -> [SiteMention]? {
        guard start > 0, text.tokens[start - 1].kind == .number || starts(.plural, start - 1) || starts(.numeral, start - 1) else { return nil }
        var index = after
        if isKind(.colon, index, limit) || (index < limit && starts(.at, index)) { index += 1 } else if index >= limit || !text.tokens[index].isCapital || match(.bodyword, index, limit) != nil { return nil }
        var list: [SiteMention] = []
        while index < limit, text.tokens[index].kind == .word {
            if isGeneric(index, limit) { break }
            let end = siteEnd(index, limit)
            guard end > index, text.tokens[index].isCapital || starts(.placeword, index), !isOfMany(end, limit), !isSpan(index, end, limit) else { break }
            list.append(named(index, index, end, false))
            list[list.count - 1].isOneOfSeveral = true
            index = end
            if isKind(.comma, index, limit) || isKind(.semicolon, index, limit) || (index < limit && starts(.conjunction, index)) { index += 1 } else { break }
        }
        // "8.000 điểm cầu ở Trung ương, các tỉnh": all of them.
        return list.allSatisfy(\.isGeneral) ? nil : list
    }
}

extension Grammar {
    /// A place or a hall after "tại".
    func placeName(_ index: Int, _ limit: Int) -> Range<Int>? {
        // "kết nối từ trụ sở Thành ủy", "tại trụ sở Văn phòng Chính phủ".
        if isWord(.seat, index, limit), isWord(.seatEnd, index + 1, limit), index + 2 < limit, text.tokens[index + 2].isCapital {
            return index..<siteEnd(index + 2, limit)
        }
        // "tại phòng họp Diên Hồng".
        if let room = small(.centralword, index, limit), room.end < limit, text.tokens[room.end].isCapital { return index..<siteEnd(room.end, limit) }
        guard index < limit, text.tokens[index].kind == .word, text.tokens[index].isCapital || starts(.placeword, index) else { return nil }
        guard match(.conference, index, limit) == nil, match(.title, index, limit) == nil else { return nil }
        var start = index
        if let word = match(.placeword, index, limit), word.end < limit, text.tokens[word.end].isCapital { start = word.end }
        let end = siteEnd(start, limit)
        guard end > start, text.tokens[start].isCapital else { return nil }
        return start..<afterRoom(start, end, limit)
    }

    /// "Phòng họp 412, Học viện …": a room that has only a number is in some house.
    private func afterRoom(_ start: Int, _ roomEnd: Int, _ limit: Int) -> Int {
        guard match(.centralword, start, roomEnd)?.end == roomEnd, isKind(.number, roomEnd, limit) else { return roomEnd }
        var end = roomEnd + 1
        while end < limit, !text.tokens[end].hasSpaceBefore, [.period, .word, .number].contains(text.tokens[end].kind) { end += 1 }
        guard isKind(.comma, end, limit), match(.bodyword, end + 1, limit) != nil, text.tokens[end + 1].isCapital else { return end }
        return siteEnd(end + 1, limit)
    }
}
