import Basics
import Media
import Wire

extension SlotID {
    var words: String { "\(kind) \(index)" }
}

extension FeedID {
    var words: String { "\(source) of \(peer.rawValue)" }
}

/// A datagram as a line of a trace has it.
func words(of bytes: [UInt8]) -> String {
    switch DatagramKind.classify(bytes.span) {
    case .stun: return "STUN"
    case .dtls: return "DTLS"
    case .unknown: return "nothing known"
    case .rtp:
        guard let header = try? RTPHeader(parsing: bytes.span) else { return "malformed RTP" }
        let end = bytes.count - 4 - (header.hasPadding ? Int(bytes[bytes.count - 5]) : 0)
        guard end > header.length else { return "padding" }
        var payload = Array(bytes[header.length..<end])
        var again = ""
        if header.payloadType == BrowserOffer.retransmissionType {
            again = " again \(UInt16(payload[0]) << 8 | UInt16(payload[1]))"
            payload.removeFirst(2)
        }
        let stamp = header.payloadType == BrowserOffer.audioType ? Stamp(reading: payload[...])
            : PicturePart(vp8: payload)?.stamp ?? PicturePart(h264: payload)?.stamp
        return "\(header.ssrc.rawValue) \(header.sequence.rawValue)\(again) at \(header.timestamp) \(stamp?.words ?? "?")"
    case .rtcp:
        guard let packets = try? RTCPPacket.parse(compound: bytes.span.extracting(0..<bytes.count - 8)) else {
            return "malformed RTCP"
        }
        return packets.compactMap { packet in
            switch packet {
            case .senderReport(let report): "SR \(report.ssrc.rawValue)"
            case .receiverReport(_, let blocks): "RR \(blocks.map(\.ssrc.rawValue))"
            case .nack(_, let media, let entries): "NACK \(media.rawValue) \(entries.flatMap { $0.sequences.map(\.rawValue) })"
            case .pictureLossIndication(_, let media): "PLI \(media.rawValue)"
            case .transportFeedback(let feedback): "feedback on \(feedback.arrivals.count)"
            default: nil
            }
        }.joined(separator: ", ")
    }
}
