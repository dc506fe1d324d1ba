import Basics
import Testing

@testable import MediaServer

struct StandstillTests {
    private func time(_ seconds: Double) -> Instant { Instant.start.advanced(by: .seconds(seconds)) }

    @Test func `a worker that waits for ever does not stand still`() {
        let pulse = Pulse()
        pulse.step()
        var watch = StandstillWatch()
        let alarms = (0..<1_000).filter { watch.standsStill(pulse.now, at: time(Double($0))) }
        #expect(alarms.isEmpty)
    }

    @Test func `a worker that is always at work, but at another turn each time, does not stand still`() {
        let pulse = Pulse()
        var watch = StandstillWatch()
        for second in 0..<1_000 {
            pulse.step()
            pulse.step()
            #expect(!pulse.now.isMultiple(of: 2))
            let alarm = watch.standsStill(pulse.now, at: time(Double(second)))
            #expect(!alarm)
        }
    }

    @Test func `a worker that is at the same turn at each of ten looks stands still`() {
        let pulse = Pulse()
        var watch = StandstillWatch()
        pulse.step()
        _ = watch.standsStill(pulse.now, at: time(0))
        pulse.step()
        let alarms = (1...12).filter { watch.standsStill(pulse.now, at: time(Double($0))) }
        // The first look at the turn only remembers it.
        #expect(alarms == [11, 12])
    }

    @Test func `looks in quick succession, or one after a long sleep, count as one`() {
        let pulse = Pulse()
        var watch = StandstillWatch()
        let soon = (0..<1_000).filter { watch.standsStill(pulse.now, at: time(Double($0) / 1_000)) }
        #expect(soon.isEmpty)
        let late = watch.standsStill(pulse.now, at: time(86_400))
        #expect(!late)
    }
}
