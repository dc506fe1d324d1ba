import Foundation
import Native
import Testing

struct PacketPipeTests {
    @Test func `what one thread pushes another pops, whole and in order`() {
        let pipe = PacketPipe<UInt64>(capacity: 16, empty: 0)
        let count: UInt64 = 20_000
        let writer = Thread {
            var next: UInt64 = 0
            while next < count {
                let payload = [UInt8](repeating: UInt8(truncatingIfNeeded: next), count: Int(next % 1_400))
                if pipe.push(next, payload: payload.span) { next += 1 }
            }
        }
        writer.start()
        var expected: UInt64 = 0
        var room = [UInt8](repeating: 0, count: 1_500)
        var wrong = 0
        while expected < count {
            var payload = room.mutableSpan
            guard let (header, length) = pipe.pop(into: &payload) else { continue }
            if header != expected || length != Int(expected % 1_400) { wrong += 1 }
            if length > 0, room[length - 1] != UInt8(truncatingIfNeeded: expected) { wrong += 1 }
            expected += 1
        }
        #expect(wrong == 0)
    }

    @Test func `a full pipe refuses`() {
        let pipe = PacketPipe<UInt64>(capacity: 2, empty: 0)
        let payload: [UInt8] = [1]
        let accepted = (0..<3).map { pipe.push($0, payload: payload.span) }
        #expect(accepted == [true, true, false])
    }
}
