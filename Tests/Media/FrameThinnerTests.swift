import Basics
@testable import Media
import Testing
import Wire

struct FrameThinnerTests {
    /// A packet of a frame in the pattern 0, 2, 1, 2 of temporal layers, each frame of two packets.
    private func packet(_ number: Int64) -> StoredPacket {
        let frame = number / 2
        let layer: UInt8 = [0, 2, 1, 2][Int(frame % 4)]
        var payload = [UInt8](repeating: 0, count: 12)
        var room = payload.mutableSpan
        _ = VP8PayloadDescriptor.write(
            startsPartition: number % 2 == 0, pictureID: UInt16(frame), temporalLevelZeroIndex: UInt8(frame / 4), temporalLayer: layer,
            layerSync: frame % 4 == 1 || frame % 4 == 2, keyIndex: 0, into: &room)
        payload[6] = 1
        var packet = StoredPacket()
        packet.number = number
        packet.timestamp = UInt32(frame) * 3_000
        packet.vp8 = try? VP8PayloadDescriptor(parsing: payload.span)
        return packet
    }

    private func kept(_ thinner: inout FrameThinner, _ numbers: some Sequence<Int64>) -> [Int64] {
        numbers.filter { thinner.take(packet($0)) == .keep }
    }

    @Test func `only whole frames of the base layer are left`() {
        var thinner = FrameThinner(.thinning)
        #expect(kept(&thinner, 0..<18) == [0, 1, 8, 9, 16, 17])
    }

    @Test func `a frame that is underway when thinning begins is finished`() {
        var thinner = FrameThinner(.thinning)
        #expect(kept(&thinner, 3..<12) == [3, 8, 9])
    }

    @Test func `the others come back with one that needs the base layer only`() {
        var thinner = FrameThinner(.thinning)
        _ = kept(&thinner, 0..<6)
        thinner.thin(false)
        // Frame 3 leans on frame 2, which was left out.
        #expect(kept(&thinner, 6..<16) == [8, 9, 10, 11, 12, 13, 14, 15])
        #expect(thinner.state == .whole)
    }

    @Test func `what is missing within a frame that is left out is left out with it`() {
        var thinner = FrameThinner(.thinning)
        _ = kept(&thinner, 0..<2)
        #expect(thinner.take(packet(2)) == .leaveOut(count: 1, beginsFrame: true))
        #expect(thinner.take(packet(3)) == .leaveOut(count: 1, beginsFrame: false))
        // Of frame 2 the first packet is missing: whether something of it was sent cannot be known.
        #expect(thinner.take(packet(5)) == .leaveOut(count: 1, beginsFrame: false))
        #expect(kept(&thinner, 6..<10) == [8, 9])
    }

    @Test func `what was overtaken by a frame that is left out keeps its numbers`() throws {
        let splice = Splice(
            stream: StreamID(source: SourceID(rawValue: 1), layer: .low), first: 0, last: 7, numberOffset: 0, timestampOffset: 0)
        let sent = try #require(packet(2).vp8), leftOut = try #require(packet(10).vp8), next = try #require(packet(24).vp8)
        var numbers = PictureNumbers()
        numbers.sent(sent, by: splice)
        // Frame 5 is left out; frame 4, of the base layer, may still come, with the numbers 4 and 1.
        numbers.leftOut(leftOut, by: splice)
        var following = splice
        numbers.fit(&following, to: next)
        #expect(next.pictureID.map { $0 &+ following.pictureOffset } == 5)
        #expect(next.temporalLevelZeroIndex.map { $0 &+ following.temporalOffset } == 2)
    }
}
