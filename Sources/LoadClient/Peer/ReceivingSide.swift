import Basics
import Wire

/// All that a simulated site receives: its slots, what is missing in them, and what it tells the server of them.
struct ReceivingSide {
    private static let feedbackInterval: Duration = .milliseconds(100)
    /// A key frame is asked for once in this time while a picture cannot be shown.
    private static let keyFrameInterval: Duration = .milliseconds(500)
    private static let arrivalsMax = 400

    /// What a decoder would know of one video slot.
    private struct Picture {
        var feed: SSRC?
        var needsKeyFrame = true
        var nextRequest = Instant.start
    }

    private var sources: [SSRC: IncomingSource] = [:]
    private var retransmissions: [SSRC: (media: SSRC, unwrapper: SequenceUnwrapper)] = [:]
    private var slotsByMid: [String: SlotID] = [:]
    private var retransmissionTypes: Set<UInt8> = []
    private var midID: UInt8?
    private var transportID: UInt8?
    private var pictures: [SlotID: Picture] = [:]
    private var transport = SequenceUnwrapper()
    private var arrivals: [(index: Int64, at: Instant)] = []
    private var feedbackCount: UInt8 = 0
    private var lastBase: Int64?
    private(set) var deadline: Instant?

    mutating func prepare(_ answer: PeerAnswer) {
        for section in answer.sections where section.isAccepted {
            guard case .slot(let slot) = section.purpose else { continue }
            slotsByMid[section.mid] = slot
            midID = midID ?? section.extensions[.mid]
            transportID = transportID ?? section.extensions[.transportSequence]
            if let type = section.retransmissionType { retransmissionTypes.insert(type) }
            guard let media = section.sources.first else { continue }
            sources[media] = IncomingSource(slot)
            if section.sources.count > 1 { retransmissions[section.sources[1]] = (media, SequenceUnwrapper()) }
        }
    }

    mutating func begin(at now: Instant) {
        deadline = now.advanced(by: Self.feedbackInterval)
    }

    /// The rollover counter to open a packet with; `nil` when it belongs to no slot.
    mutating func rollover(of header: RTPHeader, in packet: Span<UInt8>) -> UInt32? {
        if let source = sources[header.ssrc] { return source.rollover(of: header.sequence) }
        if var unwrapper = retransmissions[header.ssrc]?.unwrapper {
            return UInt32(truncatingIfNeeded: unwrapper.unwrap(header.sequence) >> 16)
        }
        guard let midID, let range = header.extensionElement(midID, in: packet) else { return nil }
        let mid = String(decoding: packet.extracting(range).array, as: UTF8.self)
        guard let slot = slotsByMid[mid] else { return nil }
        if retransmissionTypes.contains(header.payloadType) {
            guard let media = sources.first(where: { $0.value.slot == slot })?.key else { return nil }
            retransmissions[header.ssrc] = (media, SequenceUnwrapper())
        } else {
            sources[header.ssrc] = IncomingSource(slot)
        }
        return 0
    }

    /// Takes an opened packet.
    mutating func receive(
        _ header: RTPHeader, _ packet: Span<UInt8>, at now: Instant, _ statistics: inout PeerStatistics
    ) {
        noteTransport(header, packet, at: now)
        guard let padding = try? header.paddingLength(in: packet) else { return }
        let payload = packet.extracting(header.length..<packet.count - padding)
        if let media = retransmissions[header.ssrc]?.media {
            _ = retransmissions[header.ssrc]?.unwrapper.unwrap(header.sequence)
            // Probes ride on this source as padding and carry nothing (RFC 4588 §4).
            guard payload.count > 2, let slot = sources[media]?.slot else { return }
            var original = header
            original.ssrc = media
            original.sequence = SequenceNumber(payload.bigEndian16(at: 0))
            let isNew = sources[media]?.receive(original, bytes: packet.count, at: now) ?? false
            statistics.slots[slot, default: .init()].retransmissions += 1
            guard isNew else { return }
            note(slot, original, payload.extracting(2..<payload.count), in: packet, at: now, &statistics)
            return
        }
        guard let slot = sources[header.ssrc]?.slot,
            sources[header.ssrc]?.receive(header, bytes: packet.count, at: now) == true
        else { return }
        note(slot, header, payload, in: packet, at: now, &statistics)
    }

