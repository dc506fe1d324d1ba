/// What shares one port, told apart by its first bytes (RFC 7983 §7, RFC 5761 §4).
package enum DatagramKind: BitwiseCopyable, Sendable {
    case stun, dtls, rtp, rtcp, unknown

    package static func classify(_ datagram: Span<UInt8>) -> DatagramKind {
        guard datagram.count >= 2 else { return .unknown }
        switch datagram[0] {
        case 0...3: return STUNMessage.looksLike(datagram) ? .stun : .unknown
        case 20...63: return .dtls
        case 128...191: return 192...223 ~= datagram[1] ? .rtcp : .rtp
        default: return .unknown
        }
    }
}
