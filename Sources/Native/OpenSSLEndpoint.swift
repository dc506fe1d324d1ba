package import Basics
import COpenSSL
import Glibc

/// One end of a DTLS 1.2 association for SRTP keys (RFC 6347, RFC 5764).
///
/// Confined to the thread of its `OpenSSLCryptography`.
@safe
package final class OpenSSLEndpoint: DTLSEndpoint {
    enum Role { case server, client }

    /// Fits every path that carries IPv6 with room for a tunnel; the protocol promises it to the callers.
    private static let largestDatagram = 1_200
    /// Waiting doubles up to this; OpenSSL gives up after twelve times.
    private static let longestRetransmission: UInt32 = 3_000_000

    package private(set) var progress = HandshakeProgress.underway
    package private(set) var peerFingerprint: [UInt8]?

    private let role: Role
    private let context: DTLSContext
    private let pipe = DatagramPipe()
    private let ssl: OpaquePointer
    private var ciphersTaken = false

    init(_ context: DTLSContext, _ role: Role) {
        self.context = context
        self.role = role
        guard let ssl = unsafe SSL_new(context.context), let bio = unsafe pipe.makeBIO(context.method) else {
            preconditionFailure("out of memory")
        }
        unsafe (self.ssl = ssl)
        unsafe SSL_set_bio(ssl, bio, bio)
        unsafe copenssl_set_mtu(ssl, Self.largestDatagram)
        unsafe SSL_set_ex_data(ssl, 0, Unmanaged.passUnretained(context).toOpaque())
        unsafe DTLS_set_timer_cb(ssl) { ssl, previous in
            guard previous == 0 else { return min(previous * 2, OpenSSLEndpoint.longestRetransmission) }
            let context = unsafe Unmanaged<DTLSContext>.fromOpaque(SSL_get_ex_data(ssl, 0)).takeUnretainedValue()
            return UInt32(context.firstRetransmission.nanoseconds / 1_000)
        }
        switch role {
        case .server:
            unsafe SSL_set_accept_state(ssl)
        case .client:
            unsafe SSL_set_connect_state(ssl)
            advance()
        }
    }

    deinit {
        unsafe SSL_free(ssl)
    }

    package func handle(_ datagram: Span<UInt8>) {
        guard !datagram.isEmpty else { return }
        pipe.offering(datagram) { advance() }
    }

    package func handleTimeout() {
        guard progress == .underway else { return }
        ERR_clear_error()
        if unsafe copenssl_dtls_handle_timeout(ssl) < 0 { progress = .failed }
        ERR_clear_error()
    }

    package var retransmission: Duration? {
        guard progress == .underway else { return nil }
        var left = timeval()
        guard unsafe copenssl_dtls_get_timeout(ssl, &left) == 1 else { return nil }
        return .seconds(left.tv_sec) + .microseconds(left.tv_usec)
    }

    package func nextDatagram() -> [UInt8]? { pipe.next() }

    package func takeCiphers() -> SRTPCiphers<SRTPCipher>? {
        guard progress == .established, !ciphersTaken, let profile = selectedProfile else { return nil }
        guard var material = unsafe SRTPKeyMaterial(ssl, profile) else { return nil }
        ciphersTaken = true
        defer { material.wipe() }
        let client = SRTPCipher(profile, material.client)
        let server = SRTPCipher(profile, material.server)
        return switch role {
        case .server: SRTPCiphers(profile: profile, sending: server, receiving: client)
        case .client: SRTPCiphers(profile: profile, sending: client, receiving: server)
        }
    }

    package func close() {
        guard progress == .established else { return }
        ERR_clear_error()
        unsafe SSL_shutdown(ssl)
        ERR_clear_error()
    }

    private var selectedProfile: SRTPProfile? {
        guard let profile = unsafe SSL_get_selected_srtp_profile(ssl) else { return nil }
        return SRTPProfile(rawValue: UInt16(truncatingIfNeeded: unsafe profile.pointee.id))
    }

    /// Lets OpenSSL take what it can from the datagram at hand.
    private func advance() {
        ERR_clear_error()
        if progress == .underway { shakeHands() }
        if progress == .established { drain() }
        ERR_clear_error()
    }

    private func shakeHands() {
        let result = unsafe SSL_do_handshake(ssl)
        notePeerCertificate()
        if result == 1 {
            // Keys without a protection profile would protect nothing.
            progress = peerFingerprint != nil && selectedProfile != nil ? .established : .failed
        } else if unsafe SSL_get_error(ssl, result) != SSL_ERROR_WANT_READ {
            progress = .failed
        }
    }

    private func notePeerCertificate() {
        guard peerFingerprint == nil, let certificate = unsafe SSL_get0_peer_certificate(ssl) else { return }
        peerFingerprint = unsafe OpenSSLCertificate.fingerprint(of: certificate)
    }

    /// Reads what comes after the handshake: alerts, repeated flights, and data that nobody should send.
    private func drain() {
        var unwanted = [UInt8](repeating: 0, count: 256)
        while true {
            let count = unsafe SSL_read(ssl, &unwanted, Int32(unwanted.count))
            if count > 0 { continue }
            let shut = unsafe SSL_get_shutdown(ssl) & SSL_RECEIVED_SHUTDOWN != 0
            if unsafe SSL_get_error(ssl, count) == SSL_ERROR_ZERO_RETURN || shut { progress = .closedByPeer }
            return
        }
    }
}