    private mutating func note(
        _ slot: SlotID, _ header: RTPHeader, _ payload: Span<UInt8>, in packet: Span<UInt8>, at now: Instant,
        _ statistics: inout PeerStatistics
    ) {
        var counts = statistics.slots[slot, default: .init()]
        counts.packets += 1
        counts.bytes += packet.count
        counts.lost = sources[header.ssrc]?.givenUp ?? 0
        let feed = header.contributingCount > 0 ? header.contributing(0, in: packet) : header.ssrc
        var picture = pictures[slot, default: Picture()]
        if picture.feed != feed {
            picture.feed = feed
            picture.needsKeyFrame = true
            // The server asks the new feed itself; we ask only when that has no effect.
            picture.nextRequest = now.advanced(by: Self.keyFrameInterval)
            counts.lastChange = now
            counts.changes += 1
        }
        if slot.kind == .video, let start = try? VP8PayloadDescriptor(parsing: payload), start.isKeyFrameStart {
            picture.needsKeyFrame = false
            counts.keyFrames += 1
        }
        pictures[slot] = picture
        statistics.slots[slot] = counts
    }

    mutating func note(_ report: SenderReport, at now: Instant) {
        sources[report.ssrc]?.noteReport(report, at: now)
    }

    /// Blocks for the sources that have sent something.
    mutating func reportBlocks(at now: Instant) -> [ReportBlock] {
        sources.keys.sorted { $0.rawValue < $1.rawValue }.compactMap { sources[$0]?.report($0, at: now) }
    }

    /// Requests for what is missing and the arrival times, when it is time for them.
    mutating func feedbackDue(at now: Instant, from reporter: SSRC) -> [RTCPPacket] {
        guard let due = deadline, due <= now else { return [] }
        deadline = now.advanced(by: Self.feedbackInterval)
        var packets: [RTCPPacket] = []
        for media in sources.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            guard let slot = sources[media]?.slot, slot.kind == .video else { continue }
            let givenUp = sources[media]!.givenUp
            let lost = sources[media]!.gapsDue(at: now)
            if sources[media]!.givenUp > givenUp { pictures[slot]?.needsKeyFrame = true }
            if !lost.isEmpty { packets.append(.nack(sender: reporter, media: media, NackEntry.entries(for: lost))) }
            guard var picture = pictures[slot], picture.needsKeyFrame, picture.nextRequest <= now else { continue }
            picture.nextRequest = now.advanced(by: Self.keyFrameInterval)
            pictures[slot] = picture
            packets.append(.pictureLossIndication(sender: reporter, media: media))
        }
        if let feedback = arrivalFeedback(from: reporter) { packets.append(.transportFeedback(feedback)) }
        return packets
    }

    private mutating func noteTransport(_ header: RTPHeader, _ packet: Span<UInt8>, at now: Instant) {
        guard let transportID, let range = header.extensionElement(transportID, in: packet), range.count == 2,
            arrivals.count < Self.arrivalsMax
        else { return }
        arrivals.append((transport.unwrap(packet.bigEndian16(at: range.lowerBound)), now))
    }

    /// Tells when each packet since the last report arrived.
    private mutating func arrivalFeedback(from reporter: SSRC) -> TransportFeedback? {
        guard let media = sources.keys.min(by: { $0.rawValue < $1.rawValue }) else { return nil }
        let new = arrivals.filter { $0.index > lastBase ?? .min }
        arrivals = []
        guard let last = new.map(\.index).max(), let oldest = new.map(\.index).min() else { return nil }
        // Begins where the last report ended, so that what never came is told as lost.
        let base = max(lastBase.map { $0 + 1 } ?? oldest, last - Int64(Self.arrivalsMax) + 1)
        var times = [Duration?](repeating: nil, count: Int(last - base) + 1)
        for (index, at) in new where index >= base { times[Int(index - base)] = at.sinceStart }
        lastBase = last
        feedbackCount &+= 1
        return TransportFeedback(
            sender: reporter, media: media, base: SequenceNumber(UInt16(truncatingIfNeeded: base)),
            feedbackCount: feedbackCount &- 1, arrivals: times
        )
    }
}
