import Basics
import Native

/// Reads hexadecimal text, blanks ignored.
func bytes(_ text: String) -> [UInt8] {
    let digits = text.filter { !$0.isWhitespace }.map { UInt8($0.hexDigitValue!) }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

extension PacketCipher {
    func sealedRTP(_ packet: [UInt8], headerLength: Int = 12, rollover: UInt32) -> [UInt8] {
        var room = packet + [UInt8](repeating: 0, count: rtpOverhead)
        var span = room.mutableSpan
        let length = sealRTP(&span, length: packet.count, headerLength: headerLength, rollover: rollover)
        return Array(room[..<length])
    }

    func openedRTP(_ packet: [UInt8], headerLength: Int = 12, rollover: UInt32) throws(OpenFailure) -> [UInt8] {
        var room = packet
        var span = room.mutableSpan
        let length = try openRTP(&span, length: packet.count, headerLength: headerLength, rollover: rollover)
        return Array(room[..<length])
    }

    func sealedRTCP(_ packet: [UInt8], index: UInt32) -> [UInt8] {
        var room = packet + [UInt8](repeating: 0, count: rtcpOverhead)
        var span = room.mutableSpan
        let length = sealRTCP(&span, length: packet.count, index: index)
        return Array(room[..<length])
    }

    func openedRTCP(_ packet: [UInt8]) throws(OpenFailure) -> (packet: [UInt8], index: UInt32) {
        var room = packet
        var span = room.mutableSpan
        let (length, index) = try openRTCP(&span, length: packet.count)
        return (Array(room[..<length]), index)
    }
}

/// An RTP packet with a payload that tells its place.
func rtpPacket(ssrc: UInt32 = 0xDECA_FBAD, sequence: UInt16, payload: Int, csrcs: Int = 0) -> [UInt8] {
    var packet: [UInt8] = [0x80 | UInt8(csrcs), 96, UInt8(sequence >> 8), UInt8(sequence & 0xFF), 0, 0, 3, 232]
    packet += (0..<4).map { UInt8(truncatingIfNeeded: ssrc >> (24 - 8 * $0)) }
    packet += [UInt8](repeating: 7, count: 4 * csrcs)
    return packet + (0..<payload).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ Int(sequence)) }
}

/// An RTCP receiver report with one block.
func rtcpPacket(ssrc: UInt32 = 0xDECA_FBAD) -> [UInt8] {
    let source = (0..<4).map { UInt8(truncatingIfNeeded: ssrc >> (24 - 8 * $0)) }
    return [0x81, 201, 0, 7] + source + (0..<24).map { UInt8($0) }
}
