package import Basics

/// What one simulated site has sent and received.
package struct PeerStatistics: Sendable, Equatable {
    package struct Slot: Sendable, Equatable {
        package var packets = 0
        package var bytes = 0
        package var retransmissions = 0
        package var lost = 0
        package var keyFrames = 0
        /// When a packet of another feed than before first came, and how often that was.
        package var lastChange: Instant?
        package var changes = 0
    }

    package var slots: [SlotID: Slot] = [:]
    package var sentPackets = 0
    package var sentBytes = 0
    package var answeredNacks = 0
    package var keyFramesAsked = 0
    package var undecryptable = 0

    package init() {}

    package var receivedPackets: Int { slots.values.reduce(0) { $0 + $1.packets } }
}

extension PeerStatistics {
    /// Adds what another connection of the same site counted.
    mutating func add(_ other: PeerStatistics) {
        for (slot, counts) in other.slots {
            var sum = slots[slot, default: Slot()]
            sum.packets += counts.packets
            sum.bytes += counts.bytes
            sum.retransmissions += counts.retransmissions
            sum.lost += counts.lost
            sum.keyFrames += counts.keyFrames
            sum.changes += counts.changes
            sum.lastChange = counts.lastChange ?? sum.lastChange
            slots[slot] = sum
        }
        sentPackets += other.sentPackets
        sentBytes += other.sentBytes
        answeredNacks += other.answeredNacks
        keyFramesAsked += other.keyFramesAsked
        undecryptable += other.undecryptable
    }
}
