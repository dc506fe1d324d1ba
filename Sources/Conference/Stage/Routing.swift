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
    /// The interpretation that it listens to.
    package var channel: ChannelID?
    /// The channel that an interpreter speaks on.
    package var interprets: ChannelID?
    /// Whether it tests its line: it gets its own picture and sound back, and nobody else gets them.
    package var isTest: Bool

    package init(
        id: PeerID, site: SiteID?, role: Role, audioSlots: Int, videoSlots: Int,
        feeds: Set<SourceKind> = [], wall: [SiteID] = [], channel: ChannelID? = nil, interprets: ChannelID? = nil,
        isTest: Bool = false
    ) {
        self.id = id
        self.site = site
        self.role = role
        self.audioSlots = audioSlots
        self.videoSlots = videoSlots
        self.feeds = feeds
        self.wall = wall
        self.channel = channel
        self.interprets = interprets
        self.isTest = isTest
    }
}

/// Where a picture stands.
package enum Place: String, Codable, CaseIterable, Sendable {
    case stage, second, presentation, tile, inset
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
    /// The channel, of an interpreter's voice; it has no site.
    package var channel: ChannelID?
}

/// Which source fills which slot: a function of the conference and of who is connected, and of nothing else.
package enum Routing {
    /// One assignment for every slot of every peer, by peer and slot.
    package static func table(conference: Conference, peers: [RoutablePeer]) -> [SlotAssignment] {
        let halls = halls(of: peers)
        // The same for everyone, so looked up once and not for each of ten thousand peers.
        let audible = audible(in: conference).map { site in site.map { Source($0, .microphone, halls) } }
        let stage = Stage.pictures(of: conference, halls: halls).map { Shown($0, halls) }
        let interpreters = interpreters(in: conference, of: peers)
        var table: [SlotAssignment] = []
        table.reserveCapacity(peers.reduce(0) { $0 + $1.audioSlots + $1.videoSlots })
        for peer in peers.sorted(by: { $0.id < $1.id }) {
            if peer.isTest {
                appendItself(peer, conference, to: &table)
                continue
            }
            guard admits(peer, to: conference) else {
                appendNothing(for: peer, to: &table)
                continue
            }
            appendAudio(of: peer, audible, interpreters, to: &table)
            appendVideo(of: peer, stage, conference, halls, to: &table)
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
        for peer in peers where peer.role == .operator && !peer.isTest {
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
        if conference.phase != .closed, conference.admits(conference.central),
            !conference.floor.contains(where: { $0.site == conference.central })
        {
            slots[conference.floor.isEmpty ? 1 : 0] = conference.central
        }
        return slots.map { site in site.flatMap { conference.muted.contains($0) ? nil : $0 } }
    }

    /// Who speaks on each channel: of several interpreters with a microphone the newest.
    private static func interpreters(in conference: Conference, of peers: [RoutablePeer]) -> [ChannelID: PeerID] {
        guard conference.phase != .closed, conference.phase != .recess, !conference.isInClosedItem else { return [:] }
        var interpreters: [ChannelID: PeerID] = [:]
        for peer in peers where peer.role == .interpreter && peer.feeds.contains(.microphone) {
            guard let channel = peer.interprets else { continue }
            if let other = interpreters[channel], other > peer.id { continue }
            interpreters[channel] = peer.id
        }
        return interpreters
    }

    /// Whether a connection is of those who take part in what is done now.
    static func admits(_ peer: RoutablePeer, to conference: Conference) -> Bool {
        guard conference.isInClosedItem else { return true }
        return switch peer.role {
        case .chair, .secretariat: true
        case .operator, .delegate, .observer: peer.site.map(conference.admits) ?? false
        case .director, .interpreter: false
        }
    }

    private static func appendNothing(for peer: RoutablePeer, to table: inout [SlotAssignment]) {
        for index in 0..<peer.audioSlots {
            table.append(SlotAssignment(
                peer: peer.id, slot: SlotID(.audio, index), source: .microphone, upTo: .high))
        }
        for index in 0..<peer.videoSlots {
            table.append(SlotAssignment(peer: peer.id, slot: SlotID(.video, index), source: .camera, upTo: .low))
        }
    }

    /// What a site that tests its line sends comes back to it while a test session is on.
    ///
    /// It is named as nobody's, since it stands on no stage.
    private static func appendItself(
        _ peer: RoutablePeer, _ conference: Conference, to table: inout [SlotAssignment]
    ) {
        let first = table.count
        appendNothing(for: peer, to: &table)
        guard conference.isRehearsing, peer.role == .operator else { return }
        for index in first..<table.count {
            guard let source = ownSource(in: table[index].slot) else { continue }
            table[index].source = source
            table[index].upTo = .high
            if peer.feeds.contains(source) { table[index].feed = FeedID(peer: peer.id, source: source) }
        }
    }

    private static func ownSource(in slot: SlotID) -> SourceKind? {
        switch (slot.kind, slot.index) {
        case (.audio, 0): .microphone
        case (.video, 0): .camera
        case (.video, 1): .presentation
        default: nil
        }
    }

    private static func appendAudio(
        of peer: RoutablePeer, _ audible: [Source?], _ interpreters: [ChannelID: PeerID],
        to table: inout [SlotAssignment]
    ) {
        for index in 0..<peer.audioSlots {
            if index == interpretationSlot, let channel = peer.channel, let interpreter = interpreters[channel],
                interpreter != peer.id
            {
                table.append(SlotAssignment(
                    peer: peer.id, slot: SlotID(.audio, index),
                    feed: FeedID(peer: interpreter, source: .microphone), source: .microphone, upTo: .high,
                    channel: channel))
                continue
            }
            var source = index < audible.count ? audible[index] : nil
            // Nobody hears their own hall again.
            if source?.site == peer.site { source = nil }
            table.append(SlotAssignment(
                peer: peer.id, slot: SlotID(.audio, index), feed: source?.feed, site: source?.site,
                source: .microphone, place: nil, upTo: .high))
        }
    }

    private static func appendVideo(
        of peer: RoutablePeer, _ stage: [Shown], _ conference: Conference, _ halls: [SiteID: RoutablePeer],
        to table: inout [SlotAssignment]
    ) {
        let isConsole = peer.role == .chair || peer.role == .secretariat || peer.role == .director
        let wall = isConsole ? peer.wall.prefix(Limits.wallSites) : []
        let stageSlots = isConsole ? consoleStageSlots : peer.videoSlots
        for index in 0..<peer.videoSlots {
            var shown: Shown?
            if index < stageSlots {
                shown = index < stage.count ? stage[index] : nil
            } else if index - stageSlots < wall.count, conference.admits(wall[index - stageSlots]) {
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

    /// The slot of the interpretation, beside the floor in slots 1 and 2 and the central hall in slot 0.
    private static let interpretationSlot = 3
}

/// One picture that a slot is to show.
struct Picture: Hashable {
    var site: SiteID
    var source = SourceKind.camera
    var place: Place
    var upTo: Layer
}
