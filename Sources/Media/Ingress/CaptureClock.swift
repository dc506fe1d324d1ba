import Basics
import Wire

/// Tells when a publisher captured what an RTP timestamp names, from its sender reports (RFC 3550 §6.4.1).
struct CaptureClock: Sendable {
    private let rate: UInt32
    private var report: (ntp: NTPTime, timestamp: UInt32)?

    init(rate: UInt32) {
        self.rate = rate
    }

    var lastReport: (ntp: NTPTime, timestamp: UInt32)? { report }

    mutating func received(ntp: NTPTime, timestamp: UInt32) {
        report = (ntp, timestamp)
    }

    /// Nanoseconds on the publisher's own clock, or `nil` before its first report.
    func nanoseconds(of timestamp: UInt32) -> Int64? {
        guard let report else { return nil }
        let ticks = Int64(Int32(bitPattern: timestamp &- report.timestamp))
        return report.ntp.nanoseconds(since: .epoch) + ticks * 1_000_000_000 / Int64(rate)
    }
}

/// One shift for everything that a publisher sends, from its clock to ours, so that its sound and picture stay together.
struct ClockShift: Sendable {
    private(set) var nanoseconds: Int64?

    init(nanoseconds: Int64? = nil) {
        self.nanoseconds = nanoseconds
    }

    /// The first report fixes the shift: it was sent about when it arrived.
    mutating func received(ntp: NTPTime, at now: Instant) {
        if nanoseconds == nil { nanoseconds = now.sinceStart.nanoseconds - ntp.nanoseconds(since: .epoch) }
    }
}

extension NTPTime {
    /// A fixed point to count from; only differences are ever used.
    static let epoch = NTPTime(rawValue: 0)
}
