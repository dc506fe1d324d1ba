import Basics
import Wire

/// One encoded layer on its way out: where its loop stands, its two sources, and what may be asked for again.
struct VideoSender {
    /// The payload of a packet: with header, extensions, descriptor and tag it stays below 1200 bytes.
    static let largestPayload = 1_100
    /// About two seconds of a layer.
    private static let historyMax = 512

    /// One packet as it was sent; the bytes are still in the loop.
    struct Packet: Equatable {
        var sequence: SequenceNumber
        var rollover: UInt32
        var timestamp: UInt32
        var frame: Int
        var bytes: Range<Int>
        var isLast: Bool
        var pictureID: UInt16
        var zeroIndex: UInt8

        var isFirst: Bool { bytes.lowerBound == 0 }
    }

    let loop: VideoLoop
    let rid: String?
    var media: OutgoingSource
    var retransmission: OutgoingSource
    /// Whether anybody wants the layer; turning it on begins at the key frame.
    private(set) var isActive = false
    private var position = 0
    private var pictureID: UInt16
    private var zeroIndex: UInt8
    private var history: [Packet?] = Array(repeating: nil, count: historyMax)
    private(set) var restarts = 0

    init(
        _ loop: VideoLoop, rid: String?, _ sources: PeerIdentity.SourcePair,
        using random: inout some RandomNumberGenerator
    ) {
        self.loop = loop
        self.rid = rid
        media = OutgoingSource(sources.media, clockRate: 90_000, using: &random)
        retransmission = OutgoingSource(sources.retransmission, clockRate: 90_000, using: &random)
        pictureID = UInt16.random(in: 0..<0x8000, using: &random)
        zeroIndex = UInt8.random(in: 0...255, using: &random)
    }

    mutating func setActive(_ active: Bool) {
        if active, !isActive { position = 0 }
        isActive = active
    }

    /// Answers a request for a key frame: the loop begins again (RFC 4585 §6.3.1).
    mutating func restart() {
        // A request that crossed with the key frame it asks for is answered already.
        guard position > 1 else { return }
        position = 0
        restarts += 1
    }

    /// Cuts the next frame of the loop into packets of about one size, the last not longer than the others.
    mutating func nextFrame(at now: Instant) -> [Packet] {
        let frame = position
        position = (position + 1) % loop.frames.count
        let total = loop.frames[frame].count
        let count = (total + Self.largestPayload - 1) / Self.largestPayload
        let size = (total + count - 1) / count
        let timestamp = media.timestamp(at: now)
        pictureID = (pictureID + 1) & 0x7FFF
        zeroIndex &+= 1
        return stride(from: 0, to: total, by: size).map { start in
            let end = min(start + size, total)
            let (sequence, rollover) = media.count(payload: end - start)
            let packet = Packet(
                sequence: sequence, rollover: rollover, timestamp: timestamp, frame: frame, bytes: start..<end,
                isLast: end == total, pictureID: pictureID, zeroIndex: zeroIndex
            )
            history[Int(sequence.rawValue) % Self.historyMax] = packet
            return packet
        }
    }

    /// The packet that was sent under `sequence`, unless it was too long ago.
    func sent(_ sequence: SequenceNumber) -> Packet? {
        let packet = history[Int(sequence.rawValue) % Self.historyMax]
        return packet?.sequence == sequence ? packet : nil
    }
}
