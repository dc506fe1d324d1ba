import Basics

/// Flat JSON, `{"type": "floorYielded", "site": "ha-noi"}`, as docs/client-protocol.md has it.
extension Event: Codable {
    private enum Key: String, CodingKey {
        case type, conference, site, sites, delegate, item, kind, seconds, mode, reason, layout, until
        case document, page, from, to, text, status, substitute, result
        case vote, title, options, unit, isSecret, voter, option, counts
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        func site() throws -> SiteID { try container.decode(SiteID.self, forKey: .site) }
        func sites() throws -> [SiteID]? { try container.decodeIfPresent([SiteID].self, forKey: .sites) }
        func delegate() throws -> DelegateID? { try container.decodeIfPresent(DelegateID.self, forKey: .delegate) }
        func item() throws -> ItemID? { try container.decodeIfPresent(ItemID.self, forKey: .item) }
        func seconds() throws -> Int { try container.decode(Int.self, forKey: .seconds) }
        func vote() throws -> VoteID { try container.decode(VoteID.self, forKey: .vote) }

        switch try container.decode(EventType.self, forKey: .type) {
        case .conferenceCreated:
            self = .conferenceCreated(try container.decode(ConferencePlan.self, forKey: .conference))
        case .planRevised:
            self = .planRevised(try container.decode(ConferencePlan.self, forKey: .conference))
        case .conferenceConvened: self = .conferenceConvened
        case .sessionOpened: self = .sessionOpened
        case .sessionRecessed:
            self = .sessionRecessed(until: try container.decodeIfPresent(WallTime.self, forKey: .until))
        case .sessionResumed: self = .sessionResumed
        case .conferenceClosed: self = .conferenceClosed
        case .rehearsalStarted: self = .rehearsalStarted
        case .rehearsalEnded: self = .rehearsalEnded
        case .siteTested:
            self = .siteTested(try site(), try container.decode(TestResult.self, forKey: .result))
        case .siteJoined: self = .siteJoined(try site())
        case .siteLeft: self = .siteLeft(try site())
        case .itemStarted: self = .itemStarted(try container.decode(ItemID.self, forKey: .item))
        case .itemNotReached: self = .itemNotReached(try container.decode(ItemID.self, forKey: .item))
        case .floorRequested:
            let kind = try container.decodeIfPresent(SpeechKind.self, forKey: .kind)
            self = .floorRequested(
                try site(), delegate: try delegate(), item: try item(), kind: kind ?? .intervention)
        case .floorRequestWithdrawn: self = .floorRequestWithdrawn(try site())
        case .requestNotReached: self = .requestNotReached(try site())
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
        case .floorResumed: self = .floorResumed
        case .stageLaidOut:
            self = .stageLaidOut(try container.decode(Layout.self, forKey: .layout), sites: try sites() ?? [])
        case .siteMuted: self = .siteMuted(try site())
        case .siteUnmuted: self = .siteUnmuted(try site())
        case .documentAdded: self = .documentAdded(try container.decode(Document.self, forKey: .document))
        case .presentationStarted: self = .presentationStarted(try Presentation(from: decoder))
        case .pageTurned: self = .pageTurned(try container.decode(Int.self, forKey: .page))
        case .presentationEnded: self = .presentationEnded
        case .messageSent:
            self = .messageSent(
                from: try container.decodeIfPresent(SiteID.self, forKey: .from),
                to: try container.decode(Recipient.self, forKey: .to),
                text: try container.decode(String.self, forKey: .text))
        case .announcementCleared: self = .announcementCleared
        case .delegateMarked:
            self = .delegateMarked(
                try container.decode(DelegateID.self, forKey: .delegate),
                try container.decode(PersonStatus.self, forKey: .status),
                substitute: try container.decodeIfPresent(String.self, forKey: .substitute))
        case .voteOpened:
            self = .voteOpened(Motion(
                id: try vote(), title: try container.decode(String.self, forKey: .title),
                options: try container.decode([String].self, forKey: .options),
                unit: try container.decode(CountingUnit.self, forKey: .unit),
                isSecret: try container.decode(Bool.self, forKey: .isSecret), item: try item()))
        case .ballotCast:
            self = .ballotCast(
                try vote(), voter: try container.decode(VoterID.self, forKey: .voter),
                option: try container.decodeIfPresent(Int.self, forKey: .option))
        case .voteClosed: self = .voteClosed(try vote(), counts: try container.decode([Int].self, forKey: .counts))
        case .voteAnnulled: self = .voteAnnulled(try vote())
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(type, forKey: .type)
        switch self {
        case .conferenceCreated(let plan), .planRevised(let plan):
            try container.encode(plan, forKey: .conference)
        case .conferenceConvened, .sessionOpened, .sessionResumed, .conferenceClosed, .floorResumed,
            .presentationEnded, .announcementCleared, .rehearsalStarted, .rehearsalEnded:
            break
        case .sessionRecessed(let until):
            try container.encodeIfPresent(until, forKey: .until)
        case .siteJoined(let site), .siteLeft(let site), .floorRequestWithdrawn(let site), .requestNotReached(let site),
            .floorYielded(let site), .siteMuted(let site), .siteUnmuted(let site):
            try container.encode(site, forKey: .site)
        case .siteTested(let site, let result):
            try container.encode(site, forKey: .site)
            try container.encode(result, forKey: .result)
        case .itemStarted(let item), .itemNotReached(let item):
            try container.encode(item, forKey: .item)
        case .floorRequested(let site, let delegate, let item, let kind):
            try container.encode(site, forKey: .site)
            try container.encodeIfPresent(delegate, forKey: .delegate)
            try container.encodeIfPresent(item, forKey: .item)
            // Left out for what most requests are, as in journals that know no other kind.
            if kind != .intervention { try container.encode(kind, forKey: .kind) }
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
        case .stageLaidOut(let layout, let sites):
            try container.encode(layout, forKey: .layout)
            if !sites.isEmpty { try container.encode(sites, forKey: .sites) }
        case .documentAdded(let document):
            try container.encode(document, forKey: .document)
        case .presentationStarted(let presentation):
            try container.encode(presentation.site, forKey: .site)
            try container.encodeIfPresent(presentation.document, forKey: .document)
            try container.encodeIfPresent(presentation.page, forKey: .page)
        case .pageTurned(let page):
            try container.encode(page, forKey: .page)
        case .messageSent(let from, let to, let text):
            try container.encode(from, forKey: .from)
            try container.encode(to, forKey: .to)
            try container.encode(text, forKey: .text)
        case .delegateMarked(let delegate, let status, let substitute):
            try container.encode(delegate, forKey: .delegate)
            try container.encode(status, forKey: .status)
            try container.encodeIfPresent(substitute, forKey: .substitute)
        case .voteOpened(let motion):
            try container.encode(motion.id, forKey: .vote)
            try container.encode(motion.title, forKey: .title)
            try container.encode(motion.options, forKey: .options)
            try container.encode(motion.unit, forKey: .unit)
            try container.encode(motion.isSecret, forKey: .isSecret)
            try container.encode(motion.item, forKey: .item)
        case .ballotCast(let vote, let voter, let option):
            try container.encode(vote, forKey: .vote)
            try container.encode(voter, forKey: .voter)
            try container.encodeIfPresent(option, forKey: .option)
        case .voteClosed(let vote, let counts):
            try container.encode(vote, forKey: .vote)
            try container.encode(counts, forKey: .counts)
        case .voteAnnulled(let vote):
            try container.encode(vote, forKey: .vote)
        }
    }
}
