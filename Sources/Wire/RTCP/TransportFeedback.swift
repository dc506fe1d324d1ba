/// When packets numbered across a whole transport arrived.
///
/// The format is that of draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1.
package struct TransportFeedback: Equatable, Sendable {
    package var sender: SSRC
    package var media: SSRC
    /// The number of the first packet in `arrivals`.
    package var base: SequenceNumber
    /// Counts the feedback packets of one receiver, so that a lost one is noticed.
    package var feedbackCount: UInt8
    /// Time since a start of the receiver's choosing, on the wire in steps of 250 µs; `nil` is not received.
    package var arrivals: [Duration?]

    package init(
        sender: SSRC, media: SSRC, base: SequenceNumber, feedbackCount: UInt8, arrivals: [Duration?]
    ) {
        self.sender = sender
        self.media = media
        self.base = base
        self.feedbackCount = feedbackCount
        self.arrivals = arrivals
    }

    /// Parsed arrivals stand within half of this around zero: the reference time has 24 bits of 64 ms.
    package static let period: Duration = .milliseconds(64 << 24)
    /// One second of a gigabit's packets is 100,000; a report each 100 ms stays well below this.
    package static let arrivalsPerReport = 8_192

    static let nanosecondsPerTick: Int64 = 250_000
    /// Reference times count 64 ms, deltas 250 µs.
    static let ticksPerReference: Int64 = 256
}

/// Whether a packet arrived and how its delta is written (§3.1.1).
enum ArrivalSymbol {
    static let notReceived: UInt8 = 0
    static let smallDelta: UInt8 = 1
    static let largeDelta: UInt8 = 2
}
