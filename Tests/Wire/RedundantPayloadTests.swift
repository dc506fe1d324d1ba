import Testing
import Wire

/// Sound that carries earlier sound.
struct RedundantPayloadTests {
    @Test func `blocks are told apart by their headers, the packet's own last`() throws {
        // Two earlier blocks of 3 and 2 bytes, 1920 and 960 ticks ago, and one byte of its own.
        let payload: [UInt8] = [0xEF, 0x1E, 0x00, 0x03, 0xEF, 0x0F, 0x00, 0x02, 0x6F, 1, 2, 3, 4, 5, 6]
        let blocks = try RedundantBlock.blocks(of: payload.span)
        #expect(blocks.map(\.payloadType) == [111, 111, 111])
        #expect(blocks.map(\.timestampOffset) == [1_920, 960, 0] && blocks.map(\.range) == [9..<12, 12..<14, 14..<15])
    }

    @Test func `a header that was written is read again, up to the largest that there is`() throws {
        var packet = [UInt8](repeating: 0, count: 5 + 1_023)
        var room = packet.mutableSpan
        RedundantBlock.writeHeader(payloadType: 127, timestampOffset: 16_383, length: 1_023, into: &room, at: 0)
        packet[4] = 111
        let blocks = try RedundantBlock.blocks(of: packet.span)
        #expect(blocks.map(\.payloadType) == [127, 111] && blocks[0].timestampOffset == 16_383 && blocks[0].range == 5..<1_028)
    }

    @Test(arguments: [[], [0xEF], [0xEF, 0, 0], [0xEF, 0x0F, 0, 2, 0x6F, 1], Array(repeating: 0xFF, count: 64)] as [[UInt8]])
    func `a payload that is cut off is malformed`(payload: [UInt8]) {
        #expect(throws: Malformed.self) { try RedundantBlock.blocks(of: payload.span) }
    }
}
