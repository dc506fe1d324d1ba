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
    private var ringMark: (number: Int64, at: Instant)?

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

    // MARK: Packets

    func index(of sequence: SequenceNumber) -> Int64 { replay.index(of: sequence) }
    func verdict(on index: Int64) -> ReplayWindow.Verdict { replay.verdict(on: index) }

    /// Notes a packet that proved authentic, before anything is made of its payload.
    func arrived(_ index: Int64, timestamp: UInt32, bytes: Int, isRetransmission: Bool, at now: Instant) {
        replay.accept(index)
        nacks.received(index)
        if !isRetransmission { statistics.received(index: index, timestamp: timestamp, bytes: bytes, at: now) }
        lastArrival = now
    }

    /// Notes a packet that another worker received, and what that one knows of its time.
    func mirrored(_ header: RelayHeader, at now: Instant) {
        lastArrival = now
        guard header.hasReport else { return }
        clock.received(ntp: NTPTime(rawValue: header.reportTime), timestamp: header.reportTimestamp)
    }

    func skip(_ index: Int64) -> Bool { gaps.skip(index) }

    /// Takes one payload in; returns what to forward, or `nil` when the payload is not what the codec promises.
    func store(
        _ payload: Span<UInt8>, index: Int64, timestamp: UInt32, marker: Bool, at now: Instant
    ) -> StoredPacket? {
        var packet = StoredPacket()
        packet.number = gaps.number(for: index)
        packet.timestamp = timestamp
        packet.marker = marker
        switch codec {
        case .opus:
            break
        case .vp8:
            guard let descriptor = try? VP8PayloadDescriptor(parsing: payload) else { return nil }
            if descriptor.pictureID != nil, !descriptor.pictureIDIsLong {
                let widened = Self.widenPictureID(of: payload, descriptor)
                return store(widened.span, index: index, timestamp: timestamp, marker: marker, at: now)
            }
            packet.vp8 = descriptor
            packet.isKeyFrameStart = descriptor.isKeyFrameStart
        case .h264:
            packet.isKeyFrameStart = H264Payload.isKeyFrameStart(payload)
        }
        if packet.isKeyFrameStart {
            nacks.receivedKeyFrame(index)
            keyFrames.keyFrameArrived()
        }
        packet.length = Int32(payload.count)
        packet.paddedLength = packet.length
        makeRoom(for: packet.number, at: now)
        ring.store(packet, payload: payload)
        return packet
    }

    /// A slot's picture ids have fifteen bits whatever its sources have, so that they can go on from one to another.
    private static func widenPictureID(of payload: Span<UInt8>, _ descriptor: VP8PayloadDescriptor) -> [UInt8] {
        var wide: [UInt8] = []
        wide.reserveCapacity(payload.count + 1)
        for place in payload.indices {
            if place == descriptor.pictureIDOffset {
                wide.append(0x80)
                wide.append(payload[place] & 0x7F)
            } else {
                wide.append(payload[place])
            }
        }
        return wide
    }

    /// Keeps about two seconds: grows while the packet to be overwritten is younger.
    private func makeRoom(for number: Int64, at now: Instant) {
        guard ring.evicted(by: number) != nil else { return }
        guard let mark = ringMark else {
            ringMark = (number, now)
            return
        }
        guard number - mark.number >= ring.capacity else { return }
        if mark.at.duration(to: now) < .seconds(codec == .opus ? 1 : 2) { _ = ring.grow(to: Self.ringPacketsMax) }
        ringMark = (number, now)
    }

    func packet(_ number: Int64) -> StoredPacket? { ring.packet(number) }
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
        ringMark = nil
    }
}
