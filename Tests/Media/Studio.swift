import Basics
@testable import Media
import Simulation
import Testing
import Wire

/// A router with invented time, and halls that speak to it in datagrams.
final class Studio {
    var cryptography = NullCryptography()
    let router: Router<NullCryptography>
    var now = Instant.start.advanced(by: .seconds(1))
    private(set) var halls: [UInt64: TestHall] = [:]
    private(set) var events: [RouterEvent] = []
    /// The lines of those halls that have a narrow one.
    private var lines: [UInt64: StudioLine] = [:]
    /// Datagrams to addresses where no hall is.
    private(set) var astray = 0

    init(seed: UInt64 = 1, fingerprint: UInt8 = 0xBB) {
        cryptography.peerFingerprint = Array(repeating: fingerprint, count: 32)
        router = Router(cryptography: cryptography, seed: seed)
    }

    static func address(of id: UInt64) -> TransportAddress {
        TransportAddress(v4: 0x0A00_0000 | UInt32(id), port: 5_000)
    }

    @discardableResult
    func join(
        _ id: UInt64, tag: String = "", audio: Int = 1, video: Int = 1, sends: Bool = true, completes: Bool = true,
        reports: Bool = false, readsRedundancy: Bool = false
    ) throws -> TestHall {
        let offer = TestHall.offer(
            audio: audio, video: video, sends: sends, reports: reports, readsRedundancy: readsRedundancy)
        let (answer, _, _) = try router.negotiate(
            PeerID(rawValue: id), tag: tag, offer: offer,
            candidates: [TransportAddress(v4: 0x7F00_0001, port: 10_000)], at: now)
        let hall = TestHall(id: id, answer: try SessionDescription(parsing: answer))
        halls[id] = hall
        if completes {
            receive([hall.check(by: cryptography)], from: id)
            receive([[22, 0, 0]], from: id)
        }
        return hall
    }

    func receive(_ datagrams: [[UInt8]], from id: UInt64) {
        receive(datagrams, fromAddress: Self.address(of: id))
    }

    func receive(_ datagrams: [[UInt8]], fromAddress source: TransportAddress) {
        received.clear()
        var offset = 0
        for datagram in datagrams {
            var storage = received.storage
            for index in datagram.indices { storage[offset + index] = datagram[index] }
            received.append(ReceivedDatagram(offset: Int32(offset), length: Int32(datagram.count), source: source))
            offset += datagram.count
        }
        router.handle(&received, at: now)
        drain()
    }

    /// Lets time pass in the router's own steps.
    func pass(_ duration: Duration) {
        let end = now.advanced(by: duration)
        while let deadline = router.deadline, deadline <= end {
            now = max(now, deadline)
            router.handleDeadline(at: now)
            drain()
        }
        now = end
    }

    /// From now on what goes to this hall goes over a line, and the hall tells how.
    func lay(_ line: LineModel, to id: UInt64) {
        if let laid = lines[id] {
            laid.model = line
        } else {
            lines[id] = StudioLine(line)
        }
    }

    /// Lets time pass in steps of 5 ms, with what the halls tell of their lines every 50 ms.
    func live(_ duration: Duration, _ each: (Int) -> Void = { _ in }) {
        for step in 0..<Int(duration / .milliseconds(5)) {
            pass(.milliseconds(5))
            each(step)
            if step % 500 == 0 {
                for (id, hall) in halls.sorted(by: { $0.key < $1.key }) { receive([hall.check(by: cryptography)], from: id) }
            }
            for (id, line) in lines.sorted(by: { $0.key < $1.key }) {
                guard let hall = halls[id], let report = line.report(at: Microseconds(now)) else { continue }
                receive([hall.sealed([.transportFeedback(report)])], from: id)
            }
        }
    }

    func route(_ id: UInt64, _ slot: SlotID, to feed: FeedID?, upTo: Layer = .high) {
        router.route([RouteChange(peer: PeerID(rawValue: id), slot: slot, feed: feed, upTo: upTo)], at: now)
        drain()
    }

    private var batch = PacketBatch(capacity: 256 * 1_024)
    private var received = ReceiveBatch()

    private func drain() {
        var isUnfinished = true
        while isUnfinished {
            isUnfinished = router.poll(into: &batch)
            deliver(batch)
            batch.clear()
        }
        while let event = router.nextEvent() { events.append(event) }
    }
}

