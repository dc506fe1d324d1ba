import Basics
@testable import Media
import Wire

extension FuzzTarget {
    static let congestion = FuzzTarget("congestion", "a line's estimate and what is granted on it, whatever its reports say", longest: 2_048) { bytes in
        var script = Script(bytes)
        var line = BandwidthEstimator()
        var allocator = LineAllocator(slots: 3)
        var now = Microseconds.seconds(1)
        var next = SequenceNumber(0)
        while !script.isOver {
            now = now + Microseconds(rawValue: Int64(script.word()))
            switch script.below(8) {
            case 0...2:
                for _ in 0...script.below(20) { next = line.sent(40 + script.below(256) * 6, at: now) }
            case 3...4:
                var arrival = Duration.microseconds(Int64(script.longest() & 0xFFFF_FFFF_FFFF))
                let arrivals: [Duration?] = (0..<script.below(64)).map { _ in
                    arrival += .microseconds(Int64(script.word()) - 1_000)
                    return script.below(4) == 0 ? nil : arrival
                }
                let base = SequenceNumber(script.flag() ? script.word() : next.rawValue &- UInt16(script.below(64)))
                line.feedback(
                    TransportFeedback(sender: SSRC(1), media: SSRC(2), base: base, feedbackCount: script.byte(), arrivals: arrivals), at: now)
            case 5:
                line.advance(to: now, desired: .kilobits(Double(script.word())))
                while let probe = line.nextProbe() {
                    promise(probe.bytes > 0, "a probe of nothing")
                    for _ in 0..<script.below(12) { next = line.sent(1_200, probe: probe.id, at: now) }
                }
            default:
                now = now + .milliseconds(Int64(script.word()))
            }
            guard let estimate = line.estimate else { continue }
            promise(estimate >= RateControl.floor && estimate <= RateControl.ceiling, "a line of \(estimate)")
            promise(0...1 ~= line.loss, "\(line.loss) is lost")
            let demands = ContiguousArray((0..<3).map { place in
                let cost = Bitrate.kilobits(Double(script.byte()) * 10)
                return SlotDemand(place: place, rank: place == 0 ? .speaker : .tile, costs: LayerCosts(base: cost * 0.4, low: cost, high: cost * 4))
            })
            _ = allocator.allocate(
                demands, room: estimate, proven: line.throughput, undelayed: line.undelayed, isOverused: line.isOverused, at: now)
            promise(allocator.grants.count == 3, "grants for other slots")
            _ = allocator.precaution(demands, room: estimate, loss: line.loss)
        }
    }
}
