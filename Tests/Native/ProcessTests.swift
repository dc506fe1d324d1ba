import Basics
import Testing

@testable import Native

struct ProcessTests {
    @Test func `the monotonic clock starts at zero and does not go back`() {
        let clock = MonotonicClock()
        var last = Instant.start
        for _ in 0..<1_000 {
            let now = clock.now
            #expect(now >= last)
            last = now
        }
    }

    @Test func `the calendar is past the year 2024`() {
        #expect(wallClock().milliseconds > 1_700_000_000_000)
    }

    @Test func `random bytes are as many as asked for and differ`() {
        #expect(randomBytes(0).isEmpty)
        #expect(randomBytes(33).count == 33)
        #expect(randomBytes(16) != randomBytes(16))
        var entropy = SystemEntropy()
        #expect(entropy.next() != entropy.next())
    }

    @Test func `this process has memory, time and descriptors`() {
        let memory = residentBytes()
        #expect(memory.current > 1 << 20)
        #expect(memory.peak >= memory.current / 2)
        #expect(processCPUTime() > .zero)
        #expect(raiseDescriptorLimit() > 0)
    }

    @Test func `the loopback address is listed`() throws {
        let addresses = try interfaceAddresses()
        #expect(addresses.contains(.loopback(port: 0)))
        #expect(addresses.allSatisfy { $0.port == 0 })
    }

    @Test func `message authentication codes are the ones of RFC 2202`() throws {
        let cryptography = try OpenSSLCryptography()
        let key = [UInt8](repeating: 0x0B, count: 20)
        let code = cryptography.messageAuthenticationCode(key: key.span, over: Array("Hi There".utf8).span)
        #expect(code == bytes("b617318655057264e28bc0b6fb378c8ef146be00"))
        let empty = cryptography.messageAuthenticationCode(key: [UInt8]().span, over: [UInt8]().span)
        #expect(empty == bytes("fbdb1d1b18aa6c08324b7d64b71fb76370690e1d"))
        var keyed = KeyedSHA1(Array(key))
        let digest = unsafe Array("Hi T".utf8).withUnsafeBufferPointer { start in
            unsafe keyed.code(over: start.baseAddress!, count: 4, then: 0x6865_7265)
        }
        let matches = unsafe code.withUnsafeBufferPointer { unsafe digest.firstEqual(20, $0.baseAddress!) }
        #expect(matches)
        keyed.wipe()
    }
}
