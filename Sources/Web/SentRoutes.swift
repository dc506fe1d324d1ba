package import Basics
package import Conference
package import Control

/// What the media process was last told, so that it is only told the difference.
package struct SentRoutes: Sendable {
    private struct Filling: Equatable, Sendable {
        var feed: FeedID?
        var upTo: Layer
    }

    private var sent: [PeerID: [SlotID: Filling]] = [:]
    /// Peers whose slots are known to be empty where nothing was sent.
    private var fresh: Set<PeerID> = []

    package init() {}

    /// A peer that was just negotiated has empty slots.
    package mutating func add(fresh peer: PeerID) {
        sent[peer] = [:]
        fresh.insert(peer)
    }

    /// Nothing is known of any peer any more; all of it is sent again.
    package mutating func forgetAll() {
        sent = [:]
        fresh = []
    }

    /// The routes that differ from what was sent.
    package mutating func difference(to table: [SlotAssignment]) -> [SlotRoute] {
        var routes: [SlotRoute] = []
        var peers: Set<PeerID> = []
        for assignment in table {
            let (peer, slot) = (assignment.peer, assignment.slot)
            peers.insert(peer)
            let filling = Filling(feed: assignment.feed, upTo: assignment.feed == nil ? .low : assignment.upTo)
            let last = sent[peer]?[slot]
            if last == filling || last == nil && filling.feed == nil && fresh.contains(peer) { continue }
            sent[peer, default: [:]][slot] = filling
            routes.append(SlotRoute(peer: peer, slot: slot, feed: filling.feed, upTo: filling.upTo))
        }
        for peer in Array(sent.keys) where !peers.contains(peer) {
            sent[peer] = nil
            fresh.remove(peer)
        }
        return routes
    }
}
