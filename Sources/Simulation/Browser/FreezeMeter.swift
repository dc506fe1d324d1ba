import Basics

/// How long a picture stood still, as `totalFreezesDuration` counts it (W3C webrtc-stats).
struct FreezeMeter {
    private var last: Instant?
    private var intervals: ContiguousArray<Int64> = []
    private(set) var frames = 0
    private(set) var freezes = 0
    private(set) var frozen: Duration = .zero
    private(set) var longest: Duration = .zero

    /// The mean is over as many intervals.
    private static let window = 30

    init() {}

    /// Forgets the figures, not the pace of the picture.
    mutating func reset() {
        frames = 0
        freezes = 0
        frozen = .zero
        longest = .zero
    }

    /// The figures at the end of a measurement, with the time that the picture has stood still until then.
    func closed(at end: Instant) -> FreezeMeter {
        var copy = self
        copy.shown(at: end)
        return copy
    }

    mutating func shown(at now: Instant) {
        defer {
            last = now
            frames += 1
        }
        guard let last else { return }
        let interval = last.duration(to: now).nanoseconds
        if intervals.count >= 5 {
            let mean = intervals.reduce(0, +) / Int64(intervals.count)
            if interval >= max(3 * mean, mean + 150_000_000) {
                freezes += 1
                frozen += .nanoseconds(interval)
                longest = max(longest, .nanoseconds(interval))
            }
        }
        intervals.append(interval)
        if intervals.count > Self.window { intervals.removeFirst() }
    }
}
