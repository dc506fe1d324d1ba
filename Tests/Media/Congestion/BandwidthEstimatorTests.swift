import Basics
@testable import Media
import Testing
import Wire

struct BandwidthEstimatorTests {
    @Test(arguments: [300.0, 1_000, 3_000, 8_000])
    func `a line is found and kept`(kilobits: Double) {
        var run = LineRun(LineModel(.kilobits(kilobits)), [TestFlow(.kilobits(20_000))])
        run.run(seconds: 20)
        #expect(run.mean(last: 10) > kilobits * 0.7)
        #expect(run.mean(last: 10) < kilobits * 1.1)
    }

    @Test func `a drop is noticed within two seconds, and its end within half a minute`() {
        var run = LineRun(LineModel(.kilobits(4_000)), [TestFlow(.kilobits(20_000))])
        run.run(seconds: 20)
        run.line.capacity = .kilobits(800)
        run.run(seconds: 2)
        let soon = run.flows[0].estimates.last ?? 0
        run.run(seconds: 10)
        let low = run.mean(last: 5)
        run.line.capacity = .kilobits(4_000)
        run.run(seconds: 30)
        #expect(soon < 1_000)
        #expect(low > 500 && low < 880)
        #expect(run.mean(last: 5) > 2_500)
    }

    @Test func `two flows share a line`() {
        var run = LineRun(LineModel(.kilobits(4_000)), [TestFlow(.kilobits(20_000)), TestFlow(.kilobits(20_000))])
        run.run(seconds: 60)
        let shares = [run.mean(0, last: 30), run.mean(1, last: 30)]
        #expect(shares.min()! / shares.max()! > 0.4)
        #expect(shares[0] + shares[1] > 2_800 && shares[0] + shares[1] < 4_400)
    }

    @Test(arguments: [0.01, 0.02, 0.05, 0.1])
    func `loss that comes whatever is sent does not take the line away`(loss: Double) {
        var line = LineModel(.kilobits(3_000))
        line.loss = loss
        var run = LineRun(line, [TestFlow(.kilobits(20_000))])
        run.run(seconds: 30)
        #expect(run.mean(last: 10) > (loss < 0.05 ? 2_000 : 900))
        #expect(run.mean(last: 10) < 3_300)
    }

    @Test func `while little is sent the estimate neither melts nor grows beyond what was shown`() {
        let flow = TestFlow(.kilobits(20_000))
        var run = LineRun(LineModel(.kilobits(3_000)), [flow])
        run.run(seconds: 20)
        flow.offered = .kilobits(150)
        flow.desired = .kilobits(150)
        run.run(seconds: 60)
        #expect(run.mean(last: 5) > 1_800)
        #expect(run.mean(last: 5) < 3_600)
        let probed = flow.probeBytes
        run.run(seconds: 30)
        #expect(flow.probeBytes == probed, "nobody wants more: nothing to probe for")
    }

    @Test func `a little traffic on a wide line finds out by probing that more would fit`() {
        let flow = TestFlow(.kilobits(200), desired: .kilobits(4_000))
        var run = LineRun(LineModel(.kilobits(10_000)), [flow])
        run.run(seconds: 15)
        #expect(run.mean(last: 1) > 4_000)
    }

    @Test func `probing a narrow line does not promise more than it has`() {
        let flow = TestFlow(.kilobits(200), desired: .kilobits(4_000))
        var run = LineRun(LineModel(.kilobits(1_000)), [flow])
        run.run(seconds: 60)
        #expect(run.mean(last: 30) > 500)
        #expect(run.mean(last: 30) < 1_150)
    }

    @Test func `a line that goes silent is believed less and less`() {
        let flow = TestFlow(.kilobits(3_000))
        var run = LineRun(LineModel(.kilobits(3_000)), [flow])
        run.run(seconds: 10)
        let before = flow.estimates.last ?? 0
        run.line.loss = 1
        run.run(seconds: 6)
        #expect((flow.estimates.last ?? 0) < before / 3)
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `a receiver that hardly finds time to read keeps most of its line, and has all of it soon after`(seed: UInt64) {
        var line = LineModel(.kilobits(20_000), seed: seed)
        line.stalls = true
        var run = LineRun(line, [TestFlow(.kilobits(2_000), desired: .kilobits(3_000))])
        run.run(seconds: 30)
        let low = run.flows[0].estimates.dropFirst(1_000).min() ?? 0
        #expect(low > 500)
        run.line.stalls = false
        run.run(seconds: 10)
        #expect(run.mean(last: 2) > 2_500)
    }
}
