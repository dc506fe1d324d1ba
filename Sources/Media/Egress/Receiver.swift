import Basics
import Wire

/// What one peer is sent: its slots, its cipher, and where it is.
final class Receiver<Cipher: PacketCipher> {
    private let cipher: Cipher
    private var slots: ContiguousArray<Slot>
    private var controlIndex: UInt32 = 0
    private(set) var destination: TransportAddress
    private(set) var roundTrip: Duration = .milliseconds(100)
    private var leastRoundTrip: Duration?
    private var reportedLoss: ReportedLoss

    private var isFull: Bool { leastRoundTrip.map { roundTrip - $0 > Self.queueing } ?? false }

    /// How often sound goes out again, since nobody asks for it: with the next packet, and the one after it where more is lost. On a full
    /// line that would only lose more.
    private var repeats: Int { reportedLoss.lately <= Slot.muchLoss || isFull ? 0 : reportedLoss.lately <= Slot.veryMuchLoss ? 1 : 2 }

    /// A round trip that is this much above the least means that packets wait in a queue: the line is full.
    private static var queueing: Duration { .milliseconds(80) }

    init(slots: ContiguousArray<Slot>, cipher: Cipher, destination: TransportAddress) {
        self.slots = slots
        reportedLoss = ReportedLoss(slots: slots.count)
        self.cipher = cipher
        self.destination = destination
    }

    func move(to address: TransportAddress) { destination = address }

    // MARK: Media

    /// Forwards what `source` brought in this batch into `slot`; returns the source's first showable packet's news.
    func forward(
        _ source: Source, slot place: Int, at now: Instant, into batch: inout PacketBatch,
        counters: inout DispositionCounters
    ) -> Bool {
        var slots = self.slots.mutableSpan
        var hasSwitched = false
        var forwarded: UInt64 = 0
        // Asked for once, not for each packet: what a class or a generic type answers costs more than writing a header.
        let burst = source.burst
        let contributor = source.contributor
        let overhead = cipher.rtpOverhead
        let repeats = repeats
        var ring = PacketRing()
        var ringStream: StreamID?
        for entry in burst.indices {
            let packet = burst[entry].packet
            let stream = StreamID(source: source.id, layer: burst[entry].layer)
            // Only these may start a stretch; to ask the whole slot would copy it, and count its references, for each packet.
            let mayStart = packet.isKeyFrameStart || slots[place].splice?.stream.source != stream.source
            if mayStart, slots[place].canStart(with: packet, of: stream) {
                let isNews = !slots[place].shows(source.id)
                slots[place].start(with: packet, of: stream, captured: source.capture(of: packet, stream, at: now))
                hasSwitched = hasSwitched || isNews
            }
            guard slots[place].splice?.stream == stream else { continue }
            guard let (number, splice) = slots[place].send(packet) else {
                counters.count(.afterSwitch)
                continue
            }
            if slots[place].codec == .opus, slots[place].echo.length > 0, batch.hasRoom(forDatagrams: burst.count + 1) {
                var again = batch.stage(room: slots[place].echo.length)
                slots[place].echo.copy(into: &again)
                batch.commit(slots[place].echo.length, to: destination)
            }
            let parameters = slots[place].outgoing
            if ringStream != stream {
                guard let ingress = source.stream(stream.layer) else { continue }
                (ring, ringStream) = (ingress.packets, stream)
            }
            if repeats > 0, parameters.redundancyPayloadType != nil, carry(
                packet, as: number, splice, parameters, contributor, isFirst: hasSwitched, repeats: repeats, from: ring, into: &batch)
            {
                forwarded += 1
                continue
            }
            let padding = Int(packet.paddedLength - packet.length)
            var datagram = batch.stage(room: Self.headerLength + Int(packet.paddedLength) + overhead)
            _ = RTPHeader.write(
                marker: packet.marker || (hasSwitched && packet.vp8 == nil && slots[place].codec == .opus),
                payloadType: parameters.payloadType,
                sequence: SequenceNumber(rawValue: UInt16(truncatingIfNeeded: number)),
                timestamp: packet.timestamp &+ splice.timestampOffset,
                ssrc: parameters.ssrc,
                contributing: contributor,
                padding: padding > 0,
                into: &datagram
            )
            ring.copy(packet, into: &datagram, at: Self.headerLength)
            if let vp8 = packet.vp8 { splice.rewrite(vp8, in: &datagram, payload: Self.headerLength) }
            let end = Self.headerLength + Int(packet.paddedLength)
            if padding > 0 {
                for index in end - padding..<end - 1 { datagram[index] = 0 }
                datagram[end - 1] = UInt8(padding)
            }
            let length = cipher.sealRTP(
                &datagram, length: end, headerLength: Self.headerLength,
                rollover: UInt32(truncatingIfNeeded: number >> 16))
            if slots[place].codec == .opus {
                let isNeeded = repeats > 0 && parameters.redundancyPayloadType == nil
                slots[place].keepEcho(of: datagram, length: length, isNeeded: isNeeded)
            }
            batch.commit(length, to: destination)
            forwarded += 1
        }
        counters.count(.forwarded, by: forwarded)
        return hasSwitched
    }

