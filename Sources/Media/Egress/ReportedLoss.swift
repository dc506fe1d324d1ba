import Wire

/// What a receiver's reports say was lost of all that its slots sent (RFC 3550 §6.4.1).
///
/// Browsers report on pictures several times a second, on sound every five seconds at best: the line is what is told of, not a slot.
struct ReportedLoss: Sendable {
    private struct Sum: Sendable {
        var packets = 0.0
        var lost = 0.0

        /// With fewer packets than this a single loss would look like a bad line.
        var share: Double? { packets < 50 ? nil : lost / packets }
    }

    private var highest: [UInt32?]
    private var sinceTaken = Sum()
    private var sum = Sum()
    /// The share that is lost: the worst of late, forgotten slowly.
    private(set) var lately = 0.0

    init(slots: Int) {
        highest = Array(repeating: nil, count: slots)
    }

    mutating func note(_ block: ReportBlock, slot place: Int) {
        defer { highest[place] = block.highestSequence }
        guard let before = highest[place] else { return }
        let expected = block.highestSequence &- before
        // A report that was overtaken by a later one goes back.
        guard expected < 0x1_0000 else { return }
        let lost = Double(expected) * Double(block.fractionLost) / 256
        sinceTaken.packets += Double(expected)
        sinceTaken.lost += lost
        sum.packets += Double(expected)
        sum.lost += lost
        guard let share = sum.share else { return }
        lately = max(share, lately * 0.75)
        sum = Sum()
    }

    /// The share since the last answer, 0 to 1; `nil` while too little was sent to tell.
    mutating func take() -> Double? {
        guard let share = sinceTaken.share else { return nil }
        sinceTaken = Sum()
        return share
    }
}