extension Studio {
    private func deliver(_ batch: borrowing PacketBatch) {
        for place in batch.runs.indices {
            let run = batch.runs[place]
            var offset = Int(run.offset)
            let end = offset + Int(run.length)
            while offset < end {
                let length = min(Int(run.segment), end - offset)
                var datagram: [UInt8] = []
                for index in offset..<offset + length { datagram.append(batch.bytes[index]) }
                let there = halls.values.filter { Self.address(of: $0.id) == run.destination }
                if there.isEmpty { astray += 1 }
                for hall in there {
                    hall.take(datagram)
                    lines[hall.id]?.carry(datagram, number: hall.lastTransportNumber, at: Microseconds(now))
                }
                offset += length
            }
        }
    }
}

/// A hall as a test sees it: what it sends, and what came.
final class TestHall {
    struct Received: Equatable {
        var header: RTPHeader
        var payload: [UInt8]
        /// The number across the whole transport, where the offer asked for it.
        var transportNumber: UInt16?
    }

    let id: UInt64
    let answer: SessionDescription
    private(set) var media: [Received] = []
    private(set) var control: [RTCPPacket] = []
    private(set) var datagrams = 0
    /// The number of the last packet, if it had one.
    private(set) var lastTransportNumber: UInt16?
    private var controlIndex: UInt32 = 1
    private var sent: [SSRC: (highest: UInt16, rollover: UInt32)] = [:]
    private var rollovers: [SSRC: (highest: UInt16, rollover: UInt32)] = [:]

    init(id: UInt64, answer: SessionDescription) {
        self.id = id
        self.answer = answer
    }

    static let rids: [(Layer, String)] = [(.low, "l"), (.middle, "m"), (.high, "h")]

    private static let transportSequence =
        "a=extmap:4 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"

