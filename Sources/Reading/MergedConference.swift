/// One conference that several texts tell of: what is the same in them, and where they disagree.
package struct MergedConference: Hashable, Sendable {
    /// A part of one of the texts' proposals.
    package struct Reference: Hashable, Sendable {
        /// An index into the proposals that were merged.
        package var text: Int
        /// An index into that proposal's people, sites or figures.
        package var index: Int
    }

    /// The same figure in several texts; side by side, never averaged.
    package struct SharedFigure: Hashable, Sendable {
        package var figures: [Reference]
        /// Whether the texts give different values, or mean them differently exactly.
        package var differs: Bool
    }

    package var texts: [Int]
    /// Why they are one: "day", "title", "host", "people".
    package var basis: [String]
    package var people: [[Reference]] = []
    package var sites: [[Reference]] = []
    package var figures: [SharedFigure] = []
    /// The year that one text gives and another lacks.
    package var year: Field<Int> = .missing
}

/// Finds which texts tell of one conference, and lays them side by side.
package struct Merger: Sendable {
    private let gazetteer: Gazetteer

    package init(_ gazetteer: Gazetteer) {
        self.gazetteer = gazetteer
    }

    /// Every text is in exactly one conference; the order is that of the texts.
    package func merge(_ proposals: [Proposal]) -> [MergedConference] {
        var conferences: [MergedConference] = []
        for (text, proposal) in proposals.enumerated() {
            let known = conferences.indices.first { index in
                conferences[index].texts.contains { !reasons(proposals[$0], proposal).isEmpty }
            }
            if let known {
                let basis = conferences[known].texts.lazy.map { reasons(proposals[$0], proposal) }.first { !$0.isEmpty } ?? []
                conferences[known].texts.append(text)
                for reason in basis where !conferences[known].basis.contains(reason) { conferences[known].basis.append(reason) }
            } else {
                conferences.append(MergedConference(texts: [text], basis: []))
            }
        }
        for index in conferences.indices { gather(&conferences[index], proposals) }
        return conferences
    }

    /// Why two texts tell of one conference; empty when they do not.
    private func reasons(_ one: Proposal, _ other: Proposal) -> [String] {
        guard let first = one.conference.start.value, let second = other.conference.start.value, first.day == second.day, first.month == second.month,
              areCompatible(one.conference.year.value, other.conference.year.value) else { return [] }
        var reasons: [String] = []
        let titles = titles(one).contains { title in self.titles(other).contains { areAlike(title, $0) } }
        if titles { reasons.append("title") }
        let hosts = Set(one.conference.hosts.compactMap { $0.value.map(key) })
        if other.conference.hosts.contains(where: { $0.value.map { hosts.contains(key($0)) } ?? false }) { reasons.append("host") }
        let people = Set(one.people.filter(\.attends).map { key($0.name) })
        if other.people.filter({ $0.attends && people.contains(key($0.name)) }).count >= 2 { reasons.append("people") }
        // A day alone is no conference: many are held on one.
        guard reasons.contains("title") || reasons.count >= 2 else { return [] }
        return ["day"] + reasons
    }

    private func areCompatible(_ one: Int?, _ other: Int?) -> Bool { one == nil || other == nil || one == other }

    private func titles(_ proposal: Proposal) -> [Set<UInt64>] {
        [proposal.conference.title.value, proposal.conference.shortTitle.value].compactMap { $0 }.map { Set(words($0)) }
    }

    private func areAlike(_ one: Set<UInt64>, _ other: Set<UInt64>) -> Bool {
        let common = one.intersection(other).count
        return common >= 4 && common * 10 >= min(one.count, other.count) * 7 && common * 2 >= max(one.count, other.count)
    }

    private func gather(_ conference: inout MergedConference, _ proposals: [Proposal]) {
        var people: [UInt64: Int] = [:], sites: [UInt64: Int] = [:]
        for text in conference.texts {
            for (index, person) in proposals[text].people.enumerated() where person.attends {
                add(.init(text: text, index: index), key(person.name), &people, &conference.people)
            }
            for (index, site) in proposals[text].sites.enumerated() {
                add(.init(text: text, index: index), site.level == .central ? 1 : key(site.name), &sites, &conference.sites)
            }
        }
        conference.figures = sharedFigures(conference.texts, proposals)
        let years = conference.texts.compactMap { text in proposals[text].conference.year.value.map { (text, $0) } }
        if let (text, year) = years.first {
            switch proposals[text].conference.year {
            case .stated(_, let span): conference.year = .stated(year, span)
            case .inferred(_, let basis, let span): conference.year = .inferred(year, basis: basis, span)
            case .missing: break
            }
        }
    }

    private func add(
        _ reference: MergedConference.Reference, _ key: UInt64, _ places: inout [UInt64: Int], _ groups: inout [[MergedConference.Reference]]
    ) {
        if let place = places[key] {
            groups[place].append(reference)
        } else {
            places[key] = groups.count
            groups.append([reference])
        }
    }

    // Figures

    private struct Indicator {
        var reference: MergedConference.Reference
        var figure: Figure
        var measure: UInt64
        var place: UInt64
        var words: Set<UInt64>
        var year: UInt64
    }

    /// Figures of two texts that measure one thing at one place: the same kind of unit, and most of the words about it.
    private func sharedFigures(_ texts: [Int], _ proposals: [Proposal]) -> [MergedConference.SharedFigure] {
        guard texts.count > 1 else { return [] }
        var shared: [MergedConference.SharedFigure] = []
        let all = texts.map { text in
            proposals[text].figures.enumerated().compactMap { indicator($1, .init(text: text, index: $0)) }
        }
        for first in all.indices.dropLast() {
            for indicator in all[first] {
                var group = [indicator]
                for other in all[(first + 1)...] {
                    if let best = other.max(by: { likeness(indicator, $0) < likeness(indicator, $1) }), likeness(indicator, best) > 0 {
                        group.append(best)
                    }
                }
                guard group.count > 1 else { continue }
                let known = shared.contains { shared in group.dropFirst().allSatisfy { shared.figures.contains($0.reference) } }
                guard !known else { continue }
                let differs = group.dropFirst().contains { !isSame($0.figure, indicator.figure) }
                shared.append(.init(figures: group.map(\.reference), differs: differs))
            }
        }
        return shared
    }

    private func isSame(_ one: Figure, _ other: Figure) -> Bool {
        isSame(one.value, other.value) && one.multiplier == other.multiplier && one.qualifier == other.qualifier
    }

    /// "189" and "189/193" are one value, said with and without its total.
    private func isSame(_ one: Figure.Value, _ other: Figure.Value) -> Bool {
        switch (one, other) {
        case (.exactly(let value), .part(let part, _)), (.part(let part, _), .exactly(let value)): value == part
        default: one == other
        }
    }

    /// 0 for two that do not measure one thing, more for more words in common.
    private func likeness(_ one: Indicator, _ other: Indicator) -> Int {
        guard one.measure == other.measure, one.place == other.place, one.year == other.year || one.year == 0 || other.year == 0 else { return 0 }
        let common = one.words.intersection(other.words).count
        let least = min(one.words.count, other.words.count)
        guard common >= 3 && common * 10 >= least * 6 || common >= 2 && common == least else { return 0 }
        return common * 100 / max(one.words.count, other.words.count) + 1
    }

    private func indicator(_ figure: Figure, _ reference: MergedConference.Reference) -> Indicator? {
        guard figure.kind == .indicator else { return nil }
        let quote = tokens(figure.quote.text), unit = tokens(figure.unit)
        let unitWords = Set(unit.map(\.hash))
        var words: Set<UInt64> = []
        var place: UInt64 = 0
        var nameEnd = 0
        for (index, token) in quote.enumerated() where token.kind == .word && index >= nameEnd {
            if token.isCapital, let name = gazetteer.match(.place, quote, index, quote.count) {
                nameEnd = name.end
                continue
            }
            if token.isCapital, let province = gazetteer.match(.province, quote, index, quote.count) {
                place = quote[index..<province.end].reduce(7) { ($0 ^ $1.hash) &* 31 }
            } else if token.isCapital, index > 0 || quote.count > 1, gazetteer.match(.placeword, quote, index, quote.count) != nil {
                place = place == 0 ? 1 : place
            }
            let isSmall = gazetteer.match(.stop, quote, index, quote.count)?.end == index + 1 || gazetteer.starts(.conjunction, token.word)
                || gazetteer.starts(.preposition, token.word) || gazetteer.match(.adverb, quote, index, quote.count)?.end == index + 1
                || gazetteer.match(.multiplier, quote, index, quote.count) != nil || gazetteer.match(.qualifier, quote, index, quote.count) != nil
            if !isSmall, !unitWords.contains(token.hash) { words.insert(token.hash) }
        }
        var start = 0
        if let multiplier = gazetteer.match(.multiplier, unit, 0, unit.count) { start = multiplier.end }
        let measure: UInt64
        if let known = gazetteer.match(.unit, unit, start, unit.count), !known.meaning.isEmpty {
            measure = known.meaning.unicodeScalars.reduce(3) { ($0 ^ UInt64($1.value)) &* 1_099_511_628_211 }
        } else {
            measure = unit.indices.contains(start) ? unit[start].hash : 0
        }
        let year = figure.asOf.map { tokens($0.text).last { $0.kind == .number }?.hash ?? 0 } ?? 0
        return Indicator(reference: reference, figure: figure, measure: measure, place: place, words: words, year: year)
    }

    private func tokens(_ text: String) -> [Token] {
        var tokenizer = Tokenizer(Array(text.utf8), gazetteer: gazetteer)
        return tokenizer.run() ? tokenizer.tokens : []
    }

    private func words(_ text: String) -> [UInt64] {
        tokens(text).filter { $0.kind == .word || $0.kind == .number }.flatMap { gazetteer.spelt($0.hash) }
    }

    private func key(_ text: String) -> UInt64 {
        words(text).reduce(5) { ($0 ^ $1) &* 0x9E37_79B9_7F4A_7C15 }
    }
}

extension MergedConference {
    package func json(_ proposals: [Proposal]) -> JSONText {
        func reference(_ reference: Reference) -> JSONText { .object([("text", .int(reference.text)), ("index", .int(reference.index))]) }
        return .object([
            ("texts", .array(texts.map { .int($0) })), ("basis", .array(basis.map { .string($0) })), ("year", .int(year.value)),
            ("people", .array(people.map { group in
                .object([("name", .string(proposals[group[0].text].people[group[0].index].name)), ("in", .array(group.map(reference)))])
            })),
            ("sites", .array(sites.map { group in
                .object([("name", .string(proposals[group[0].text].sites[group[0].index].name)), ("in", .array(group.map(reference)))])
            })),
            ("figures", .array(figures.map { shared in
                .object([
                    ("differs", .bool(shared.differs)),
                    ("in", .array(shared.figures.map { place in
                        .object([
                            ("text", .int(place.text)), ("index", .int(place.index)),
                            ("words", .string(proposals[place.text].figures[place.index].words.text)),
                            ("quote", .string(proposals[place.text].figures[place.index].quote.text)),
                        ])
                    })),
                ])
            })),
        ])
    }
}
