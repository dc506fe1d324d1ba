import Basics
import Testing
import Wire

struct TransportFeedbackTests {
    private func sent(_ arrivals: [Duration?]) throws -> (arrivals: [Duration?], bytes: [UInt8]) {
        let feedback = TransportFeedback(
            sender: SSRC(1), media: SSRC(2), base: SequenceNumber(65_530), feedbackCount: 255,
            arrivals: arrivals
        )
        let compound = RTCPPacket.encode([.transportFeedback(feedback)])
        let packets = try RTCPPacket.parse(compound: compound.span)
        guard case .transportFeedback(let again)? = packets.first else { return ([], []) }
        #expect(again.base == feedback.base && again.feedbackCount == 255)
        #expect(again.sender == SSRC(1) && again.media == SSRC(2))
        return (again.arrivals, compound)
    }

    /// Arrivals with losses in runs, bursts, pauses and some reordering, in whole ticks.
    private func generated(_ random: inout SeededGenerator) -> [Duration?] {
        var tick = Int.random(in: 0..<100_000_000, using: &random)
        var arrivals: [Duration?] = []
        while arrivals.count < 300 {
            let run = Int.random(in: 1...60, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0:
                for _ in 0..<run { arrivals.append(nil) }
            case 1:
                for _ in 0..<run {
                    tick += Int.random(in: 256...8_000, using: &random)
                    arrivals.append(.microseconds(250 * tick))
                }
            case 2:
                for _ in 0..<run {
                    tick += Int.random(in: -60...60, using: &random)
                    arrivals.append(Bool.random(using: &random) ? .microseconds(250 * tick) : nil)
                }
            default:
                for _ in 0..<run {
                    tick += Int.random(in: 0...40, using: &random)
                    arrivals.append(.microseconds(250 * tick))
                }
            }
        }
        return arrivals
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `arrivals come back as they were`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let arrivals = generated(&random)
        #expect(try sent(arrivals).arrivals == arrivals)
    }

    @Test func `a steady stream is one run and a byte a packet`() throws {
        // Ten packets 5 ms apart from 128 ms on: one run, and small deltas of 20 ticks.
        let arrivals: [Duration?] = (0..<10).map { .milliseconds(128 + 5 * $0) }
        #expect(try sent(arrivals).bytes == bytes("""
            8fcd0007 00000001 00000002 fffa000a 000002ff 200a0014 14141414 14141414
            """))
    }

    @Test func `time between ticks is rounded down and never adds up`() throws {
        let arrivals: [Duration?] = (0..<200).map { .microseconds(249 + 333 * $0) }
        let again = try sent(arrivals).arrivals
        for (before, after) in zip(arrivals, again) {
            let (before, after) = (try #require(before), try #require(after))
            #expect(after <= before && before - after < .microseconds(250))
        }
    }

    @Test func `nothing received is told as well`() throws {
        #expect(try sent([nil, nil, nil]).arrivals == [nil, nil, nil])
        #expect(try sent(Array(repeating: nil, count: 8_192)).arrivals.count == 8_192)
        #expect(try sent([]).arrivals.isEmpty)
    }

    @Test func `a pause that no delta can say is caught up with`() throws {
        let arrivals: [Duration?] = [.zero, .seconds(10), .seconds(10), .seconds(10)]
        let again = try sent(arrivals).arrivals
        #expect(again == [.zero, .microseconds(8_191_750), .seconds(10), .seconds(10)])
    }

    @Test func `the reference time wraps after twelve days`() throws {
        let arrivals: [Duration?] = [.seconds(900_000), .seconds(900_000) + .milliseconds(3)]
        let again = try sent(arrivals).arrivals
        #expect(again == arrivals.map { $0.map { $0 - TransportFeedback.period } })
    }

    @Test(arguments: [
        "8fcd0005 00000001 00000002 00000001 00000000 60010000",
        "8fcd0005 00000001 00000002 00000001 00000000 00000000",
        "8fcd0005 00000001 00000002 00002001 00000000 20012001",
        "8fcd0005 00000001 00000002 00000004 00000000 20040000",
        "8fcd0004 00000001 00000002 00000001 00000000",
    ])
    func `reserved symbols, empty runs, too many and too few are refused`(text: String) {
        let compound = bytes(text)
        #expect(throws: Malformed.self) { try RTCPPacket.parse(compound: compound.span) }
    }
}
