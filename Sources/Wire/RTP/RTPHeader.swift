/// The header of an RTP packet, as offsets into it (RFC 3550 §5.1, §5.3.1).
package struct RTPHeader: BitwiseCopyable, Equatable, Sendable {
    package var marker: Bool
    package var payloadType: UInt8
    package var sequence: SequenceNumber
    package var timestamp: UInt32
    package var ssrc: SSRC
    package var contributingCount: Int
    /// Bytes before the payload: the fixed header, contributing sources and extension.
    package var length: Int
    package var hasPadding: Bool
    /// The 16 bits "defined by profile"; 0 without an extension.
    package var extensionProfile: UInt16
    /// Where the extension's elements begin; equal to `length` without an extension.
    package var extensionOffset: Int
    package var extensionLength: Int

    package static let fixedBytes = 12

    // Indexed, not read through a reader: this runs for each packet received.
    package init(parsing packet: Span<UInt8>) throws(Malformed) {
        guard packet.count >= Self.fixedBytes else { throw .truncated }
        let first = packet[0]
        guard first >> 6 == 2 else { throw .badVersion }
        hasPadding = first & 0x20 != 0
        contributingCount = Int(first & 0x0F)
        marker = packet[1] & 0x80 != 0
        payloadType = packet[1] & 0x7F
        sequence = SequenceNumber(packet.bigEndian16(at: 2))
        timestamp = packet.bigEndian32(at: 4)
        ssrc = SSRC(packet.bigEndian32(at: 8))
        var end = Self.fixedBytes + 4 * contributingCount
        extensionProfile = 0
        extensionLength = 0
        if first & 0x10 != 0 {
            guard packet.count >= end + 4 else { throw .truncated }
            extensionProfile = packet.bigEndian16(at: end)
            extensionLength = 4 * Int(packet.bigEndian16(at: end + 2))
            end += 4
        }
        extensionOffset = end
        length = end + extensionLength
        guard packet.count >= length else { throw .truncated }
    }

    /// Bytes of padding at the end, their count included (RFC 3550 §5.1); 0 without.
    package func paddingLength(in packet: Span<UInt8>) throws(Malformed) -> Int {
        guard hasPadding else { return 0 }
        guard packet.count > length else { throw .truncated }
        let padding = Int(packet[packet.count - 1])
        guard padding > 0, padding <= packet.count - length else { throw .badLength }
        return padding
    }

    /// The contributing source at `index`, below `contributingCount`.
    package func contributing(_ index: Int, in packet: Span<UInt8>) -> SSRC {
        SSRC(packet.bigEndian32(at: Self.fixedBytes + 4 * index))
    }

    /// What an extension with a transport-wide number adds to a header.
    package static let transportSequenceBytes = 8

    /// Gives the first `length` bytes, a header without extension, one with a transport-wide number
    /// (RFC 8285 §4.2, draft-holmer-rmcat-transport-wide-cc-extensions-01 §2).
    @_lifetime(packet: copy packet)
    package static func writeTransportSequence(
        _ number: SequenceNumber, id: UInt8, after length: Int, into packet: inout MutableSpan<UInt8>
    ) {
        packet[0] |= 0x10
        packet.setBigEndian32(UInt32(oneByteProfile) << 16 | 1, at: length)
        packet[length + 4] = id << 4 | 1
        packet.setBigEndian16(number.rawValue, at: length + 5)
        packet[length + 7] = 0
    }

    /// Writes a header without extension and returns its length, 12 bytes or 16.
    @_lifetime(packet: copy packet)
    package static func write(
        marker: Bool, payloadType: UInt8, sequence: SequenceNumber, timestamp: UInt32, ssrc: SSRC,
        contributing: SSRC?, padding: Bool, into packet: inout MutableSpan<UInt8>
    ) -> Int {
        packet[0] = 0x80 | (padding ? 0x20 : 0) | (contributing == nil ? 0 : 1)
        packet[1] = (marker ? 0x80 : 0) | payloadType & 0x7F
        packet.setBigEndian16(sequence.rawValue, at: 2)
        packet.setBigEndian32(timestamp, at: 4)
        packet.setBigEndian32(ssrc.rawValue, at: 8)
        guard let contributing else { return fixedBytes }
        packet.setBigEndian32(contributing.rawValue, at: fixedBytes)
        return fixedBytes + 4
    }
}
