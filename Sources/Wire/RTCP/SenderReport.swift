/// What a sender says of its clocks and counts (RFC 3550 §6.4.1).
package struct SenderReport: Equatable, Sendable {
    package var ssrc: SSRC
    package var ntp: NTPTime
    package var rtpTimestamp: UInt32
    package var packetCount: UInt32
    package var octetCount: UInt32
    package var reports: [ReportBlock]

    package init(
        ssrc: SSRC, ntp: NTPTime, rtpTimestamp: UInt32, packetCount: UInt32, octetCount: UInt32,
        reports: [ReportBlock] = []
    ) {
        self.ssrc = ssrc
        self.ntp = ntp
        self.rtpTimestamp = rtpTimestamp
        self.packetCount = packetCount
        self.octetCount = octetCount
        self.reports = reports
    }

    init(from reader: inout WireReader, count: Int) throws(Malformed) {
        ssrc = SSRC(try reader.read())
        ntp = NTPTime(rawValue: try reader.read())
        rtpTimestamp = try reader.read()
        packetCount = try reader.read()
        octetCount = try reader.read()
        reports = try ReportBlock.read(count, from: &reader)
    }

    func append(to writer: inout WireWriter) {
        writer.append(ssrc.rawValue)
        writer.append(ntp.rawValue)
        writer.append(rtpTimestamp)
        writer.append(packetCount)
        writer.append(octetCount)
        for report in reports { report.append(to: &writer) }
    }
}
