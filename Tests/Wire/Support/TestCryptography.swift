import Basics

/// HMAC-SHA1 for the STUN tests; nothing else of it may be called.
struct TestCryptography: Cryptography {
    let fingerprint: [UInt8] = []

    func makeServer() -> NoEndpoint { NoEndpoint() }
    func makeClient() -> NoEndpoint { NoEndpoint() }

    func messageAuthenticationCode(key: Span<UInt8>, over message: Span<UInt8>) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 64)
        let key = key.indices.map { key[$0] }
        for (index, byte) in (key.count > 64 ? sha1(key) : key).enumerated() { block[index] = byte }
        let inner = sha1(block.map { $0 ^ 0x36 } + message.indices.map { message[$0] })
        return sha1(block.map { $0 ^ 0x5C } + inner)
    }
}

/// SHA-1 as FIPS 180-4 §6.1.2 writes it down.
func sha1(_ message: [UInt8]) -> [UInt8] {
    func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word << count | word >> (32 - count) }
    let length = UInt64(message.count) * 8
    var padded = message + [0x80]
    while padded.count % 64 != 56 { padded.append(0) }
    for shift in [56, 48, 40, 32, 24, 16, 8, 0] { padded.append(UInt8(truncatingIfNeeded: length >> shift)) }

    var hash: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
    for start in stride(from: 0, to: padded.count, by: 64) {
        var words: [UInt32] = (0..<16).map { index in
            padded[start + 4 * index..<start + 4 * index + 4].reduce(0) { $0 << 8 | UInt32($1) }
        }
        for index in 16..<80 {
            let mixed = words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16]
            words.append(rotate(mixed, 1))
        }
        var (a, b, c, d, e) = (hash[0], hash[1], hash[2], hash[3], hash[4])
        for (index, word) in words.enumerated() {
            let (function, constant): (UInt32, UInt32) = switch index {
            case ..<20: (b & c | ~b & d, 0x5A82_7999)
            case ..<40: (b ^ c ^ d, 0x6ED9_EBA1)
            case ..<60: (b & c | b & d | c & d, 0x8F1B_BCDC)
            default: (b ^ c ^ d, 0xCA62_C1D6)
            }
            (a, b, c, d, e) = (rotate(a, 5) &+ function &+ e &+ constant &+ word, a, rotate(b, 30), c, d)
        }
        for (index, value) in [a, b, c, d, e].enumerated() { hash[index] &+= value }
    }
    return hash.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) } }
}

struct NoCipher: PacketCipher {
    let rtpOverhead = 0
    let rtcpOverhead = 0

    func sealRTP(
        _: inout MutableSpan<UInt8>, length: Int, headerLength _: Int, rollover _: UInt32
    ) -> Int { length }
    func openRTP(
        _: inout MutableSpan<UInt8>, length _: Int, headerLength _: Int, rollover _: UInt32
    ) throws(OpenFailure) -> Int { throw .authentication }
    func sealRTCP(_: inout MutableSpan<UInt8>, length: Int, index _: UInt32) -> Int { length }
    func openRTCP(
        _: inout MutableSpan<UInt8>, length _: Int
    ) throws(OpenFailure) -> (length: Int, index: UInt32) { throw .authentication }
}

final class NoEndpoint: DTLSEndpoint {
    let progress: HandshakeProgress = .failed
    let retransmission: Duration? = nil
    let peerFingerprint: [UInt8]? = nil

    func handle(_: Span<UInt8>) {}
    func handleTimeout() {}
    func nextDatagram() -> [UInt8]? { nil }
    func takeCiphers() -> SRTPCiphers<NoCipher>? { nil }
    func close() {}
}
