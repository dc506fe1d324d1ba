import Basics
import Wire

/// What a browser does with one video slot: puts frames together, waits for what is missing, decodes what can be decoded, and
/// shows it when it is due. It goes by what packets say, and complains when the stamps in them say otherwise.
final class PictureReceiver {
    private struct Packet {
        var timestamp: UInt32
        var marker: Bool
        var part: PicturePart
        var wasAsked: Bool
    }

    private struct Frame {
        var first: Int64
        var last: Int64
        var timestamp: UInt32
        var numbering: PictureNumbering
        var stamp: Stamp
        var complete: Instant
        var wasAsked: Bool
    }

    /// A frame as it appears on the screen.
    struct Shown: Equatable {
        var stamp: Stamp
        var timestamp: UInt32
        var at: Instant
    }

    private let codec: VideoCodec
    private var unwrapper = SequenceUnwrapper()
    private var packets: [Int64: Packet] = [:]
    private var frames: [Frame] = []
    private(set) var nacks = NackRequester()
    private var decoder = DecoderState()
    private var clock = PlayoutClock(rate: 90_000)
    private var lastProgress: Instant?
    private var hasHope = false
    private var lastDenied: UInt32?
    private(set) var lastPacket: Instant?
    private(set) var isKeyFrameWanted = false
    private(set) var shown: Shown?
    private(set) var freezes = FreezeMeter()
    /// What a truthful stream would never make a decoder do.
    private(set) var complaints: [String] = []
    private(set) var requests = 0

    /// A browser waits this long for anything it can decode before it asks for a key frame, and less at the very start.
    private static let patience: Duration = .seconds(3)
    private static let firstPatience: Duration = .milliseconds(200)
    private static let packetsMax = 2_048
    private static let framesMax = 300

    init(codec: VideoCodec) {
        self.codec = codec
    }

    func forgetFigures() { freezes.reset() }

    // MARK: Packets

    /// Takes one packet; `wasAsked` when it came as a retransmission.
    func receive(_ header: RTPHeader, _ payload: [UInt8], wasAsked: Bool, at now: Instant) {
        let part = codec == .vp8 ? PicturePart(vp8: payload) : PicturePart(h264: payload)
        guard let part else {
            complaints.append("a packet whose payload is not what was sent, number \(header.sequence.rawValue)")
            return
        }
        receive(header.sequence, header.timestamp, header.marker, part, wasAsked: wasAsked, at: now)
    }

    func receive(
        _ sequence: SequenceNumber, _ timestamp: UInt32, _ marker: Bool, _ part: PicturePart, wasAsked: Bool,
        at now: Instant
    ) {
        let index = unwrapper.unwrap(sequence)
        lastPacket = now
        if !hasHope {
            hasHope = true
            lastProgress = now
        }
        if !nacks.received(index) { isKeyFrameWanted = true }
        guard index > decoder.lastIndex, packets[index] == nil, packets.count < Self.packetsMax,
            !frames.contains(where: { $0.first <= index && index <= $0.last })
        else { return }
        packets[index] = Packet(timestamp: timestamp, marker: marker, part: part, wasAsked: wasAsked)
        assemble(around: index, at: now)
    }

    /// Looks for a whole frame that has `index` in it.
    private func assemble(around index: Int64, at now: Instant) {
        guard let timestamp = packets[index]?.timestamp else { return }
        var first = index
        while let packet = packets[first], packet.timestamp == timestamp, !packet.part.startsFrame { first -= 1 }
        guard let start = packets[first], start.timestamp == timestamp, start.part.startsFrame else { return }
        var last = first
        while let packet = packets[last], packet.timestamp == timestamp, !packet.marker { last += 1 }
        guard let end = packets[last], end.timestamp == timestamp, end.marker else { return }
        var wasAsked = false
        for member in first...last {
            guard let packet = packets.removeValue(forKey: member) else { continue }
            wasAsked = wasAsked || packet.wasAsked
            let stamp = packet.part.stamp
            if stamp.feed != start.part.stamp.feed || stamp.layer != start.part.stamp.layer
                || stamp.frame != start.part.stamp.frame || Int64(stamp.part) != member - first
            {
                complaints.append("a frame of \(start.part.stamp.words) with a part of \(stamp.words)")
            }
        }
        if Int64(start.part.stamp.parts) != last - first + 1 {
            complaints.append("a frame of \(start.part.stamp.words) that lacks parts")
        }
        let frame = Frame(
            first: first, last: last, timestamp: timestamp, numbering: start.part.numbering,
            stamp: start.part.stamp, complete: now, wasAsked: wasAsked)
        frames.insert(frame, at: frames.firstIndex { $0.first > first } ?? frames.count)
        if frames.count > Self.framesMax { frames.removeFirst() }
        clock.completed(timestamp, wasAsked: wasAsked, at: now)
    }

