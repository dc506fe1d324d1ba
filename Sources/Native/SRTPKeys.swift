import Basics
import COpenSSL

/// A master key and master salt of one direction (RFC 3711 §8.2).
struct SRTPMasterKey {
    var key: [UInt8]
    var salt: [UInt8]
}

/// What both directions are keyed with, exported from the handshake (RFC 5764 §4.2).
struct SRTPKeyMaterial {
    private(set) var client: SRTPMasterKey
    private(set) var server: SRTPMasterKey

    init?(_ ssl: OpaquePointer, _ profile: SRTPProfile) {
        let keyBytes = SRTPProfile.masterKeyBytes
        let saltBytes = profile.masterSaltBytes
        let label = "EXTRACTOR-dtls_srtp"
        var material = [UInt8](repeating: 0, count: 2 * (keyBytes + saltBytes))
        defer { cleanse(&material) }
        let exported = unsafe SSL_export_keying_material(
            ssl, &material, material.count, label, label.utf8.count, nil, 0, 0
        )
        guard exported == 1 else { return nil }
        let salts = 2 * keyBytes
        client = SRTPMasterKey(
            key: Array(material[..<keyBytes]), salt: Array(material[salts..<salts + saltBytes])
        )
        server = SRTPMasterKey(
            key: Array(material[keyBytes..<salts]), salt: Array(material[(salts + saltBytes)...])
        )
    }

    mutating func wipe() {
        cleanse(&client.key)
        cleanse(&client.salt)
        cleanse(&server.key)
        cleanse(&server.salt)
    }
}

extension SRTPProfile {
    static let masterKeyBytes = 16

    var masterSaltBytes: Int {
        switch self {
        case .aes128CMSHA1_80: 14
        case .aeadAES128GCM: 12
        }
    }
}

/// What a session key is for (RFC 3711 §4.3.1, §4.3.2).
enum SRTPKeyLabel: UInt8 {
    case rtpEncryption = 0, rtpAuthentication, rtpSalt
    case rtcpEncryption, rtcpAuthentication, rtcpSalt
}

extension SRTPMasterKey {
    /// Derives `count` bytes of session key with a key derivation rate of zero (RFC 3711 §4.3.1, RFC 7714 §11).
    ///
    /// The caller cleanses what it gets.
    func derive(_ label: SRTPKeyLabel, count: Int) -> [UInt8] {
        var labelled = salt
        defer { cleanse(&labelled) }
        labelled[7] ^= label.rawValue
        let vector = SessionSalt(labelled).vector(source: 0, index: 0)
        var derived = [UInt8](repeating: 0, count: count)
        let cipher = CipherContext(.counter, key: key)
        unsafe derived.withUnsafeMutableBufferPointer { bytes in
            cipher.begin(vector, .seal)
            unsafe cipher.transform(bytes.baseAddress!, count: bytes.count)
        }
        return derived
    }
}

/// Overwrites key bytes in a way the compiler does not remove.
func cleanse(_ bytes: inout [UInt8]) {
    unsafe bytes.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
}