    /// Forwards one sound with those before it; `false`, and nothing is staged, when there is none to go with it.
    ///
    /// A way of its own, so that all that is no such sound does not pay for it.
    @inline(never)
    private func carry(
        _ packet: StoredPacket, as number: Int64, _ splice: Splice, _ parameters: SlotOutgoing, _ contributor: SSRC, isFirst: Bool,
        repeats: Int, from ring: PacketRing, into batch: inout PacketBatch
    ) -> Bool {
        guard let payloadType = parameters.redundancyPayloadType,
            let redundancy = Redundancy(before: packet, notBefore: splice.first, in: ring, depth: repeats)
        else { return false }
        let payload = Self.headerLength + redundancy.length
        let end = payload + Int(packet.length)
        var datagram = batch.stage(room: end + cipher.rtpOverhead)
        _ = RTPHeader.write(
            marker: packet.marker || isFirst,
            payloadType: payloadType,
            sequence: SequenceNumber(rawValue: UInt16(truncatingIfNeeded: number)),
            timestamp: packet.timestamp &+ splice.timestampOffset,
            ssrc: parameters.ssrc,
            contributing: contributor,
            padding: false,
            into: &datagram
        )
        redundancy.write(
            before: packet, payloadType: parameters.payloadType, from: ring, into: &datagram, at: Self.headerLength)
        ring.copy(packet, into: &datagram, at: payload)
        let length = cipher.sealRTP(
            &datagram, length: end, headerLength: Self.headerLength, rollover: UInt32(truncatingIfNeeded: number >> 16))
        batch.commit(length, to: destination)
        return true
    }

    /// A fixed header and one contributing source (RFC 3550 §5.1).
    private static var headerLength: Int { 16 }

    /// Sends one packet again in its slot's retransmission stream (RFC 4588 §4).
    func resend(
        _ sequence: SequenceNumber, slot place: Int, at now: Instant, into batch: inout PacketBatch,
        from stream: (StreamID) -> (IngressStream, contributor: SSRC)?
    ) -> Disposition {
        guard let origin = slots[place].origin(of: sequence),
            let (ingress, contributor) = stream(origin.splice.stream)
        else { return .resendRefused }
        guard let packet = ingress.packet(origin.number) else {
            return ingress.hasForgotten(origin.number) && origin.splice.stream == slots[place].splice?.stream
                ? .resendForgotten : .resendRefused
        }
        // On a line that loses much, one copy would be lost too often, and another round trip is a picture that stands still.
        let copies = slots[place].copies
        guard slots[place].mayResend(
            origin.outgoing, bytes: copies * Int(packet.length), roundTrip: roundTrip, at: now)
        else { return .resendRefused }
        var disposition = Disposition.resendRefused
        for _ in 0..<copies where batch.hasRoom {
            guard stage(packet, of: ingress, contributor, origin.splice, as: sequence, slot: place, into: &batch) else { break }
            disposition = .resent
        }
        return disposition
    }

