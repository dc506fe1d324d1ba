/// One RTCP packet of a compound (RFC 3550 §6, RFC 4585 §6, RFC 5104 §4.3).
package enum RTCPPacket: Equatable, Sendable {
    case senderReport(SenderReport)
    case receiverReport(SSRC, [ReportBlock])
    case sourceDescription([SourceDescription])
    case goodbye([SSRC])
    case nack(sender: SSRC, media: SSRC, [NackEntry])
    case pictureLossIndication(sender: SSRC, media: SSRC)
    case fullIntraRequest(sender: SSRC, [FullIntraRequest])
    /// REMB, which Chromium still sends without transport-wide feedback (draft-alvestrand-rmcat-remb-03).
    case receiverEstimatedMaximumBitrate(sender: SSRC, bitsPerSecond: UInt64, [SSRC])
    case transportFeedback(TransportFeedback)
    /// A packet that we do not know; it is passed over, and never written.
    case other(packetType: UInt8)

    enum PacketType {
        static let senderReport: UInt8 = 200
        static let receiverReport: UInt8 = 201
        static let sourceDescription: UInt8 = 202
        static let goodbye: UInt8 = 203
        static let transportLayerFeedback: UInt8 = 205
        static let payloadSpecificFeedback: UInt8 = 206
    }

    /// The five bits that tell feedback messages apart (RFC 4585 §6.2, §6.3).
    enum Format {
        static let nack: UInt8 = 1
        static let transportWide: UInt8 = 15
        static let pictureLossIndication: UInt8 = 1
        static let fullIntraRequest: UInt8 = 4
        static let applicationLayer: UInt8 = 15
    }

    /// "REMB"
    static let bitrateIdentifier: UInt32 = 0x5245_4D42
}

/// One source's canonical name (RFC 3550 §6.5.1).
package struct SourceDescription: Equatable, Sendable {
    package var ssrc: SSRC
    package var cname: String

    package init(ssrc: SSRC, cname: String) {
        self.ssrc = ssrc
        self.cname = cname
    }
}

/// A key frame asked of one source; the number tells a repetition from a new request (RFC 5104 §4.3.1).
package struct FullIntraRequest: BitwiseCopyable, Equatable, Sendable {
    package var ssrc: SSRC
    package var number: UInt8

    package init(ssrc: SSRC, number: UInt8) {
        self.ssrc = ssrc
        self.number = number
    }
}
