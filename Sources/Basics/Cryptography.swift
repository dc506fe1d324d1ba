/// Why a packet could not be opened; a counter's word, nothing a sender learns.
package enum OpenFailure: Error, Equatable, Sendable {
    case authentication, malformed
}

/// The SRTP protection profiles we speak (RFC 5764 §4.1.2, RFC 7714 §14.2).
package enum SRTPProfile: UInt16, CaseIterable, Sendable {
    case aes128CMSHA1_80 = 0x0001
    case aeadAES128GCM = 0x0007
}

/// One direction of one SRTP session: seals or opens packets in place (RFC 3711, RFC 7714).
///
/// Rollover counting, replay windows and header parsing are the caller's; the implementation owns keys and C state only.
package protocol PacketCipher {
    /// Bytes that sealing adds to an RTP packet.
    var rtpOverhead: Int { get }
    /// Bytes that sealing adds to an RTCP packet, the index included.
    var rtcpOverhead: Int { get }

    /// Seals the first `length` bytes as RTP whose header ends at `headerLength`; returns the sealed length.
    ///
    /// `packet` has room for `rtpOverhead` more bytes.
    func sealRTP(_ packet: inout MutableSpan<UInt8>, length: Int, headerLength: Int, rollover: UInt32) -> Int
    /// Opens the first `length` bytes as SRTP; returns the plain length. On failure the bytes are undefined.
    func openRTP(
        _ packet: inout MutableSpan<UInt8>, length: Int, headerLength: Int, rollover: UInt32
    ) throws(OpenFailure) -> Int
    /// Seals the first `length` bytes as RTCP under the 31-bit `index`; returns the sealed length.
    func sealRTCP(_ packet: inout MutableSpan<UInt8>, length: Int, index: UInt32) -> Int
    /// Opens the first `length` bytes as SRTCP; returns the plain length and the packet's index.
    func openRTCP(
        _ packet: inout MutableSpan<UInt8>, length: Int
    ) throws(OpenFailure) -> (length: Int, index: UInt32)
}

/// What DTLS-SRTP agreed on: a cipher for each direction (RFC 5764 §4.2).
package struct SRTPCiphers<Cipher: PacketCipher> {
    package var profile: SRTPProfile
    package var sending: Cipher
    package var receiving: Cipher

    package init(profile: SRTPProfile, sending: Cipher, receiving: Cipher) {
        self.profile = profile
        self.sending = sending
        self.receiving = receiving
    }
}

package enum HandshakeProgress: Equatable, Sendable {
    case underway, established, failed, closedByPeer
}

/// One end of a DTLS 1.2 association over datagrams (RFC 6347, RFC 5764), without a socket or a clock.
package protocol DTLSEndpoint: AnyObject {
    associatedtype Cipher: PacketCipher

    var progress: HandshakeProgress { get }
    /// Feeds one received datagram.
    func handle(_ datagram: Span<UInt8>)
    /// Retransmits the current flight if its time has come; call when `retransmission` has passed.
    func handleTimeout()
    /// Time until the current flight is sent again, or `nil` when nothing is pending.
    var retransmission: Duration? { get }
    /// The next datagram to send, at most 1200 bytes.
    func nextDatagram() -> [UInt8]?
    /// SHA-256 of the peer's certificate once it was presented.
    var peerFingerprint: [UInt8]? { get }
    /// Takes the agreed ciphers out; call once, after `established`. The endpoint forgets the key material.
    func takeCiphers() -> SRTPCiphers<Cipher>?
    /// Sends close_notify.
    func close()
}

/// The cryptography that the media core is handed: associations, message authentication, comparison.
package protocol Cryptography {
    associatedtype Endpoint: DTLSEndpoint

    /// SHA-256 of our own certificate (RFC 8122 §5).
    var fingerprint: [UInt8] { get }
    func makeServer() -> Endpoint
    func makeClient() -> Endpoint
    /// HMAC-SHA1 for STUN message integrity (RFC 8489 §14.5).
    func messageAuthenticationCode(key: Span<UInt8>, over message: Span<UInt8>) -> [UInt8]
}

/// Compares without telling by its duration where two byte strings differ.
package func equalInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
}
