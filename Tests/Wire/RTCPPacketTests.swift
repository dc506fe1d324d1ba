import Basics
import Testing
import Wire

struct RTCPPacketTests {
    private func parse(_ text: String) throws(Malformed) -> [RTCPPacket] {
        let compound = bytes(text)
        return try RTCPPacket.parse(compound: compound.span)
    }

    @Test(arguments: 0..<500 as Range<UInt64>)
    func `compounds of every kind survive the wire`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let packets = (0..<Int.random(in: 1...8, using: &random)).map { _ in random.packet() }
        let compound = RTCPPacket.encode(packets)
        #expect(compound.count % 4 == 0)
        let again = try RTCPPacket.parse(compound: compound.span)
        #expect(again == packets)
    }

    @Test func `a sender report with its name is read`() throws {
        let packets = try parse("""
            80c80006 00000001 83aa7e80 80000000 00001000 0000000a 00000bb8
            81ca0004 00000001 0108 64c3a2752e766e2e 0000
            """)
        #expect(packets == [
            .senderReport(SenderReport(
                ssrc: SSRC(1), ntp: NTPTime(WallTime(milliseconds: 500)), rtpTimestamp: 0x1000,
                packetCount: 10, octetCount: 3_000
            )),
            .sourceDescription([SourceDescription(ssrc: SSRC(1), cname: "dâu.vn.")]),
        ])
    }

    @Test func `a loss that is negative stays so`() throws {
        let packets = try parse("81c90007 00000001 00000002 40ffffff 00010002 00000003 00000004 00000005")
        guard case .receiverReport(SSRC(1), let reports) = packets.first else {
            Issue.record("not a receiver report")
            return
        }
        #expect(reports.map(\.cumulativeLost) == [-1])
        #expect(reports.map(\.fractionLost) == [64])
    }

    @Test func `feedback alone is a packet of reduced size`() throws {
        #expect(try parse("81ce0002 00000001 00000002") == [
            .pictureLossIndication(sender: SSRC(1), media: SSRC(2)),
        ])
        let entry = NackEntry(lost: SequenceNumber(65_534), alsoLost: 0x8001)
        #expect(try parse("81cd0003 00000001 00000002 fffe8001") == [
            .nack(sender: SSRC(1), media: SSRC(2), [entry]),
        ])
    }

    @Test func `REMB is a mantissa and an exponent and cannot overflow`() throws {
        let remb = try parse("8fce0005 00000001 00000000 52454d42 0103d090 00000002")
        #expect(remb == [
            .receiverEstimatedMaximumBitrate(sender: SSRC(1), bitsPerSecond: 0x3D090, [SSRC(2)]),
        ])
        let huge = try parse("8fce0005 00000001 00000000 52454d42 01ffffff 00000002")
        #expect(huge == [
            .receiverEstimatedMaximumBitrate(sender: SSRC(1), bitsPerSecond: .max, [SSRC(2)]),
        ])
        #expect(try parse("8fce0003 00000001 00000000 41424344") == [.other(packetType: 206)])
    }

    @Test func `unknown packets are passed over and padding is taken off the last`() throws {
        let packets = try parse("80cf0001 00000001 a1cb0003 00000002 00000000 00000008")
        #expect(packets == [.other(packetType: 207), .goodbye([SSRC(2)])])
        #expect(RTCPPacket.encode(packets) == bytes("81cb0001 00000002"))
    }

    @Test(arguments: [
        ("", Malformed.truncated), ("80c9", .truncated), ("40c90001 00000001", .badVersion),
        ("80c90002 00000001", .truncated), ("81c90001 00000001", .truncated),
        ("9fcb0001 00000001", .truncated), ("81ca0002 00000001 01080000", .truncated),
        ("a0c90002 00000001 00000000", .badLength), ("a0c90002 00000001 00000009", .badLength),
        ("a0c90002 00000001 00000004 80c90001 00000001", .badLength),
        ("84ce0003 00000001 00000000 00000000", .badLength),
        ("8fce0004 00000001 00000000 52454d42 ff000000", .truncated),
    ])
    func `counts that do not fit lengths are refused`(text: String, problem: Malformed) {
        #expect(throws: problem) { try parse(text) }
    }

    @Test func `more packets than anyone sends are refused`() {
        let compound = (0..<33).flatMap { _ in bytes("80c90001 00000001") }
        #expect(throws: Malformed.tooLong) { try RTCPPacket.parse(compound: compound.span) }
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `NACK entries name exactly what was lost, across the wrap`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var next = SequenceNumber(random.number())
        var lost: [SequenceNumber] = []
        for _ in 0..<50 {
            next = next.advanced(by: Int.random(in: 1...25, using: &random))
            lost.append(next)
        }
        let entries = NackEntry.entries(for: lost)
        #expect(entries.flatMap(\.sequences) == lost)
        #expect(entries.count < lost.count)
    }
}

extension SeededGenerator {
    fileprivate mutating func ssrc() -> SSRC { SSRC(number()) }

    fileprivate mutating func several<Value>(
        _ range: ClosedRange<Int>, _ make: (inout Self) -> Value
    ) -> [Value] {
        (0..<Int.random(in: range, using: &self)).map { _ in make(&self) }
    }

    fileprivate mutating func report() -> ReportBlock {
        ReportBlock(
            ssrc: ssrc(), fractionLost: number(),
            cumulativeLost: Int32.random(in: -0x80_0000...0x7F_FFFF, using: &self), highestSequence: number(),
            jitter: number(), lastSenderReport: number(), delaySinceLastSenderReport: number()
        )
    }

    fileprivate mutating func packet() -> RTCPPacket {
        switch Int.random(in: 0..<9, using: &self) {
        case 0:
            return .senderReport(SenderReport(
                ssrc: ssrc(), ntp: NTPTime(rawValue: number()), rtpTimestamp: number(), packetCount: number(),
                octetCount: number(), reports: several(0...31) { $0.report() }
            ))
        case 1: return .receiverReport(ssrc(), several(0...31) { $0.report() })
        case 2:
            return .sourceDescription(several(0...31) { random in
                let name = random.several(0...40) {
                    Character(Unicode.Scalar(UInt8.random(in: 33...126, using: &$0)))
                }
                return SourceDescription(ssrc: random.ssrc(), cname: String(name))
            })
        case 3: return .goodbye(several(0...31) { $0.ssrc() })
        case 4:
            return .nack(sender: ssrc(), media: ssrc(), several(0...50) {
                NackEntry(lost: SequenceNumber($0.number()), alsoLost: $0.number())
            })
        case 5: return .pictureLossIndication(sender: ssrc(), media: ssrc())
        case 6:
            return .fullIntraRequest(sender: ssrc(), several(0...9) {
                FullIntraRequest(ssrc: $0.ssrc(), number: $0.number())
            })
        case 7:
            let bits = UInt64.random(in: 0..<1 << 18, using: &self) << UInt64.random(in: 0...46, using: &self)
            return .receiverEstimatedMaximumBitrate(
                sender: ssrc(), bitsPerSecond: bits, several(0...255) { $0.ssrc() }
            )
        default:
            var tick = Int.random(in: 0..<1_000_000, using: &self)
            return .transportFeedback(TransportFeedback(
                sender: ssrc(), media: ssrc(), base: SequenceNumber(number()), feedbackCount: number(),
                arrivals: several(0...60) { random in
                    tick += Int.random(in: -20...300, using: &random)
                    return Bool.random(using: &random) ? .microseconds(250 * tick) : nil
                }
            ))
        }
    }
}
