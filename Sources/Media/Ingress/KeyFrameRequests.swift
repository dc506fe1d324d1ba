import Basics

/// Coalesces the wishes for a key frame of one stream into requests that a publisher can bear.
struct KeyFrameRequests: Sendable {
    private let interval: Duration
    private var isWanted = false
    private var lastSent: Instant?

    /// Not more than one in `interval`: half a second for a small layer, a second for a large one.
    init(interval: Duration) {
        self.interval = interval
    }

    mutating func want() {
        isWanted = true
    }

    mutating func keyFrameArrived() {
        isWanted = false
    }

    /// Whether to send a request now.
    mutating func poll(at now: Instant) -> Bool {
        guard isWanted else { return false }
        if let lastSent, lastSent.duration(to: now) < interval { return false }
        lastSent = now
        isWanted = false
        return true
    }
}
