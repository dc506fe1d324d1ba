import Basics

/// Coalesces the wishes for a key frame of one stream into requests that a publisher can bear.
struct KeyFrameRequests: Sendable {
    private let interval: Duration
    private var isWanted = false
    private var isAnswered = false
    /// The last request, and when one for each interval would have paid for all so far.
    private var sent: (last: Instant, paid: Instant)?

    /// A sender's own limit: libwebrtc makes no key frames in shorter order.
    private static let spacing: Duration = .milliseconds(300)

    /// On average one in `interval`: half a second for a small layer, a second for a large one.
    init(interval: Duration) {
        self.interval = interval
    }

    mutating func want() {
        isWanted = true
    }

    mutating func keyFrameArrived() {
        isWanted = false
        isAnswered = true
    }

    /// Whether to send a request now.
    ///
    /// Who wants a key frame after the last one came has missed it, and may have the next interval's request ahead of its time.
    mutating func poll(at now: Instant) -> Bool {
        guard isWanted else { return false }
        if let sent {
            let earliest = max(sent.last.advanced(by: isAnswered ? Self.spacing : interval), sent.paid)
            guard now >= earliest else { return false }
        }
        sent = (now, max(now, sent?.paid.advanced(by: interval) ?? now))
        isWanted = false
        isAnswered = false
        return true
    }
}
