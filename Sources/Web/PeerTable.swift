package import Basics
package import Conference
package import Control

/// One connection to the media process, as its conference knows it.
package struct Peer: Equatable, Sendable {
    package var member: Member
    package var slots: SlotCounts
    package var isConnected: Bool
    package var feeds: Set<SourceKind>
    /// Whether it only tests the line: it is nobody's hall, and takes no hall's place.
    package var isTest: Bool

    package init(
        member: Member, slots: SlotCounts, isConnected: Bool = false, feeds: Set<SourceKind> = [], isTest: Bool = false
    ) {
        self.member = member
        self.slots = slots
        self.isConnected = isConnected
        self.feeds = feeds
        self.isTest = isTest
    }
}

/// The peers of one conference: at most one for each site, and one for each session that speaks for none; beside them, at most one
/// test of each.
package struct PeerTable: Equatable, Sendable {
    package private(set) var peers: [PeerID: Peer] = [:]

    package init() {}

    package subscript(id: PeerID) -> Peer? { peers[id] }

    /// Adds a peer; returns those whose place it takes.
    package mutating func add(_ id: PeerID, _ peer: Peer) -> [PeerID] {
        let displaced = peers.filter { $0.key != id && $0.value.givesWay(to: peer) }.keys.sorted()
        for other in displaced { peers[other] = nil }
        peers[id] = peer
        return displaced
    }

    package mutating func remove(_ id: PeerID) -> Peer? {
        peers.removeValue(forKey: id)
    }

    /// Records that media can flow; `false` for a peer that is not known.
    package mutating func connect(_ id: PeerID) -> Bool {
        guard peers[id] != nil else { return false }
        peers[id]?.isConnected = true
        return true
    }

    package mutating func setFeed(_ feed: FeedID, isThere: Bool) -> Bool {
        guard peers[feed.peer] != nil else { return false }
        if isThere { peers[feed.peer]?.feeds.insert(feed.source) } else { peers[feed.peer]?.feeds.remove(feed.source) }
        return true
    }

    package func peers(of session: String) -> [PeerID] {
        peers.filter { $0.value.member.session == session }.keys.sorted()
    }

    package func site(of id: PeerID) -> SiteID? { peers[id]?.member.site }

    /// The site that is seen and heard through a peer; none of one that only tests.
    package func hall(of id: PeerID) -> SiteID? { peers[id].flatMap { $0.isTest ? nil : $0.member.site } }
}

extension Peer {
    /// A test ends when the hall opens, but never the other way round.
    fileprivate func givesWay(to other: Peer) -> Bool {
        member.sharesPlace(with: other.member) && (isTest || !other.isTest)
    }
}

extension Member {
    /// Whether a second connection of the one takes the place of the other's.
    fileprivate func sharesPlace(with other: Member) -> Bool {
        session == other.session || site != nil && site == other.site
    }
}
