package import Basics

/// Cryptography without secrecy: a four-byte checksum for a tag, an association after one datagram. For tests and simulations.
package struct NullCryptography: Cryptography {
    package var fingerprint = [UInt8](repeating: 0xAA, count: 32)
    package var peerFingerprint = [UInt8](repeating: 0xBB, count: 32)

    package init() {}

    package func makeServer() -> NullEndpoint { NullEndpoint(peerFingerprint) }
    package func makeClient() -> NullEndpoint { NullEndpoint(fingerprint) }

    package func messageAuthenticationCode(key: Span<UInt8>, over message: Span<UInt8>) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: 20)
        for index in key.indices { code[index % 20] = code[index % 20] &* 31 &+ key[index] }
        for index in message.indices { code[index % 20] = code[index % 20] &* 33 &+ message[index] &+ UInt8(index % 7) }
        return code
    }
}

package final class NullEndpoint: DTLSEndpoint {
    private let presented: [UInt8]
    package private(set) var progress = HandshakeProgress.underway
    private var outgoing: [[UInt8]] = []

    init(_ fingerprint: [UInt8]) { presented = fingerprint }

    package func handle(_ datagram: Span<UInt8>) {
        // First byte 22 is a handshake record, 21 an alert (RFC 6347 §4.1).
        if datagram[0] == 21 {
            progress = .closedByPeer
        } else if progress == .underway || progress == .established {
            // The last flight is answered again, for the answer may have been lost (RFC 6347 §4.2.4).
            progress = .established
            outgoing.append([22, 1, 2, 3])
        }
    }

    package func handleTimeout() {}
    package var retransmission: Duration? { nil }
    package func nextDatagram() -> [UInt8]? { outgoing.isEmpty ? nil : outgoing.removeFirst() }
    package var peerFingerprint: [UInt8]? { progress == .established ? presented : nil }
    package func takeCiphers() -> SRTPCiphers<NullCipher>? {
        SRTPCiphers(profile: .aeadAES128GCM, sending: NullCipher(), receiving: NullCipher())
    }
    package func close() { outgoing.append([21, 0]) }
}

/// Seals by a checksum over the packet and the rollover counter, so that a wrong counter shows.
package struct NullCipher: PacketCipher {
    package init() {}

    package var rtpOverhead: Int { 4 }
    package var rtcpOverhead: Int { 8 }

    private func checksum(_ packet: borrowing MutableSpan<UInt8>, _ length: Int, _ salt: UInt32) -> UInt32 {
        var sum: UInt32 = 0x1234 &+ salt &* 77
        for index in 0..<length { sum = sum &* 31 &+ UInt32(packet[index]) }
        return sum
    }

    package func sealRTP(_ packet: inout MutableSpan<UInt8>, length: Int, headerLength: Int, rollover: UInt32) -> Int {
        let sum = checksum(packet, length, rollover)
        for index in 0..<4 { packet[length + index] = UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * index)) }
        return length + 4
    }

    package func openRTP(
        _ packet: inout MutableSpan<UInt8>, length: Int, headerLength: Int, rollover: UInt32
    ) throws(OpenFailure) -> Int {
        guard length >= headerLength + 4 else { throw .malformed }
        let sum = checksum(packet, length - 4, rollover)
        for index in 0..<4 where packet[length - 4 + index] != UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * index)) {
            throw .authentication
        }
        return length - 4
    }

    package func sealRTCP(_ packet: inout MutableSpan<UInt8>, length: Int, index: UInt32) -> Int {
        let sum = checksum(packet, length, index)
        for place in 0..<4 {
            packet[length + place] = UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * place))
            packet[length + 4 + place] = UInt8(truncatingIfNeeded: index >> UInt32(24 - 8 * place))
        }
        return length + 8
    }

    package func openRTCP(
        _ packet: inout MutableSpan<UInt8>, length: Int
    ) throws(OpenFailure) -> (length: Int, index: UInt32) {
        guard length >= 16 else { throw .malformed }
        var index: UInt32 = 0
        for place in 0..<4 { index = index << 8 | UInt32(packet[length - 4 + place]) }
        let sum = checksum(packet, length - 8, index)
        for place in 0..<4 where packet[length - 8 + place] != UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * place)) {
            throw .authentication
        }
        return (length - 8, index)
    }
}
