import Basics
import Media
@testable import MediaServer
import Native
import Testing
import Wire

/// Peers that come over TCP (RFC 6544).
final class StreamTests {
    private let poller: Poller
    private static let firstToken: UInt64 = 100

    init() throws {
        poller = try Poller()
    }

    private func framed(_ packet: [UInt8]) -> [UInt8] { [UInt8(packet.count >> 8), UInt8(packet.count & 0xFF)] + packet }

    private func check(_ username: String) throws -> [UInt8] {
        var message = STUNMessage(.bindingRequest, transaction: TransactionID(high: 1, low: 2))
        message.username = username
        return message.encoded(key: nil, by: try OpenSSLCryptography())
    }

    private func door() throws -> StreamDoor {
        let door = try StreamDoor(boundTo: .loopback(port: 0), port: 0, workers: 2, tokens: Self.firstToken)
        try poller.add(door.descriptor, token: 1)
        return door
    }

    private func write(_ bytes: [UInt8], to stream: borrowing ByteStream) throws {
        var written = 0
        while written < bytes.count { written += try stream.write(bytes.span.extracting(written..<bytes.count)) }
    }

    /// Lets the door work until `isDone`; the poller waits, so nothing spins.
    private func serve(_ door: inout StreamDoor, until isDone: (inout StreamDoor, StreamMove?) -> Bool) throws {
        for _ in 0..<100 {
            for event in try poller.wait(atMost: .seconds(5)) {
                var move: StreamMove?
                if event.token == 1 { try door.open(poller, at: .start) } else { move = door.hear(event.token, poller) }
                if isDone(&door, move) { return }
            }
        }
        Issue.record("it never came to that")
    }

    @Test func `a visitor goes to the worker that its first packet names, with all that it said`() throws {
        var door = try door()
        let visitor = try ByteStream(connectingTo: .loopback(port: door.port))
        let said = framed(try check("BxxxxYYYY:theirs")) + framed([22, 1, 2, 3])
        try serve(&door) { door, _ in door.visitorCount == 1 }
        // In two pieces, the first of which tells nothing.
        try write(Array(said.prefix(5)), to: visitor)
        try serve(&door) { door, move in move == nil }
        try write(Array(said.dropFirst(5)), to: visitor)
        var found: StreamMove?
        try serve(&door) { _, move in
            found = move
            return move != nil
        }
        guard let move = found else {
            Issue.record("the visitor went nowhere")
            return
        }
        #expect(move.worker == 1 && move.bytes == said && move.source.transport == .tcp && door.visitorCount == 0)
        // The connection is whole: what is written into it comes to the visitor.
        let stream = ByteStream(taking: move.descriptor)
        try write([42], to: stream)
        let arrived = try Poller()
        try arrived.add(visitor.descriptor, token: 9)
        _ = try arrived.wait(atMost: .seconds(5))
        let heard = visitor.read()
        #expect(heard == .bytes([42]))
    }

    @Test(arguments: [
        [0x16, 0x03, 0x01, 0x02], [0x47, 0x45, 0x54, 0x20], [0, 4, 1, 2, 3, 4], [0, 0],
    ])
    func `whoever says something else is shut out`(said: [UInt8]) throws {
        var door = try door()
        let visitor = try ByteStream(connectingTo: .loopback(port: door.port))
        try serve(&door) { door, _ in door.visitorCount == 1 }
        try write(said, to: visitor)
        try serve(&door) { door, move in
            #expect(move == nil)
            return door.visitorCount == 0
        }
    }

    @Test(arguments: ["", "?xx:y", "Cxx:y"])
    func `whoever names no worker of ours is shut out`(username: String) throws {
        var door = try door()
        let visitor = try ByteStream(connectingTo: .loopback(port: door.port))
        try serve(&door) { door, _ in door.visitorCount == 1 }
        try write(framed(try check(username)), to: visitor)
        try serve(&door) { door, move in
            #expect(move == nil)
            return door.visitorCount == 0
        }
    }

    @Test func `whoever says nothing is shut out after a while`() throws {
        var door = try door()
        let visitor = try ByteStream(connectingTo: .loopback(port: door.port))
        try serve(&door) { door, _ in door.visitorCount == 1 }
        door.expire(at: .start.advanced(by: .seconds(2)))
        #expect(door.visitorCount == 1)
        door.expire(at: .start.advanced(by: .seconds(3)))
        #expect(door.visitorCount == 0)
        let arrived = try Poller()
        try arrived.add(visitor.descriptor, token: 9)
        _ = try arrived.wait(atMost: .seconds(5))
        let heard = visitor.read()
        #expect(heard == .ended)
    }

    // MARK: A worker's connections

    private static let source = TransportAddress(v4: 0x7F00_0001, port: 40_000).over(.tcp)

    /// A connection that a table has, and its other end.
    private final class Adopted {
        let table = StreamTable(tokens: firstToken)
        let token: UInt64
        let far: ByteStream

        init(_ poller: borrowing Poller, said bytes: [UInt8] = []) throws {
            var pair = try StreamPair()
            guard let near = pair.first.take(), let far = pair.second.take() else { throw Malformed.truncated }
            let move = StreamMove(worker: 0, descriptor: near.release(), source: source, bytes: bytes)
            token = try table.adopt(move, poller, at: .start) ?? 0
            self.far = far
        }
    }

