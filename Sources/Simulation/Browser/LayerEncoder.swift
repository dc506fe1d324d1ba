import Basics
import Wire

/// One layer of a camera: makes stamped frames, and keeps their packets for those who missed them.
struct LayerEncoder {
    /// How many packets a frame has, and how large they are.
    struct Shape: Equatable, Sendable {
        var framesPerSecond = 15
        var keyParts = 8
        var deltaParts = 2
        var packetBytes = 120
    }

    struct Packet {
        var index: Int64
        var timestamp: UInt32
        var marker: Bool
        var payload: [UInt8]
        var sentAgain: Instant?
    }

    /// As many as libwebrtc keeps of a stream.
    private static let historyMax = 600

    let layer: Layer
    let rid: String?
    let feed: FeedID
    let format: PictureFormat
    let shape: Shape
    var media: OutgoingStream
    var again: OutgoingStream
    var isActive = true
    private(set) var keyFrames = 0
    private var isKeyWanted = true
    private var frame: UInt32 = 0
    private var picture: UInt16
    private var zeroIndex: UInt8
    private var keyIndex: UInt8
    private var position = 0
    /// The frames of the two lower temporal layers that later ones lean on.
    private var lastZero: UInt32 = 0
    private var lastOne: UInt32 = 0
    private var history: ContiguousArray<Packet> = []

    init(
        _ layer: Layer, rid: String?, feed: FeedID, format: PictureFormat, shape: Shape, media: OutgoingStream,
        again: OutgoingStream, using random: inout SeededGenerator
    ) {
        self.layer = layer
        self.rid = rid
        self.feed = feed
        self.format = format
        self.shape = shape
        self.media = media
        self.again = again
        picture = UInt16.random(in: 0...0x7FFF, using: &random)
        zeroIndex = UInt8.random(in: 0...255, using: &random)
        keyIndex = UInt8.random(in: 0...31, using: &random)
    }

    mutating func wantKeyFrame() { isKeyWanted = true }

    mutating func setActive(_ isActive: Bool) {
        if isActive, !self.isActive { isKeyWanted = true }
        self.isActive = isActive
    }

    /// The packets of one frame captured now, on the browser's clock.
    mutating func nextFrame(
        captured: Instant, at clock: Instant, using random: inout SeededGenerator
    ) -> [Packet] {
        let isKey = isKeyWanted
        isKeyWanted = false
        let (temporal, isSync, references) = lean(isKey: isKey)
        let parts = isKey ? shape.keyParts : Int.random(in: 1...max(1, shape.deltaParts * 2 - 1), using: &random)
        let timestamp = media.timestamp(at: clock)
        var packets: [Packet] = []
        for part in 0..<parts {
            let stamp = Stamp(
                feed, layer, frame: frame, part: part, parts: parts, isKey: isKey, references: references,
                captured: captured)
            var payload = head(part, of: parts, isKey: isKey, temporal: temporal, isSync: isSync)
            // Parts of a frame are about equal: the later ones a byte longer (as libwebrtc cuts them).
            let isAggregate = format == .h264 && isKey && part == 0
            stamp.append(to: &payload, size: isAggregate ? Stamp.length : shape.packetBytes + (part * 2 >= parts ? 1 : 0))
            let packet = Packet(
                index: media.takeIndex(octets: payload.count), timestamp: timestamp, marker: part == parts - 1,
                payload: payload)
            packets.append(packet)
            history.append(packet)
        }
        if history.count > 2 * Self.historyMax { history.removeFirst(history.count - Self.historyMax) }
        frame += 1
        picture = (picture &+ 1) & 0x7FFF
        if isKey { keyFrames += 1 }
        return packets
    }

    /// The temporal layer of the frame, and which frames it needs.
    private mutating func lean(isKey: Bool) -> (temporal: UInt8, isSync: Bool, references: [UInt32]) {
        if isKey {
            position = 0
            keyIndex = (keyIndex &+ 1) & 0x1F
        }
        let place = position
        position += 1
        guard format == .layered, !isKey, place % 4 != 0 else {
            let references = isKey ? [] : [format == .layered ? lastZero : frame - 1]
            lastZero = frame
            zeroIndex = zeroIndex &+ 1
            return (0, false, references)
        }
        switch place % 4 {
        case 1: return (2, true, [lastZero])
        case 2:
            lastOne = frame
            return (1, true, [lastZero])
        default: return (2, false, [lastZero, lastOne])
        }
    }

    /// What precedes the stamp in a payload.
    private func head(_ part: Int, of parts: Int, isKey: Bool, temporal: UInt8, isSync: Bool) -> [UInt8] {
        var head: [UInt8] = []
        switch format {
        case .layered:
            head = [part == 0 ? 0x90 : 0x80, 0xF0]
            head.append(big: 0x8000 | picture)
            head += [zeroIndex, temporal << 6 | (isSync ? 0x20 : 0) | keyIndex]
        case .plain(let shortNumbers):
            head = [part == 0 ? 0x90 : 0x80, 0x80]
            if shortNumbers { head.append(UInt8(picture & 0x7F)) } else { head.append(big: 0x8000 | picture) }
        case .h264:
            if isKey, part == 0 { return PicturePart.parameterSets }
            let isStart = part == (isKey ? 1 : 0)
            let isEnd = part == parts - 1
            return [0x7C, (isStart ? 0x80 : 0) | (isEnd ? 0x40 : 0) | (isKey ? 5 : 1)]
        }
        if part == 0 { head += isKey ? [0x10, 2, 0, 0x9D, 0x01, 0x2A, 0x40, 1, 0xF0, 0] : [0x11, 2, 0] }
        return head
    }

    /// A packet to send again, not more often than once in a round trip.
    mutating func missed(_ sequence: SequenceNumber, roundTrip: Duration, at now: Instant) -> Packet? {
        guard let last = history.last else { return nil }
        let distance = SequenceNumber(UInt16(truncatingIfNeeded: last.index)).distance(to: sequence)
        let place = history.count - 1 + distance
        guard distance <= 0, place >= 0 else { return nil }
        if let sent = history[place].sentAgain, sent.duration(to: now) < roundTrip { return nil }
        history[place].sentAgain = now
        return history[place]
    }
}
