import Basics
import Control

/// Which feeds must cross to which workers, from the routes of all slots.
struct RelayPlan {
    struct Change: Equatable {
        var feed: FeedID
        var from: Int
        var to: Int
        var isWanted: Bool
    }

    private struct Crossing: Hashable {
        var feed: FeedID
        var from: Int
        var to: Int
    }

    private var routes: [PeerID: [SlotID: FeedID]] = [:]
    private var crossings: Set<Crossing> = []

    /// Takes new routes in; returns what must begin to cross, and what no longer needs to.
    mutating func apply(_ changes: [SlotRoute], workerOf worker: (PeerID) -> Int?) -> [Change] {
        for change in changes { routes[change.peer, default: [:]][change.slot] = change.feed }
        var needed: Set<Crossing> = []
        for (receiver, slots) in routes {
            guard let to = worker(receiver) else { continue }
            for feed in slots.values {
                guard let from = worker(feed.peer), from != to else { continue }
                needed.insert(Crossing(feed: feed, from: from, to: to))
            }
        }
        let begun = needed.subtracting(crossings).map { Change(feed: $0.feed, from: $0.from, to: $0.to, isWanted: true) }
        let ended = crossings.subtracting(needed).map { Change(feed: $0.feed, from: $0.from, to: $0.to, isWanted: false) }
        crossings = needed
        return (begun + ended).sorted { ($0.feed, $0.to) < ($1.feed, $1.to) }
    }

    mutating func forget(_ peer: PeerID) {
        routes[peer] = nil
        crossings = crossings.filter { $0.feed.peer != peer }
    }
}
