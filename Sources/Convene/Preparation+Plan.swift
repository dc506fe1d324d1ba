package import Conference

extension Preparation {
    /// The conference that holds one sitting; no short name of ours has two hyphens, so that no two sittings share one.
    package func conference(of sitting: SittingID) -> ConferenceID {
        ConferenceID(rawValue: "\(id.rawValue)--\(sitting.rawValue)")
    }

    /// One sitting as the live conference needs it; a function of the preparation alone.
    package func plan(of id: SittingID) -> ConferencePlan? {
        guard let sitting = sittings[id]?.value else { return nil }
        let there = participants(of: sitting)
        let sites = sitesInOrder.filter { there.contains($0.id) }.map { site in
            Site(
                id: site.id, name: site.name.filled, kind: site.level,
                parent: site.parent.flatMap { there.contains($0) ? $0 : nil },
                province: site.level == .province ? site.code.flatMap { code(of: $0, on: sitting.day) } : nil, contact: site.contact)
        }
        let delegations = self.delegations.values.map(\.value).filter { there.contains($0.site) }
            .sorted { $0.id.rawValue < $1.id.rawValue }
            .map { Delegation(id: $0.id, name: $0.name.filled, site: $0.site, minutes: $0.minutes) }
        let known = Set(delegations.map(\.id))
        let delegates = directory.all.compactMap { people[$0]?.value }.compactMap { person -> Delegate? in
            guard let site = seat(of: person), there.contains(site), person.role != .staff else { return nil }
            return delegate(person, at: site, known)
        }
        let attending = Set(delegates.map(\.id))
        return ConferencePlan(
            id: conference(of: id), title: title(of: sitting), host: heading.value.host.filled, theme: heading.value.theme?.filled,
            day: sitting.day, start: sitting.start, sites: sites, delegations: delegations, delegates: delegates,
            programme: items(of: id).map { item in
                ProgrammeItem(
                    id: item.id, kind: item.kind, title: item.title.filled,
                    speaker: item.speaker.flatMap { attending.contains($0) ? $0 : nil },
                    site: item.site.flatMap { there.contains($0) ? $0 : nil } ?? item.speaker.flatMap(seatOfSpeaker(there)),
                    minutes: item.minutes, admits: item.admits?.filter(there.contains))
            })
    }

    /// The code on the day of the sitting, unless it means another province by then.
    private func code(of site: AdministrativeCode, on day: Day) -> String? {
        codes.province(site.code, on: site.on)?.name == codes.province(site.code, on: day)?.name ? site.code : nil
    }

    private func seatOfSpeaker(_ there: Set<SiteID>) -> (DelegateID) -> SiteID? {
        { speaker in people[speaker].flatMap { seat(of: $0.value) }.flatMap { there.contains($0) ? $0 : nil } }
    }

    private func title(of sitting: Sitting) -> Text {
        guard sittings.count > 1 else { return heading.value.title.filled }
        let (whole, part) = (heading.value.title.filled, sitting.title.filled)
        return Text(vi: "\(whole.vi) – \(part.vi)", en: "\(whole.en) – \(part.en)")
    }

    /// Whoever comes instead is who the halls see.
    private func delegate(_ person: PreparedPerson, at site: SiteID, _ known: Set<DelegationID>) -> Delegate {
        var name = person.name, title = person.titles.joined(separator: ", ")
        if case .substituted(let other, let titles) = invitations[.delegate(person.id)]?.answer {
            name = other
            title = titles ?? title
        }
        let delegation = person.delegation.flatMap { known.contains($0) ? $0 : nil }
        let body = person.body ?? person.delegation.flatMap { delegations[$0]?.value.name.vi } ?? heading.value.host.vi
        let shown = title.isEmpty ? body : title
        return Delegate(
            id: person.id, name: name, title: Text(vi: shown, en: shown), body: Text(vi: body, en: body), site: site,
            rank: person.rank ?? Self.lastRank, delegation: delegation)
    }

    /// Of whoever has no place in the order of protocol.
    private static let lastRank = 9_999

    /// The sites from the centre down, by level and by name.
    package var sitesInOrder: [PreparedSite] {
        let levels = Dictionary(uniqueKeysWithValues: SiteKind.allCases.enumerated().map { ($1, $0) })
        return sites.values.map { (site: $0.value, level: levels[$0.value.level] ?? 0, order: Folding.key($0.value.name.vi)) }
            .sorted { ($0.level, $0.order, $0.site.id) < ($1.level, $1.order, $1.site.id) }.map(\.site)
    }
}

extension Text {
    /// With the Vietnamese words where the English ones are missing.
    package var filled: Text { Text(vi: vi, en: en.isEmpty ? vi : en) }
}
