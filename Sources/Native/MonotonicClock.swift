package import Basics
import Glibc

/// The process's monotonic clock; the shell reads it and hands the moments down.
package struct MonotonicClock: Sendable {
    private let start: Duration

    /// A clock whose `Instant.start` is now.
    package init() {
        start = Self.read(CLOCK_MONOTONIC)
    }

    package var now: Instant { Instant(sinceStart: Self.read(CLOCK_MONOTONIC) - start) }

    fileprivate static func read(_ clock: clockid_t) -> Duration {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}

/// The calendar's present moment.
package func wallClock() -> WallTime {
    WallTime(milliseconds: MonotonicClock.read(CLOCK_REALTIME).milliseconds)
}

/// The calendar's present moment as the kernel stamps what arrives, in nanoseconds since 1970.
package func wallNanoseconds() -> Int64 {
    MonotonicClock.read(CLOCK_REALTIME).nanoseconds
}

/// Lets this thread sleep for so long, give or take what the kernel's timers do.
package func pause(_ duration: Duration) {
    var time = timespec(tv_sec: 0, tv_nsec: Int(duration.nanoseconds))
    _ = unsafe clock_nanosleep(CLOCK_MONOTONIC, 0, &time, nil)
}

/// The processor time that this process has used, in all its threads.
package func processCPUTime() -> Duration {
    MonotonicClock.read(CLOCK_PROCESS_CPUTIME_ID)
}
