import Basics
import Testing

@testable import Conference

/// Raising at once, lowering only when it lasts.
struct WantedHysteresisTests {
    private let peer = PeerID(rawValue: 7)
    private let all = Wanted(camera: [.low, .high])
    private let small = Wanted(camera: [.low])

    /// What is told after each of `wishes`, one at each of the seconds.
    private func told(_ wishes: [(Int, Wanted)]) -> [Wanted?] {
        var hysteresis = WantedHysteresis()
        return wishes.map { second, wish in
            hysteresis.update([peer: wish], at: Instant(sinceStart: .seconds(second)))[peer]
        }
    }

    @Test func `the first word is told always`() {
        #expect(told([(0, Wanted())]) == [Wanted()])
    }

    @Test func `more is told at once`() {
        #expect(told([(0, small), (1, all)]) == [small, all])
    }

    @Test func `less is told after ten seconds`() {
        #expect(told([(0, all), (5, small), (14, small), (15, small)]) == [all, nil, nil, small])
    }

    @Test func `nothing is told after twenty seconds`() {
        #expect(told([(0, all), (5, Wanted()), (15, Wanted()), (24, Wanted()), (25, Wanted())])
            == [all, nil, small, nil, Wanted()])
    }

    @Test func `a wish that comes back is not told`() {
        #expect(told([(0, all), (5, small), (12, all), (21, all)]) == [all, nil, nil, nil])
    }

    @Test func `a presentation stops after twenty seconds`() {
        let shown = Wanted(presentation: [.high])
        #expect(told([(0, shown), (1, Wanted()), (20, Wanted()), (21, Wanted())]) == [shown, nil, nil, Wanted()])
    }

    @Test func `the deadline is when something changes by itself`() {
        var hysteresis = WantedHysteresis()
        _ = hysteresis.update([peer: all], at: .start)
        #expect(hysteresis.deadline == nil)
        _ = hysteresis.update([peer: Wanted()], at: .start)
        #expect(hysteresis.deadline == Instant(sinceStart: .seconds(10)))
        _ = hysteresis.update([peer: Wanted()], at: Instant(sinceStart: .seconds(10)))
        #expect(hysteresis.deadline == Instant(sinceStart: .seconds(20)))
        _ = hysteresis.update([peer: Wanted()], at: Instant(sinceStart: .seconds(20)))
        #expect(hysteresis.deadline == nil)
    }

    @Test func `who is gone is forgotten`() {
        var hysteresis = WantedHysteresis()
        _ = hysteresis.update([peer: all], at: .start)
        #expect(hysteresis.update([:], at: .start).isEmpty && hysteresis.deadline == nil)
    }
}
