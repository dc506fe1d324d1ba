import Basics
import Control
import Testing

struct FrameTests {
    @Test func `a message cut anywhere comes out whole`() throws {
        let message = MediaRequest.negotiate(request: 7, peer: PeerID(rawValue: 9), tag: "t", video: .h264, offer: "v=0\r\n")
        let bytes = try frame(message) + frame(MediaRequest.shutdown)
        for cut in bytes.indices {
            var decoder = FrameDecoder<MediaRequest>()
            decoder.append(bytes[..<cut])
            var out: [MediaRequest] = []
            while let next = try decoder.next() { out.append(next) }
            decoder.append(bytes[cut...])
            while let next = try decoder.next() { out.append(next) }
            #expect(out == [message, .shutdown])
        }
    }

    @Test func `a frame longer than the limit is refused before it is read`() {
        var decoder = FrameDecoder<MediaRequest>()
        decoder.append([0xFF, 0xFF, 0xFF, 0xFF])
        #expect(throws: ControlFailure.frameTooLong(0xFFFF_FFFF)) { try decoder.next() }
    }
}
