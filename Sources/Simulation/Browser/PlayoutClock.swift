import Basics

/// When a frame is due on the screen: as late as frames vary, and later where packets are asked for again (after libwebrtc's
/// `JitterEstimator` and `VCMTiming`, simplified).
struct PlayoutClock {
    private let rate: Int64
    private var base: (timestamp: UInt32, at: Instant)?
    /// Nanoseconds from a timestamp's nominal moment to the completion of its frame: the mean, and how far from it on average.
    private var mean = 0.0
    private var spread = 0.0
    private var lastAsked: Instant?
    private(set) var worstShift: Duration = .zero

    init(rate: UInt32) {
        self.rate = Int64(rate)
    }

    mutating func completed(_ timestamp: UInt32, wasAsked: Bool, at now: Instant) {
        guard let base else {
            base = (timestamp, now)
            return
        }
        if wasAsked {
            lastAsked = now
            return
        }
        let deviation = Double(nominal(timestamp, base).duration(to: now).nanoseconds) - mean
        // A timeline that moved by this much was put elsewhere; the clock follows at once.
        if abs(deviation) > 1e9 {
            worstShift = max(worstShift, .nanoseconds(Int64(abs(deviation))))
            mean += deviation
            return
        }
        mean += deviation / 16
        spread += (abs(deviation) - spread) / 32
    }

    func due(_ timestamp: UInt32, roundTrip: Duration) -> Instant {
        guard let base else { return .start }
        var delay = 2.9 * spread
        if lastAsked != nil { delay += min(0.9 * Double(roundTrip.nanoseconds), 200e6) }
        return nominal(timestamp, base).advanced(by: .nanoseconds(Int64(mean + min(delay, 500e6))))
    }

    private func nominal(_ timestamp: UInt32, _ base: (timestamp: UInt32, at: Instant)) -> Instant {
        let ticks = Int64(Int32(bitPattern: timestamp &- base.timestamp))
        return base.at.advanced(by: .nanoseconds(ticks * 1_000_000_000 / rate))
    }
}
