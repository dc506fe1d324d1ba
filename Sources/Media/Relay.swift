package import Basics

/// What crosses from one worker to another, before its payload.
package struct RelayHeader: BitwiseCopyable, Equatable, Sendable {
    package enum Kind: UInt8, BitwiseCopyable, Sendable {
        /// A plaintext packet of a feed, for the receivers over there.
        case packet
        /// Over there somebody waits for a key frame of this layer.
        case keyFrameWanted
    }

    package var kind: Kind
    var peer: UInt64
    var source: UInt8
    package var layer: Layer
    var codec: Codec = .vp8
    var number: Int64 = 0
    var timestamp: UInt32 = 0
    var marker = false
    var contributor: UInt32 = 0
    /// The publisher's last report and its shift to our clock, so that the other side needs no memory of them.
    var hasReport = false
    var reportTime: UInt64 = 0
    var reportTimestamp: UInt32 = 0
    var shift: Int64 = 0

    init(_ kind: Kind, _ feed: FeedID, _ layer: Layer) {
        self.kind = kind
        peer = feed.peer.rawValue
        source = UInt8(SourceKind.allCases.firstIndex(of: feed.source) ?? 0)
        self.layer = layer
    }

    /// A header that means nothing, to fill a ring with.
    package static let empty = RelayHeader(
        .packet, FeedID(peer: PeerID(rawValue: 0), source: .microphone), .low)

    package var feed: FeedID {
        FeedID(peer: PeerID(rawValue: peer), source: SourceKind.allCases[Int(source)])
    }
}

/// A message for another worker, whose payload a stream's ring keeps.
package struct Relay {
    package var worker: Int
    package var header: RelayHeader
    var packet: StoredPacket?
    var stream: StreamID?
}
