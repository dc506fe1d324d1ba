import Basics
import Wire

/// One SSRC that we receive: what is missing of it, and what its reports say.
struct IncomingSource {
    /// More gaps than this are not worth filling one by one; a key frame is asked for.
    private static let missingMax = 256
    private static let triesMax = 10

    struct Gap: Equatable {
        var tries = 0
        var due: Instant
    }

    let slot: SlotID
    let clockRate: Int64
    private var unwrapper = SequenceUnwrapper()
    private(set) var missing: [Int64: Gap] = [:]
    private(set) var packets = 0
    private(set) var bytes = 0
    private(set) var recovered = 0
    private(set) var givenUp = 0
    private var first: Int64?
    private var reported: (expected: Int64, received: Int) = (0, 0)
    private var transit: Int64?
    private var jitter: Int64 = 0
    private var lastReport: (middle: UInt32, at: Instant)?

    init(_ slot: SlotID) {
        self.slot = slot
        clockRate = slot.kind == .audio ? 48_000 : 90_000
    }

    /// The rollover counter under which a packet with this number was sealed (RFC 3711 §3.3.1).
    func rollover(of sequence: SequenceNumber) -> UInt32 {
        var copy = unwrapper
        return UInt32(truncatingIfNeeded: copy.unwrap(sequence) >> 16)
    }

    /// Counts a packet that was opened; returns `false` for one that we had.
    mutating func receive(_ header: RTPHeader, bytes count: Int, at now: Instant) -> Bool {
        let before = unwrapper.highest
        let index = unwrapper.unwrap(header.sequence)
        if first == nil { first = index }
        if let before, index <= before {
            guard missing.removeValue(forKey: index) != nil else { return false }
            recovered += 1
        } else if let before, slot.kind == .video {
            for lost in before + 1..<max(index, before + 1) {
                guard missing.count < Self.missingMax else { break }
                missing[lost] = Gap(due: now)
            }
        }
        packets += 1
        bytes += count
        noteArrival(header.timestamp, at: now)
        return true
    }

    /// The packets to ask for now; those asked for too often are given up.
    mutating func gapsDue(at now: Instant) -> [SequenceNumber] {
        var due: [Int64] = []
        for (index, gap) in missing where gap.due <= now {
            if gap.tries == Self.triesMax {
                missing[index] = nil
                givenUp += 1
            } else {
                missing[index] = Gap(tries: gap.tries + 1, due: now.advanced(by: .milliseconds(100)))
                due.append(index)
            }
        }
        return due.sorted().map { SequenceNumber(UInt16(truncatingIfNeeded: $0)) }
    }

    mutating func noteReport(_ report: SenderReport, at now: Instant) {
        lastReport = (report.ntp.middle, now)
    }

    /// The block of the next receiver report (RFC 3550 §6.4.1, appendix A.3).
    mutating func report(_ ssrc: SSRC, at now: Instant) -> ReportBlock? {
        guard let first, let highest = unwrapper.highest else { return nil }
        let expected = highest - first + 1
        let expectedNow = expected - reported.expected
        let lostNow = expectedNow - Int64(packets - reported.received)
        let fraction = expectedNow > 0 && lostNow > 0 ? min(255, lostNow * 256 / expectedNow) : 0
        reported = (expected, packets)
        let delay = lastReport.map { $0.at.duration(to: now).nanoseconds * 65_536 / 1_000_000_000 } ?? 0
        return ReportBlock(
            ssrc: ssrc, fractionLost: UInt8(fraction), cumulativeLost: Int32(clamping: expected - Int64(packets)),
            highestSequence: UInt32(truncatingIfNeeded: highest), jitter: UInt32(clamping: jitter >> 4),
            lastSenderReport: lastReport?.middle ?? 0, delaySinceLastSenderReport: UInt32(clamping: delay)
        )
    }

    /// Interarrival jitter, kept sixteenfold (RFC 3550 appendix A.8).
    private mutating func noteArrival(_ timestamp: UInt32, at now: Instant) {
        let arrival = now.sinceStart.nanoseconds / 1_000 * clockRate / 1_000_000
        let transit = Int64(Int32(truncatingIfNeeded: arrival &- Int64(timestamp)))
        if let last = self.transit {
            let change = abs(Int64(Int32(truncatingIfNeeded: transit - last)))
            jitter += change - (jitter + 8) >> 4
        }
        self.transit = transit
    }
}
