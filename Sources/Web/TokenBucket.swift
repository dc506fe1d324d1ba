package import Basics

/// How often something may be done: `burst` times at once, then once `every` so long.
package struct Rate: Hashable, Sendable {
    package var burst: Int
    package var every: Duration

    package init(burst: Int, every: Duration) {
        self.burst = burst
        self.every = every
    }
}

/// Lets through what keeps to a rate.
///
/// A bucket of tokens is one moment: the one at which it would be full again.
package struct TokenBucket: Hashable, Sendable {
    private var fullAt = Instant.start

    package init() {}

    /// Takes a token; when there is none, nothing is taken and the time until there is one is returned.
    package mutating func take(at now: Instant, _ rate: Rate) -> Duration? {
        let next = max(fullAt, now).advanced(by: rate.every)
        let wait = now.duration(to: next) - rate.every * rate.burst
        guard wait <= .zero else { return wait }
        fullAt = next
        return nil
    }

    /// Whether it is as good as new, so that it need not be kept.
    package func isFull(at now: Instant) -> Bool { fullAt <= now }
}
