package import Basics
package import Conference

/// A value of the preparation, with the entry that last changed it.
package struct Kept<Value: Hashable & Codable & Sendable>: Hashable, Codable, Sendable {
    package var value: Value
    /// The number of that entry: whoever edits names the one that was seen.
    package var revision: Int
    package var at: WallTime
    package var by: Party

    init(_ value: Value, _ entry: PreparationEntry) {
        self.value = value
        revision = entry.seq
        at = entry.at
        by = entry.by
    }
}

/// One conference that is being prepared: what its journal adds up to.
///
/// `decide` holds the rules and changes nothing; `apply` changes the state and holds no rules.
package struct Preparation: Sendable {
    package let id: PreparationID
    /// Whose sites and people it began with.
    package let origin: PreparationID?
    package internal(set) var heading: Kept<Heading>
    package internal(set) var sittings: [SittingID: Kept<Sitting>] = [:]
    package internal(set) var items: [ItemID: Kept<PreparedItem>] = [:]
    /// The items of each sitting as they follow one another.
    package internal(set) var order: [SittingID: [ItemID]] = [:]
    package internal(set) var sites: [SiteID: Kept<PreparedSite>] = [:]
    package internal(set) var delegations: [DelegationID: Kept<PreparedDelegation>] = [:]
    package internal(set) var people: [DelegateID: Kept<PreparedPerson>] = [:]
    package internal(set) var programmes: [Programme] = []
    package internal(set) var invitations: [Invitee: Invitation] = [:]
    package internal(set) var notices: [Invitee: Notice] = [:]
    /// Whether anything was changed since the last version was published.
    package internal(set) var hasChanged = true
    package internal(set) var calendar: WorkingCalendar
    package internal(set) var interventions: [InterventionID: Kept<Intervention>] = [:]
    package internal(set) var papers: [PaperID: Kept<Paper>] = [:]
    /// Which version of a paper each invitee has opened last.
    package internal(set) var openings: [PaperID: [Invitee: Int]] = [:]
    /// Their names are not given again.
    var removedPapers: Set<PaperID> = []
    /// The sittings that were held to their end.
    package internal(set) var closed: Set<SittingID> = []
    /// What codes mean; handed in, and no part of the record.
    package var codes = ProvinceHistory()
    /// The people by name, to be found and listed without sorting them each time.
    package internal(set) var directory = Directory()

    init(_ id: PreparationID, origin: PreparationID?, heading: Kept<Heading>, calendar: WorkingCalendar) {
        self.id = id
        self.origin = origin
        self.heading = heading
        self.calendar = calendar
    }

    /// The sittings as they are held.
    package var sittingsInOrder: [Sitting] {
        sittings.values.map(\.value).sorted { left, right in
            (left.day, left.start.minutes, left.id) < (right.day, right.start.minutes, right.id)
        }
    }

    package func items(of sitting: SittingID) -> [PreparedItem] {
        (order[sitting] ?? []).compactMap { items[$0]?.value }
    }

    /// Where a person sits: the person's own site, else the delegation's.
    package func seat(of person: PreparedPerson) -> SiteID? {
        person.site ?? person.delegation.flatMap { delegations[$0]?.value.site }
    }

    package var central: SiteID? { sites.values.first { $0.value.level == .centre }?.value.id }

    /// The sites that take part in a sitting.
    package func participants(of sitting: Sitting) -> Set<SiteID> {
        guard let named = sitting.sites else { return Set(sites.keys) }
        return Set(named).union([central].compactMap(\.self)).intersection(sites.keys)
    }

    package func sites(of invitee: Invitee) -> SiteID? {
        switch invitee {
        case .site(let site): site
        case .delegate(let delegate): people[delegate].flatMap { seat(of: $0.value) }
        }
    }

    package func isKnown(_ invitee: Invitee) -> Bool {
        switch invitee {
        case .site(let site): sites[site] != nil
        case .delegate(let delegate): people[delegate] != nil
        }
    }
}
