/// Renumbers one stream so that packets we chose not to forward leave no gap.
struct GapCloser: Sendable {
    /// An index that was skipped in order, newest last; numbers after it are one lower.
    private var skips: ContiguousArray<Int64> = []
    private var forgotten: Int64 = 0
    private var highest: Int64 = -1

    /// Skips remembered for packets that come late; padding comes in short bursts.
    private static let remembered = 64

    init() {}

    /// The number to use for the packet with `index`.
    mutating func number(for index: Int64) -> Int64 {
        highest = max(highest, index)
        var closed = forgotten
        for skip in skips where skip < index { closed += 1 }
        return index - closed
    }

    /// Closes the gap left by `index`; refuses when it did not arrive in order.
    mutating func skip(_ index: Int64) -> Bool {
        guard index > highest else { return false }
        highest = index
        skips.append(index)
        if skips.count > Self.remembered {
            skips.removeFirst()
            forgotten += 1
        }
        return true
    }
}
