import Basics
import Synchronization

/// Whether a worker waits for something to do or is at one of its turns: told by the worker, looked at by the coordinator.
final class Pulse: Sendable {
    /// Even while the worker waits, odd while it is at work, and another number with each turn.
    private let steps = Atomic<UInt64>(1)

    /// The worker waits, or goes to work after it waited.
    func step() { steps.wrappingAdd(1, ordering: .relaxed) }

    var now: UInt64 { steps.load(ordering: .relaxed) }
}

/// Tells a worker that stands still from one that waits or is busy: it is at the same turn however often it is looked at.
///
/// Looks are counted, not seconds: a machine that was asleep wakes up with all of its processes.
struct StandstillWatch {
    private var seen: UInt64 = 0
    private var looks = 0
    private var next = Instant.start

    /// A turn takes some milliseconds; one of seconds is none that ends.
    static let looksMax = 10
    private static let interval: Duration = .seconds(1)

    /// Whether it has stood still for too long; looks that come sooner after each other do not count.
    mutating func standsStill(_ pulse: UInt64, at now: Instant) -> Bool {
        guard now >= next else { return false }
        next = now.advanced(by: Self.interval)
        let isSameTurn = pulse == seen && !pulse.isMultiple(of: 2)
        looks = isSameTurn ? looks + 1 : 0
        seen = pulse
        return looks >= Self.looksMax
    }
}
