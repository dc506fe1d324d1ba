/// How one source is received (RFC 3550 §6.4.1).
package struct ReportBlock: BitwiseCopyable, Equatable, Sendable {
    package var ssrc: SSRC
    /// Loss since the last report in 256ths.
    package var fractionLost: UInt8
    /// Packets lost since the beginning, less duplicates; 24 bits, signed.
    package var cumulativeLost: Int32
    /// The highest sequence number, with the count of its cycles in the upper half.
    package var highestSequence: UInt32
    /// Interarrival jitter in units of the RTP timestamp.
    package var jitter: UInt32
    /// The middle of the NTP time of the last sender report; 0 before any.
    package var lastSenderReport: UInt32
    /// Time since that sender report in 65536ths of a second.
    package var delaySinceLastSenderReport: UInt32

    package init(
        ssrc: SSRC, fractionLost: UInt8, cumulativeLost: Int32, highestSequence: UInt32, jitter: UInt32,
        lastSenderReport: UInt32, delaySinceLastSenderReport: UInt32
    ) {
        self.ssrc = ssrc
        self.fractionLost = fractionLost
        self.cumulativeLost = cumulativeLost
        self.highestSequence = highestSequence
        self.jitter = jitter
        self.lastSenderReport = lastSenderReport
        self.delaySinceLastSenderReport = delaySinceLastSenderReport
    }

    init(from reader: inout WireReader) throws(Malformed) {
        ssrc = SSRC(try reader.read())
        let loss: UInt32 = try reader.read()
        fractionLost = UInt8(loss >> 24)
        // Shifting up and down again extends the sign of the 24 bits.
        cumulativeLost = Int32(bitPattern: loss << 8) >> 8
        highestSequence = try reader.read()
        jitter = try reader.read()
        lastSenderReport = try reader.read()
        delaySinceLastSenderReport = try reader.read()
    }

    static func read(_ count: Int, from reader: inout WireReader) throws(Malformed) -> [ReportBlock] {
        guard reader.remaining >= count * 24 else { throw .truncated }
        var reports: [ReportBlock] = []
        for _ in 0..<count { reports.append(try ReportBlock(from: &reader)) }
        return reports
    }

    func append(to writer: inout WireWriter) {
        let lost = min(max(cumulativeLost, -0x80_0000), 0x7F_FFFF)
        writer.append(ssrc.rawValue)
        writer.append(UInt32(fractionLost) << 24 | UInt32(bitPattern: lost) & 0xFF_FFFF)
        writer.append(highestSequence)
        writer.append(jitter)
        writer.append(lastSenderReport)
        writer.append(delaySinceLastSenderReport)
    }
}
