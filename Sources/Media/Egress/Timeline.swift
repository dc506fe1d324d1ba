import Basics

/// Places the sources of one slot on one RTP timeline, by when they were captured.
struct Timeline: Sendable {
    private let base: UInt32
    private let rate: UInt32
    private var last: UInt32?

    init(base: UInt32, rate: UInt32) {
        self.base = base
        self.rate = rate
    }

    /// The offset that takes `timestamp`, captured at `capture` nanoseconds of our clock, to the slot's timeline.
    ///
    /// Time never goes back: what would is put one frame after the last.
    func offset(for timestamp: UInt32, captured capture: Int64) -> UInt32 {
        let ticks = Self.ticks(capture, rate: rate)
        var out = base &+ ticks
        if let last, Int32(bitPattern: out &- last) <= 0 { out = last &+ rate / 30 }
        return out &- timestamp
    }

    /// `nanoseconds` as a clock of `rate` counts them; a publisher may say that they are seventy years.
    static func ticks(_ nanoseconds: Int64, rate: UInt32) -> UInt32 {
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return UInt32(truncatingIfNeeded: seconds * Int64(rate) + rest / 1_000 * Int64(rate) / 1_000_000)
    }

    mutating func sent(_ timestamp: UInt32) {
        if let last, Int32(bitPattern: timestamp &- last) <= 0 { return }
        last = timestamp
    }
}
