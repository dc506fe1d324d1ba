package import Basics
import Foundation

/// The calendar, read in the shell only.
package func wallTime() -> WallTime {
    WallTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
}

/// This process's monotonic clock.
package struct MonotonicTime: Sendable {
    private let start = ContinuousClock.now

    package init() {}

    package func now() -> Instant {
        Instant(sinceStart: start.duration(to: .now))
    }
}
