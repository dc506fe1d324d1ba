/// Writes one-byte header extension elements after a header that has none (RFC 8285 §4.2).
package struct HeaderExtensionWriter: BitwiseCopyable, Sendable {
    private let start: Int
    private var end: Int

    /// Begins the extension after the first `headerLength` bytes, as `RTPHeader.write` returned them.
    @_lifetime(packet: copy packet)
    package init(after headerLength: Int, in packet: inout MutableSpan<UInt8>) {
        start = headerLength
        end = headerLength + 4
        packet[0] |= 0x10
        packet.setBigEndian16(RTPHeader.oneByteProfile, at: headerLength)
        packet.setBigEndian16(0, at: headerLength + 2)
    }

    /// Appends one element of 1 to 16 bytes under an id of 1 to 14.
    @_lifetime(packet: copy packet)
    package mutating func append(_ id: UInt8, _ value: Span<UInt8>, to packet: inout MutableSpan<UInt8>) {
        begin(id, length: value.count, in: &packet)
        for index in value.indices { packet[end + index] = value[index] }
        end += value.count
    }

    @_lifetime(packet: copy packet)
    package mutating func append(_ id: UInt8, _ value: [UInt8], to packet: inout MutableSpan<UInt8>) {
        append(id, value.span, to: &packet)
    }

    @_lifetime(packet: copy packet)
    package mutating func append(_ id: UInt8, _ value: AudioLevel, to packet: inout MutableSpan<UInt8>) {
        begin(id, length: 1, in: &packet)
        packet[end] = value.byte
        end += 1
    }

    /// Appends a two-byte element, such as a transport-wide sequence number.
    @_lifetime(packet: copy packet)
    package mutating func append(_ id: UInt8, _ value: SequenceNumber, to packet: inout MutableSpan<UInt8>) {
        begin(id, length: 2, in: &packet)
        packet.setBigEndian16(value.rawValue, at: end)
        end += 2
    }

    /// Pads to a whole word and writes the length; returns where the payload begins.
    @_lifetime(packet: copy packet)
    package consuming func finish(_ packet: inout MutableSpan<UInt8>) -> Int {
        var end = end
        while (end - start) % 4 != 0 {
            packet[end] = 0
            end += 1
        }
        packet.setBigEndian16(UInt16((end - start - 4) / 4), at: start + 2)
        return end
    }

    @_lifetime(packet: copy packet)
    private mutating func begin(_ id: UInt8, length: Int, in packet: inout MutableSpan<UInt8>) {
        precondition(1...14 ~= id && 1...16 ~= length, "not a one-byte header extension element")
        packet[end] = id << 4 | UInt8(length - 1)
        end += 1
    }
}
