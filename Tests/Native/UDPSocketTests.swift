import Basics
import Testing

@testable import Native

struct UDPSocketTests {
    @Test(arguments: [TransportAddress.loopback(port: 0), .any(port: 0)], [false, true])
    func `a batch arrives as it was sent`(bound: TransportAddress, isJoined: Bool) throws {
        var sender = try UDPSocket(boundTo: .loopback(port: 0))
        var receiver = try UDPSocket(boundTo: bound, options: .joining(isJoined))
        let destination = TransportAddress.loopback(port: receiver.localPort)
        var batch = PacketBatch(capacity: 256 * 1024)
        let sizes = [1_100, 1_100, 1_100, 300, 1_200, 1_200, 20, 1, 1_400]
        for (number, size) in sizes.enumerated() { batch.add(size, UInt8(number), to: destination) }
        batch.endRun(destination)
        let outcome = sender.send(batch)
        #expect(outcome == SendOutcome(sent: sizes.count))
        var received = receiver.makeBatch()
        let source = TransportAddress.loopback(port: sender.localPort)
        var seen: [Int] = []
        while try receiver.receive(into: &received) > 0 {
            for index in 0..<received.count {
                let datagram = received[index]
                let mark = received.bytes[Int(datagram.offset)]
                #expect(datagram.source == source)
                #expect(mark == UInt8(seen.count))
                seen.append(Int(datagram.length))
            }
        }
        #expect(seen == sizes)
    }

    @Test func `many runs to many receivers all go out`() throws {
        var sender = try UDPSocket(boundTo: .any(port: 0))
        var first = try UDPSocket(boundTo: .loopback(port: 0))
        var second = try UDPSocket(boundTo: .loopback(port: 0))
        var batch = PacketBatch(capacity: 1024 * 1024)
        for number in 0..<100 {
            let destination = TransportAddress.loopback(port: number.isMultiple(of: 2) ? first.localPort : second.localPort)
            for _ in 0..<3 { batch.add(200, UInt8(number), to: destination) }
            batch.endRun(destination)
        }
        let outcome = sender.send(batch)
        #expect(outcome == SendOutcome(sent: 300))
        let atFirst = try first.drain()
        #expect(atFirst == 150)
        let atSecond = try second.drain()
        #expect(atSecond == 150)
    }

    @Test func `what the kernel joined is handled a few dozen at a time, and none is lost`() throws {
        var sender = try UDPSocket(boundTo: .loopback(port: 0))
        var receiver = try UDPSocket(boundTo: .loopback(port: 0), options: .joining(true))
        let joins = receiver.joins
        try #require(joins, "Linux joins datagrams since 5.0")
        let destination = TransportAddress.loopback(port: receiver.localPort)
        var batch = PacketBatch(capacity: 512 * 1024)
        for number in 0..<200 { batch.add(number % 40 == 39 ? 700 : 1_200, UInt8(number), to: destination) }
        batch.endRun(destination)
        let runs = batch.runs.count
        #expect(runs == 5)
        let outcome = sender.send(batch)
        #expect(outcome == SendOutcome(sent: 200))
        var received = receiver.makeBatch()
        var counts: [Int] = []
        var marks: [UInt8] = []
        while try receiver.receive(into: &received) > 0 {
            counts.append(received.count)
            for index in 0..<received.count {
                let datagram = received[index]
                #expect(datagram.length == (marks.count % 40 == 39 ? 700 : 1_200))
                let (first, last) = (received.bytes[Int(datagram.offset)], received.bytes[Int(datagram.offset + datagram.length) - 1])
                #expect(first == last)
                marks.append(first)
            }
        }
        #expect(marks == (0..<200).map { UInt8($0) })
        // Five messages, by one call to the kernel.
        #expect(counts == [64, 64, 64, 8])
    }

    @Test(arguments: [false, true]) func `datagrams longer than any of ours are dropped and counted`(isJoined: Bool) throws {
        var sender = try UDPSocket(boundTo: .loopback(port: 0))
        var receiver = try UDPSocket(boundTo: .loopback(port: 0), options: .joining(isJoined))
        let destination = TransportAddress.loopback(port: receiver.localPort)
        sender.send([UInt8](repeating: 1, count: Limits.datagramBytes + 1), to: destination)
        sender.send([1, 2, 3], to: destination)
        var received = receiver.makeBatch()
        let count = try receiver.receive(into: &received)
        let (length, tooLong) = (received[0].length, receiver.tooLong)
        #expect(count == 1)
        #expect(length == 3)
        #expect(tooLong == 1)
    }

    @Test func `an address out of reach costs only its own datagrams`() throws {
        var sender = try UDPSocket(boundTo: .loopback(port: 0))
        var receiver = try UDPSocket(boundTo: .loopback(port: 0))
        let destination = TransportAddress.loopback(port: receiver.localPort)
        let nowhere = TransportAddress(v4: 0xF000_0001, port: 9)
        var batch = PacketBatch(capacity: 64 * 1024)
        for target in [destination, nowhere, destination] {
            batch.add(100, 1, to: target)
            batch.add(100, 1, to: target)
            batch.endRun(target)
        }
        let outcome = sender.send(batch)
        #expect(outcome == SendOutcome(sent: 4, dropped: 2))
        let segments = sender.segments
        #expect(segments)
        let arrived = try receiver.drain()
        #expect(arrived == 4)
    }

    @Test func `without segmentation each datagram still arrives`() throws {
        var sender = try UDPSocket(boundTo: .loopback(port: 0))
        sender.stopSegmenting()
        var receiver = try UDPSocket(boundTo: .loopback(port: 0))
        let destination = TransportAddress.loopback(port: receiver.localPort)
        var batch = PacketBatch(capacity: 64 * 1024)
        for size in [500, 500, 200] { batch.add(size, 1, to: destination) }
        batch.endRun(destination)
        let outcome = sender.send(batch)
        #expect(outcome == SendOutcome(sent: 3))
        let arrived = try receiver.drain()
        #expect(arrived == 3)
    }

    @Test func `a port in use is said in words`() throws {
        let first = try UDPSocket(boundTo: .loopback(port: 0))
        let port = first.localPort
        do {
            let second = try UDPSocket(boundTo: .loopback(port: port))
            Issue.record("bound twice: \(second.localPort)")
        } catch {
            #expect(error.description.contains("port \(port)"))
            #expect(error.description.contains("another program uses this port"))
        }
    }
}

extension UDPSocket.Options {
    fileprivate static func joining(_ joins: Bool) -> Self {
        var options = Self()
        options.joins = joins
        return options
    }
}

extension PacketBatch {
    fileprivate mutating func add(_ size: Int, _ mark: UInt8, to destination: TransportAddress) {
        var room = stage(room: size)
        for index in 0..<size { room[index] = mark }
        commit(size, to: destination)
    }
}

extension UDPSocket {
    fileprivate mutating func drain() throws -> Int {
        var batch = ReceiveBatch()
        var total = 0
        while true {
            let count = try receive(into: &batch)
            if count == 0 { return total }
            total += count
        }
    }
}
