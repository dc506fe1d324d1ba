import Basics
import Wire

/// One incoming RTP stream: a microphone, or one layer of a camera or presentation.
final class IngressStream {
    let id: StreamID
    let ssrc: SSRC
    let codec: Codec

    private(set) var replay = ReplayWindow()
    private(set) var clock: CaptureClock
    private(set) var statistics: ReceptionStatistics
    private var gaps = GapCloser()
    private var nacks = NackGenerator()
    private var keyFrames: KeyFrameRequests
    private var ring = PacketRing()
    private(set) var lastArrival: Instant?
    private(set) var lastSenderReport: (middle: UInt32, at: Instant)?
    private var pictures = PictureWidener()
    private var meter = RateMeter()
    /// The same for its base temporal layer, where it has several.
    private var baseMeter = RateMeter()
    /// The packet with the highest number so far.
    private var newest: (number: Int64, timestamp: UInt32)?

    init(id: StreamID, ssrc: SSRC, codec: Codec) {
        self.id = id
        self.ssrc = ssrc
        self.codec = codec
        clock = CaptureClock(rate: codec.clockRate)
        statistics = ReceptionStatistics(rate: codec.clockRate)
        keyFrames = KeyFrameRequests(interval: id.layer == .low ? .milliseconds(500) : .seconds(1))
    }

    /// A stream that stopped for this long is not one to switch to; the slowest camera sends five frames a second.
    static let activity: Duration = .milliseconds(700)
    private static let ringPacketsMax = 1_024

    func isActive(at now: Instant) -> Bool {
        guard let lastArrival else { return false }
        return lastArrival.duration(to: now) < Self.activity
    }

    /// What it brings now.
    var bitrate: Bitrate { meter.bitrate }
    /// What is left of that where only the frames are sent that need no others; `nil` where it does not tell them apart.
    var baseBitrate: Bitrate? { baseMeter.bitrate == .zero ? nil : baseMeter.bitrate }

    // MARK: Packets

    func index(of sequence: SequenceNumber) -> Int64 { replay.index(of: sequence) }
    func verdict(on index: Int64) -> ReplayWindow.Verdict { replay.verdict(on: index) }

    /// Notes a packet that proved authentic, before anything is made of its payload.
    func arrived(_ index: Int64, timestamp: UInt32, bytes: Int, isRetransmission: Bool, at now: Instant) {
        replay.accept(index)
        // Nobody asks for a sound again, so nobody would forget what is missing of it.
        if codec != .opus { nacks.received(index) }
        if !isRetransmission { statistics.received(index: index, timestamp: timestamp, bytes: bytes, at: now) }
        lastArrival = now
        meter.add(bytes, at: Microseconds(now))
    }

    /// Notes a packet that another worker received, and what that one knows of its time.
    func mirrored(_ header: RelayHeader, bytes: Int, at now: Instant) {
        lastArrival = now
        meter.add(bytes, at: Microseconds(now))
        guard header.hasReport else { return }
        clock.received(ntp: NTPTime(rawValue: header.reportTime), timestamp: header.reportTimestamp)
    }

    func skip(_ index: Int64) -> Bool { gaps.skip(index) }

    /// Takes one payload in, and keeps it when somebody may want it; returns what to forward, or `nil` when the payload is not
    /// what the codec promises, or comes so late that its number is not known any more.
    func store(
        _ payload: Span<UInt8>, index: Int64, timestamp: UInt32, marker: Bool, isWanted: Bool
    ) -> StoredPacket? {
        guard let number = gaps.number(for: index) else { return nil }
        var packet = StoredPacket()
        packet.number = number
        packet.timestamp = timestamp
        packet.marker = marker
        switch codec {
        case .opus:
            break
        case .vp8:
            guard let descriptor = try? VP8PayloadDescriptor(parsing: payload) else { return nil }
            if descriptor.pictureID != nil, !descriptor.pictureIDIsLong {
                let widened = widenPictureID(of: payload, descriptor, timestamp: timestamp)
                return store(widened.span, index: index, timestamp: timestamp, marker: marker, isWanted: isWanted)
            }
            packet.vp8 = descriptor
            if descriptor.temporalLayer == 0, let lastArrival { baseMeter.add(payload.count, at: Microseconds(lastArrival)) }
            packet.isKeyFrameStart = descriptor.isKeyFrameStart
        case .h264:
            packet.isKeyFrameStart = H264Payload.isKeyFrameStart(payload)
        }
        if newest.map({ packet.number > $0.number }) ?? true { newest = (packet.number, timestamp) }
        if packet.isKeyFrameStart {
            nacks.receivedKeyFrame(index)
            packet.isKeyFrameStart = !isOvertaken(timestamp)
            if packet.isKeyFrameStart { keyFrames.keyFrameArrived() }
        }
        packet.length = Int32(payload.count)
        packet.paddedLength = packet.length
        if isWanted {
            makeRoom(for: packet)
            ring.store(packet, payload: payload)
        }
        return packet
    }

