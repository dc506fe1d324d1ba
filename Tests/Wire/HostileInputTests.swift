import Basics
import Testing
import Wire

/// Whatever bytes come, parsers answer; a trap would end the process and fail the run.
struct HostileInputTests {
    private static let inputsPerSeed = 2_000

    /// Feeds mutations of the samples, and noise.
    private func inputs(_ seed: UInt64, of samples: [[UInt8]], _ body: ([UInt8]) -> Void) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<Self.inputsPerSeed {
            if Int.random(in: 0..<4, using: &random) == 0 {
                body(random.bytes(Int.random(in: 0..<80, using: &random)))
            } else {
                body(random.mutated(samples.randomElement(using: &random) ?? []))
            }
        }
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `STUN that is read can be written and read again`(seed: UInt64) {
        let cryptography = TestCryptography()
        // Without FINGERPRINT, or hardly a mutation would get past it.
        let vectors = [STUNVectors.request, STUNVectors.responseV4, STUNVectors.responseV6]
        let samples = vectors.flatMap { sample in
            var bare = Array(sample.dropLast(8))
            bare[3] -= 8
            return [sample, bare, bare]
        }
        inputs(seed, of: samples) { datagram in
            let kind = DatagramKind.classify(datagram.span)
            guard let message = try? STUNMessage(parsing: datagram.span) else { return }
            #expect(kind == .stun)
            _ = message.isAuthentic(datagram.span, key: [1], by: cryptography)
            _ = message.isAuthentic(datagram.span.extracting(first: 1), key: [1], by: cryptography)
            let written = message.encoded(key: nil, by: cryptography)
            var again = try? STUNMessage(parsing: written.span)
            again?.unknownRequired = message.unknownRequired
            #expect(again == message)
        }
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `RTP headers keep within their packet`(seed: UInt64) {
        let samples = [
            "b2e0fffe 01020304 0a0b0c0d 11111111 22222222 bede0002 10aa2301 02030400 01020304 00000004",
            "9060 0001 00000000 00000001 10020003 0100 00 ff02aabb 0f01cc 0000 90f0ffff2ae5d002009d012a8002e041",
        ]
        inputs(seed, of: samples.map(bytes)) { packet in
            guard let header = try? RTPHeader(parsing: packet.span) else { return }
            #expect(12...packet.count ~= header.length)
            #expect(header.extensionOffset + header.extensionLength == header.length)
            for id in UInt8.min...UInt8.max {
                guard let range = header.extensionElement(id, in: packet.span) else { continue }
                #expect(range.lowerBound >= header.extensionOffset && range.upperBound <= header.length)
            }
            // A packet cut after its header was read must not lead outside either.
            _ = header.extensionElement(1, in: packet.span.extracting(first: min(header.extensionOffset, 13)))
            _ = try? header.paddingLength(in: packet.span.extracting(first: 3))
            if let padding = try? header.paddingLength(in: packet.span) {
                #expect(0...packet.count - header.length ~= padding)
            }
        }
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `codec payloads keep within themselves`(seed: UInt64) {
        let samples = [
            "90f0 ffff 2a e5 d00200 9d012a 8002 e041", "9080 7f 00", "18 0002 6742 0002 68ce 0002 6588", "7c85 88",
        ]
        inputs(seed, of: samples.map(bytes)) { payload in
            _ = H264Payload.isKeyFrameStart(payload.span)
            _ = H264Payload.isParameterSet(payload.span)
            guard let descriptor = try? VP8PayloadDescriptor(parsing: payload.span) else { return }
            #expect(1...min(6, payload.count) ~= descriptor.length)
            #expect(descriptor.pictureIDOffset < payload.count && descriptor.keyIndexOffset < payload.count)
            #expect(descriptor.temporalLevelZeroIndexOffset < payload.count)
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `RTCP that is read can be written and read again`(seed: UInt64) throws {
        let samples = [
            "80c80006 00000001 83aa7e80 80000000 00001000 0000000a 00000bb8",
            "81ca0004 00000001 0108 64c3a2752e766e2e 0000 80c90001 00000002",
            "81c90007 00000001 00000002 40ffffff 00010002 00000003 00000004 00000005",
            "81cd0003 00000001 00000002 fffe8001 81cb0001 00000002",
            "8fcd0007 00000001 00000002 fffa000a 000002ff 200a0014 14141414 14141414",
            "8fcd0006 00000001 00000002 fffa0007 000002ff d9991414 00141400",
            "8fce0005 00000001 00000000 52454d42 010bd090 00000002 a1cb0003 00000002 00000000 00000008",
            "84ce0004 00000001 00000000 00000002 07000000 81ce0002 00000001 00000002",
        ]
        inputs(seed, of: samples.map(bytes)) { compound in
            guard let packets = try? RTCPPacket.parse(compound: compound.span) else { return }
            let known = packets.filter {
                switch $0 {
                case .other, .receiverEstimatedMaximumBitrate(_, .max, _): false
                default: true
                }
            }
            guard !known.isEmpty else { return }
            let written = RTCPPacket.encode(known)
            #expect(throws: Never.self) { try RTCPPacket.parse(compound: written.span) }
            let again = try? RTCPPacket.parse(compound: written.span)
            #expect(again.map(wrapped) == wrapped(known))
        }
    }

    /// Arrivals next to the wrap of the reference time may come back on its other side.
    private func wrapped(_ packets: [RTCPPacket]) -> [RTCPPacket] {
        packets.map { packet in
            guard case .transportFeedback(var feedback) = packet else { return packet }
            let period = TransportFeedback.period.nanoseconds
            feedback.arrivals = feedback.arrivals.map { arrival in
                arrival.map { .nanoseconds(($0.nanoseconds % period + period) % period) }
            }
            return .transportFeedback(feedback)
        }
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `offers that are read can be written and read again`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sample = Array(chromiumOffer.utf8)
        for _ in 0..<60 {
            let text = String(decoding: random.mutated(sample), as: UTF8.self)
            guard let offer = try? SessionDescription(parsing: text) else { continue }
            #expect(try SessionDescription(parsing: offer.description) == offer)
            read(offer)
        }
        for _ in 0..<300 {
            let lines = (0..<20).map { _ in
                let field = Self.fields.randomElement(using: &random) ?? ""
                let noise = (0..<Int.random(in: 0..<12, using: &random)).map { _ in
                    Self.noise.randomElement(using: &random) ?? ""
                }
                return field + noise.joined()
            }
            let text = "v=0\no=- 1 1 IN IP4 0\n" + lines.joined(separator: "\n")
            guard let offer = try? SessionDescription(parsing: text) else { continue }
            read(offer)
        }
    }

    private static let fields = [
        "a=rtpmap:", "a=fmtp:", "a=extmap:", "a=rid:", "a=simulcast:", "a=candidate:", "a=ssrc:", "a=msid:", "a=",
        "a=fingerprint:", "m=", "a=group:", "a=ssrc-group:", "a=rtcp-fb:", "c=",
    ]
    private static let noise = [
        "0", "9", " ", ":", ";", "/", "=", "~", ",", "-", "+", "x", "\u{301}", "1 ", " send ", " typ ", "96 ", "BUNDLE ",
    ]

    private func read(_ offer: SessionDescription) {
        _ = (offer.bundle, offer.isICELite)
        for section in offer.sections {
            _ = (section.mid, section.iceUfrag, section.fingerprint, section.setup, section.direction)
            _ = (section.rtpMaps, section.extensionMaps, section.rids, section.simulcastSend)
            _ = (section.sources, section.sourceGroups, section.formatParameters(96), section.feedback(96))
            _ = (section.streamIDs, section.candidates)
        }
    }
}
