import COpenSSL

/// A self-signed ECDSA P-256 certificate and its key, in memory only.
@safe
struct OpenSSLCertificate: ~Copyable {
    /// WebRTC pins the certificate by its fingerprint; the dates only bound how long a leaked key could serve.
    private static let lifetime = 30 * 24 * 3_600
    /// Clocks of halls run late; the certificate was already valid yesterday.
    private static let backdating = 24 * 3_600

    let certificate: OpaquePointer
    let key: OpaquePointer

    init() throws(SystemFailure) {
        let (certificate, key) = unsafe try Self.make()
        unsafe (self.certificate = certificate)
        unsafe (self.key = key)
    }

    deinit {
        unsafe X509_free(certificate)
        unsafe EVP_PKEY_free(key)
    }

    private static func make() throws(SystemFailure) -> (certificate: OpaquePointer, key: OpaquePointer) {
        guard let key = unsafe copenssl_make_p256_key() else { throw .openSSL("make a certificate key") }
        if let certificate = unsafe X509_new() {
            if unsafe fill(certificate, key) { return unsafe (certificate, key) }
            unsafe X509_free(certificate)
        }
        unsafe EVP_PKEY_free(key)
        throw .openSSL("make a certificate")
    }

    private static func fill(_ certificate: OpaquePointer, _ key: OpaquePointer) -> Bool {
        var serial: UInt64 = 0
        guard unsafe RAND_bytes(&serial, Int32(MemoryLayout<UInt64>.size)) == 1 else { return false }
        let commonName = Array("dien-hong".utf8)
        return unsafe X509_set_version(certificate, Int(X509_VERSION_3)) == 1
            && ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1) == 1
            && X509_gmtime_adj(X509_getm_notBefore(certificate), -backdating) != nil
            && X509_gmtime_adj(X509_getm_notAfter(certificate), lifetime) != nil
            && X509_NAME_add_entry_by_txt(
                X509_get_subject_name(certificate), "CN", MBSTRING_ASC, commonName, Int32(commonName.count), -1, 0
            ) == 1
            && X509_set_issuer_name(certificate, X509_get_subject_name(certificate)) == 1
            && X509_set_pubkey(certificate, key) == 1
            && X509_sign(certificate, key, EVP_sha256()) > 0
    }

    /// SHA-256 of the certificate's DER form (RFC 8122 §5).
    static func fingerprint(of certificate: OpaquePointer) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        var length: UInt32 = 0
        let done = unsafe X509_digest(certificate, EVP_sha256(), &digest, &length)
        precondition(done == 1 && Int(length) == digest.count, "SHA-256 of a certificate cannot fail")
        return digest
    }
}
