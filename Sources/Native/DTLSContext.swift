import Basics
import COpenSSL

/// What all DTLS associations of one worker share: certificate, settings, and the datagram BIO method.
///
/// Confined to the thread that uses it, with every endpoint made from it.
@safe
final class DTLSContext {
    let fingerprint: [UInt8]
    let firstRetransmission: Duration
    let context: OpaquePointer
    let method: OpaquePointer
    private let certificate: OpenSSLCertificate

    init(_ options: OpenSSLCryptography.Options) throws(SystemFailure) {
        let certificate = try OpenSSLCertificate()
        guard let context = unsafe SSL_CTX_new(DTLS_method()) else { throw .openSSL("make a DTLS context") }
        guard let method = unsafe DatagramPipe.makeMethod() else {
            unsafe SSL_CTX_free(context)
            throw .openSSL("make a datagram BIO")
        }
        unsafe fingerprint = OpenSSLCertificate.fingerprint(of: certificate.certificate)
        firstRetransmission = options.firstRetransmission
        unsafe (self.context = context)
        unsafe (self.method = method)
        self.certificate = certificate
        try configure(options)
    }

    deinit {
        unsafe SSL_CTX_free(context)
        unsafe BIO_meth_free(method)
    }

    private func configure(_ options: OpenSSLCryptography.Options) throws(SystemFailure) {
        unsafe SSL_CTX_set_options(context, copenssl_options())
        unsafe copenssl_no_session_cache(context)
        // Any certificate will do here: the fingerprint of the offer is compared by the caller (RFC 8827 §6.5).
        unsafe SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT) { _, _ in 1 }
        let settings = unsafe copenssl_only_dtls_1_2(context) == 1
            && SSL_CTX_set_cipher_list(context, options.cipherList) == 1
            && SSL_CTX_use_certificate(context, certificate.certificate) == 1
            && SSL_CTX_use_PrivateKey(context, certificate.key) == 1
        guard settings else { throw .openSSL("configure DTLS") }
        guard !options.profiles.isEmpty else { return }
        let names = options.profiles.map(\.openSSLName).joined(separator: ":")
        // Unlike nearly all of OpenSSL this one returns 0 for success.
        guard unsafe SSL_CTX_set_tlsext_use_srtp(context, names) == 0 else { throw .openSSL("offer SRTP") }
    }
}

extension SRTPProfile {
    fileprivate var openSSLName: String {
        switch self {
        case .aes128CMSHA1_80: "SRTP_AES128_CM_SHA1_80"
        case .aeadAES128GCM: "SRTP_AEAD_AES_128_GCM"
        }
    }
}
