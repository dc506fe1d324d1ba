import Basics

/// Who is named, with which titles, and where.
extension Record {
    /// Adds a person, or what is new of one who is known.
    mutating func take(
        _ mention: Grammar.Mention, attends: Bool, isListed listed: Bool, site: Field<Int>, roles: [String], quote: Range<Int>
    ) -> Int? {
        let key = text.hash(mention.name)
        let name = text.words(mention.name)
        var known: Int?
        for candidate in peopleByName[key] ?? [] {
            // Two of one name at two sites are two people.
            if listed, isListed[candidate], let old = proposal.people[candidate].site.value, let new = site.value, old != new,
               !mention.titles.contains(where: { title in titleHashes[candidate].contains { Self.isVariant($0, hashes(title)) } }) {
                continue
            }
            known = candidate
            break
        }
        let person: Int
        if let known {
            person = known
        } else {
            guard proposal.people.count < Limits.readingProposals else { return nil }
            proposal.people.append(.init(
                name: name, nameSpan: text.span(mention.name), titles: [], site: .missing, attends: false, roles: [], quote: text.span(quote)))
            titleHashes.append([])
            fullerTitles.append([])
            isListed.append(false)
            nameTokens.append(mention.name.lowerBound)
            person = proposal.people.count - 1
            if peopleByName[key] != nil {
                proposal.doubts.append(.init(reason: .sameNameTwoPeople, words: name, span: text.span(mention.name)))
            }
            peopleByName[key, default: []].append(person)
            if grammar.starts(.title, mention.name.lowerBound) || grammar.starts(.former, mention.name.lowerBound) {
                proposal.doubts.append(.init(reason: .nameLikeTitle, words: name, span: text.span(mention.name)))
            }
        }
        let isFuller = listed && !isListed[person]
        let knownTitles = titleHashes[person].count
        for (position, title) in (mention.groupTitles + mention.titles).enumerated() {
            add(title, to: person, isFromGroup: position < mention.groupTitles.count, replaces: isFuller)
        }
        if isFuller, known != nil {
            proposal.people[person].quote = text.span(quote)
            order(person, as: mention.groupTitles + mention.titles)
        }
        if known != nil, !isFuller, !isListed[person] || titleHashes[person].count > knownTitles, covers(mention, person) { order(person, as: mention.groupTitles + mention.titles) }
        if attends, !proposal.people[person].attends {
            proposal.people[person].attends = true
            proposal.people[person].quote = text.span(quote)
        }
        if listed { isListed[person] = true }
        if proposal.people[person].site == .missing || listed && site.value != nil { if site.value != nil { proposal.people[person].site = site } }
        for role in roles where !proposal.people[person].roles.contains(role) { proposal.people[person].roles.append(role) }
        return person
    }

    mutating func add(_ title: Range<Int>, to person: Int, isFromGroup: Bool, replaces: Bool) {
        let hashes = hashes(title)
        if let same = titleHashes[person].firstIndex(where: { Self.isVariant($0, hashes) }) {
            // A list of who attended gives titles in full; the words of a speech shorten them.
            if replaces, titleHashes[person][same].count < hashes.count {
                titleHashes[person][same] = hashes
                proposal.people[person].titles[same] = .init(name: text.words(title), span: text.span(title), isFromGroup: isFromGroup)
            } else if titleHashes[person][same].count < hashes.count {
                fullerTitles[person].append(hashes)
            }
            return
        }
        // "Phó Thủ tướng Chính phủ", "Phó Thủ tướng Thường trực Chính phủ", "Phó Thủ tướng Thường trực": one office.
        if fullerTitles[person].contains(where: { $0.count > hashes.count && Self.isVariant($0, hashes) }) { return }
        titleHashes[person].append(hashes)
        proposal.people[person].titles.append(.init(name: text.words(title), span: text.span(title), isFromGroup: isFromGroup))
    }

    /// The order of a list of who attended is that of rank; what was named before it comes after.
    private mutating func order(_ person: Int, as titles: [Range<Int>]) {
        var order: [Int] = []
        for title in titles {
            let hashes = hashes(title)
            if let index = titleHashes[person].firstIndex(where: { Self.isVariant($0, hashes) }), !order.contains(index) { order.append(index) }
        }
        order += titleHashes[person].indices.filter { !order.contains($0) }
        titleHashes[person] = order.map { titleHashes[person][$0] }
        proposal.people[person].titles = order.map { proposal.people[person].titles[$0] }
    }

    /// Whether one place names every title that somebody has, each in its rank.
    private func covers(_ mention: Grammar.Mention, _ person: Int) -> Bool {
        let said = (mention.groupTitles + mention.titles).map { hashes($0) }
        return said.count > 1 && titleHashes[person].allSatisfy { title in said.contains { Self.isVariant($0, title) } }
    }

    /// The words of a title, abbreviations spelt out.
    func hashes(_ title: Range<Int>) -> [UInt64] {
        var hashes: [UInt64] = []
        for index in title where text.tokens[index].kind == .word {
            hashes += grammar.gazetteer.spelt(text.tokens[index].hash)
        }
        return hashes
    }

    /// Whether one title is the other with words left out.
    static func isVariant(_ one: [UInt64], _ other: [UInt64]) -> Bool {
        let (short, long) = one.count <= other.count ? (one, other) : (other, one)
        guard let first = short.first, first == long.first else { return false }
        var index = 0
        for hash in long where index < short.count && short[index] == hash { index += 1 }
        return index == short.count
    }
}
