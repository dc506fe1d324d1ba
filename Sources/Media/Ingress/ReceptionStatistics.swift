import Basics
import Wire

/// Loss and jitter of one incoming stream, as a report block tells them (RFC 3550 §6.4.1, appendix A).
struct ReceptionStatistics: Sendable {
    private let rate: UInt32
    private var base: Int64?
    private var highest: Int64 = -1
    private var received: Int64 = 0
    private var expectedPrior: Int64 = 0
    private var receivedPrior: Int64 = 0
    private var transit: Int64?
    private var jitter: Double = 0
    private(set) var bytes: UInt64 = 0

    init(rate: UInt32) {
        self.rate = rate
    }

    mutating func received(index: Int64, timestamp: UInt32, bytes: Int, at now: Instant) {
        if base == nil { base = index }
        highest = max(highest, index)
        received += 1
        self.bytes &+= UInt64(bytes)
        let arrival = Timeline.ticks(now.sinceStart.nanoseconds, rate: rate)
        let transit = Int64(Int32(bitPattern: arrival &- timestamp))
        if let last = self.transit {
            let difference = abs(Int64(Int32(truncatingIfNeeded: transit &- last)))
            jitter += (Double(difference) - jitter) / 16
        }
        self.transit = transit
    }

    mutating func report(
        about ssrc: SSRC, lastSenderReport: (middle: UInt32, at: Instant)?, at now: Instant
    ) -> ReportBlock {
        let expected = base.map { highest - $0 + 1 } ?? 0
        let expectedNow = expected - expectedPrior
        let lostNow = expectedNow - (received - receivedPrior)
        expectedPrior = expected
        receivedPrior = received
        let fraction = expectedNow > 0 && lostNow > 0 ? min(255, lostNow * 256 / expectedNow) : 0
        // The field ends at eighteen hours; a layer may sleep for longer.
        let delay = lastSenderReport.map { $0.at.duration(to: now).nanoseconds / 1_000 * 65_536 / 1_000_000 } ?? 0
        return ReportBlock(
            ssrc: ssrc,
            fractionLost: UInt8(fraction),
            cumulativeLost: Int32(clamping: max(-0x80_0000, min(0x7F_FFFF, expected - received))),
            highestSequence: UInt32(truncatingIfNeeded: highest),
            jitter: UInt32(jitter),
            lastSenderReport: lastSenderReport?.middle ?? 0,
            delaySinceLastSenderReport: UInt32(clamping: delay)
        )
    }
}
