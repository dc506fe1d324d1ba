import Basics
import Wire

/// How a slot was negotiated, once and for good.
struct SlotParameters: Equatable, Sendable {
    var id: SlotID
    var mid: String
    var ssrc: SSRC
    var retransmissionSSRC: SSRC?
    var payloadType: UInt8
    var retransmissionPayloadType: UInt8?
    /// The header extension that numbers packets across the whole transport, where the peer reports on it.
    var transportSequenceID: UInt8?
    /// Under which sound may carry earlier sound with it (RFC 2198).
    var redundancyPayloadType: UInt8?
}

/// What every packet of a slot carries; apart from the parameters, whose text must not be counted for each packet.
struct SlotOutgoing: BitwiseCopyable {
    let ssrc: SSRC
    let payloadType: UInt8
    let transportSequenceID: UInt8?
    let redundancyPayloadType: UInt8?
}

/// The state of one slot: what it should show, what it shows, and the numbers that only ever go on.
struct Slot {
    let parameters: SlotParameters
    let outgoing: SlotOutgoing
    let codec: Codec

    /// What the routing table wants here.
    private(set) var wanted: SourceID?
    private(set) var upTo: Layer = .high
    /// What the line leaves of that.
    private(set) var grant = SlotGrant.upTo(.high)
    /// What goes out more than once unasked.
    var precaution = Precaution.none
    /// The layer to move to when one of its key frames comes.
    private(set) var target: Layer?
    private(set) var splice: Splice?
    private var past: [Splice] = []
    private var thinner = FrameThinner()
    /// Whether some frames are left out; kept apart, for it is asked for each packet.
    private(set) var isThin = false
    private var timeline: Timeline
    private var pictures = PictureNumbers()
    private var lastNumber: Int64
    private var isInsideFrame = false
    private var retransmissionNumber: Int64
    private var resends = ResendBudget()
    /// The share of its packets that the receiver reported lost: the worst of late, forgotten slowly.
    private(set) var loss = 0.0
    private(set) var echo = Echo()
    private(set) var packetCount: UInt32 = 0
    private(set) var octetCount: UInt32 = 0

    /// Stretches that a request to resend may still reach into; where frames are left out each makes one.
    private static let pastMax = 32

    init(_ parameters: SlotParameters, codec: Codec, random: inout some RandomNumberGenerator) {
        self.parameters = parameters
        self.codec = codec
        outgoing = SlotOutgoing(
            ssrc: parameters.ssrc, payloadType: parameters.payloadType,
            transportSequenceID: parameters.transportSequenceID,
            redundancyPayloadType: parameters.redundancyPayloadType)
        // Below 2^15, so that the first packets cannot be taken for ones before a rollover (RFC 3711 §3.3.1).
        lastNumber = Int64.random(in: 1...0x7FF0, using: &random)
        retransmissionNumber = Int64.random(in: 1...0x7FF0, using: &random)
        timeline = Timeline(base: UInt32.random(in: 0...UInt32.max, using: &random), rate: codec.clockRate)
    }

    /// Whether the slot waits for a key frame of this source.
    func isWaiting(for source: SourceID) -> Bool {
        guard wanted == source, grant != .paused else { return false }
        guard let splice, splice.stream.source == source else { return true }
        return target.map { $0 != splice.stream.layer } ?? false
    }

    /// The largest layer that is wanted and may be sent; `nil` while nothing may.
    var largest: Layer? {
        switch grant {
        case .paused: nil
        case .sparse: .low
        case .upTo(let limit): min(limit, upTo)
        }
    }

    func shows(_ source: SourceID) -> Bool { splice?.stream.source == source }

    mutating func route(to source: SourceID?, upTo limit: Layer) {
        wanted = source
        upTo = limit
        target = nil
        if source == nil { close() }
    }

    /// The source is gone; what it left behind stays on the screen until something else is routed here.
    mutating func lose(_ source: SourceID) {
        if wanted == source { wanted = nil }
        if shows(source) { close() }
    }

    mutating func aim(at layer: Layer?) { target = layer }

    /// Holds the slot to what the line carries; while paused it sends nothing.
    mutating func hold(to grant: SlotGrant) {
        self.grant = grant
        thinner.thin(grant == .sparse)
        isThin = thinner.state != .whole
        if grant == .paused {
            target = nil
            close()
        }
    }

    /// Whether `packet` is of a frame that is left out; the numbers then go on as if it had never been.
    mutating func leavesOut(_ packet: StoredPacket) -> Bool {
        guard var current = splice else { return false }
        let verdict = thinner.take(packet)
        isThin = thinner.state != .whole
        guard case .leaveOut(let count, let beginsFrame) = verdict else {
            if current.isThin, !isThin { rejoin(with: packet) }
            return false
        }
        // What is missing before it may still come, and then belongs to the stretch that ends here.
        current.last = max(current.last, packet.number - count)
        lastNumber = max(lastNumber, current.last + current.numberOffset)
        if current.last >= current.first { remember(current) }
        if let vp8 = packet.vp8 { pictures.leftOut(vp8, by: current) }
        current.first = packet.number + 1
        current.last = packet.number
        current.isThin = true
        current.numberOffset -= count
        if beginsFrame { current.pictureOffset &-= 1 }
        splice = current
        return true
    }

    private mutating func close() {
        if let splice { remember(splice) }
        splice = nil
        echo.clear()
    }

    private mutating func remember(_ splice: Splice) {
        past.append(splice)
        if past.count > Self.pastMax { past.removeFirst() }
    }

