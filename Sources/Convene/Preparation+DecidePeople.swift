import Basics
import Conference

/// Sites, delegations and people.
extension Preparation {
    func decideSite(_ command: PreparationCommand) throws(PreparationRefusal) -> [PreparationEvent] {
        switch command {
        case .setSite(let wanted, let revision):
            var site = wanted
            try requireFresh(sites[site.id], revision, .site(id: site.id))
            if sites[site.id] == nil {
                guard sites.count < Limits.sites else { throw .tooMany }
                site.id = newSite(site.name.vi)
            }
            try check(site)
            return site == sites[site.id]?.value ? [] : [.siteSet(site: site)]
        case .removeSite(let id, let revision):
            try requireFresh(sites[id], revision, .site(id: id))
            guard sites[id] != nil else { throw .unknownSite }
            guard !isUsed(id) else { throw .siteInUse }
            return [.siteRemoved(site: id)]
        default:
            preconditionFailure("a command of another subject")
        }
    }

    func newSite(_ name: String, beside taken: Set<SiteID> = []) -> SiteID {
        SiteID(rawValue: Folding.shortName(name, or: "diem-cau") { name in
            sites[SiteID(rawValue: name)] != nil || taken.contains(SiteID(rawValue: name))
        })
    }

    /// What a site must be, whether it is typed or comes in a list.
    func check(_ site: PreparedSite) throws(PreparationRefusal) {
        try Self.require(site.name)
        try Self.require(optional: site.organisation)
        if let contact = site.contact {
            guard Self.isName(contact.name), Self.isName(contact.phone) else { throw .badName }
        }
        if site.level == .centre, let central, central != site.id { throw .secondCentre }
        if let capacity = site.capacity, !Limits.capacity.contains(capacity) { throw .badCapacity }
        if let zone = site.timeZone, !Self.isTimeZone(zone) { throw .badTimeZone }
        if let code = site.code {
            guard code.code.utf8.count == 2, code.code.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), code.isKnown(in: codes) else {
                throw .badCode(code: code.code, day: code.on)
            }
        }
        var above = site.parent
        while let parent = above {
            guard parent != site.id else { throw .siteUnderItself }
            guard let next = sites[parent]?.value else { throw .unknownSite }
            above = next.parent
        }
    }

    /// Whether it has the form of a name of the IANA's; whether there is such a zone the browser that shows it knows.
    private static func isTimeZone(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return name == "UTC" || 2...3 ~= parts.count && name.utf8.count <= 40 && parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { byte in
                0x41...0x5A ~= byte || 0x61...0x7A ~= byte || byte == 0x5F || byte == 0x2D
            }
        }
    }

    private func isUsed(_ id: SiteID) -> Bool {
        sites.values.contains { $0.value.parent == id } || delegations.values.contains { $0.value.site == id }
            || people.values.contains { $0.value.site == id }
            || items.values.contains { $0.value.site == id || $0.value.admits?.contains(id) ?? false }
            || sittings.values.contains { $0.value.sites?.contains(id) ?? false }
    }

    func decidePeople(_ command: PreparationCommand) throws(PreparationRefusal) -> [PreparationEvent] {
        switch command {
        case .setDelegation(let wanted, let revision):
            return try decide(wanted, revision)
        case .removeDelegation(let id, let revision):
            try requireFresh(delegations[id], revision, .delegation(id: id))
            guard delegations[id] != nil else { throw .unknownDelegation }
            let isUsed = people.values.contains { $0.value.delegation == id }
                || interventions.values.contains { $0.value.delegation == id }
            guard !isUsed else { throw .delegationInUse }
            return [.delegationRemoved(delegation: id)]
        case .setPerson(let wanted, let revision):
            return try decide(wanted, revision)
        case .removePerson(let id, let revision):
            try requireFresh(people[id], revision, .person(id: id))
            guard people[id] != nil else { throw .unknownPerson }
            let isUsed = items.values.contains { $0.value.speaker == id }
                || delegations.values.contains { $0.value.head == id }
                || people.values.contains { $0.value.substitute == id }
                || interventions.values.contains { $0.value.author == id }
            guard !isUsed else { throw .personInUse }
            return [.personRemoved(person: id)]
        default:
            preconditionFailure("a command of another subject")
        }
    }

    private func decide(_ wanted: PreparedDelegation, _ revision: Int) throws(PreparationRefusal) -> [PreparationEvent] {
        var delegation = wanted
        try requireFresh(delegations[delegation.id], revision, .delegation(id: delegation.id))
        try Self.require(delegation.name)
        guard sites[delegation.site] != nil else { throw .unknownSite }
        if let minutes = delegation.minutes, !Limits.delegationMinutes.contains(minutes) { throw .badMinutes }
        if let head = delegation.head {
            guard let person = people[head]?.value else { throw .unknownPerson }
            guard person.delegation == delegation.id else { throw .headElsewhere }
        }
        if delegations[delegation.id] == nil {
            guard delegations.count < Limits.delegates else { throw .tooMany }
            delegation.id = DelegationID(rawValue: Folding.shortName(delegation.name.vi, or: "doan") {
                delegations[DelegationID(rawValue: $0)] != nil
            })
        }
        return delegation == delegations[delegation.id]?.value ? [] : [.delegationSet(delegation: delegation)]
    }

    private func decide(_ wanted: PreparedPerson, _ revision: Int) throws(PreparationRefusal) -> [PreparationEvent] {
        var person = wanted
        try requireFresh(people[person.id], revision, .person(id: person.id))
        try check(person)
        if people[person.id] == nil {
            guard people.count < Limits.delegates else { throw .tooMany }
            person.id = DelegateID(rawValue: Folding.shortName(person.name, or: "dai-bieu") {
                people[DelegateID(rawValue: $0)] != nil
            })
        }
        if let head = delegations.values.first(where: { $0.value.head == person.id })?.value {
            guard person.delegation == head.id else { throw .headElsewhere }
        }
        return person == people[person.id]?.value ? [] : [.personSet(person: person)]
    }

    private func check(_ person: PreparedPerson) throws(PreparationRefusal) {
        guard Self.isName(person.name), person.titles.count <= Limits.titles, person.titles.allSatisfy(Self.isName)
        else { throw .badName }
        try Self.require(optional: person.body)
        try Self.require(optional: person.address)
        if let delegation = person.delegation, delegations[delegation] == nil { throw .unknownDelegation }
        if let site = person.site, sites[site] == nil { throw .unknownSite }
        if let substitute = person.substitute {
            guard substitute != person.id else { throw .substituteOfOneself }
            guard people[substitute] != nil else { throw .unknownPerson }
        }
        if let rank = person.rank, !(1...9_999).contains(rank) { throw .badOrder }
    }
}
