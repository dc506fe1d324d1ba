/// A moment on a process's own monotonic clock; the shell makes them, everything else is handed them.
package struct Instant: InstantProtocol, Hashable, Sendable {
    package var sinceStart: Duration

    package init(sinceStart: Duration) {
        self.sinceStart = sinceStart
    }

    package static let start = Instant(sinceStart: .zero)

    package func advanced(by duration: Duration) -> Instant {
        Instant(sinceStart: sinceStart + duration)
    }

    package func duration(to other: Instant) -> Duration {
        other.sinceStart - sinceStart
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.sinceStart < right.sinceStart
    }
}

extension Duration {
    /// Whole nanoseconds, for arithmetic with media clocks.
    package var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    /// Whole milliseconds, rounded toward zero.
    package var milliseconds: Int64 {
        nanoseconds / 1_000_000
    }
}
