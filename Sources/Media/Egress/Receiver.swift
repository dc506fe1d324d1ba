import Basics
import Wire

/// What one peer is sent: its slots, its cipher, and where it is.
final class Receiver<Cipher: PacketCipher> {
    private let cipher: Cipher
    private var slots: ContiguousArray<Slot>
    private var controlIndex: UInt32 = 0
    /// The line to the peer, as far as it tells of it.
    private(set) var line = BandwidthEstimator()
    private var reportedLoss: ReportedLoss
    private var pace = PaceBudget()
    /// Packets of bursts that are too much for the line at once.
    private var waiting = PaceQueue()
    private var probe: ProbeProgress?
    /// A slot began a stretch whose clock no report has told of yet.
    private var owesReport = false
    private(set) var destination: TransportAddress
    private(set) var roundTrip: Duration = .milliseconds(100)
    private var leastRoundTrip: Duration?

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
        _ source: Source, slot place: Int, at now: Instant, sent: Microseconds, into batch: inout PacketBatch,
        counters: inout DispositionCounters
    ) -> Bool {
        let isPaced = mustPace(source, place, at: sent)
        var slots = self.slots.mutableSpan
        var hasSwitched = false
        var forwarded: UInt64 = 0
        var taken = 0
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
                owesReport = true
            }
            guard slots[place].splice?.stream == stream else { continue }
            if slots[place].isThin, slots[place].leavesOut(packet) {
                counters.count(.thinned)
                continue
            }
            guard let (number, splice) = slots[place].send(packet) else {
                counters.count(.afterSwitch)
                continue
            }
            taken += 1
            if slots[place].codec == .opus, slots[place].echo.length > 0, batch.hasRoom(forDatagrams: burst.count + 1) {
                var again = batch.stage(room: slots[place].echo.length)
                slots[place].echo.copy(into: &again)
                batch.commit(slots[place].echo.length, to: destination)
            }
            if isPaced {
                let isKept = waiting.append(.init(place: place, number: number, splice: splice, packet: packet))
                if !isKept { counters.count(.overflowed) }
                continue
            }
            let parameters = slots[place].outgoing
            if ringStream != stream {
                guard let ingress = source.stream(stream.layer) else { continue }
                (ring, ringStream) = (ingress.packets, stream)
            }
            if repeats > 0, parameters.redundancyPayloadType != nil, carry(
                packet, as: number, splice, parameters, contributor, isFirst: hasSwitched, repeats: repeats, sent: sent,
                from: ring, into: &batch)
            {
                forwarded += 1
                continue
            }
            let padding = Int(packet.paddedLength - packet.length)
            let headerLength = Self.headerLength(numbered: parameters.transportSequenceID != nil)
            var datagram = batch.stage(room: headerLength + Int(packet.paddedLength) + overhead)
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
            let end = headerLength + Int(packet.paddedLength)
            if let id = parameters.transportSequenceID {
                RTPHeader.writeTransportSequence(
                    line.sent(end + overhead, at: sent), id: id, after: Self.plainHeaderLength, into: &datagram)
            }
            ring.copy(packet, into: &datagram, at: headerLength)
            if let vp8 = packet.vp8 { splice.rewrite(vp8, in: &datagram, payload: headerLength) }
            if padding > 0 {
                for index in end - padding..<end - 1 { datagram[index] = 0 }
                datagram[end - 1] = UInt8(padding)
            }
            let length = cipher.sealRTP(
                &datagram, length: end, headerLength: headerLength,
                rollover: UInt32(truncatingIfNeeded: number >> 16))
            if slots[place].codec == .opus {
                let isNeeded = repeats > 0 && parameters.redundancyPayloadType == nil
                slots[place].keepEcho(of: datagram, length: length, isNeeded: isNeeded)
            }
            batch.commit(length, to: destination)
            forwarded += 1
        }
        let isCareful = slots[place].precaution != .none
        counters.count(.forwarded, by: forwarded)
        if isCareful, let stream = slots[place].splice?.stream, let ingress = source.stream(stream.layer) {
            let contributor = source.contributor
            sendAhead(taken, of: ingress, contributor, slot: place, isPaced: isPaced, sent: sent, into: &batch)
        }
        return hasSwitched
    }

    /// Sends the last `count` packets of a slot again in its retransmission stream, as far as its precaution goes.
    @inline(never)
    private func sendAhead(
        _ count: Int, of ingress: IngressStream, _ contributor: SSRC, slot place: Int, isPaced: Bool, sent: Microseconds,
        into batch: inout PacketBatch
    ) {
        guard let ssrc = slots[place].parameters.retransmissionSSRC,
            let payloadType = slots[place].parameters.retransmissionPayloadType
        else { return }
        for back in (0..<count).reversed() {
            guard let origin = slots[place].recent(back), let packet = ingress.packet(origin.number), origin.splice.sends(packet)
            else { continue }
            for _ in 0..<slots[place].precaution.copies(of: packet) {
                if isPaced {
                    _ = waiting.append(
                        .init(place: place, number: origin.outgoing, splice: origin.splice, packet: packet, isCopy: true))
                } else if batch.hasRoom {
                    write(
                        packet, of: ingress, contributor, by: origin.splice, slot: place,
                        as: Outgoing(
                            ssrc: ssrc, payloadType: payloadType, number: slots[place].nextRetransmissionNumber(),
                            original: SequenceNumber(UInt16(truncatingIfNeeded: origin.outgoing))),
                        sent: sent, into: &batch)
                }
            }
        }
    }

    /// Whether this burst of pictures is more than the line takes at once, or has to queue behind one that was.
    private func mustPace(_ source: Source, _ place: Int, at now: Microseconds) -> Bool {
        guard source.codec != .opus, line.estimate != nil else { return false }
        guard waiting.isEmpty else { return true }
        let layer = slots[place].splice?.stream.layer
        let burst = source.burst
        var bytes = 0
        for entry in burst.indices where burst[entry].layer == layer { bytes += Int(burst[entry].packet.length) }
        return !pace.admits(bytes, at: now, line.pacingRate(0))
    }

    /// Forwards one sound with those before it; `false`, and nothing is staged, when there is none to go with it.
    ///
    /// A way of its own, so that all that is no such sound does not pay for it.
    @inline(never)
    private func carry(
        _ packet: StoredPacket, as number: Int64, _ splice: Splice, _ parameters: SlotOutgoing, _ contributor: SSRC, isFirst: Bool,
        repeats: Int, sent: Microseconds, from ring: PacketRing, into batch: inout PacketBatch
    ) -> Bool {
        guard let payloadType = parameters.redundancyPayloadType,
            let redundancy = Redundancy(before: packet, notBefore: splice.first, in: ring, depth: repeats)
        else { return false }
        let headerLength = Self.headerLength(numbered: parameters.transportSequenceID != nil)
        let payload = headerLength + redundancy.length
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
        if let id = parameters.transportSequenceID {
            RTPHeader.writeTransportSequence(
                line.sent(end + cipher.rtpOverhead, at: sent), id: id, after: Self.plainHeaderLength, into: &datagram)
        }
        redundancy.write(
            before: packet, payloadType: parameters.payloadType, from: ring, into: &datagram, at: headerLength)
        ring.copy(packet, into: &datagram, at: payload)
        let length = cipher.sealRTP(
            &datagram, length: end, headerLength: headerLength, rollover: UInt32(truncatingIfNeeded: number >> 16))
        batch.commit(length, to: destination)
        return true
    }

    /// A fixed header and one contributing source (RFC 3550 §5.1).
    private static var plainHeaderLength: Int { 16 }

    private static func headerLength(numbered isNumbered: Bool) -> Int {
        plainHeaderLength + (isNumbered ? RTPHeader.transportSequenceBytes : 0)
    }

    /// Sends one packet again in its slot's retransmission stream (RFC 4588 §4).
    func resend(
        _ sequence: SequenceNumber, slot place: Int, at now: Instant, sent: Microseconds, into batch: inout PacketBatch,
        from stream: (StreamID) -> (IngressStream, contributor: SSRC)?
    ) -> Disposition {
        guard let origin = slots[place].origin(of: sequence),
            let (ingress, contributor) = stream(origin.splice.stream),
            let ssrc = slots[place].parameters.retransmissionSSRC,
            let payloadType = slots[place].parameters.retransmissionPayloadType
        else { return .resendRefused }
        guard let packet = ingress.packet(origin.number) else {
            return ingress.hasForgotten(origin.number) && origin.splice.stream == slots[place].splice?.stream
                ? .resendForgotten : .resendRefused
        }
        guard origin.splice.sends(packet) else { return .resendRefused }
        // On a line that loses much, one copy would be lost too often, and another round trip is a picture that stands still.
        let copies = slots[place].copies
        guard slots[place].mayResend(
            origin.outgoing, bytes: copies * Int(packet.length), roundTrip: roundTrip, at: now)
        else { return .resendRefused }
        var disposition = Disposition.resendRefused
        for _ in 0..<copies where batch.hasRoom {
            write(
                packet, of: ingress, contributor, by: origin.splice, slot: place,
                as: Outgoing(
                    ssrc: ssrc, payloadType: payloadType, number: slots[place].nextRetransmissionNumber(),
                    original: sequence),
                sent: sent, into: &batch)
            disposition = .resent
        }
        return disposition
    }

    /// What a packet is sent as.
    private struct Outgoing {
        var ssrc: SSRC
        var payloadType: UInt8
        var number: Int64
        /// The number that it had before, in a retransmission stream.
        var original: SequenceNumber?
        var probe: UInt16 = 0
    }

    /// Writes one packet that is not part of the burst in hand.
    private func write(
        _ packet: StoredPacket, of ingress: IngressStream, _ contributor: SSRC, by splice: Splice, slot place: Int,
        as outgoing: Outgoing, sent: Microseconds, into batch: inout PacketBatch
    ) {
        let transportID = slots[place].parameters.transportSequenceID
        let headerLength = Self.headerLength(numbered: transportID != nil)
        let payload = headerLength + (outgoing.original == nil ? 0 : 2)
        let end = payload + Int(packet.length)
        var datagram = batch.stage(room: end + cipher.rtpOverhead)
        _ = RTPHeader.write(
            marker: packet.marker,
            payloadType: outgoing.payloadType,
            sequence: SequenceNumber(rawValue: UInt16(truncatingIfNeeded: outgoing.number)),
            timestamp: packet.timestamp &+ splice.timestampOffset,
            ssrc: outgoing.ssrc,
            contributing: contributor,
            padding: false,
            into: &datagram
        )
        if let transportID {
            RTPHeader.writeTransportSequence(
                line.sent(end + cipher.rtpOverhead, probe: outgoing.probe, at: sent), id: transportID,
                after: Self.plainHeaderLength, into: &datagram)
        }
        if let original = outgoing.original { datagram.setBigEndian16(original.rawValue, at: headerLength) }
        ingress.copy(packet, into: &datagram, at: payload)
        if let vp8 = packet.vp8 { splice.rewrite(vp8, in: &datagram, payload: payload) }
        let length = cipher.sealRTP(
            &datagram, length: end, headerLength: headerLength,
            rollover: UInt32(truncatingIfNeeded: outgoing.number >> 16))
        batch.commit(length, to: destination)
    }

    // MARK: Pacing

    /// Whether something waits to be sent, or a probe is underway.
    var isPacing: Bool { !waiting.isEmpty || probe != nil }

    /// Begins the next probe that is due.
    func beginProbe() {
        if probe == nil { probe = line.nextProbe().map { ProbeProgress($0) } }
    }

    /// Sends what the line has room for by now: first what waits, then what a probe still lacks.
    func pace(
        at now: Microseconds, into batch: inout PacketBatch, counters: inout DispositionCounters,
        from stream: (StreamID) -> (IngressStream, contributor: SSRC)?
    ) {
        while batch.hasRoom, let next = waiting.first, pace.isFree(at: now, line.pacingRate(waiting.bytes)) {
            waiting.removeFirst()
            guard let (ingress, contributor) = stream(next.splice.stream), ingress.packet(next.packet.number) != nil
            else {
                counters.count(.overflowed)
                continue
            }
            write(
                next.packet, of: ingress, contributor, by: next.splice, slot: next.place, as: outgoing(next), sent: now,
                into: &batch)
            pace.spend(Int(next.packet.length))
            counters.count(next.isCopy ? .resent : .forwarded)
        }
        sendProbe(at: now, into: &batch, from: stream)
    }

    private func outgoing(_ entry: PaceQueue.Entry) -> Outgoing {
        let parameters = slots[entry.place].parameters
        guard entry.isCopy, let ssrc = parameters.retransmissionSSRC, let payloadType = parameters.retransmissionPayloadType else {
            return Outgoing(ssrc: parameters.ssrc, payloadType: parameters.payloadType, number: entry.number)
        }
        return Outgoing(
            ssrc: ssrc, payloadType: payloadType, number: slots[entry.place].nextRetransmissionNumber(),
            original: SequenceNumber(UInt16(truncatingIfNeeded: entry.number)))
    }

    /// A probe is what was sent a moment ago, sent again: full packets that a browser throws away.
    private func sendProbe(
        at now: Microseconds, into batch: inout PacketBatch, from stream: (StreamID) -> (IngressStream, contributor: SSRC)?
    ) {
        guard var progress = probe else { return }
        defer { probe = progress.isComplete ? nil : progress }
        let target = progress.target(at: now)
        let able = slots.indices.filter {
            slots[$0].parameters.transportSequenceID != nil && slots[$0].parameters.retransmissionSSRC != nil
        }
        guard let place = able.first(where: { slots[$0].splice != nil }) ?? able.first,
            let ssrc = slots[place].parameters.retransmissionSSRC,
            let payloadType = slots[place].parameters.retransmissionPayloadType
        else {
            progress.abandon()
            return
        }
        var back = 0
        while progress.bytes < target, batch.hasRoom {
            let before = batch.used
            defer { progress.add(batch.used - before) }
            guard !progress.probe.isSmall, let origin = slots[place].recent(back % ProbeProgress.recent),
                let (ingress, contributor) = stream(origin.splice.stream), let packet = ingress.packet(origin.number)
            else {
                writePadding(place, ssrc, payloadType, probe: progress.probe.id, at: now, into: &batch)
                back = 0
                continue
            }
            back += 1
            write(
                packet, of: ingress, contributor, by: origin.splice, slot: place,
                as: Outgoing(
                    ssrc: ssrc, payloadType: payloadType, number: slots[place].nextRetransmissionNumber(),
                    original: SequenceNumber(UInt16(truncatingIfNeeded: origin.outgoing)), probe: progress.probe.id),
                sent: now, into: &batch)
        }
    }

    /// As much padding as one packet can have, where there is nothing to send again (RFC 3550 §5.1).
    private func writePadding(
        _ place: Int, _ ssrc: SSRC, _ payloadType: UInt8, probe: UInt16, at now: Microseconds, into batch: inout PacketBatch
    ) {
        guard let transportID = slots[place].parameters.transportSequenceID else { return }
        let headerLength = RTPHeader.fixedBytes + RTPHeader.transportSequenceBytes
        let end = headerLength + Self.paddingBytes
        let number = slots[place].nextRetransmissionNumber()
        var datagram = batch.stage(room: end + cipher.rtpOverhead)
        _ = RTPHeader.write(
            marker: false, payloadType: payloadType, sequence: SequenceNumber(UInt16(truncatingIfNeeded: number)),
            timestamp: 0, ssrc: ssrc, contributing: nil, padding: true, into: &datagram)
        RTPHeader.writeTransportSequence(
            line.sent(end + cipher.rtpOverhead, probe: probe, at: now), id: transportID, after: RTPHeader.fixedBytes,
            into: &datagram)
        for index in headerLength..<end - 1 { datagram[index] = 0 }
        datagram[end - 1] = UInt8(Self.paddingBytes)
        let length = cipher.sealRTP(
            &datagram, length: end, headerLength: headerLength, rollover: UInt32(truncatingIfNeeded: number >> 16))
        batch.commit(length, to: destination)
    }

    private static var paddingBytes: Int { 255 }

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

    func hold(_ place: Int, to grant: SlotGrant) { slots[place].hold(to: grant) }

    func take(_ precaution: Precaution, for place: Int) { slots[place].precaution = precaution }

    func lose(_ source: SourceID) {
        for place in slots.indices { slots[place].lose(source) }
    }

    // MARK: Line

    func received(_ report: TransportFeedback, at now: Microseconds) { line.feedback(report, at: now) }
    func expectChange() { line.expectChange() }
    func advanceLine(to now: Microseconds, desired: Bitrate) { line.advance(to: now, desired: desired) }

    // MARK: Control

    /// Whether lips would not match until the next report, if that were not sent now.
    func takeOwedReport() -> Bool {
        defer { owesReport = false }
        return owesReport
    }

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
