import Basics
@testable import Media
import Testing
import Wire

struct CongestionPartTests {
    private func milliseconds(_ count: Int64) -> Microseconds { .milliseconds(count) }

    @Test func `what was sent is found by its sixteen bits across a rollover, and settled once`() {
        var packets = SentPackets()
        for number in 1..<70_000 as Range<Int64> {
            _ = packets.append(bytes: Int(number % 1_000), at: milliseconds(number))
        }
        let number = packets.number(of: SequenceNumber(UInt16(truncatingIfNeeded: 69_990 as Int)))
        #expect(number == 69_990)
        let fates = [packets.settle(number, hasArrived: true), packets.settle(number, hasArrived: true)]
        #expect(fates.map { $0?.bytes } == [990, nil])
        let old = packets.settle(1, hasArrived: true)
        #expect(old == nil)
        let unsent = packets.settle(70_000, hasArrived: true)
        #expect(unsent == nil)
    }

    @Test func `a packet told as lost that came late counts as come`() {
        var packets = SentPackets()
        _ = packets.append(bytes: 100, at: .zero)
        let first = packets.settle(1, hasArrived: false)
        let again = packets.settle(1, hasArrived: false)
        let late = packets.settle(1, hasArrived: true)
        #expect([first?.fate, again?.fate, late?.fate] == [.outstanding, nil, .lost])
    }

    @Test func `packets of one moment are one group, and the next group tells the change`() {
        var groups = ArrivalGroups()
        var changes: [DelayChange] = []
        for frame in 0..<4 as Range<Int64> {
            for part in 0..<3 as Range<Int64> {
                // Each frame comes a millisecond later than the one before, against how it was sent.
                let change = groups.add(
                    sent: milliseconds(frame * 33), arrived: milliseconds(500 + frame * 34 + part))
                if let change { changes.append(change) }
            }
        }
        #expect(changes.map(\.sent) == [milliseconds(33), milliseconds(33)])
        #expect(changes.map(\.arrived) == [milliseconds(34), milliseconds(34)])
    }

    @Test func `a queue that grows is overuse, one that empties is underuse, and a steady one is neither`() {
        var trend = DelayTrend()
        var at: Int64 = 0
        func feed(_ count: Int, growth: Int64) -> LineUse {
            var seen = LineUse.normal
            for _ in 0..<count {
                at += 20 + growth
                trend.add(DelayChange(sent: milliseconds(20), arrived: milliseconds(20 + growth), at: milliseconds(at)))
                if trend.use != .normal { seen = trend.use }
            }
            return seen
        }
        let steady = feed(50, growth: 0)
        #expect(steady == .normal)
        let growing = feed(30, growth: 5)
        #expect(growing == .overused)
        _ = feed(20, growth: 0)
        let emptying = feed(30, growth: -5)
        #expect(emptying == .underused)
    }

    @Test func `a receiver's clock may wrap`() {
        var clock = ArrivalClock()
        let half = TransportFeedback.period / 2
        let before = clock.whole(Microseconds(half - .milliseconds(10)))
        let after = clock.whole(Microseconds(.milliseconds(10) - half))
        #expect(after - before == milliseconds(20))
    }

    @Test func `a probe that arrives as it was sent proves its rate, one that is spread out the line's`() {
        func result(_ spacing: Int64) -> ProbeResults.Result? {
            var results = ProbeResults()
            results.begin(Probe(id: 1, rate: .kilobits(1_600)))
            var last: ProbeResults.Result?
            for step in 0..<5 as Range<Int64> {
                let packet = SentPacket(sent: milliseconds(step * 5), bytes: 1_000, probe: 1, fate: .outstanding)
                last = results.add(packet, arrived: milliseconds(100 + step * spacing))
            }
            return last
        }
        #expect(result(5) == .atLeast(.kilobits(1_600)))
        #expect(result(10) == .atMost(.kilobits(760)))
    }

    @Test(arguments: [1e-6, 0.001, 0.5, 0.999_999, 1, 2, 2.718_281_828_459_045, 10, 12_345.678])
    func `the logarithm undoes multiplication`(value: Double) {
        #expect(abs(naturalLogarithm(value) + naturalLogarithm(1 / value)) < 1e-8)
        #expect(abs(naturalLogarithm(value * 2) - naturalLogarithm(value) - 0.693_147_180_559_945_3) < 1e-8)
    }
}
