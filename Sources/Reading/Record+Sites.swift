import Basics

/// Which site somebody is at.
extension Record {
    /// A sentence with those whom it names, and the sites where they may be.
    struct Scene {
        let sentence: ReadText.Sentence
        let mentions: [Grammar.Mention]
        let sites: [Grammar.SiteMention]
        /// Sites in brackets behind one person.
        let asides: [Grammar.SiteMention]
        /// Where a list of people begins.
        let listStart: Int?
        /// The list is of those who chair.
        let isChaired: Bool

        var range: Range<Int> { sentence.tokens }

        func isListed(_ mention: Grammar.Mention) -> Bool { listStart.map { mention.whole.lowerBound >= $0 } ?? false }
    }

    /// The site that a sentence gives somebody, or the venue, where it gives none to who attends.
    mutating func place(of position: Int, _ scene: Scene, _ predicate: Grammar.Predicate?, reach: Int, attends: Bool) -> Field<Int> {
        let mention = scene.mentions[position], line = scene.sentence.line, inList = scene.isListed(mention)
        let isThere = inList || predicate?.attends == true
        var site = isThere || predicate?.chairs == true ? siteBefore(mention, scene.sites) : nil
        if inList, site == nil, flow.listLine == line && !attendsConference(scene) || isNextOfList(scene.sentence) { site = flow.listSite }
        if site == nil, position == 0 || predicate?.attends == true, attends, isAtHead(scene.sites, scene.range) { site = siteBefore(mention, scene.sites) }
        if let predicate, let after = scene.sites.first(where: { $0.whole.lowerBound >= mention.whole.upperBound && $0.whole.lowerBound < reach }),
           predicate.attends || predicate.chairs || after.whole.lowerBound <= predicate.verbEnd + 2, !after.isOneOfSeveral {
            site = take(after)
        }
        if let own = scene.asides.first(where: { isAside($0, of: mention) }) ?? siteAfter(scene.mentions, position, scene.sites) { site = take(own) }
        if let site { return .stated(site, proposal.sites[site].quote) }
        guard let venueSite, attends, !isSpread(scene.range), isThere || predicate?.chairs == true && isBesideVenue(mention), isLead(line) || inList,
              proposal.sites[venueSite].quote.start < Int(text.tokens[mention.whole.lowerBound].start) else { return .missing }
        return .inferred(venueSite, basis: "venue of the conference", proposal.sites[venueSite].quote)
    }

    /// "Đến dự Hội nghị còn có …" begins anew; "Cùng dự có …" goes on where the sentence before was.
    private func attendsConference(_ scene: Scene) -> Bool {
        guard let listStart = scene.listStart, !grammar.starts(.conjunction, scene.range.lowerBound) else { return false }
        return (scene.range.lowerBound..<listStart).contains { index in
            grammar.match(.attend, index, listStart).map { grammar.match(.conference, $0.end, listStart) != nil } ?? false
        }
    }

    /// "… và lãnh đạo các tỉnh tại các điểm cầu dự Hội nghị": nobody can tell who sits where.
    private func isSpread(_ range: Range<Int>) -> Bool {
        range.dropFirst(2).contains { grammar.starts(.plural, $0 - 1) && grammar.starts(.at, $0 - 2) && grammar.match(.site, $0, range.upperBound) != nil }
    }

    /// "A, B ở đầu cầu Hà Nội; C tại đầu cầu Tây Ninh": where those are who are named right before.
    private func siteAfter(_ mentions: [Grammar.Mention], _ position: Int, _ sites: [Grammar.SiteMention]) -> Grammar.SiteMention? {
        var last = position
        while last + 1 < mentions.count, mentions[last].whole.upperBound + 1 == mentions[last + 1].whole.lowerBound,
              grammar.isKind(.comma, mentions[last].whole.upperBound, text.tokens.count) { last += 1 }
        let end = mentions[last].whole.upperBound
        guard end < text.tokens.count, grammar.starts(.at, end) else { return nil }
        return sites.first { $0.whole.lowerBound == end + 1 }
    }

    /// "Nguyên Chủ tịch nước … (dự tại điểm cầu Tây Ninh)".
    private func isAside(_ site: Grammar.SiteMention, of mention: Grammar.Mention) -> Bool {
        let end = mention.whole.upperBound
        return grammar.isKind(.opening, end, text.tokens.count) && (end...(end + 6)).contains(site.whole.lowerBound)
    }

    /// "Sáng nay, tại trụ sở Chính phủ, Thủ tướng … chủ trì": whose place the sentence names right before.
    private func isBesideVenue(_ mention: Grammar.Mention) -> Bool {
        guard let venueSite, mention.whole.lowerBound >= 2 else { return false }
        return Int(text.tokens[mention.whole.lowerBound - 2].end) == proposal.sites[venueSite].quote.end
    }

    private mutating func siteBefore(_ mention: Grammar.Mention, _ sites: [Grammar.SiteMention]) -> Int? {
        guard let site = sites.last(where: { $0.whole.upperBound <= mention.whole.lowerBound }), !site.isOneOfSeveral else { return nil }
        return take(site)
    }

    /// Adds a site, or finds it again.
    mutating func take(_ mention: Grammar.SiteMention) -> Int? {
        let key = text.hash(mention.name)
        if let known = sitesByName[key] { return known }
        guard proposal.sites.count < Limits.readingProposals else { return nil }
        // "điểm cầu tỉnh" after "điểm cầu Yên Bái": the paper's own.
        if mention.isGeneral, !mention.isCentral, let own = proposal.sites.firstIndex(where: { $0.level == .province }) {
            sitesByName[key] = own
            return own
        }
        // "điểm cầu Cần Thơ" after "điểm cầu UBND thành phố Cần Thơ" is the same hall.
        let isPlace = mention.province.map { $0 == mention.name } ?? false
        if isPlace, let province = mention.province {
            let same = proposal.sites.indices.filter { index in
                proposal.sites[index].province.value.map { isSameWords($0, province) } ?? false && proposal.sites[index].level != .central
            }
            if same.count == 1 {
                sitesByName[key] = same[0]
                return same[0]
            }
        }
        let province: Field<String> = mention.province.map { .stated(text.words($0), text.span($0)) } ?? .missing
        let isOnlyProvince = mention.province.map { $0 == mention.name } ?? false
        let level: Proposal.Site.Level = mention.isCentral ? .central : mention.province != nil || mention.isGeneral || isOnlyProvince ? .province : .agency
        proposal.sites.append(.init(name: text.words(mention.name), level: level, province: province, quote: text.span(mention.whole)))
        sitesByName[key] = proposal.sites.count - 1
        // "đầu cầu Sông Mây" after "điểm cầu huyện Sông Mây" is the same hall.
        if let word = grammar.match(.placeword, mention.name.lowerBound, mention.name.upperBound), word.end < mention.name.upperBound {
            let bare = text.hash(word.end..<mention.name.upperBound)
            if sitesByName[bare] == nil { sitesByName[bare] = proposal.sites.count - 1 }
        }
        return proposal.sites.count - 1
    }
}
