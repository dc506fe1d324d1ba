package import Basics

/// How both ways of a peer's line were lately.
package struct PeerLine: Equatable, Sendable {
    package var peer: PeerID
    /// Of a thousand packets that it was sent, and that it sent, how many were lost before anything was mended; 0 when too few went to tell.
    package var receivedLost: Int
    package var sentLost: Int
    package var roundTrip: Duration

    init(peer: PeerID, lossReceived: Double?, lossSent: Double?, roundTrip: Duration) {
        self.peer = peer
        receivedLost = Int((lossReceived ?? 0) * 1_000)
        sentLost = Int((lossSent ?? 0) * 1_000)
        self.roundTrip = roundTrip
    }

    /// Whether people should hear of it; those that are not weak are not spoken of.
    package var isWeak: Bool { max(receivedLost, sentLost) >= Limits.weakLoss || roundTrip >= Limits.weakRoundTrip }
}
