package import Basics

/// Something that happened; never refused, never changed.
package enum Event: Hashable, Sendable {
    case conferenceCreated(ConferencePlan)
    /// What was not yet begun, as it is now; from the preparation that the conference was published from.
    case planRevised(ConferencePlan)
    case conferenceConvened
    case sessionOpened
    /// With the time at which it is to go on, if that was said.
    case sessionRecessed(until: WallTime? = nil)
    case sessionResumed
    case conferenceClosed
    case rehearsalStarted
    case rehearsalEnded
    case siteTested(SiteID, TestResult)
    case siteJoined(SiteID)
    case siteLeft(SiteID)
    case itemStarted(ItemID)
    case itemNotReached(ItemID)

    case floorRequested(SiteID, delegate: DelegateID?, item: ItemID?, kind: SpeechKind = .intervention)
    case floorRequestWithdrawn(SiteID)
    case requestNotReached(SiteID)
    case queueReordered([SiteID])
    case floorGranted(Grant)
    case floorExtended(SiteID, seconds: Int)
    case floorRevoked(SiteID, RevocationReason)
    case floorYielded(SiteID)
    case floorResumed

    /// Without sites the stage follows the floor.
    case stageLaidOut(Layout, sites: [SiteID] = [])
    case siteMuted(SiteID)
    case siteUnmuted(SiteID)
    case documentAdded(Document)
    case presentationStarted(Presentation)
    case pageTurned(Int)
    case presentationEnded

    /// Without a sender, from the centre.
    case messageSent(from: SiteID?, to: Recipient, text: String)
    case announcementCleared
    case delegateMarked(DelegateID, PersonStatus, substitute: String? = nil)

    case voteOpened(Motion)
    /// Without the option in a secret vote.
    case ballotCast(VoteID, voter: VoterID, option: Int?)
    case voteClosed(VoteID, counts: [Int])
    case voteAnnulled(VoteID)
}

/// The name of each event in JSON.
package enum EventType: String, Codable, CaseIterable, Sendable {
    case conferenceCreated, planRevised, conferenceConvened, sessionOpened, sessionRecessed, sessionResumed, conferenceClosed
    case rehearsalStarted, rehearsalEnded, siteTested
    case siteJoined, siteLeft, itemStarted, itemNotReached
    case floorRequested, floorRequestWithdrawn, requestNotReached, queueReordered
    case floorGranted, floorExtended, floorRevoked, floorYielded, floorResumed
    case stageLaidOut, siteMuted, siteUnmuted
    case documentAdded, presentationStarted, pageTurned, presentationEnded
    case messageSent, announcementCleared, delegateMarked
    case voteOpened, ballotCast, voteClosed, voteAnnulled
}

extension Event {
    package var type: EventType {
        switch self {
        case .conferenceCreated: .conferenceCreated
        case .planRevised: .planRevised
        case .conferenceConvened: .conferenceConvened
        case .sessionOpened: .sessionOpened
        case .sessionRecessed: .sessionRecessed
        case .sessionResumed: .sessionResumed
        case .conferenceClosed: .conferenceClosed
        case .rehearsalStarted: .rehearsalStarted
        case .rehearsalEnded: .rehearsalEnded
        case .siteTested: .siteTested
        case .siteJoined: .siteJoined
        case .siteLeft: .siteLeft
        case .itemStarted: .itemStarted
        case .itemNotReached: .itemNotReached
        case .floorRequested: .floorRequested
        case .floorRequestWithdrawn: .floorRequestWithdrawn
        case .requestNotReached: .requestNotReached
        case .queueReordered: .queueReordered
        case .floorGranted: .floorGranted
        case .floorExtended: .floorExtended
        case .floorRevoked: .floorRevoked
        case .floorYielded: .floorYielded
        case .floorResumed: .floorResumed
        case .stageLaidOut: .stageLaidOut
        case .siteMuted: .siteMuted
        case .siteUnmuted: .siteUnmuted
        case .documentAdded: .documentAdded
        case .presentationStarted: .presentationStarted
        case .pageTurned: .pageTurned
        case .presentationEnded: .presentationEnded
        case .messageSent: .messageSent
        case .announcementCleared: .announcementCleared
        case .delegateMarked: .delegateMarked
        case .voteOpened: .voteOpened
        case .ballotCast: .ballotCast
        case .voteClosed: .voteClosed
        case .voteAnnulled: .voteAnnulled
        }
    }
}
