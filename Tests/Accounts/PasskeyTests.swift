@testable import Accounts
import Basics
import Testing

/// What authenticators send, and what only looks like it.
struct PasskeyTests {
    private static let point: [UInt8] = [0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32] + [UInt8](repeating: 7, count: 32)
        + [0x22, 0x58, 32] + [UInt8](repeating: 9, count: 32)

    private static func data(flags: UInt8, counter: UInt8 = 5, rest: [UInt8] = []) -> [UInt8] {
        [UInt8](repeating: 1, count: 32) + [flags, 0, 0, 0, counter] + rest
    }

    @Test func `a key of P-256 is read`() throws {
        let key = try PasskeyKey(cose: Self.point)
        #expect(key == .p256(x: [UInt8](repeating: 7, count: 32), y: [UInt8](repeating: 9, count: 32)))
    }

    @Test func `a registration has its key, and the key as it was sent`() throws {
        let credential = [UInt8](repeating: 0, count: 16) + [0, 4, 1, 2, 3, 4] + Self.point
        let data = Self.data(flags: 0x45, rest: credential)
        let attestation: [UInt8] = [0xa3, 0x63] + Array("fmt".utf8) + [0x64] + Array("none".utf8)
            + [0x67] + Array("attStmt".utf8) + [0xa0, 0x68] + Array("authData".utf8) + [0x58, UInt8(data.count)] + data
        let read = try AuthenticatorData(attestation: attestation)
        #expect(read.isUserPresent && read.isUserVerified && read.counter == 5)
        #expect(read.credential?.id == [1, 2, 3, 4] && read.credential?.cose == Self.point)
    }

    @Test func `a user who was not made sure of is not taken for one who was`() throws {
        let read = try AuthenticatorData(Self.data(flags: 0x01))
        #expect(read.isUserPresent && !read.isUserVerified && read.credential == nil)
    }

    @Test(arguments: [
        [], point.dropLast() + [], point + [0], [0xa1, 1, 2], [0xbf, 1, 2, 0xff], [0xa2, 1, 2, 1, 2], [0xb8, 0xff], [0x9b] + [UInt8](repeating: 0xff, count: 8),
        [UInt8](repeating: 0xa1, count: 100),
    ] as [[UInt8]])
    func `what is no key is refused`(bytes: [UInt8]) {
        #expect(throws: BadPasskey.self) { try PasskeyKey(cose: bytes) }
    }

    @Test func `numbers are taken in their shortest form only`() {
        #expect(throws: BadPasskey.self) { try PasskeyKey(cose: [0xa5, 0x18, 1] + Self.point.dropFirst(2)) }
    }

    @Test func `depth has an end`() {
        let deep = Self.data(flags: 0x81, rest: [UInt8](repeating: 0x81, count: 200) + [0])
        #expect(throws: BadPasskey.self) { try AuthenticatorData(deep) }
    }

    @Test func `whatever is changed or cut off a registration is read or refused, and breaks nothing`() {
        var random = SeededGenerator(seed: 7)
        let whole = Self.data(flags: 0xc5, rest: [UInt8](repeating: 0, count: 16) + [0, 4, 1, 2, 3, 4] + Self.point + [0xa0])
        for _ in 0..<20_000 {
            var bytes = Array(whole.prefix(Int.random(in: 0...whole.count, using: &random)))
            for _ in 0..<Int.random(in: 0...4, using: &random) where !bytes.isEmpty {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            guard let read = try? AuthenticatorData(bytes) else { continue }
            #expect(read.relyingParty.count == 32)
        }
    }
}