    static func offer(
        audio: Int, video: Int, sends: Bool, reports: Bool = false, readsRedundancy: Bool = false
    ) -> String {
        var lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0"]
        var mid = 0
        func section(_ kind: String, _ rest: [String]) {
            let formats = kind == "audio" ? readsRedundancy ? "111 63" : "111" : "96 97"
            lines += ["m=\(kind) 9 UDP/TLS/RTP/SAVPF \(formats)", "c=IN IP4 0.0.0.0", "a=mid:\(mid)", "a=rtcp-mux"]
            lines += ["a=ice-ufrag:abcd", "a=ice-pwd:abcdefghijklmnopqrstuvwx", "a=setup:actpass"]
            lines += ["a=fingerprint:sha-256 " + Array(repeating: "BB", count: 32).joined(separator: ":")]
            if kind == "audio" {
                lines += ["a=rtpmap:111 opus/48000/2"]
                if readsRedundancy { lines += ["a=rtpmap:63 red/48000/2", "a=fmtp:63 111/111"] }
            } else {
                lines += ["a=rtpmap:96 VP8/90000", "a=rtcp-fb:96 nack", "a=rtcp-fb:96 nack pli", "a=rtcp-fb:96 transport-cc"]
                lines += ["a=rtpmap:97 rtx/90000", "a=fmtp:97 apt=96"]
            }
            lines += rest
            mid += 1
        }
        let sdes = "urn:ietf:params:rtp-hdrext:sdes:"
        if sends {
            section("audio", ["a=sendonly", "a=extmap:1 \(sdes)mid", "a=extmap:5 urn:ietf:params:rtp-hdrext:ssrc-audio-level"])
            section("video", [
                "a=sendonly", "a=extmap:1 \(sdes)mid", "a=extmap:2 \(sdes)rtp-stream-id", "a=extmap:3 \(sdes)repaired-rtp-stream-id",
                transportSequence, "a=rid:l send", "a=rid:m send", "a=rid:h send", "a=simulcast:send l;m;h",
            ])
        }
        let slot = ["a=recvonly"] + (reports ? [transportSequence] : [])
        for _ in 0..<audio { section("audio", slot) }
        for _ in 0..<video { section("video", slot) }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    func check(by cryptography: NullCryptography, nominates: Bool = true, password: String? = nil) -> [UInt8] {
        let section = answer.sections[0]
        var message = STUNMessage(.bindingRequest, transaction: TransactionID(high: 7, low: 7))
        message.username = "\(section.iceUfrag ?? ""):abcd"
        message.useCandidate = nominates
        message.controlling = 1
        return message.encoded(key: Array((password ?? section.icePwd ?? "").utf8), by: cryptography)
    }

    /// The SSRCs that the answer gave to a slot and to its retransmissions.
    private func ssrcs(_ slot: SlotID) -> [SSRC] {
        let kind: MediaSection.Kind = slot.kind == .audio ? .audio : .video
        return answer.sections.filter { $0.kind == kind && $0.direction == .sendonly }[slot.index].sources.map(\.ssrc)
    }

    func ssrc(_ slot: SlotID) -> SSRC? { ssrcs(slot).first }
    func retransmissionSSRC(_ slot: SlotID) -> SSRC? { ssrcs(slot).first { $0 != ssrc(slot) } }

    func received(_ slot: SlotID) -> [Received] {
        let ssrc = ssrc(slot)
        return media.filter { $0.header.ssrc == ssrc }
    }

    func take(_ datagram: [UInt8]) {
        datagrams += 1
        lastTransportNumber = nil
        var bytes = datagram
        let kind = DatagramKind.classify(datagram.span)
        if kind == .rtcp {
            var span = bytes.mutableSpan
            guard let (length, _) = try? NullCipher().openRTCP(&span, length: datagram.count),
                let packets = try? RTCPPacket.parse(compound: span.span.extracting(0..<length))
            else { return }
            control += packets
        } else if kind == .rtp {
            guard let header = try? RTPHeader(parsing: datagram.span) else { return }
            var state = rollovers[header.ssrc] ?? (header.sequence.rawValue, 0)
            let delta = Int16(bitPattern: header.sequence.rawValue &- state.highest)
            if delta > 0 {
                if header.sequence.rawValue < state.highest { state.rollover += 1 }
                state.highest = header.sequence.rawValue
            }
            rollovers[header.ssrc] = state
            var span = bytes.mutableSpan
            let length = try? NullCipher().openRTP(
                &span, length: datagram.count, headerLength: header.length, rollover: state.rollover)
            guard let length else { return }
            let padding = header.hasPadding ? Int(bytes[length - 1]) : 0
            let number = header.extensionElement(4, in: datagram.span).map { bytes.span.bigEndian16(at: $0.lowerBound) }
            lastTransportNumber = number
            media.append(Received(
                header: header, payload: Array(bytes[header.length..<length - padding]), transportNumber: number))
        }
    }

    func forget() {
        media = []
        control = []
    }

    // MARK: Sending

    func sealed(_ packets: [RTCPPacket]) -> [UInt8] {
        let bytes = RTCPPacket.encode(packets)
        var room = bytes + [UInt8](repeating: 0, count: 8)
        var span = room.mutableSpan
        _ = NullCipher().sealRTCP(&span, length: bytes.count, index: controlIndex)
        controlIndex += 1
        return room
    }

    /// A report that the line lost `fraction` of 256 packets of a slot since the last report.
    func report(lost fraction: UInt8, of slot: SlotID, upTo highest: UInt32) -> [UInt8] {
        let block = ReportBlock(
            ssrc: ssrc(slot) ?? SSRC(0), fractionLost: fraction, cumulativeLost: 0, highestSequence: highest, jitter: 0,
            lastSenderReport: 0, delaySinceLastSenderReport: 0)
        return sealed([.receiverReport(SSRC(1), [block])])
    }

    func nack(_ sequence: SequenceNumber, of slot: SlotID) -> [UInt8] {
        sealed([.nack(sender: SSRC(1), media: ssrc(slot) ?? SSRC(0), [NackEntry(lost: sequence)])])
    }

    func microphone(sequence: UInt16, level: UInt8 = 20, payload: [UInt8] = [1, 2, 3]) -> [UInt8] {
        var packet: [UInt8] = [0x90, 111]
        packet += Self.big(sequence) + Self.big(UInt32(sequence) &* 960) + Self.big(UInt32(truncatingIfNeeded: id) &* 16)
        packet += [0xBE, 0xDE, 0, 1, 0x10, UInt8(ascii: "0"), 0x50, level]
        return seal(packet + payload, header: 20)
    }

    /// One packet of a picture: VP8 with a fifteen-bit picture id.
    func camera(
        _ layer: Layer, sequence: UInt16, timestamp: UInt32, picture: UInt16, isKey: Bool = false, isStart: Bool = true,
        marker: Bool = true, size: Int = 20, temporal: UInt8? = nil
    ) -> [UInt8] {
        let rid = Self.rids[layer.rawValue].1
        var packet: [UInt8] = [0x90, (marker ? 0x80 : 0) | 96]
        packet += Self.big(sequence) + Self.big(timestamp)
        packet += Self.big(UInt32(truncatingIfNeeded: id) &* 16 &+ UInt32(layer.rawValue) &+ 1)
        packet += [0xBE, 0xDE, 0, 2, 0x10, UInt8(ascii: "1"), 0x20, Array(rid.utf8)[0], 0x41, UInt8(sequence >> 8), UInt8(sequence & 0xFF), 0]
        return seal(
            packet + Self.picture(picture, isKey: isKey, isStart: isStart, size: size, temporal: temporal), header: 24)
    }

    func retransmission(_ layer: Layer, of sequence: UInt16, number: UInt16, timestamp: UInt32, picture: UInt16) -> [UInt8] {
        let rid = Self.rids[layer.rawValue].1
        var packet: [UInt8] = [0x90, 0x80 | 97]
        packet += Self.big(number) + Self.big(timestamp)
        packet += Self.big(UInt32(truncatingIfNeeded: id) &* 16 &+ UInt32(layer.rawValue) &+ 8)
        packet += [0xBE, 0xDE, 0, 1, 0x10, UInt8(ascii: "1"), 0x30, Array(rid.utf8)[0]]
        return seal(packet + Self.big(sequence) + Self.picture(picture, isKey: false, isStart: true, size: 20), header: 20)
    }

    static func picture(_ id: UInt16, isKey: Bool, isStart: Bool, size: Int, temporal: UInt8? = nil) -> [UInt8] {
        var picture: [UInt8] = [isStart ? 0x90 : 0x80, temporal == nil ? 0xC0 : 0xE0]
        picture += [0x80 | UInt8(id >> 8 & 0x7F), UInt8(id & 0xFF), UInt8(id & 0xFF)]
        if let temporal { picture.append(temporal << 6 | (temporal > 0 ? 0x20 : 0)) }
        picture += [isKey ? 0x10 : 0x11, 2, 0, 0x9D, 0x01, 0x2A, 0x40, 1, 0xF0, 0]
        return picture + [UInt8](repeating: UInt8(id & 0xFF), count: size)
    }

    private func seal(_ packet: [UInt8], header: Int) -> [UInt8] {
        let sequence = UInt16(packet[2]) << 8 | UInt16(packet[3])
        let ssrc = SSRC(packet[8..<12].reduce(0) { $0 << 8 | UInt32($1) })
        var state = sent[ssrc] ?? (sequence, 0)
        let isNewer = Int16(bitPattern: sequence &- state.highest) > 0
        let rollover = isNewer && sequence < state.highest ? state.rollover + 1
            : !isNewer && sequence > state.highest ? state.rollover - 1 : state.rollover
        if isNewer { state = (sequence, rollover) }
        sent[ssrc] = state

        var room = packet + [0, 0, 0, 0]
        var span = room.mutableSpan
        _ = NullCipher().sealRTP(&span, length: packet.count, headerLength: header, rollover: rollover)
        return room
    }

    static func big(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }
    static func big(_ value: UInt32) -> [UInt8] { big(UInt16(value >> 16)) + big(UInt16(value & 0xFFFF)) }
}

/// A hall's line, and what the hall tells of the packets that came over it.
final class StudioLine {
    var model: LineModel
    private var arrivals: [(number: UInt16, at: Microseconds?)] = []
    private var nextReport = Microseconds.zero
    private var count: UInt8 = 0
    private(set) var bytes = 0

    init(_ model: LineModel) { self.model = model }

    func carry(_ datagram: [UInt8], number: UInt16?, at now: Microseconds) {
        let arrival = model.send(datagram.count, at: now)
        if arrival != nil { bytes += datagram.count }
        if let number { arrivals.append((number, arrival)) }
    }

    func report(at now: Microseconds) -> TransportFeedback? {
        guard now >= nextReport else { return nil }
        nextReport = now + .milliseconds(50)
        guard let last = arrivals.lastIndex(where: { $0.at.map { $0 + model.delay <= now } ?? false }) else { return nil }
        let told = arrivals[...last]
        defer {
            count &+= 1
            arrivals.removeFirst(last + 1)
        }
        return TransportFeedback(
            sender: SSRC(1), media: SSRC(2), base: SequenceNumber(told[0].number), feedbackCount: count,
            arrivals: told.map { $0.at.map { .microseconds($0.rawValue / 250 * 250) } })
    }
}
