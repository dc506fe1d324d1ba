package import Basics
import COpenSSL

/// The media core's cryptography by OpenSSL.
///
/// Confined to one thread together with all endpoints and ciphers made from it; each media worker owns one.
package final class OpenSSLCryptography: Cryptography {
    package struct Options {
        /// The SRTP profiles to offer or accept, best first.
        package var profiles: [SRTPProfile] = [.aeadAES128GCM, .aes128CMSHA1_80]
        /// TLS cipher suites: forward secret and authenticated encryption only.
        package var cipherList = "ECDHE+AESGCM:ECDHE+CHACHA20:!PSK:!aNULL"
        /// A hall is 10 to 100 ms away; OpenSSL's second would be felt at each loss.
        package var firstRetransmission: Duration = .milliseconds(100)

        package init() {}
    }

    private let context: DTLSContext

    /// Makes a new certificate; `SystemFailure` if OpenSSL cannot.
    package init(_ options: Options = Options()) throws(SystemFailure) {
        context = try DTLSContext(options)
    }

    package var fingerprint: [UInt8] { context.fingerprint }

    package func makeServer() -> OpenSSLEndpoint { OpenSSLEndpoint(context, .server) }
    package func makeClient() -> OpenSSLEndpoint { OpenSSLEndpoint(context, .client) }

    package func messageAuthenticationCode(key: Span<UInt8>, over message: Span<UInt8>) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: Int(SHA_DIGEST_LENGTH))
        unsafe key.withUnsafeBufferPointer { key in
            unsafe message.withUnsafeBufferPointer { message in
                // OpenSSL takes a key without address for "the key of before".
                let none: [UInt8] = [0]
                let done = unsafe none.withUnsafeBufferPointer { none in
                    unsafe HMAC(
                        EVP_sha1(), key.baseAddress ?? none.baseAddress, Int32(key.count),
                        message.baseAddress ?? none.baseAddress, message.count, &code, nil
                    )
                }
                precondition(unsafe done != nil, "HMAC-SHA1 cannot fail")
            }
        }
        return code
    }
}
