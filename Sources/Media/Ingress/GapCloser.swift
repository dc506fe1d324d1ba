/// Renumbers one stream so that packets we chose not to forward leave no gap.
struct GapCloser: Sendable {
    /// An index that was skipped in order, newest last; numbers after it are one lower.
    private var skips: ContiguousArray<Int64> = []
    private var forgotten: Int64 = 0
    /// The last skip that was forgotten; how many came before a number below it is not known any more.
    private var lastForgotten: Int64 = -1
    private var highest: Int64 = -1

    /// Skips remembered for packets that come late; padding comes in short bursts.
    private static let remembered = 64

    init() {}

    /// The number to use for the packet with `index`, or `nil` for a straggler from before a gap that is forgotten: a wrong
    /// number would be another packet's, and under one number only one packet may ever be sealed (RFC 3711 §9.1).
    mutating func number(for index: Int64) -> Int64? {
        guard index > lastForgotten else { return nil }
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
            lastForgotten = skips.removeFirst()
            forgotten += 1
        }
        return true
    }
}
