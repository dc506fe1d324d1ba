/// Flat JSON, `{"type": "floorYielded", "site": "ha-noi"}`, as docs/client-protocol.md has it.
extension Event: Codable {
    private enum Key: String, CodingKey {
        case type, conference, site, sites, delegate, item, seconds, mode, reason, layout
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        func site() throws -> SiteID { try container.decode(SiteID.self, forKey: .site) }
        func delegate() throws -> DelegateID? { try container.decodeIfPresent(DelegateID.self, forKey: .delegate) }
        func item() throws -> ItemID? { try container.decodeIfPresent(ItemID.self, forKey: .item) }
        func seconds() throws -> Int { try container.decode(Int.self, forKey: .seconds) }

        switch try container.decode(EventType.self, forKey: .type) {
        case .conferenceCreated:
            self = .conferenceCreated(try container.decode(ConferencePlan.self, forKey: .conference))
        case .conferenceConvened: self = .conferenceConvened
        case .sessionOpened: self = .sessionOpened
        case .sessionRecessed: self = .sessionRecessed
        case .sessionResumed: self = .sessionResumed
        case .conferenceClosed: self = .conferenceClosed
        case .siteJoined: self = .siteJoined(try site())
        case .siteLeft: self = .siteLeft(try site())
        case .itemStarted: self = .itemStarted(try container.decode(ItemID.self, forKey: .item))
        case .floorRequested: self = .floorRequested(try site(), delegate: try delegate(), item: try item())
        case .floorRequestWithdrawn: self = .floorRequestWithdrawn(try site())
        case .queueReordered: self = .queueReordered(try container.decode([SiteID].self, forKey: .sites))
        case .floorGranted:
            self = .floorGranted(Grant(
                site: try site(), delegate: try delegate(), item: try item(), seconds: try seconds(),
                mode: try container.decode(GrantMode.self, forKey: .mode)
            ))
        case .floorExtended: self = .floorExtended(try site(), seconds: try seconds())
        case .floorRevoked:
            self = .floorRevoked(try site(), try container.decode(RevocationReason.self, forKey: .reason))
        case .floorYielded: self = .floorYielded(try site())
        case .stageLaidOut: self = .stageLaidOut(try container.decode(Layout.self, forKey: .layout))
        case .siteMuted: self = .siteMuted(try site())
        case .siteUnmuted: self = .siteUnmuted(try site())
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(type, forKey: .type)
        switch self {
        case .conferenceCreated(let plan):
            try container.encode(plan, forKey: .conference)
        case .conferenceConvened, .sessionOpened, .sessionRecessed, .sessionResumed, .conferenceClosed:
            break
        case .siteJoined(let site), .siteLeft(let site), .floorRequestWithdrawn(let site),
            .floorYielded(let site), .siteMuted(let site), .siteUnmuted(let site):
            try container.encode(site, forKey: .site)
        case .itemStarted(let item):
            try container.encode(item, forKey: .item)
        case .floorRequested(let site, let delegate, let item):
            try container.encode(site, forKey: .site)
            try container.encodeIfPresent(delegate, forKey: .delegate)
            try container.encodeIfPresent(item, forKey: .item)
        case .queueReordered(let sites):
            try container.encode(sites, forKey: .sites)
        case .floorGranted(let grant):
            try container.encode(grant.site, forKey: .site)
            try container.encodeIfPresent(grant.delegate, forKey: .delegate)
            try container.encodeIfPresent(grant.item, forKey: .item)
            try container.encode(grant.seconds, forKey: .seconds)
            try container.encode(grant.mode, forKey: .mode)
        case .floorExtended(let site, let seconds):
            try container.encode(site, forKey: .site)
            try container.encode(seconds, forKey: .seconds)
        case .floorRevoked(let site, let reason):
            try container.encode(site, forKey: .site)
            try container.encode(reason, forKey: .reason)
        case .stageLaidOut(let layout):
            try container.encode(layout, forKey: .layout)
        }
    }
}
