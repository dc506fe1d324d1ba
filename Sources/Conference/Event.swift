/// Something that happened; never refused, never changed.
package enum Event: Hashable, Sendable {
    case conferenceCreated(ConferencePlan)
    case conferenceConvened
    case sessionOpened
    case sessionRecessed
    case sessionResumed
    case conferenceClosed
    case siteJoined(SiteID)
    case siteLeft(SiteID)
    case itemStarted(ItemID)
    case floorRequested(SiteID, delegate: DelegateID?, item: ItemID?)
    case floorRequestWithdrawn(SiteID)
    case queueReordered([SiteID])
    case floorGranted(Grant)
    case floorExtended(SiteID, seconds: Int)
    case floorRevoked(SiteID, RevocationReason)
    case floorYielded(SiteID)
    case stageLaidOut(Layout)
    case siteMuted(SiteID)
    case siteUnmuted(SiteID)
}

/// The name of each event in JSON.
package enum EventType: String, Codable, CaseIterable, Sendable {
    case conferenceCreated, conferenceConvened, sessionOpened, sessionRecessed, sessionResumed, conferenceClosed
    case siteJoined, siteLeft, itemStarted
    case floorRequested, floorRequestWithdrawn, queueReordered
    case floorGranted, floorExtended, floorRevoked, floorYielded
    case stageLaidOut, siteMuted, siteUnmuted
}

extension Event {
    package var type: EventType {
        switch self {
        case .conferenceCreated: .conferenceCreated
        case .conferenceConvened: .conferenceConvened
        case .sessionOpened: .sessionOpened
        case .sessionRecessed: .sessionRecessed
        case .sessionResumed: .sessionResumed
        case .conferenceClosed: .conferenceClosed
        case .siteJoined: .siteJoined
        case .siteLeft: .siteLeft
        case .itemStarted: .itemStarted
        case .floorRequested: .floorRequested
        case .floorRequestWithdrawn: .floorRequestWithdrawn
        case .queueReordered: .queueReordered
        case .floorGranted: .floorGranted
        case .floorExtended: .floorExtended
        case .floorRevoked: .floorRevoked
        case .floorYielded: .floorYielded
        case .stageLaidOut: .stageLaidOut
        case .siteMuted: .siteMuted
        case .siteUnmuted: .siteUnmuted
        }
    }
}
