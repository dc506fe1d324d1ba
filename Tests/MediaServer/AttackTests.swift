import Basics
import Control
import Foundation
import LoadClient
@testable import MediaServer
import Native
import Testing
import Wire

/// Attacks on the real server, over real sockets; those that need none are in `Tests/Media/AttackTests.swift`.
@Suite(.serialized)
struct AttackTests {
    /// Four sites that see and hear each other.
    private static func liveServer() throws -> AttackedServer {
        let server = try AttackedServer()
        for _ in 0..<4 { try server.join() }
        #expect(try server.run { server.sites.allSatisfy { $0.peer.phase == .connected } })
        server.showAround()
        #expect(try server.run(packets: 400))
        return server
    }

    /// A ClientHello of somebody whose certificate nobody named.
    private static func hello() throws -> [UInt8] {
        try #require(try OpenSSLCryptography().makeClient().nextDatagram())
    }

    private static func answers(to socket: inout UDPSocket) throws -> Int {
        var batch = ReceiveBatch()
        return try socket.receive(into: &batch)
    }

    @Test func `a ClientHello from another port, a thousand times, wins no race`() throws {
        let server = try AttackedServer()
        let site = try server.join()
        var stranger = try UDPSocket(boundTo: .loopback(port: 0))
        let hello = try Self.hello()
        #expect(try server.run {
            for _ in 0..<20 { stranger.send(hello, to: server.server) }
            return site.peer.phase == .connected
        })
        for _ in 0..<1_000 { stranger.send(hello, to: server.server) }
        let counters = try server.metrics()
        #expect(counters["unknown_peer", default: 0] > 0)
        #expect(try Self.answers(to: &stranger) == 0)
        #expect(counters["dienhong_media_peers"] == 1)
        server.shutDown()
    }

    @Test(arguments: ["ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0", "AECDH-NULL-SHA:@SECLEVEL=0", ""])
    func `who offers no secrecy, or no SRTP, gets nothing, and the others notice nothing`(ciphers: String) throws {
        let server = try Self.liveServer()
        let inside = server.sites
        var options = OpenSSLCryptography.Options()
        if ciphers.isEmpty { options.profiles = [] } else { options.cipherList = ciphers }
        let guest = try server.join(options)
        server.showAround()
        #expect(try server.run { server.reports.contains(.peerGone(guest.id, .handshakeFailed)) })
        #expect(guest.peer.statistics.receivedPackets == 0 && guest.peer.phase != .connected)
        #expect(try server.run(packets: 400))
        #expect(inside.allSatisfy { $0.peer.phase == .connected && $0.peer.statistics.undecryptable == 0 })
        server.shutDown()
    }

    @Test func `a connection that never ends its say leaves the worker to the others`() throws {
        let server = try AttackedServer()
        let stream = try ByteStream(connectingTo: server.streams)
        var check = STUNMessage(.bindingRequest, transaction: TransactionID(high: 1, low: 2))
        check.username = "Aguessed:theirs"
        let introduction = check.encoded(key: nil, by: try OpenSSLCryptography())
        let isOver = Flag()
        let descriptor = stream.release()
        Thread {
            let stream = ByteStream(taking: descriptor)
            var said = [0, UInt8(introduction.count)] + introduction
            let chatter = [UInt8]((0..<20_000).flatMap { _ in [0, 1, 0xFF] as [UInt8] })
            while !isOver.isSet {
                guard let count = try? stream.write(said.span) else { break }
                said.removeFirst(count)
                if said.isEmpty { said = chatter }
            }
            isOver.end.signal()
        }.start()
        #expect(try server.run { try server.metrics()["unrecognised", default: 0] > 10_000 })
        let site = try server.join()
        #expect(try server.run { site.peer.phase == .connected })
        isOver.set()
        isOver.end.wait()
        server.shutDown()
    }

    /// In a process of its own, whose memory is nobody else's.
    @Test func `a hundred thousand junk datagrams a second cost no memory, and those inside hardly a packet`() async {
        let flooded = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
            let server = try Self.liveServer()
            #expect(try server.run(packets: 2_000))
            func counts() -> AttackedServer.Site.Counts {
                server.sites.reduce(into: AttackedServer.Site.Counts()) { $0.add($1.counts) }
            }
            let before = (memory: residentBytes().current, counts: counts())
            let flood = try Flood(server.server, hello: Self.hello(), count: 300_000)
            #expect(try server.run { flood.isOver })
            let after = counts()
            let growth = residentBytes().current - before.memory
            let packets = after.packets - before.counts.packets, lost = after.lost - before.counts.lost
            #expect(abs(growth) <= 5_000_000, "memory grew by \(growth) bytes")
            #expect(packets > 500 && lost * 200 <= packets, "\(lost) of \(packets) packets lost")
            #expect(server.sites.allSatisfy { $0.peer.phase == .connected })
            let counters = try server.metrics()
            let met = ["unknown_peer", "unrecognised", "unauthenticated_check", "malformed"].reduce(0) { $0 + counters[$1, default: 0] }
            #expect(met > 100_000)
            print("Flood: \(flood.rate) datagrams a second, \(met) of 300000 met; memory grew by \(growth) bytes;",
                "of \(packets) packets \(after.retransmissions - before.counts.retransmissions) mended, \(lost) lost")
            server.shutDown()
        }
        // How fast it was is the machine's affair, and told to whoever reads the output.
        if let figures = flooded?.standardOutputContent { print(String(decoding: figures, as: UTF8.self)) }
    }
}

/// Something that one thread says and another hears.
private final class Flag: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    let end = DispatchSemaphore(value: 0)
    func set() { semaphore.signal() }
    var isSet: Bool {
        guard semaphore.wait(timeout: .now()) == .success else { return false }
        semaphore.signal()
        return true
    }
}
