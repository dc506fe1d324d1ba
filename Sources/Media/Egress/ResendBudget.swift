import Basics

/// Holds retransmission to a share of what is sent, and to once in a round trip for each packet.
struct ResendBudget: Sendable {
    private var recent: [(number: Int64, at: Instant)] = []
    private var credit = Self.creditMax
    private var countedOctets: UInt32 = 0

    /// At most 15 % of the media's rate, with credit for one burst of loss at the start; where much is lost, what that takes:
    /// a line that loses three packets in ten needs four more for each ten, and several copies of each.
    private static let share = 0.15
    private static let shareOfLoss = 4.0
    private static let creditMax = 120_000.0
    private static let recentMax = 256

    init() {}

    mutating func allow(
        _ number: Int64, bytes: Int, sentOctets: UInt32, loss: Double, roundTrip: Duration, at now: Instant
    ) -> Bool {
        let share = Self.share + Self.shareOfLoss * loss
        credit = min(Self.creditMax, credit + Double(sentOctets &- countedOctets) * share)
        countedOctets = sentOctets
        recent.removeAll { $0.at.duration(to: now) > roundTrip }
        guard credit >= Double(bytes), recent.count < Self.recentMax,
            !recent.contains(where: { $0.number == number })
        else { return false }
        credit -= Double(bytes)
        recent.append((number, now))
        return true
    }
}
