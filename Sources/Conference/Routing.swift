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
        // The same for everyone, so looked up once and not for each of ten thousand peers.
        let audible = audible(in: conference).map { site in site.map { Source($0, .microphone, halls) } }
        let stage = Stage.pictures(of: conference, halls: halls).map { Shown($0, halls) }
        var table: [SlotAssignment] = []
        table.reserveCapacity(peers.reduce(0) { $0 + $1.audioSlots + $1.videoSlots })
        for peer in peers.sorted(by: { $0.id < $1.id }) {
            appendAudio(of: peer, audible, to: &table)
            appendVideo(of: peer, stage, halls, to: &table)
        }
        return table
    }

    /// A site's source, and its feed when it sends.
    private struct Source {
        var site: SiteID
        var feed: FeedID?

        init(_ site: SiteID, _ kind: SourceKind, _ halls: [SiteID: RoutablePeer]) {
            self.site = site
            guard let hall = halls[site], hall.feeds.contains(kind) else { return }
            feed = FeedID(peer: hall.id, source: kind)
        }
    }

    private struct Shown {
        var picture: Picture
        var source: Source

        init(_ picture: Picture, _ halls: [SiteID: RoutablePeer]) {
            self.picture = picture
            source = Source(picture.site, picture.source, halls)
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

    /// Who is heard in which audio slot: whoever is on the stage in slots 1 and 2, beside their picture's stream, so that lips
    /// match; the central hall in slot 0 while others speak.
    private static func audible(in conference: Conference) -> [SiteID?] {
        var slots: [SiteID?] = [nil, nil, nil]
        for holder in conference.floor { slots[holder.seat] = holder.site }
        if conference.phase != .closed, !conference.floor.contains(where: { $0.site == conference.central }) {
            slots[conference.floor.isEmpty ? 1 : 0] = conference.central
        }
        return slots.map { site in site.flatMap { conference.muted.contains($0) ? nil : $0 } }
    }

    private static func appendAudio(
        of peer: RoutablePeer, _ audible: [Source?], to table: inout [SlotAssignment]
    ) {
        for index in 0..<peer.audioSlots {
            var source = index < audible.count ? audible[index] : nil
            // Nobody hears their own hall again.
            if source?.site == peer.site { source = nil }
            table.append(SlotAssignment(
                peer: peer.id, slot: SlotID(.audio, index), feed: source?.feed, site: source?.site,
                source: .microphone, place: nil, upTo: .high))
        }
    }

    private static func appendVideo(
        of peer: RoutablePeer, _ stage: [Shown], _ halls: [SiteID: RoutablePeer], to table: inout [SlotAssignment]
    ) {
        let isConsole = peer.role == .chair || peer.role == .secretariat
        let wall = isConsole ? peer.wall.prefix(Limits.wallSites) : []
        let stageSlots = isConsole ? consoleStageSlots : peer.videoSlots
        for index in 0..<peer.videoSlots {
            var shown: Shown?
            if index < stageSlots {
                shown = index < stage.count ? stage[index] : nil
            } else if index - stageSlots < wall.count {
                shown = Shown(Picture(site: wall[index - stageSlots], place: .tile, upTo: .low), halls)
            }
            table.append(SlotAssignment(
                peer: peer.id, slot: SlotID(.video, index), feed: shown?.source.feed, site: shown?.source.site,
                source: shown?.picture.source ?? .camera, place: shown?.picture.place,
                upTo: shown?.picture.upTo ?? .low))
        }
    }

    /// A console's first video slots are the stage, the others its wall.
    private static let consoleStageSlots = 2
}

/// One picture that a slot is to show.
struct Picture: Hashable {
    var site: SiteID
    var source = SourceKind.camera
    var place: Place
    var upTo: Layer
}
