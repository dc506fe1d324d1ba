import Basics
import Testing

@testable import Native

/// Two endpoints shaking hands over an invented network.
struct HandshakeTests {
    @Test func `the strongest profile both know is agreed, and the keys fit`() throws {
        let pair = try Pair()
        pair.run()
        #expect(pair.client.progress == .established)
        #expect(pair.server.progress == .established)
        #expect(pair.client.peerFingerprint == pair.serverSide.fingerprint)
        #expect(pair.server.peerFingerprint == pair.clientSide.fingerprint)
        try pair.checkKeys(.aeadAES128GCM)
        #expect(pair.client.takeCiphers() == nil)
    }

    @Test func `a client that lacks GCM gets counter mode`() throws {
        var options = OpenSSLCryptography.Options()
        options.profiles = [.aes128CMSHA1_80]
        let pair = try Pair(client: options)
        pair.run()
        try pair.checkKeys(.aes128CMSHA1_80)
    }

    @Test func `the server's preference counts, not the client's`() throws {
        var options = OpenSSLCryptography.Options()
        options.profiles = [.aes128CMSHA1_80, .aeadAES128GCM]
        let pair = try Pair(client: options)
        pair.run()
        try pair.checkKeys(.aeadAES128GCM)
    }

    @Test func `a client that offers no SRTP is not let in`() throws {
        var options = OpenSSLCryptography.Options()
        options.profiles = []
        let pair = try Pair(client: options)
        pair.run()
        #expect(pair.server.progress == .failed)
        #expect(pair.server.takeCiphers() == nil)
    }

    @Test(arguments: ["ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0", "ECDHE-ECDSA-AES128-SHA", "AECDH-AES128-SHA:@SECLEVEL=0"])
    func `a client that offers only weak ciphers is not let in`(ciphers: String) throws {
        var options = OpenSSLCryptography.Options()
        options.cipherList = ciphers
        let pair = try Pair(client: options)
        pair.run()
        #expect(pair.server.progress == .failed)
        #expect(pair.client.progress == .failed)
    }

    @Test func `no datagram is longer than 1200 bytes`() throws {
        let pair = try Pair()
        pair.run()
        #expect(pair.longest <= 1_200)
        #expect(pair.longest > 0)
    }

    @Test func `a ClientHello in pieces is put together`() throws {
        var options = OpenSSLCryptography.Options()
        options.firstRetransmission = .milliseconds(1)
        let pair = try Pair(client: options, server: options)
        let hello = try #require(pair.client.nextDatagram())
        let pieces = Self.split(hello, at: 40)
        try #require(pieces.count == 2)
        for piece in pieces.reversed() { pair.server.handle(piece.span) }
        // The second piece used up a record number of the client's, who must therefore send its next flight again.
        pair.run(until: 2_000_000)
        try pair.checkKeys(.aeadAES128GCM)
    }

    @Test func `close_notify is seen by the other side`() throws {
        let pair = try Pair()
        pair.run()
        pair.client.close()
        pair.run()
        #expect(pair.server.progress == .closedByPeer)
        #expect(pair.client.progress == .established)
    }

    @Test func `junk changes nothing for those inside`() throws {
        let pair = try Pair()
        pair.run()
        var random = SeededGenerator(seed: 1)
        for count in 1..<200 {
            var junk = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            if count.isMultiple(of: 2) { junk[0] = 20 + UInt8(count % 4) }
            pair.server.handle(junk.span)
        }
        // An alert that nobody sealed: fatal, handshake failure, in the first epoch.
        let alert: [UInt8] = [21, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 99, 0, 2, 2, 40]
        pair.server.handle(alert.span)
        #expect(pair.server.progress == .established)
        try pair.checkKeys(.aeadAES128GCM)
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `a network that loses a third and repeats a fifth only delays`(seed: UInt64) throws {
        var options = OpenSSLCryptography.Options()
        options.firstRetransmission = .milliseconds(1)
        let pair = try Pair(client: options, server: options)
        var random = SeededGenerator(seed: seed)
        // OpenSSL's clock is the machine's, and each wait is twice the last: this ends when both are done, or OpenSSL gives up.
        pair.run(until: .max) { datagram in
            if Int.random(in: 0..<3, using: &random) == 0 { return [] }
            return Int.random(in: 0..<5, using: &random) == 0 ? [datagram, datagram] : [datagram]
        }
        try pair.checkKeys(.aeadAES128GCM)
    }

    /// Cuts one handshake message into two fragments, a record and a datagram each (RFC 6347 §4.2.3).
    private static func split(_ datagram: [UInt8], at cut: Int) -> [[UInt8]] {
        let message = Array(datagram[13...])
        let body = Array(message[12...])
        let parts = [(0, Array(body[..<cut])), (cut, Array(body[cut...]))]
        return parts.enumerated().map { number, part in
            let fragment = Array(message[..<6]) + three(part.0) + three(part.1.count) + part.1
            let record = Array(datagram[..<10]) + [UInt8(number)]
            return record + [UInt8(fragment.count >> 8), UInt8(fragment.count & 0xFF)] + fragment
        }
    }

    private static func three(_ value: Int) -> [UInt8] {
        [UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
    }
}

/// A client and a server with nothing but two lists of datagrams between them.
private final class Pair {
    let clientSide: OpenSSLCryptography
    let serverSide: OpenSSLCryptography
    let client: OpenSSLEndpoint
    let server: OpenSSLEndpoint
    private(set) var longest = 0

    init(client: OpenSSLCryptography.Options = .init(), server: OpenSSLCryptography.Options = .init()) throws {
        clientSide = try OpenSSLCryptography(client)
        serverSide = try OpenSSLCryptography(server)
        self.client = clientSide.makeClient()
        self.server = serverSide.makeServer()
    }

    /// Carries datagrams until nobody has any and both are done, or the steps are used up.
    func run(until limit: Int = 1, network: ([UInt8]) -> [[UInt8]] = { [$0] }) {
        var idle = 0
        while idle < limit {
            let moved = carry(from: client, to: server, network) + carry(from: server, to: client, network)
            if moved > 0 { continue }
            if client.progress != .underway, server.progress != .underway { return }
            if client.retransmission == .zero { client.handleTimeout() }
            if server.retransmission == .zero { server.handleTimeout() }
            idle += 1
        }
    }

    private func carry(
        from sender: OpenSSLEndpoint, to receiver: OpenSSLEndpoint, _ network: ([UInt8]) -> [[UInt8]]
    ) -> Int {
        var count = 0
        while let datagram = sender.nextDatagram() {
            count += 1
            longest = max(longest, datagram.count)
            for copy in network(datagram) { receiver.handle(copy.span) }
        }
        return count
    }

    func checkKeys(_ profile: SRTPProfile) throws {
        let mine = try #require(client.takeCiphers())
        let yours = try #require(server.takeCiphers())
        #expect(mine.profile == profile)
        #expect(yours.profile == profile)
        let packet = rtpPacket(sequence: 4, payload: 100)
        #expect(try yours.receiving.openedRTP(mine.sending.sealedRTP(packet, rollover: 0), rollover: 0) == packet)
        #expect(try mine.receiving.openedRTP(yours.sending.sealedRTP(packet, rollover: 0), rollover: 0) == packet)
        let report = rtcpPacket()
        #expect(try yours.receiving.openedRTCP(mine.sending.sealedRTCP(report, index: 1)).packet == report)
        #expect(throws: OpenFailure.authentication) {
            try mine.receiving.openedRTP(mine.sending.sealedRTP(packet, rollover: 0), rollover: 0)
        }
    }
}
