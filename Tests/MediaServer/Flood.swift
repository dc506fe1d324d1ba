import Basics
import Foundation
import Native
import Synchronization

/// A stranger with a fast line: datagrams of every kind, a hundred thousand a second, none of them from anybody known.
final class Flood: Sendable {
    private let sent = Mutex<(seconds: Double, isOver: Bool)>((0, false))
    private let count: Int

    private static let perBurst = 1_000
    private static let burst: Duration = .milliseconds(10)

    init(_ target: TransportAddress, hello: [UInt8], count: Int) throws {
        self.count = count
        Thread {
            let clock = MonotonicClock()
            try? Self.send(to: target, hello, count: count, clock)
            let seconds = Double(clock.now.sinceStart.nanoseconds) / 1e9
            self.sent.withLock { $0 = (seconds, true) }
        }.start()
    }

    var isOver: Bool { sent.withLock(\.isOver) }
    /// Datagrams a second that left; the machine may have had no more to give.
    var rate: Int { sent.withLock { Int(Double(count) / $0.seconds) } }

    private static func send(to target: TransportAddress, _ hello: [UInt8], count: Int, _ clock: MonotonicClock) throws {
        var socket = try UDPSocket(boundTo: .loopback(port: 0))
        var batch = PacketBatch()
        var random = SeededGenerator(seed: 1)
        // The first bytes decide what it is taken for: STUN, DTLS, RTP, RTCP, or nothing.
        let kinds: [[UInt8]] = [
            [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42], hello, [0x80, 96], [0x81, 201], [0x55, 0x55],
        ]
        var due = clock.now
        for number in 0..<count / perBurst {
            due = due.advanced(by: burst)
            let kind = kinds[number % kinds.count]
            let length = max(kind.count, Int.random(in: 24...300, using: &random))
            for _ in 0..<perBurst {
                if !batch.hasRoom {
                    batch.endRun(target)
                    _ = socket.send(batch)
                    batch.clear()
                }
                var datagram = batch.stage(room: length)
                for place in 0..<length { datagram[place] = place < kind.count ? kind[place] : UInt8(truncatingIfNeeded: random.next()) }
                batch.commit(length, to: target)
            }
            batch.endRun(target)
            _ = socket.send(batch)
            batch.clear()
            pause(max(.zero, clock.now.duration(to: due)))
        }
    }
}
