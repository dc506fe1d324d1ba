import Basics
import Testing
import Wire

/// Packets in a byte stream, however the stream is cut (RFC 4571).
struct PacketStreamTests {
    private func framed(_ packets: [[UInt8]]) -> [UInt8] {
        packets.flatMap { [UInt8($0.count >> 8), UInt8($0.count & 0xFF)] + $0 }
    }

    @Test func `packets come out whole and in order, wherever the stream is cut`() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            let packets: [[UInt8]] = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                (0..<Int.random(in: 1...Limits.datagramBytes, using: &random)).map { UInt8(truncatingIfNeeded: $0) }
            }
            var rest = framed(packets)[...]
            var stream = PacketStream()
            var found: [[UInt8]] = []
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...2_000, using: &random))
                rest = rest.dropFirst(piece.count)
                stream.append(Array(piece))
                while let packet = try stream.next() { found.append(Array(packet)) }
            }
            #expect(found == packets && stream.rest.isEmpty)
        }
    }

    @Test(arguments: [[0, 0, 1], [0xFF, 0xFF, 0], [0x16, 0x03, 0x01], [0x47, 0x45, 0x54]])
    func `what is no packet of ours ends the stream: nothing, too much, TLS, HTTP`(beginning: [UInt8]) {
        var stream = PacketStream()
        stream.append(beginning)
        #expect(throws: Malformed.badLength) { try stream.next() }
    }

    @Test func `half a packet is none`() throws {
        var stream = PacketStream()
        stream.append([0, 3, 1, 2])
        #expect(try stream.next() == nil && Array(stream.rest) == [0, 3, 1, 2])
        stream.append([3, 0])
        #expect(try stream.next().map(Array.init) == [1, 2, 3])
        #expect(try stream.next() == nil)
    }
}
