import Basics
import Testing
import Wire

@testable import LoadClient

struct VideoSenderTests {
    private static let now = Instant(sinceStart: .seconds(5))

    private func sender(_ sizes: [Int] = [3_000, 100, 50]) -> VideoSender {
        var random = SeededGenerator(seed: 3)
        let sources = PeerIdentity.SourcePair(media: SSRC(1), retransmission: SSRC(2))
        return VideoSender(.sample(sizes), rid: "l", sources, using: &random)
    }

    @Test func `a frame is cut into packets of one size, only the last shorter`() {
        var sender = sender()
        let packets = sender.nextFrame(at: Self.now)
        #expect(packets.map(\.bytes) == [0..<1_000, 1_000..<2_000, 2_000..<3_000])
        #expect(packets.map(\.isFirst) == [true, false, false])
        #expect(packets.map(\.isLast) == [false, false, true])
        #expect(Set(packets.map(\.timestamp)).count == 1)
        #expect(Set(packets.map(\.pictureID)).count == 1)
        let numbers = packets.map(\.sequence)
        #expect(numbers[1] == numbers[0].advanced(by: 1))
        #expect(numbers[2] == numbers[0].advanced(by: 2))
    }

    @Test func `picture ids and zero indices go up by one across the end of the loop`() {
        var sender = sender()
        let frames = (0..<7).map { _ in sender.nextFrame(at: Self.now)[0] }
        #expect(frames.map(\.frame) == [0, 1, 2, 0, 1, 2, 0])
        for (before, after) in zip(frames, frames.dropFirst()) {
            #expect(after.pictureID == (before.pictureID + 1) & 0x7FFF)
            #expect(after.zeroIndex == before.zeroIndex &+ 1)
        }
    }

    @Test func `a request for a key frame begins the loop again, once`() {
        var sender = sender()
        _ = sender.nextFrame(at: Self.now)
        _ = sender.nextFrame(at: Self.now)
        sender.restart()
        #expect(sender.nextFrame(at: Self.now)[0].frame == 0)
        sender.restart()
        #expect(sender.nextFrame(at: Self.now)[0].frame == 1)
        #expect(sender.restarts == 1)
    }

    @Test func `a layer that is wanted again begins with its key frame`() {
        var sender = sender()
        sender.setActive(true)
        _ = sender.nextFrame(at: Self.now)
        _ = sender.nextFrame(at: Self.now)
        sender.setActive(true)
        #expect(sender.nextFrame(at: Self.now)[0].frame == 2)
        sender.setActive(false)
        sender.setActive(true)
        #expect(sender.nextFrame(at: Self.now)[0].frame == 0)
    }

    @Test func `what was sent can be sent again until it is too long ago`() {
        var sender = sender([10])
        let first = sender.nextFrame(at: Self.now)[0]
        #expect(sender.sent(first.sequence) == first)
        for _ in 0..<511 { _ = sender.nextFrame(at: Self.now) }
        #expect(sender.sent(first.sequence) == first)
        _ = sender.nextFrame(at: Self.now)
        #expect(sender.sent(first.sequence) == nil)
    }

    @Test func `the rollover counter goes up where the sequence number wraps`() {
        var random = SeededGenerator(seed: 1)
        var source = OutgoingSource(SSRC(1), clockRate: 90_000, using: &random)
        var last = source.count(payload: 1)
        var wraps = 0
        for _ in 0..<0x1_8000 {
            let next = source.count(payload: 1)
            #expect(next.sequence == last.sequence.advanced(by: 1))
            if next.sequence.rawValue == 0 {
                wraps += 1
                #expect(next.rollover == last.rollover + 1)
            }
            last = next
        }
        #expect(wraps == 1 || wraps == 2)
    }
}

extension VideoLoop {
    /// A key frame that says it is one of VP8, then others, each filled with its number.
    static func sample(_ sizes: [Int]) -> VideoLoop {
        var file = Array("DKIF".utf8) + [0, 0, 32, 0] + Array("VP80".utf8)
        file += [64, 1, 180, 0, 15, 0, 0, 0, 1, 0, 0, 0] + [UInt8](repeating: 0, count: 8)
        for (number, size) in sizes.enumerated() {
            file += [UInt8(size & 0xFF), UInt8(size >> 8), 0, 0] + [UInt8](repeating: 0, count: 8)
            var frame = [UInt8](repeating: UInt8(number), count: size)
            frame[0] = number == 0 ? 0 : 1
            if number == 0, size >= 10 { frame.replaceSubrange(3..<10, with: [0x9D, 0x01, 0x2A, 64, 1, 180, 0]) }
            file += frame
        }
        return try! VideoLoop(ivf: file)
    }
}

extension SiteCard {
    /// Layers whose first frames take several packets.
    static var sample: SiteCard {
        let page = Array("OggS".utf8) + [UInt8](repeating: 0, count: 22) + [4, 1, 1, 3, 4, 1, 2, 0x78, 1, 2, 0x78, 3, 4, 5]
        return SiteCard(
            layers: [
                .low: .sample([2_000] + [Int](repeating: 300, count: 29)),
                .middle: .sample([5_000] + [Int](repeating: 900, count: 29)),
                .high: .sample([12_000] + [Int](repeating: 2_900, count: 29)),
            ],
            audio: try! AudioLoop(ogg: page)
        )
    }
}
