package import Conference

/// What someone wants to change of a preparation.
///
/// A `revision` is the one that the sender saw, 0 for something new; an empty id is for the server to choose.
package enum PreparationCommand: Hashable, Codable, Sendable {
    case setHeading(heading: Heading, revision: Int)
    case setSitting(sitting: Sitting, revision: Int)
    case removeSitting(sitting: SittingID, revision: Int)
    case setItem(item: PreparedItem, revision: Int)
    case removeItem(item: ItemID, revision: Int)
    case orderItems(sitting: SittingID, items: [ItemID])
    case setSite(site: PreparedSite, revision: Int)
    case removeSite(site: SiteID, revision: Int)
    case setDelegation(delegation: PreparedDelegation, revision: Int)
    case removeDelegation(delegation: DelegationID, revision: Int)
    case setPerson(person: PreparedPerson, revision: Int)
    case removePerson(person: DelegateID, revision: Int)
    case setCalendar(calendar: WorkingCalendar)
    /// The text of the list itself, read again; `mark` is the preview's, so that what was confirmed is what is done.
    case importList(kind: ListKind, text: String, mark: String, withoutBadRows: Bool)

    case publish(note: String?)
    case invite(invitees: [Invitee])
    case reissueInvitation(invitee: Invitee)
    case remind(invitees: [Invitee])
    /// The secretariat may note what was answered by telephone.
    case answer(invitee: Invitee, answer: InvitationAnswer)
    case seeChange(invitee: Invitee)

    case submitIntervention(intervention: Intervention, revision: Int)
    case reviewIntervention(intervention: InterventionID, stage: Intervention.Stage, note: String?, item: ItemID?, revision: Int)
    case orderInterventions(interventions: [InterventionID])

    /// A file that the server has taken in; an empty id is a new paper.
    case bringPaper(paper: PaperID, item: ItemID, title: String, version: PaperVersion)
    case removePaper(paper: PaperID, revision: Int)
    /// An invitee reads it.
    case openPaper(paper: PaperID, invitee: Invitee)
    /// These were written to, and of these the mail server would have nothing.
    case noteNotices(sent: [Invitee], refused: [Invitee])
    /// A sitting is over, and this is who spoke in it.
    case closeSitting(sitting: SittingID, spoke: [DelegateID])
}

extension PreparationCommand {
    /// What the server alone knows to have happened.
    var isServersOwn: Bool {
        switch self {
        case .closeSitting, .noteNotices: true
        default: false
        }
    }
}
