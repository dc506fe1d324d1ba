import Basics
import Wire

/// Records when a publisher's numbered packets arrived, and reports it back so that its estimate works
/// (draft-holmer-rmcat-transport-wide-cc-extensions-01).
struct FeedbackRecorder: Sendable {
    /// A report each 100 ms at 10,000 packets a second; more is not one hall.
    static let pendingMax = 1_000

    private var highest: Int64 = -1
    private var nextBase: Int64 = -1
    private var arrivals: [Int64: Duration] = [:]
    private var count: UInt8 = 0
    private var loss = LossSum()

    init() {}

    mutating func received(_ sequence: SequenceNumber, at now: Instant) {
        let index: Int64
        if highest < 0 {
            index = Int64(sequence.rawValue) + 0x1_0000
            nextBase = index
        } else {
            index = highest + Int64(Int16(bitPattern: sequence.rawValue &- UInt16(truncatingIfNeeded: highest)))
        }
        guard arrivals.count < Self.pendingMax, index > highest - Int64(Self.pendingMax) else { return }
        arrivals[index] = now.sinceStart
        highest = max(highest, index)
        nextBase = min(nextBase, index)
    }

    /// The report on everything since the last one, or `nil` when nothing arrived.
    mutating func poll(from sender: SSRC, about media: SSRC) -> TransportFeedback? {
        guard !arrivals.isEmpty else { return nil }
        let base = max(nextBase, highest - Int64(Self.pendingMax))
        var statuses: [Duration?] = []
        statuses.reserveCapacity(Int(highest - base + 1))
        for index in base...highest { statuses.append(arrivals[index]) }
        loss.add(packets: Double(statuses.count), lost: Double(statuses.count - arrivals.count))
        arrivals.removeAll(keepingCapacity: true)
        nextBase = highest + 1
        defer { count &+= 1 }
        return TransportFeedback(
            sender: sender,
            media: media,
            base: SequenceNumber(rawValue: UInt16(truncatingIfNeeded: base)),
            feedbackCount: count,
            arrivals: statuses
        )
    }

    /// The share that was lost on the way here since the last answer, 0 to 1; `nil` while too little was sent to tell.
    mutating func takeLoss() -> Double? { loss.take() }
}
