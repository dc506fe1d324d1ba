/// Delays counted by the microsecond, up to a tenth of a second.
struct DelayHistogram {
    private static let longest = 100_000

    private var counts = ContiguousArray<UInt64>(repeating: 0, count: longest + 1)
    private(set) var total: UInt64 = 0

    mutating func add(nanoseconds: Int64) {
        counts[Int(min(max(nanoseconds / 1_000, 0), Int64(Self.longest)))] += 1
        total += 1
    }

    mutating func clear() { self = DelayHistogram() }

    /// The delay in microseconds that `share` of all packets did not exceed.
    func percentile(_ share: Double) -> Int {
        let wanted = UInt64((Double(total) * share).rounded(.up))
        var seen: UInt64 = 0
        for (delay, count) in counts.enumerated() {
            seen += count
            if seen >= wanted, seen > 0 { return delay }
        }
        return 0
    }
}
