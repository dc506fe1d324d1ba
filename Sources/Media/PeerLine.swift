package import Basics

/// How both ways of a peer's line were lately.
package struct PeerLine: Equatable, Sendable {
    package var peer: PeerID
    /// The share lost of what it is sent and of what it sends, before anything is mended; `nil` when too little went to tell.
    package var lossReceived: Double?
    package var lossSent: Double?
    package var roundTrip: Duration

    /// Whether people should hear of it; those that are not weak are not spoken of.
    package var isWeak: Bool {
        (lossReceived ?? 0) >= Self.weakLoss || (lossSent ?? 0) >= Self.weakLoss || roundTrip >= Self.weakRoundTrip
    }

    /// Up to three in a hundred are mended unnoticed.
    package static let weakLoss = 0.03
    /// Above this, two who speak with each other begin to interrupt each other.
    package static let weakRoundTrip = Duration.milliseconds(600)
}
