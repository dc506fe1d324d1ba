/// How much the media core keeps, for those who watch that it stays bounded.
package struct Footprint: Equatable, Sendable {
    package var peers = 0
    package var sources = 0
    package var streams = 0
    package var subscriptions = 0
    /// Bytes of packets kept for retransmission.
    package var historyBytes = 0
    /// Packets that publishers are asked for: of all streams, and of the worst.
    package var missing = 0
    package var missingMost = 0
    /// Addresses from which somebody's packets are taken.
    package var addresses = 0
    package var replies = 0
    package var events = 0

    /// What is beyond its limit.
    package var problems: [String] {
        var problems: [String] = []
        if missingMost > NackGenerator.outstandingMax + 1 { problems.append("\(missingMost) packets of one stream are missed") }
        if replies > 0 { problems.append("\(replies) replies were never sent") }
        return problems
    }
}

extension Router {
    package var footprint: Footprint {
        var footprint = Footprint()
        footprint.peers = peers.count
        footprint.sources = sources.count
        footprint.subscriptions = subscribers.values.reduce(0) { $0 + $1.count }
        footprint.addresses = byAddress.count
        footprint.replies = replies.count
        footprint.events = events.count - eventsTaken
        for source in sources.values {
            for stream in source.streams {
                guard let stream else { continue }
                footprint.streams += 1
                footprint.historyBytes += stream.historyBytes
                footprint.missing += stream.missingCount
                footprint.missingMost = max(footprint.missingMost, stream.missingCount)
            }
        }
        return footprint
    }
}