    /// Whether `packet` of `stream` may start a new stretch here.
    func canStart(with packet: StoredPacket, of stream: StreamID) -> Bool {
        guard wanted == stream.source else { return false }
        if codec == .opus { return !shows(stream.source) }
        guard packet.isKeyFrameStart, let largest else { return false }
        guard let splice, splice.stream.source == stream.source else {
            // A new source: the first picture that comes, as long as it is not too large to be wanted.
            return target == nil || stream.layer == target || stream.layer <= largest
        }
        // A camera that wakes brings all its layers at once; the first is not clung to.
        return splice.stream.layer < stream.layer ? stream.layer <= largest : splice.stream.layer != stream.layer && stream.layer == target
    }

    mutating func start(with packet: StoredPacket, of stream: StreamID, captured capture: Int64) {
        if let splice { remember(splice) }
        // A frame cut off before its end: one number is left out, so that the decoder knows.
        let firstOut = lastNumber + (isInsideFrame && codec != .opus ? 2 : 1)
        var next = Splice(
            stream: stream,
            first: packet.number,
            last: packet.number - 1,
            numberOffset: firstOut - packet.number,
            timestampOffset: timeline.offset(for: packet.timestamp, captured: capture)
        )
        if let vp8 = packet.vp8 { pictures.fit(&next, to: vp8) }
        isInsideFrame = false
        echo.clear()
        thinner.restart()
        isThin = thinner.state != .whole
        next.isThin = isThin
        splice = next
    }

    /// Accounts for `packet` as sent; returns the slot's number for it and its splice, or `nil` when it is late.
    mutating func send(_ packet: StoredPacket) -> (number: Int64, splice: Splice)? {
        guard var current = splice else { return nil }
        guard packet.number >= current.first else { return sendLate(packet, current.stream) }
        guard current.sends(packet) else { return nil }
        let number = packet.number + current.numberOffset
        if packet.number > current.last {
            current.last = packet.number
            splice = current
            lastNumber = number
            isInsideFrame = !packet.marker
            timeline.sent(packet.timestamp &+ current.timestampOffset)
            if let vp8 = packet.vp8 { pictures.sent(vp8, by: current) }
        }
        packetCount &+= 1
        octetCount &+= UInt32(packet.length)
        return (number, current)
    }

    /// All frames are sent again from this packet on.
    private mutating func rejoin(with packet: StoredPacket) {
        guard var current = splice else { return }
        if current.last >= current.first { remember(current) }
        current.first = packet.number
        current.last = packet.number - 1
        current.isThin = false
        splice = current
    }

    /// A packet that was overtaken by a frame that was left out after it.
    private mutating func sendLate(_ packet: StoredPacket, _ stream: StreamID) -> (number: Int64, splice: Splice)? {
        guard isThin,
            let earlier = past.last(where: { $0.stream == stream && $0.first...max($0.first, $0.last) ~= packet.number }),
            earlier.sends(packet)
        else { return nil }
        packetCount &+= 1
        octetCount &+= UInt32(packet.length)
        return (packet.number + earlier.numberOffset, earlier)
    }

    /// The stretch and the stream's number behind an outgoing sequence number that a receiver misses.
    func origin(of sequence: SequenceNumber) -> (splice: Splice, number: Int64, outgoing: Int64)? {
        let delta = Int16(bitPattern: sequence.rawValue &- UInt16(truncatingIfNeeded: lastNumber))
        let outgoing = lastNumber + Int64(delta)
        if let splice, splice.contains(outgoing: outgoing) {
            return (splice, outgoing - splice.numberOffset, outgoing)
        }
        guard let splice = past.last(where: { $0.contains(outgoing: outgoing) }) else { return nil }
        return (splice, outgoing - splice.numberOffset, outgoing)
    }

    /// The packet that was sent `back` packets before the last, within the present stretch.
    func recent(_ back: Int) -> (splice: Splice, number: Int64, outgoing: Int64)? {
        let outgoing = lastNumber - Int64(back)
        guard let splice, splice.contains(outgoing: outgoing) else { return nil }
        return (splice, outgoing - splice.numberOffset, outgoing)
    }

    /// Whether the budget allows `outgoing` to be sent again; not twice within a round trip.
    mutating func mayResend(_ outgoing: Int64, bytes: Int, roundTrip: Duration, at now: Instant) -> Bool {
        resends.allow(outgoing, bytes: bytes, sentOctets: octetCount, loss: loss, roundTrip: roundTrip, at: now)
    }

    /// Notes what the receiver reported; what is lost because the line is full is not mended by sending more.
    mutating func reported(lost fraction: UInt8, isFull: Bool) {
        loss = isFull ? 0 : max(Double(fraction) / 256, loss * 0.75)
    }

    /// How many copies of what is missed to send: as many as make it likely that one arrives.
    var copies: Int { loss <= Self.muchLoss ? 1 : loss <= 0.06 ? 2 : loss <= 0.12 ? 3 : 4 }

    /// One packet in fifty; half of that is what a good line over the air loses now and then.
    static let muchLoss = 0.02

    /// Of one packet in twelve, two in a row are lost often enough to be heard.
    static let veryMuchLoss = 0.08

    /// Keeps a sealed packet of sound to be sent once more beside the next one.
    mutating func keepEcho(of datagram: borrowing MutableSpan<UInt8>, length: Int, isNeeded: Bool) {
        if isNeeded { echo.keep(datagram, length: length) } else { echo.clear() }
    }

    mutating func nextRetransmissionNumber() -> Int64 {
        retransmissionNumber += 1
        return retransmissionNumber
    }
}