    /// Whether a frame came so late that a slot which began with it would set its clock back.
    private func isOvertaken(_ timestamp: UInt32) -> Bool {
        guard let newest else { return false }
        return Int32(bitPattern: newest.timestamp &- timestamp) > Self.overtaken
    }

    /// Three tenths of a second of a picture's clock: a frame that was sent again two or three times.
    private static let overtaken: Int32 = 27_000

    /// A slot's picture ids have fifteen bits whatever its sources have, so that they can go on from one to another.
    private func widenPictureID(
        of payload: Span<UInt8>, _ descriptor: VP8PayloadDescriptor, timestamp: UInt32
    ) -> [UInt8] {
        let picture = pictures.widen(descriptor.pictureID ?? 0, timestamp: timestamp)
        var wide: [UInt8] = []
        wide.reserveCapacity(payload.count + 1)
        for place in payload.indices {
            if place == descriptor.pictureIDOffset {
                wide.append(0x80 | UInt8(truncatingIfNeeded: picture >> 8))
                wide.append(UInt8(truncatingIfNeeded: picture))
            } else {
                wide.append(payload[place])
            }
        }
        return wide
    }

    /// Keeps about two seconds, and in any case what one batch brings: grows while the packet to be overwritten is younger.
    private func makeRoom(for packet: StoredPacket) {
        let kept = Int32(codec.clockRate) * (codec == .opus ? 1 : 2)
        while let evicted = ring.evicted(by: packet.number),
            Int32(bitPattern: packet.timestamp &- evicted.timestamp) < kept
        {
            guard ring.grow(to: Self.ringPacketsMax) else { return }
        }
    }

    /// All packets that are kept, to be read by who would else ask for them one by one.
    var packets: PacketRing { ring }
    func packet(_ number: Int64) -> StoredPacket? { ring.packet(number) }
    func hasForgotten(_ number: Int64) -> Bool { ring.evicted(by: number).map { $0.number > number } ?? false }
    func pad(_ number: Int64, to length: Int32) { ring.pad(number, to: length) }

    func copy(_ packet: StoredPacket, into datagram: inout MutableSpan<UInt8>, at offset: Int) {
        ring.copy(packet, into: &datagram, at: offset)
    }

    // MARK: Control

    func receivedSenderReport(_ report: SenderReport, at now: Instant) {
        clock.received(ntp: report.ntp, timestamp: report.rtpTimestamp)
        lastSenderReport = (report.ntp.middle, now)
    }

    func wantKeyFrame() { keyFrames.want() }

    var missingCount: Int { nacks.count }
    var historyBytes: Int { ring.bytes }

    /// Whether to ask for a key frame, and what to ask for again.
    func pollRequests(at now: Instant) -> (keyFrame: Bool, missing: [SequenceNumber]) {
        let request = nacks.poll(at: now)
        if request.needsKeyFrame { keyFrames.want() }
        return (codec != .opus && keyFrames.poll(at: now), request.sequences)
    }

    func reportBlock(at now: Instant) -> ReportBlock {
        statistics.report(about: ssrc, lastSenderReport: lastSenderReport, at: now)
    }

    /// Forgets the packets of a stream that nobody sends any more.
    func releaseIfIdle(at now: Instant) {
        guard let lastArrival, lastArrival.duration(to: now) > .seconds(10), ring.capacity > 0 else { return }
        ring.releaseAll()
    }
}
