package import Basics
package import Conference

/// Something that happened to a preparation; never refused, never changed.
package enum PreparationEvent: Hashable, Codable, Sendable {
    case preparationCreated(preparation: PreparationID, heading: Heading, calendar: WorkingCalendar, origin: PreparationID?)
    case headingSet(heading: Heading)
    case sittingSet(sitting: Sitting)
    case sittingRemoved(sitting: SittingID)
    /// A new one stands last in its sitting, and so does one that came from another.
    case itemSet(item: PreparedItem)
    case itemRemoved(item: ItemID)
    case itemsOrdered(sitting: SittingID, items: [ItemID])
    case siteSet(site: PreparedSite)
    case siteRemoved(site: SiteID)
    case delegationSet(delegation: PreparedDelegation)
    case delegationRemoved(delegation: DelegationID)
    case personSet(person: PreparedPerson)
    case personRemoved(person: DelegateID)
    /// A whole list at once.
    case listImported(sites: [PreparedSite], delegations: [PreparedDelegation], people: [PreparedPerson])
    case calendarSet(calendar: WorkingCalendar)

    /// Whom the version touches among those who were invited, with it.
    case programmePublished(programme: Programme, touched: [Invitee])
    case invited(invitees: [Invitee], version: Int)
    case invitationReissued(invitee: Invitee)
    case invitationAnswered(invitee: Invitee, answer: InvitationAnswer)
    case changeSeen(invitee: Invitee)
    case reminded(invitees: [Invitee])
    /// Who was written to of that version, and whose mail was not taken.
    case noticesSent(sent: [Invitee], refused: [Invitee], version: Int)

    case interventionSet(intervention: Intervention)
    case interventionsOrdered(interventions: [InterventionID])
    /// What became of the texts that were chosen for a sitting.
    case sittingClosed(sitting: SittingID, spoken: [InterventionID], inWriting: [InterventionID])

    case paperBrought(paper: PaperID, item: ItemID, title: String, version: PaperVersion)
    case paperRemoved(paper: PaperID)
    /// The first time that an invitee reads that version, counted from 1.
    case paperOpened(paper: PaperID, version: Int, by: Invitee)
}

/// One event with its place in the journal, when it happened and who caused it.
package struct PreparationEntry: Hashable, Codable, Sendable {
    /// 1 for the first entry of a preparation.
    package var seq: Int
    package var at: WallTime
    package var by: Party
    package var event: PreparationEvent

    package init(seq: Int, at: WallTime, by: Party, event: PreparationEvent) {
        self.seq = seq
        self.at = at
        self.by = by
        self.event = event
    }
}
