/// Every bound of the system with its reason; full means "no", never "grow".
package enum Limits {
    /// Above the largest Ethernet payload; larger datagrams are cut by the kernel and dropped by us.
    package static let datagramBytes = 1_500
    /// What one that came in may become on its way out: a contributing source, a number across the transport, a
    /// retransmission's number, a wider picture id and a longer tag, 4 + 8 + 2 + 1 + 6 bytes, and half of that again.
    package static let outgoingBytes = datagramBytes + 32
    /// An offer of a console with 29 video slots is about 20 kB; ten times that is not an offer.
    package static let offerBytes = 256 * 1024
    /// One control frame: a routing table for ten thousand peers with five slots each, with room to spare.
    package static let controlFrameBytes = 16 * 1024 * 1024
    /// Peers of one media process; a national conference down to the communes of one province at a time.
    package static let peers = 12_000
    /// Slots of one peer: a console's wall page of 25, the stage, and audio.
    package static let slotsPerPeer = 64
    /// Media sections of one offer: all slots and what a hall sends.
    package static let mediaSectionsPerOffer = 72
    /// A peer whose connectivity checks stop for this long is gone (browsers ask every 2.5 s, RFC 7675).
    package static let peerSilence: Duration = .seconds(15)
    /// A negotiated peer that never completes ICE and DTLS is forgotten; half a minute covers a slow hall.
    package static let handshake: Duration = .seconds(30)
    /// TCP connections that have not said, or not proved, whose they are; beyond it the oldest goes.
    package static let streamVisitors = 256
    /// How long such a connection may stay silent: two slow round trips.
    package static let streamIntroduction: Duration = .seconds(3)
    /// What may wait for a TCP connection to take it: a second of a speaker's picture; later it would be of no use.
    package static let streamBytes = 128 * 1024
    /// One send arena: what one call to the kernel carries of ordinary frames, small enough to be still in the
    /// processor's cache when the kernel copies it; the largest burst of one receiver fits too.
    package static let batchBytes = 768 * 1024
    /// Datagrams that one burst of a source may hold: two and a half full receives.
    package static let burstDatagrams = 160
    /// The kernel takes at most 64 segments and 65,507 bytes in one segmented send; 40 of ours stay below both.
    package static let segmentsPerRun = 40
    /// A line that loses this much of a thousand packets is weak: less is mended unnoticed.
    package static let weakLoss = 30
    /// One that loses this much is very weak: speech has holes.
    package static let veryWeakLoss = 100
    /// A longer round trip is a weak line's: two who speak with each other begin to interrupt each other.
    package static let weakRoundTrip: Duration = .milliseconds(600)
    /// Datagrams that are handled at once, and messages of one batched receive.
    package static let datagramsPerReceive = 64
    package static let receiveBatchBytes = datagramsPerReceive * 2_048
    /// What the kernel joins into one message is no longer than one datagram can be, so one such receive takes fewer.
    package static let joinedBytes = 65_536
    package static let joinedMessagesPerReceive = 16
    package static let joinedBatchBytes = joinedMessagesPerReceive * joinedBytes
}
