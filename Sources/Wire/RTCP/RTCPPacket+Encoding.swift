extension RTCPPacket {
    /// The packets back to back as one compound; those we do not know are left out.
    package static func encode(_ packets: [RTCPPacket]) -> [UInt8] {
        var writer = WireWriter(capacity: 256)
        for packet in packets { packet.append(to: &writer) }
        return writer.bytes
    }

    private func append(to writer: inout WireWriter) {
        let start = writer.count
        switch self {
        case .senderReport(let report):
            writer.begin(PacketType.senderReport, count: report.reports.count)
            report.append(to: &writer)
        case .receiverReport(let ssrc, let reports):
            writer.begin(PacketType.receiverReport, count: reports.count)
            writer.append(ssrc.rawValue)
            for report in reports { report.append(to: &writer) }
        case .sourceDescription(let descriptions):
            writer.begin(PacketType.sourceDescription, count: descriptions.count)
            for description in descriptions { description.append(to: &writer) }
        case .goodbye(let sources):
            writer.begin(PacketType.goodbye, count: sources.count)
            for source in sources { writer.append(source.rawValue) }
        case .nack(let sender, let media, let entries):
            writer.begin(PacketType.transportLayerFeedback, Format.nack, sender: sender, media: media)
            for entry in entries { entry.append(to: &writer) }
        case .pictureLossIndication(let sender, let media):
            let format = Format.pictureLossIndication
            writer.begin(PacketType.payloadSpecificFeedback, format, sender: sender, media: media)
        case .fullIntraRequest(let sender, let requests):
            let format = Format.fullIntraRequest
            writer.begin(PacketType.payloadSpecificFeedback, format, sender: sender, media: SSRC(0))
            for request in requests {
                writer.append(request.ssrc.rawValue)
                writer.append(UInt32(request.number) << 24)
            }
        case .receiverEstimatedMaximumBitrate(let sender, let bitsPerSecond, let sources):
            let format = Format.applicationLayer
            writer.begin(PacketType.payloadSpecificFeedback, format, sender: sender, media: SSRC(0))
            writer.append(bitrate: bitsPerSecond, of: sources)
        case .transportFeedback(let feedback):
            writer.begin(
                PacketType.transportLayerFeedback, Format.transportWide, sender: feedback.sender,
                media: feedback.media
            )
            feedback.append(to: &writer)
        case .other:
            return
        }
        writer.padToWord()
        writer.patch(UInt16((writer.count - start) / 4 - 1), at: start + 2)
    }
}

extension SourceDescription {
    fileprivate func append(to writer: inout WireWriter) {
        precondition(cname.utf8.count <= 255, "a CNAME of more than 255 bytes")
        writer.append(ssrc.rawValue)
        writer.append(1 as UInt8)
        writer.append(UInt8(cname.utf8.count))
        writer.append(cname.utf8)
        // A chunk ends with at least one zero, up to the next word (RFC 3550 §6.5).
        writer.append(0 as UInt8)
        writer.padToWord()
    }
}

extension WireWriter {
    fileprivate mutating func begin(_ type: UInt8, count: Int) {
        precondition(count < 32, "more than 31 items in one RTCP packet")
        append(0x80 | UInt8(count))
        append(type)
        append(0 as UInt16)
    }

    fileprivate mutating func begin(_ type: UInt8, _ format: UInt8, sender: SSRC, media: SSRC) {
        begin(type, count: Int(format))
        append(sender.rawValue)
        append(media.rawValue)
    }

    /// The bit rate as 18 bits and an exponent, rounded down.
    fileprivate mutating func append(bitrate: UInt64, of sources: [SSRC]) {
        precondition(sources.count < 256, "more than 255 sources in one REMB")
        let exponent = max(0, 46 - bitrate.leadingZeroBitCount)
        let mantissa = UInt32(truncatingIfNeeded: bitrate >> UInt64(exponent))
        append(RTCPPacket.bitrateIdentifier)
        append(UInt32(sources.count) << 24 | UInt32(exponent) << 18 | mantissa)
        for source in sources { append(source.rawValue) }
    }
}
