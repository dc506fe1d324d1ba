extension RTCPPacket {
    /// More packets than a datagram of ours or a browser's ever holds.
    static let packetsPerCompound = 32

    /// Reads a compound packet, or one of reduced size without a report (RFC 3550 §6.1, RFC 5506).
    package static func parse(compound: Span<UInt8>) throws(Malformed) -> [RTCPPacket] {
        guard compound.count >= 4 else { throw .truncated }
        var reader = WireReader(compound)
        var packets: [RTCPPacket] = []
        while reader.remaining > 0 {
            guard packets.count < packetsPerCompound else { throw .tooLong }
            let first: UInt8 = try reader.read()
            guard first >> 6 == 2 else { throw .badVersion }
            let type: UInt8 = try reader.read()
            let words: UInt16 = try reader.read()
            var body = try reader.readBytes(4 * Int(words))
            if first & 0x20 != 0 {
                guard body.count > 0, reader.remaining == 0 else { throw .badLength }
                let padding = Int(body[body.count - 1])
                guard padding > 0, padding <= body.count else { throw .badLength }
                body = body.extracting(0..<body.count - padding)
            }
            packets.append(try RTCPPacket(type: type, count: first & 0x1F, body: body))
        }
        return packets
    }

    /// `count` is the number of items or, in feedback, the format.
    private init(type: UInt8, count: UInt8, body: Span<UInt8>) throws(Malformed) {
        var reader = WireReader(body)
        switch type {
        case PacketType.senderReport:
            self = .senderReport(try SenderReport(from: &reader, count: Int(count)))
        case PacketType.receiverReport:
            let ssrc = SSRC(try reader.read())
            self = .receiverReport(ssrc, try ReportBlock.read(Int(count), from: &reader))
        case PacketType.sourceDescription:
            self = .sourceDescription(try SourceDescription.read(Int(count), from: &reader))
        case PacketType.goodbye:
            self = .goodbye(try SSRC.read(Int(count), from: &reader))
        case PacketType.transportLayerFeedback:
            self = try Self.transportLayerFeedback(format: count, from: &reader)
        case PacketType.payloadSpecificFeedback:
            self = try Self.payloadSpecificFeedback(format: count, from: &reader)
        default:
            self = .other(packetType: type)
        }
    }

    private static func transportLayerFeedback(
        format: UInt8, from reader: inout WireReader
    ) throws(Malformed) -> RTCPPacket {
        switch format {
        case Format.nack:
            let sender = SSRC(try reader.read())
            let media = SSRC(try reader.read())
            guard reader.remaining % 4 == 0 else { throw .badLength }
            var entries: [NackEntry] = []
            while reader.remaining > 0 { entries.append(try NackEntry(from: &reader)) }
            return .nack(sender: sender, media: media, entries)
        case Format.transportWide:
            return .transportFeedback(try TransportFeedback(from: &reader))
        default:
            return .other(packetType: PacketType.transportLayerFeedback)
        }
    }

    private static func payloadSpecificFeedback(
        format: UInt8, from reader: inout WireReader
    ) throws(Malformed) -> RTCPPacket {
        let sender = SSRC(try reader.read())
        let media = SSRC(try reader.read())
        switch format {
        case Format.pictureLossIndication:
            return .pictureLossIndication(sender: sender, media: media)
        case Format.fullIntraRequest:
            guard reader.remaining % 8 == 0 else { throw .badLength }
            var requests: [FullIntraRequest] = []
            while reader.remaining > 0 {
                requests.append(FullIntraRequest(ssrc: SSRC(try reader.read()), number: try reader.read()))
                try reader.skip(3)
            }
            return .fullIntraRequest(sender: sender, requests)
        case Format.applicationLayer:
            guard reader.remaining >= 8, try reader.read() == bitrateIdentifier else {
                return .other(packetType: PacketType.payloadSpecificFeedback)
            }
            let count: UInt8 = try reader.read()
            let high: UInt8 = try reader.read()
            let low: UInt16 = try reader.read()
            let mantissa = UInt64(high & 0x03) << 16 | UInt64(low)
            let exponent = high >> 2
            let sources = try SSRC.read(Int(count), from: &reader)
            let fits = mantissa.leadingZeroBitCount >= exponent
            return .receiverEstimatedMaximumBitrate(
                sender: sender, bitsPerSecond: fits ? mantissa << exponent : .max, sources
            )
        default:
            return .other(packetType: PacketType.payloadSpecificFeedback)
        }
    }
}

extension SSRC {
    fileprivate static func read(_ count: Int, from reader: inout WireReader) throws(Malformed) -> [SSRC] {
        guard reader.remaining >= 4 * count else { throw .truncated }
        var sources: [SSRC] = []
        for _ in 0..<count { sources.append(SSRC(try reader.read())) }
        return sources
    }
}

extension SourceDescription {
    fileprivate static let end: UInt8 = 0
    fileprivate static let canonicalName: UInt8 = 1

    /// Reads `count` chunks; one without a CNAME is passed over (RFC 3550 §6.5).
    fileprivate static func read(
        _ count: Int, from reader: inout WireReader
    ) throws(Malformed) -> [SourceDescription] {
        var descriptions: [SourceDescription] = []
        for _ in 0..<count {
            let ssrc = SSRC(try reader.read())
            while true {
                let item: UInt8 = try reader.read()
                guard item != end else { break }
                let length: UInt8 = try reader.read()
                let value = try reader.readBytes(Int(length))
                guard item == canonicalName else { continue }
                guard let name = String(validating: value.array, as: UTF8.self) else { throw .badValue }
                descriptions.append(SourceDescription(ssrc: ssrc, cname: name))
            }
            try reader.skip(-reader.position & 3)
        }
        return descriptions
    }
}
