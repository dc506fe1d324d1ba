import Basics
import Simulation
@testable import Wire

extension FuzzTarget {
    static let stun = FuzzTarget("stun", "STUN messages: what is read is written and read again") { datagram in
        let cryptography = NullCryptography()
        guard let message = try? STUNMessage(parsing: datagram.span) else { return }
        promise(DatagramKind.classify(datagram.span) == .stun, "a STUN message that is not taken for one")
        for key in [[], [1, 2, 3]] as [[UInt8]] {
            _ = message.isAuthentic(datagram.span, key: key, by: cryptography)
            _ = message.isAuthentic(datagram.span.extracting(first: datagram.count / 2), key: key, by: cryptography)
            let written = message.encoded(key: key, by: cryptography)
            guard var again = try? STUNMessage(parsing: written.span) else { return promise(false, "written, but not readable") }
            promise(again.isAuthentic(written.span, key: key, by: cryptography), "our own message is not authentic")
            again.unknownRequired = message.unknownRequired
            promise(again == message, "another message was written")
        }
    }

    static let rtp = FuzzTarget("rtp", "RTP headers, their extensions and padding; extensions that are written are read") { packet in
        guard let header = try? RTPHeader(parsing: packet.span) else { return writtenExtensions(packet) }
        promise(12...packet.count ~= header.length, "a header longer than its packet")
        for id in UInt8.min...UInt8.max {
            guard let range = header.extensionElement(id, in: packet.span) else { continue }
            promise(header.extensionOffset <= range.lowerBound && range.upperBound <= header.length, "an element outside of its header")
        }
        for index in 0..<header.contributingCount { _ = header.contributing(index, in: packet.span) }
        _ = header.extensionElement(1, in: packet.span.extracting(first: packet.count / 2))
        _ = try? header.paddingLength(in: packet.span.extracting(first: packet.count / 2))
        if let padding = try? header.paddingLength(in: packet.span) {
            promise(0...packet.count - header.length ~= padding, "more padding than payload")
        }
        writtenExtensions(packet)
    }

    private static func writtenExtensions(_ bytes: [UInt8]) {
        var script = Script(bytes)
        var room = [UInt8](repeating: 0, count: 400)
        var packet = room.mutableSpan
        let fixed = RTPHeader.write(
            marker: script.flag(), payloadType: script.byte(), sequence: SequenceNumber(script.word()), timestamp: script.long(),
            ssrc: SSRC(script.long()), contributing: script.flag() ? SSRC(script.long()) : nil, padding: false, into: &packet)
        var writer = HeaderExtensionWriter(after: fixed, in: &packet)
        var written: [UInt8: [UInt8]] = [:]
        for id in 1...14 as ClosedRange<UInt8> where script.flag() {
            let value = (0...script.below(16)).map { _ in script.byte() }
            writer.append(id, value, to: &packet)
            written[id] = value
        }
        let end = writer.finish(&packet)
        guard let header = try? RTPHeader(parsing: packet.span.extracting(first: end)) else { return promise(false, "our own header") }
        promise(header.length == end, "a header of another length")
        for id in 1...14 as ClosedRange<UInt8> {
            let found = header.extensionElement(id, in: packet.span).map { packet.span.extracting($0).array }
            promise(found == written[id], "element \(id)")
        }
    }

    static let rtcp = FuzzTarget("rtcp", "compound RTCP: what is read is written and read again") { compound in
        guard let packets = try? RTCPPacket.parse(compound: compound.span) else { return }
        let known = packets.filter { if case .other = $0 { false } else { true } }
        guard !known.isEmpty else { return }
        let written = RTCPPacket.encode(known)
        guard let again = try? RTCPPacket.parse(compound: written.span) else { return promise(false, "written, but not readable") }
        promise(again.map(settled) == known.map(settled), "other packets were written")
    }

    /// Arrivals next to the wrap of the reference time may come back on its other side; the largest bit rate says "as much as may be".
    private static func settled(_ packet: RTCPPacket) -> RTCPPacket {
        switch packet {
        case .transportFeedback(var feedback):
            let period = TransportFeedback.period.nanoseconds
            feedback.arrivals = feedback.arrivals.map { $0.map { .nanoseconds(($0.nanoseconds % period + period) % period) } }
            return .transportFeedback(feedback)
        case .receiverEstimatedMaximumBitrate(let sender, .max, let sources):
            return .receiverEstimatedMaximumBitrate(sender: sender, bitsPerSecond: 0x3FFFF << 46, sources)
        default:
            return packet
        }
    }

