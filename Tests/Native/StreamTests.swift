import Basics
import Foundation
import Testing

@testable import Native

struct StreamTests {
    private let path = "/tmp/dienhong-test-\(randomBytes(8).map { String($0, radix: 16) }.joined()).sock"

    @Test func `bytes go both ways over a Unix socket`() throws {
        let listener = try UnixListener(path: path)
        let poller = try Poller()
        try poller.add(listener.descriptor, token: 1)
        let client = try ByteStream(connectingTo: path)
        #expect(try poller.wait(atMost: .seconds(5)).map(\.token) == [1])
        let accepted = try listener.accept()
        guard let server = accepted else {
            Issue.record("nobody came")
            return
        }
        #expect(try client.write([1, 2, 3].span) == 3)
        #expect(server.read() == .bytes([1, 2, 3]))
        #expect(server.read() == .nothingYet)
        #expect(try server.write([4].span) == 1)
        #expect(client.read() == .bytes([4]))
    }

    @Test func `the end of a stream is seen`() throws {
        var pair = try StreamPair()
        let first = pair.first.take()!
        do {
            let second = pair.second.take()!
            #expect(try second.write([9].span) == 1)
        }
        #expect(first.read() == .bytes([9]))
        #expect(first.read() == .ended)
        #expect(throws: SystemFailure.self) { try first.write([1].span) }
    }

    @Test func `only the owner may connect`() throws {
        let listener = try UnixListener(path: path)
        let attributes = try FileManager.default.attributesOfItem(atPath: listener.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `a socket that answers is left alone`() throws {
        let listener = try UnixListener(path: path)
        #expect(throws: SystemFailure.self) { try Self.listen(path) }
        let client = try ByteStream(connectingTo: listener.path)
        #expect(client.read() == .nothingYet)
    }

    @Test func `a socket file that nobody answers on is replaced`() throws {
        let other = path + ".old"
        do {
            let first = try UnixListener(path: path)
            try FileManager.default.linkItem(atPath: first.path, toPath: other)
        }
        try FileManager.default.moveItem(atPath: other, toPath: path)
        let second = try UnixListener(path: path)
        let client = try ByteStream(connectingTo: second.path)
        #expect(client.read() == .nothingYet)
    }

    @Test func `a path that is too long is refused in words`() throws {
        #expect(throws: SystemFailure.self) {
            try Self.listen("/tmp/" + String(repeating: "x", count: 200))
        }
    }

    @Test func `a full stream takes no more and says so`() throws {
        var pair = try StreamPair()
        let first = pair.first.take()!
        let second = pair.second.take()!
        let block = [UInt8](repeating: 1, count: 1 << 20)
        var written = 0
        while true {
            let count = try first.write(block.span)
            if count == 0 { break }
            written += count
        }
        var read = 0
        while case .bytes(let bytes) = second.read() { read += bytes.count }
        #expect(read == written)
    }

    @Test func `a wake-up is seen once, however often it was called`() throws {
        let poller = try Poller()
        let wakeUp = try WakeUp()
        try poller.add(wakeUp.descriptor, token: 7)
        #expect(try poller.wait(atMost: .zero).isEmpty)
        wakeUp.wake()
        wakeUp.wake()
        let events = try poller.wait(atMost: nil)
        #expect(events.map(\.token) == [7])
        #expect(events.allSatisfy { $0.readable && !$0.hungUp })
        wakeUp.clear()
        #expect(try poller.wait(atMost: .zero).isEmpty)
    }

    private static func listen(_ path: String) throws -> Int32 {
        let listener = try UnixListener(path: path)
        return listener.descriptor
    }
}
