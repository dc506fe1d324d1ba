import Basics
import Wire

/// What a browser's reports say of one stream that it receives (RFC 3550 §6.4.1).
struct BrowserReception {
    private var unwrapper = SequenceUnwrapper()
    private var first: Int64?
    private var received: Int64 = 0
    private var prior: (expected: Int64, received: Int64) = (0, 0)
    var lastReport: (middle: UInt32, at: Instant)?

    mutating func receive(_ sequence: SequenceNumber) {
        let index = unwrapper.unwrap(sequence)
        if first == nil { first = index }
        received += 1
    }

    mutating func block(_ ssrc: SSRC, at now: Instant) -> ReportBlock? {
        guard let first, let highest = unwrapper.highest else { return nil }
        let expected = highest - first + 1
        let expectedNow = expected - prior.expected
        let lostNow = expectedNow - (received - prior.received)
        prior = (expected, received)
        let fraction = expectedNow > 0 && lostNow > 0 ? min(255, lostNow * 256 / expectedNow) : 0
        let delay = lastReport.map { $0.at.duration(to: now).nanoseconds * 65_536 / 1_000_000_000 } ?? 0
        return ReportBlock(
            ssrc: ssrc, fractionLost: UInt8(fraction), cumulativeLost: Int32(clamping: expected - received),
            highestSequence: UInt32(truncatingIfNeeded: highest), jitter: 0,
            lastSenderReport: lastReport?.middle ?? 0, delaySinceLastSenderReport: UInt32(clamping: delay))
    }
}

/// When the server's numbered packets came, for its estimate (draft-holmer-rmcat-transport-wide-cc-extensions-01).
struct BrowserFeedback {
    private var unwrapper = SequenceUnwrapper()
    private var arrivals: [(index: Int64, at: Instant)] = []
    private var lastBase: Int64?
    private var count: UInt8 = 0
    private static let arrivalsMax = 1_000

    mutating func receive(_ sequence: SequenceNumber, at now: Instant) {
        guard arrivals.count < Self.arrivalsMax else { return }
        arrivals.append((unwrapper.unwrap(sequence), now))
    }

    mutating func poll(from sender: SSRC, about media: SSRC) -> TransportFeedback? {
        let new = arrivals.filter { $0.index > lastBase ?? .min }
        arrivals = []
        guard let oldest = new.map(\.index).min(), let last = new.map(\.index).max() else { return nil }
        let base = max(lastBase.map { $0 + 1 } ?? oldest, last - Int64(Self.arrivalsMax) + 1)
        var times = [Duration?](repeating: nil, count: Int(last - base) + 1)
        for (index, at) in new where index >= base { times[Int(index - base)] = at.sinceStart }
        lastBase = last
        count &+= 1
        return TransportFeedback(
            sender: sender, media: media, base: SequenceNumber(UInt16(truncatingIfNeeded: base)),
            feedbackCount: count &- 1, arrivals: times)
    }
}