    private func stage(
        _ packet: StoredPacket, of ingress: IngressStream, _ contributor: SSRC, _ splice: Splice,
        as sequence: SequenceNumber, slot place: Int, into batch: inout PacketBatch
    ) -> Bool {
        let parameters = slots[place].parameters
        guard let ssrc = parameters.retransmissionSSRC, let payloadType = parameters.retransmissionPayloadType else {
            return false
        }
        let number = slots[place].nextRetransmissionNumber()
        let payload = Self.headerLength + 2
        let end = payload + Int(packet.length)
        var datagram = batch.stage(room: end + cipher.rtpOverhead)
        _ = RTPHeader.write(
            marker: packet.marker,
            payloadType: payloadType,
            sequence: SequenceNumber(rawValue: UInt16(truncatingIfNeeded: number)),
            timestamp: packet.timestamp &+ splice.timestampOffset,
            ssrc: ssrc,
            contributing: contributor,
            padding: false,
            into: &datagram
        )
        datagram[Self.headerLength] = UInt8(truncatingIfNeeded: sequence.rawValue >> 8)
        datagram[Self.headerLength + 1] = UInt8(truncatingIfNeeded: sequence.rawValue)
        ingress.copy(packet, into: &datagram, at: payload)
        if let vp8 = packet.vp8 { splice.rewrite(vp8, in: &datagram, payload: payload) }
        let length = cipher.sealRTP(
            &datagram, length: end, headerLength: Self.headerLength,
            rollover: UInt32(truncatingIfNeeded: number >> 16))
        batch.commit(length, to: destination)
        return true
    }

    // MARK: Slots

    var slotCount: Int { slots.count }
    /// Inlined, so that who asks for one field does not copy all of them.
    @inline(__always) func slot(_ place: Int) -> Slot { slots[place] }
    func parameters(_ place: Int) -> SlotParameters { slots[place].parameters }

    func place(of id: SlotID) -> Int? { slots.firstIndex { $0.parameters.id == id } }
    func place(of ssrc: SSRC) -> Int? {
        slots.firstIndex { $0.parameters.ssrc == ssrc || $0.parameters.retransmissionSSRC == ssrc }
    }

    func route(_ place: Int, to source: SourceID?, upTo limit: Layer) {
        slots[place].route(to: source, upTo: limit)
    }

    func aim(_ place: Int, at layer: Layer?) { slots[place].aim(at: layer) }

    func lose(_ source: SourceID) {
        for place in slots.indices { slots[place].lose(source) }
    }

    // MARK: Control

    /// Seals one compound packet and stages it.
    func send(_ packets: [RTCPPacket], into batch: inout PacketBatch) {
        guard batch.hasRoom else { return }
        let bytes = RTCPPacket.encode(packets)
        guard bytes.count + cipher.rtcpOverhead <= Limits.datagramBytes else { return }
        var datagram = batch.stage(room: bytes.count + cipher.rtcpOverhead)
        for index in bytes.indices { datagram[index] = bytes[index] }
        let length = cipher.sealRTCP(&datagram, length: bytes.count, index: controlIndex)
        controlIndex = (controlIndex + 1) & 0x7FFF_FFFF
        batch.commit(length, to: destination)
    }

    /// The share of what it was sent that it reported lost since the last answer; `nil` while too little was sent to tell.
    func takeLoss() -> Double? { reportedLoss.take() }

    /// What a receiver's report tells: its loss, and the round trip (RFC 3550 §6.4.1), smoothed.
    func received(_ block: ReportBlock, at middle: UInt32) {
        if let place = slots.firstIndex(where: { $0.parameters.ssrc == block.ssrc }) {
            slots[place].reported(lost: block.fractionLost, isFull: isFull)
            reportedLoss.note(block, slot: place)
        }
        guard block.lastSenderReport != 0 else { return }
        let units = middle &- block.lastSenderReport &- block.delaySinceLastSenderReport
        guard units < 10 * 65_536 else { return }
        let sample = Duration.nanoseconds(Int64(units) * 1_000_000_000 / 65_536)
        // What is assumed before the first report is no measure of a queue.
        let before = leastRoundTrip == nil ? sample : roundTrip
        roundTrip = max(.milliseconds(5), (before * 7 + sample) / 8)
        // Rises a little with each report, so that a line that became longer is not taken for a full one for ever.
        leastRoundTrip = min(sample, (leastRoundTrip ?? sample) + .milliseconds(1))
    }
}
