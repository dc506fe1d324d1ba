/// One block of a payload that carries earlier ones with it (RFC 2198 §3).
package struct RedundantBlock: Equatable, Sendable {
    package var payloadType: UInt8
    /// How much earlier than the packet's own timestamp; 0 for the last block, which is the packet's own.
    package var timestampOffset: UInt32
    package var range: Range<Int>

    /// What a header can say of an earlier block.
    package static let offsets: Range<UInt32> = 0..<1 << 14
    package static let lengths: Range<Int> = 0..<1 << 10
    /// Of an earlier block's header, and of the last one's.
    package static let headerBytes = 4
    package static let lastHeaderBytes = 1

    /// The blocks of a payload, the packet's own last.
    package static func blocks(of payload: Span<UInt8>) throws(Malformed) -> [RedundantBlock] {
        var reader = WireReader(payload)
        var blocks: [RedundantBlock] = []
        while true {
            let first: UInt8 = try reader.read()
            guard first & 0x80 != 0 else {
                blocks.append(RedundantBlock(payloadType: first & 0x7F, timestampOffset: 0, range: 0..<0))
                break
            }
            let high: UInt8 = try reader.read()
            let low: UInt16 = try reader.read()
            let word = UInt32(high) << 16 | UInt32(low)
            blocks.append(
                RedundantBlock(payloadType: first & 0x7F, timestampOffset: word >> 10, range: 0..<Int(word & 0x3FF)))
        }
        for place in blocks.indices {
            let start = reader.position
            let length = place == blocks.count - 1 ? reader.remaining : blocks[place].range.count
            try reader.skip(length)
            blocks[place].range = start..<start + length
        }
        return blocks
    }

    /// Writes the header of an earlier block; the caller keeps to what it can say.
    @_lifetime(packet: copy packet)
    package static func writeHeader(
        payloadType: UInt8, timestampOffset: UInt32, length: Int, into packet: inout MutableSpan<UInt8>, at offset: Int
    ) {
        packet[offset] = 0x80 | payloadType
        let word = timestampOffset << 10 | UInt32(length)
        packet[offset + 1] = UInt8(truncatingIfNeeded: word >> 16)
        packet.setBigEndian16(UInt16(truncatingIfNeeded: word), at: offset + 2)
    }
}
