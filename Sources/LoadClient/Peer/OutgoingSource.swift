import Basics
import Wire

/// One SSRC that we send: its numbers, its clock and its counts.
struct OutgoingSource {
    /// Names of the section and layer ride along until they must have arrived (RFC 8843 §14, RFC 8852).
    private static let namedPackets = 50

    let ssrc: SSRC
    let clockRate: Int64
    /// Wide, so that the rollover counter is its upper part.
    private(set) var nextIndex: Int64
    private let timestampOffset: UInt32
    private(set) var packetCount: UInt32 = 0
    private(set) var octetCount: UInt32 = 0
    private(set) var wasAcknowledged = false

    init(_ ssrc: SSRC, clockRate: Int64, using random: inout some RandomNumberGenerator) {
        self.ssrc = ssrc
        self.clockRate = clockRate
        // Below 2^15, so that a first packet that is lost cannot make the other side guess a wrong rollover.
        nextIndex = Int64.random(in: 0..<0x8000, using: &random)
        timestampOffset = random.next()
    }

    var carriesNames: Bool { !wasAcknowledged && packetCount < Self.namedPackets }

    func timestamp(at now: Instant) -> UInt32 {
        let ticks = now.sinceStart.nanoseconds / 1_000 * clockRate / 1_000_000
        return timestampOffset &+ UInt32(truncatingIfNeeded: ticks)
    }

    /// The sequence number and rollover counter of the next packet.
    mutating func count(payload: Int) -> (sequence: SequenceNumber, rollover: UInt32) {
        defer { nextIndex += 1 }
        packetCount &+= 1
        octetCount &+= UInt32(truncatingIfNeeded: payload)
        return (
            SequenceNumber(UInt16(truncatingIfNeeded: nextIndex)), UInt32(truncatingIfNeeded: nextIndex >> 16)
        )
    }

    mutating func acknowledge() { wasAcknowledged = true }

    func report(at now: Instant, ntp: NTPTime) -> SenderReport {
        SenderReport(
            ssrc: ssrc, ntp: ntp, rtpTimestamp: timestamp(at: now), packetCount: packetCount, octetCount: octetCount
        )
    }
}
