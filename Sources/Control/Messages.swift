package import Basics

/// What the control process asks of the media process.
package enum MediaRequest: Codable, Equatable, Sendable {
    /// Negotiate a peer; `tag` is kept with it and handed back in every snapshot, unread.
    case negotiate(request: UInt64, peer: PeerID, tag: String, video: VideoCodec, offer: String)
    /// Fill these slots with these feeds; slots not named stay as they are.
    case route([SlotRoute])
    /// End one peer.
    case close(PeerID)
    /// Ask for the counters in Prometheus text format.
    case metrics(request: UInt64)
    /// End every peer and the process.
    case shutdown
}

/// What the media process answers, and what happened there.
package enum MediaReport: Codable, Equatable, Sendable {
    /// The first report on every connection: everything that is alive.
    case snapshot([PeerSnapshot])
    case negotiated(request: UInt64, answer: String, slots: SlotCounts)
    case refused(request: UInt64, reason: String)
    case metrics(request: UInt64, text: String)
    /// ICE and DTLS are up: media can flow.
    case peerConnected(PeerID)
    case peerGone(PeerID, PeerEnd)
    /// The first media of a feed arrived, or it fell silent.
    case feedAppeared(FeedID)
    case feedDisappeared(FeedID)
    /// The first packet of `feed` that the receiver can show was sent into `slot`.
    case switched(PeerID, SlotID, FeedID?)
    /// What the receiver's line lets a slot show changed.
    case limited(PeerID, SlotID, SlotLimit)
    /// Loudness of microphones that send, -127 (silent) to 0 dBov (RFC 6464), several times a second.
    case levels([FeedLevel])
    /// Lines that were weak in the last two seconds; those that are not named are good.
    case weakLines([LineReport])
}

/// A slot, what should fill it, and how large it is shown.
package struct SlotRoute: Codable, Equatable, Sendable {
    package var peer: PeerID
    package var slot: SlotID
    package var feed: FeedID?
    /// The largest simulcast layer that this slot is good for.
    package var upTo: Layer

    package init(peer: PeerID, slot: SlotID, feed: FeedID?, upTo: Layer) {
        self.peer = peer
        self.slot = slot
        self.feed = feed
        self.upTo = upTo
    }
}

/// How many slots a peer's offer asked for.
package struct SlotCounts: Codable, Equatable, Sendable {
    package var audio: Int
    package var video: Int

    package init(audio: Int, video: Int) {
        self.audio = audio
        self.video = video
    }
}

package struct PeerSnapshot: Codable, Equatable, Sendable {
    package var peer: PeerID
    package var tag: String
    package var slots: SlotCounts
    package var connected: Bool
    /// The sources whose media has arrived.
    package var feeds: [SourceKind]

    package init(peer: PeerID, tag: String, slots: SlotCounts, connected: Bool, feeds: [SourceKind]) {
        self.peer = peer
        self.tag = tag
        self.slots = slots
        self.connected = connected
        self.feeds = feeds
    }
}

/// How both ways of a peer's line were lately.
package struct LineReport: Codable, Equatable, Sendable {
    package var peer: PeerID
    /// Of a thousand packets that it was sent, and that it sent, how many were lost before anything was mended.
    package var receivedLost: Int
    package var sentLost: Int
    package var roundTripMilliseconds: Int

    package init(peer: PeerID, receivedLost: Int, sentLost: Int, roundTripMilliseconds: Int) {
        self.peer = peer
        self.receivedLost = receivedLost
        self.sentLost = sentLost
        self.roundTripMilliseconds = roundTripMilliseconds
    }
}

/// What a receiver's line takes from a slot.
package enum SlotLimit: String, Codable, Sendable {
    /// Nothing, or no longer anything.
    case none
    /// A smaller picture than is wanted and sent.
    case smaller
    /// All of it; what it showed last stands still.
    case paused
}

package enum PeerEnd: String, Codable, Sendable {
    case closed, silent, handshakeFailed, handshakeTimedOut, closedByPeer
}

package struct FeedLevel: Codable, Equatable, Sendable {
    package var feed: FeedID
    package var decibels: Int

    package init(feed: FeedID, decibels: Int) {
        self.feed = feed
        self.decibels = decibels
    }
}