    @Test func `what was said at the door and after it is received`() throws {
        let line = try Adopted(poller, said: framed([1, 2]) + [0])
        try write([1, 3], to: line.far)
        var batch = ReceiveBatch()
        #expect(line.table.read(line.token, into: &batch) == .nothingMore)
        #expect(batch.count == 2 && batch[0].source == Self.source)
        let second = batch.datagram(1)
        let found = (second.count, second[0])
        #expect(found == (1, 3))
    }

    @Test func `a full batch says that there is more`() throws {
        let line = try Adopted(poller)
        let count = Limits.datagramsPerReceive + 3
        try write((0..<count).flatMap { framed([UInt8($0), 0]) }, to: line.far)
        var batch = ReceiveBatch()
        #expect(line.table.read(line.token, into: &batch) == .more)
        #expect(batch.count == Limits.datagramsPerReceive)
        batch.clear()
        #expect(line.table.read(line.token, into: &batch) == .nothingMore)
        #expect(batch.count == 3)
    }

    @Test func `a connection that ends, or says what is no packet, is let go`() throws {
        let line = try Adopted(poller)
        try write([0, 0], to: line.far)
        var batch = ReceiveBatch()
        #expect(line.table.read(line.token, into: &batch) == .ended(Self.source))
        #expect(line.table.isEmpty && line.table.read(line.token, into: &batch) == .nothingMore)
    }

    @Test func `packets go out whole, and those without room are left out whole`() throws {
        let line = try Adopted(poller)
        let table = line.table
        var sent: [[UInt8]] = []
        // Far more than the connection takes while nobody reads.
        for number in 0..<2_000 {
            var batch = PacketBatch(capacity: 4_096)
            let packet = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 900 + number % 7)
            var datagram = batch.stage(room: packet.count)
            for index in packet.indices { datagram[index] = packet[index] }
            batch.commit(packet.count, to: Self.source)
            batch.endRun(Self.source)
            let runs = (batch.runs.count, batch.streamRuns.count)
            #expect(runs == (0, 1))
            try table.send(batch, poller)
            sent.append(packet)
        }
        var stream = PacketStream()
        var found: [[UInt8]] = []
        while true {
            try table.flush(line.token, poller)
            guard case .bytes(let bytes) = line.far.read() else { break }
            stream.append(bytes)
            while let packet = try stream.next() { found.append(Array(packet)) }
        }
        #expect(table.dropped > 0 && found.count + table.dropped == sent.count && stream.rest.isEmpty)
        var remaining = sent[...]
        for packet in found {
            let place = try #require(remaining.firstIndex(of: packet))
            remaining = remaining[(place + 1)...]
        }
    }

    @Test func `what is for a connection that is gone is dropped`() throws {
        let table = StreamTable(tokens: Self.firstToken)
        var batch = PacketBatch(capacity: 4_096)
        _ = batch.stage(room: 10)
        batch.commit(10, to: Self.source)
        batch.endRun(Self.source)
        try table.send(batch, poller)
        #expect(table.dropped == 1)
    }

    @Test func `a connection that proves nothing is let go, and one whose peer is gone`() throws {
        let line = try Adopted(poller)
        let proven = { (_: TransportAddress) in true }, unknown = { (_: TransportAddress) in false }
        line.table.expire(at: .start.advanced(by: .seconds(2)), isKnown: unknown)
        line.table.expire(at: .start.advanced(by: .seconds(9)), isKnown: proven)
        line.table.expire(at: .start.advanced(by: .seconds(11)), isKnown: unknown)
        #expect(line.table.count == 1)
        line.table.expire(at: .start.advanced(by: .seconds(12)), isKnown: unknown)
        #expect(line.table.isEmpty)
    }

    @Test func `of those who prove nothing the oldest makes room, and a peer stays`() throws {
        let table = StreamTable(tokens: Self.firstToken)
        var far: [Int32] = []
        for number in 0..<UInt16(Limits.streamVisitors + 44) {
            var pair = try StreamPair()
            guard let near = pair.first.take(), let other = pair.second.take() else { throw Malformed.truncated }
            far.append(other.release())
            let source = TransportAddress(v4: 0x7F00_0001, port: 1 + number).over(.tcp)
            let move = StreamMove(worker: 0, descriptor: near.release(), source: source, bytes: [])
            #expect(try table.adopt(move, poller, at: .start) != nil)
            if number == 0 { table.expire(at: .start) { $0.port == 1 } }
        }
        #expect(table.count == Limits.streamVisitors + 1)
        var batch = ReceiveBatch()
        #expect(table.read(Self.firstToken, into: &batch) == .nothingMore)
        table.expire(at: .start.advanced(by: .seconds(4))) { $0.port == 1 }
        #expect(table.count == 1)
        for descriptor in far { _ = ByteStream(taking: descriptor) }
    }

    // MARK: What peers are told

    @Test func `a peer is told its worker's UDP port and the TCP port of all`() {
        var options = MediaOptions(socketPath: "")
        options.announced = [TransportAddress(v4: 1, port: 0), TransportAddress(v4: 2, port: 20_000)]
        options.streamPort = 10_000
        options.streamPublicPort = 443
        #expect(options.candidates(of: 1) == [
            TransportAddress(v4: 1, port: 10_001), TransportAddress(v4: 2, port: 20_001),
            TransportAddress(v4: 1, port: 443).over(.tcp), TransportAddress(v4: 2, port: 443).over(.tcp),
        ])
    }
}