    // MARK: Time

    /// When something may happen by itself.
    func deadline(roundTrip: Duration) -> Instant? {
        var moment = hasHope ? lastProgress?.advanced(by: decoder.isStarted ? Self.patience : Self.firstPatience) : nil
        for frame in frames where decoder.canDecode(frame.numbering, first: frame.first, timestamp: frame.timestamp) {
            let due = max(frame.complete, clock.due(frame.timestamp, roundTrip: roundTrip))
            moment = min(moment ?? due, due)
        }
        return moment
    }

    /// Shows what is due; returns what appeared on the screen, oldest first.
    func advance(roundTrip: Duration, at now: Instant) -> [Shown] {
        var appeared: [Shown] = []
        while let place = frames.firstIndex(where: {
            decoder.canDecode($0.numbering, first: $0.first, timestamp: $0.timestamp)
        }) {
            let frame = frames[place]
            guard clock.due(frame.timestamp, roundTrip: roundTrip) <= now else { break }
            frames.removeFirst(place + 1)
            decode(frame)
            let picture = Shown(stamp: frame.stamp, timestamp: frame.timestamp, at: now)
            shown = picture
            freezes.shown(at: now)
            lastProgress = now
            appeared.append(picture)
        }
        for frame in frames where frame.first > decoder.lastIndex && decoder.isDenied(frame.stamp)
            && !decoder.canDecode(frame.numbering, first: frame.first, timestamp: frame.timestamp)
        {
            guard lastDenied != frame.stamp.frame else { continue }
            lastDenied = frame.stamp.frame
            complaints.append("\(frame.stamp.words) could be decoded, but its numbers say that it cannot")
        }
        if let lastProgress, hasHope {
            // Without a packet for this long, nothing is asked for.
            hasHope = lastPacket.map { $0.duration(to: now) < .seconds(5) } ?? false
            let patience = decoder.isStarted ? Self.patience : Self.firstPatience
            if lastProgress.duration(to: now) >= patience {
                isKeyFrameWanted = true
                self.lastProgress = now
            }
        }
        return appeared
    }

    private func decode(_ frame: Frame) {
        for complaint in decoder.decode(frame.numbering, frame.stamp, last: frame.last, timestamp: frame.timestamp) {
            complaints.append(complaint)
        }
        if frame.numbering.isKey { nacks.clear(upTo: frame.first - 1) }
        packets = packets.filter { $0.key > frame.last }
    }

    /// Whether to ask for a key frame now.
    func takeKeyFrameRequest() -> Bool {
        defer { isKeyFrameWanted = false }
        if isKeyFrameWanted { requests += 1 }
        return isKeyFrameWanted
    }

    func takeMissing(roundTrip: Duration, at now: Instant) -> [SequenceNumber] {
        nacks.poll(roundTrip: roundTrip, at: now).map { SequenceNumber(UInt16(truncatingIfNeeded: $0)) }
    }

    func takeComplaints() -> [String] {
        defer { complaints = [] }
        return complaints
    }

    /// What is kept, to see that it is bounded.
    var kept: Int { packets.count + frames.count }
    var highestIndex: Int64? { unwrapper.highest }
}

extension Stamp {
    var words: String { "\(feed.source) \(feed.peer.rawValue) \(layer) frame \(frame) part \(part)/\(parts)\(isKey ? " key" : "")" }
}