    static let feedback = FuzzTarget("feedback", "transport-wide feedback: any arrivals are written and come back to a tick") { bytes in
        var script = Script(bytes)
        var moment: Int64 = Int64(script.long()) * 1_000
        var arrivals: [Duration?] = []
        while !script.isOver, arrivals.count < 2_000 {
            switch script.below(8) {
            case 0: arrivals += Array(repeating: nil, count: script.below(200))
            case 1: moment += Int64(Int16(bitPattern: script.word())) * 100_000
            case 2: moment += Int64(script.byte()) * 1_000_000
            default: moment += Int64(script.byte()) * 100_000
            }
            arrivals.append(.nanoseconds(moment))
        }
        guard !arrivals.isEmpty else { return }
        let report = TransportFeedback(
            sender: SSRC(1), media: SSRC(2), base: SequenceNumber(script.word()), feedbackCount: script.byte(), arrivals: arrivals)
        let written = RTCPPacket.encode([.transportFeedback(report)])
        guard case .transportFeedback(let again)?? = try? RTCPPacket.parse(compound: written.span).first else {
            return promise(false, "our own feedback cannot be read")
        }
        promise(again.base == report.base && again.arrivals.count == arrivals.count, "another report")
        promise(zip(again.arrivals, arrivals).allSatisfy { ($0 == nil) == ($1 == nil) }, "other packets arrived")
    }

    static let sdp = FuzzTarget("sdp", "session descriptions: what is read is written and read again") { bytes in
        guard let offer = try? SessionDescription(parsing: String(decoding: bytes, as: UTF8.self)) else { return }
        promise((try? SessionDescription(parsing: offer.description)) == offer, "another description was written")
        _ = (offer.bundle, offer.isICELite)
        for section in offer.sections {
            _ = (section.mid, section.iceUfrag, section.setup, section.direction, section.formatParameters(96), section.feedback(96))
            _ = (section.allowsMixedExtensions, section.iceOptions, section.streamIDs, section.simulcastSend, section.isUsed)
        }
    }

    static let attributes = FuzzTarget("attributes", "candidates, fingerprints, codecs and the like: written, they say the same") { bytes in
        let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
        func check<Value: Equatable>(_ read: (String) -> Value?, _ write: (Value) -> Attribute) {
            guard let value = read(text) else { return }
            promise(write(value).value.flatMap(read) == value, "\(value)")
        }
        switch (bytes.first ?? 0) % 7 {
        case 0: check(Candidate.init(parsing:), \.attribute)
        case 1: check(Fingerprint.init(parsing:), \.attribute)
        case 2: check(RTPMap.init(parsing:), \.attribute)
        case 3: check(ExtensionMap.init(parsing:), \.attribute)
        case 4: check(RID.init(parsing:), \.attribute)
        case 5: check(SourceAttribute.init(parsing:), \.line)
        default: check(SourceGroup.init(parsing:), \.attribute)
        }
    }

    static let framing = FuzzTarget("framing", "packets in a TCP stream, whatever pieces it comes in") { bytes in
        var script = Script(bytes)
        var packets: [[UInt8]] = []
        var whole: [UInt8] = []
        for _ in 0..<script.below(20) {
            let packet = script.piece()
            if packet.isEmpty { continue }
            packets.append(packet)
            whole += [UInt8(packet.count >> 8), UInt8(packet.count & 0xFF)] + packet
        }
        var stream = PacketStream()
        var found: [[UInt8]] = []
        var rest = whole[...]
        while !rest.isEmpty {
            let count = 1 + Int(script.word()) % 700
            stream.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
            do { while let packet = try stream.next() { found.append(Array(packet)) } } catch { promise(false, "\(error)") }
        }
        promise(found == packets && stream.rest.isEmpty, "other packets came out")
        var hostile = PacketStream()
        hostile.append(bytes)
        while let packet = try? hostile.next() { promise(1...Limits.datagramBytes ~= packet.count, "a packet that none of ours can be") }
    }

    static let codecs = FuzzTarget("codecs", "VP8 descriptors, H.264 units and redundant sound keep within their payload") { payload in
        for block in (try? RedundantBlock.blocks(of: payload.span)) ?? [] {
            promise(block.range.lowerBound >= 0 && block.range.upperBound <= payload.count, "a block outside of its payload")
        }
        _ = (H264Payload.isKeyFrameStart(payload.span), H264Payload.isParameterSet(payload.span))
        guard let found = try? VP8PayloadDescriptor(parsing: payload.span) else { return }
        promise(1...min(6, payload.count) ~= found.length, "a descriptor longer than its payload")
        let offsets = [found.pictureIDOffset + (found.pictureIDIsLong ? 1 : 0), found.temporalLevelZeroIndexOffset, found.keyIndexOffset]
        promise(offsets.allSatisfy { $0 < max(found.length, 1) }, "a field outside of its descriptor")
    }
}
