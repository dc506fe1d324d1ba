/// What was sent lately and has not yet left at the pacing rate.
struct PaceBudget: Sendable {
    private var debt = 0.0
    private var at = Microseconds.zero

    /// What may leave at once: a picture of ordinary size does.
    private static let window = Microseconds.milliseconds(30)
    private static let windowMin = 12_000.0

    init() {}

    private mutating func settle(_ now: Microseconds, _ rate: Bitrate) {
        debt = max(0, debt - rate.bytes(in: now - at))
        at = now
    }

    /// Takes `bytes` at once if they fit; returns `false`, taking nothing, if they do not.
    mutating func admits(_ bytes: Int, at now: Microseconds, _ rate: Bitrate) -> Bool {
        settle(now, rate)
        guard debt + Double(bytes) <= max(rate.bytes(in: Self.window), Self.windowMin) else { return false }
        debt += Double(bytes)
        return true
    }

    /// Whether the next packet of those that wait may leave.
    mutating func isFree(at now: Microseconds, _ rate: Bitrate) -> Bool {
        settle(now, rate)
        return debt <= rate.bytes(in: Self.step)
    }

    /// How often what waits is looked after.
    static let step = Microseconds.milliseconds(5)

    mutating func spend(_ bytes: Int) { debt += Double(bytes) }
}
