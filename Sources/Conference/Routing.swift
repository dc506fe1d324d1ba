package import Basics

/// A connection as routing sees it.
package struct RoutablePeer: Hashable, Sendable {
    package var id: PeerID
    package var site: SiteID?
    package var role: Role
    package var audioSlots: Int
    package var videoSlots: Int
    /// The sources whose media arrives now.
    package var feeds: Set<SourceKind>
    /// The sites that a console shows on its wall.
    package var wall: [SiteID]

    package init(
        id: PeerID, site: SiteID?, role: Role, audioSlots: Int, videoSlots: Int,
        feeds: Set<SourceKind> = [], wall: [SiteID] = []
    ) {
        self.id = id
        self.site = site
        self.role = role
        self.audioSlots = audioSlots
        self.videoSlots = videoSlots
        self.feeds = feeds
        self.wall = wall
    }
}

/// Where a picture stands.
package enum Place: String, Codable, CaseIterable, Sendable {
    case stage, second, presentation, tile
}

/// What one slot of one peer shows or sounds; nothing when `feed` is `nil`.
package struct SlotAssignment: Hashable, Sendable {
    package var peer: PeerID
    package var slot: SlotID
    package var feed: FeedID?
    /// The site meant for this slot, named also while its camera or microphone does not send.
    package var site: SiteID?
    package var source: SourceKind
    /// Of pictures only.
    package var place: Place?
    package var upTo: Layer
}

/// Which source fills which slot: a function of the conference and of who is connected, and of nothing else.
package enum Routing {
    /// One assignment for every slot of every peer, by peer and slot.
    package static func table(conference: Conference, peers: [RoutablePeer]) -> [SlotAssignment] {
        let halls = halls(of: peers)
        let audible = Self.audible(in: conference)
        let stage = Stage.pictures(of: conference, halls: halls)
        return peers.sorted { $0.id < $1.id }.flatMap { peer in
            audio(of: peer, audible: audible, halls: halls) + video(of: peer, stage: stage, halls: halls)
        }
    }

    /// The connection that stands for each site: an operator's, of several the newest.
    static func halls(of peers: [RoutablePeer]) -> [SiteID: RoutablePeer] {
        var halls: [SiteID: RoutablePeer] = [:]
        for peer in peers where peer.role == .operator {
            guard let site = peer.site else { continue }
            if let other = halls[site], other.id > peer.id { continue }
            halls[site] = peer
        }
        return halls
    }

    /// Who is heard in which audio slot: the central hall first, then the holders by their seats.
    ///
    /// Slots do not depend on who else speaks, so that nobody's sound moves when another comes or goes.
    private static func audible(in conference: Conference) -> [SiteID?] {
        var slots: [SiteID?] = [nil, nil, nil]
        if conference.phase != .closed { slots[0] = conference.central }
        for holder in conference.floor where holder.site != conference.central { slots[holder.seat] = holder.site }
        return slots.map { site in site.flatMap { conference.muted.contains($0) ? nil : $0 } }
    }

    private static func audio(
        of peer: RoutablePeer, audible: [SiteID?], halls: [SiteID: RoutablePeer]
    ) -> [SlotAssignment] {
        (0..<peer.audioSlots).map { index in
            // Nobody hears their own hall again.
            let site = index < audible.count && audible[index] != peer.site ? audible[index] : nil
            return SlotAssignment(
                peer: peer.id, slot: SlotID(.audio, index), feed: feed(.microphone, of: site, halls), site: site,
                source: .microphone, place: nil, upTo: .high)
        }
    }

    private static func video(
        of peer: RoutablePeer, stage: [Picture], halls: [SiteID: RoutablePeer]
    ) -> [SlotAssignment] {
        let isConsole = peer.role == .chair || peer.role == .secretariat
        return (0..<peer.videoSlots).map { index in
            var picture: Picture?
            if isConsole, index >= consoleStageSlots {
                let tile = index - consoleStageSlots
                if tile < min(peer.wall.count, Limits.wallSites) {
                    picture = Picture(site: peer.wall[tile], place: .tile, upTo: .low)
                }
            } else if index < stage.count {
                picture = stage[index]
            }
            let source = picture?.source ?? .camera
            return SlotAssignment(
                peer: peer.id, slot: SlotID(.video, index), feed: feed(source, of: picture?.site, halls),
                site: picture?.site, source: source, place: picture?.place, upTo: picture?.upTo ?? .low)
        }
    }

    /// A console's first video slots are the stage, the others its wall.
    private static let consoleStageSlots = 2

    private static func feed(
        _ source: SourceKind, of site: SiteID?, _ halls: [SiteID: RoutablePeer]
    ) -> FeedID? {
        guard let site, let hall = halls[site], hall.feeds.contains(source) else { return nil }
        return FeedID(peer: hall.id, source: source)
    }
}

/// One picture that a slot is to show.
struct Picture: Hashable {
    var site: SiteID
    var source = SourceKind.camera
    var place: Place
    var upTo: Layer
}
