import Basics

/// What an authenticator says of itself and of its user (WebAuthn Level 3 §6.1).
package struct AuthenticatorData: Hashable, Sendable {
    /// SHA-256 of the name that the passkey is for.
    package var relyingParty: [UInt8]
    package var isUserPresent: Bool
    /// Whether it made sure who its user is: by a finger, a face, a number.
    package var isUserVerified: Bool
    /// Grows with each use, or stays 0.
    package var counter: UInt32
    /// Of a registration only.
    package var credential: NewCredential?

    package struct NewCredential: Hashable, Sendable {
        package var id: [UInt8]
        package var key: PasskeyKey
        /// The key as it was sent, to be kept.
        package var cose: [UInt8]
    }

    package init(_ bytes: [UInt8]) throws(BadPasskey) {
        guard 37...Limits.passkeyBytes ~= bytes.count else { throw BadPasskey() }
        relyingParty = Array(bytes[..<32])
        let flags = bytes[32]
        isUserPresent = flags & 0x01 != 0
        isUserVerified = flags & 0x04 != 0
        counter = bytes[33..<37].reduce(0) { $0 << 8 | UInt32($1) }
        var end = 37
        if flags & 0x40 != 0 { (credential, end) = try Self.credential(bytes) }
        if flags & 0x80 != 0 {
            var extensions = CBORReader(bytes, from: end)
            try extensions.skip()
            end = extensions.position
        }
        guard end == bytes.count else { throw BadPasskey() }
    }

    /// After sixteen bytes that name the make of the authenticator, which is nothing to us.
    private static func credential(_ bytes: [UInt8]) throws(BadPasskey) -> (NewCredential, end: Int) {
        guard bytes.count >= 55 else { throw BadPasskey() }
        let length = Int(bytes[53]) << 8 | Int(bytes[54])
        guard 1...1_023 ~= length, bytes.count > 55 + length else { throw BadPasskey() }
        let start = 55 + length
        var reader = CBORReader(bytes, from: start)
        let key = try PasskeyKey(from: &reader)
        let credential = NewCredential(id: Array(bytes[55..<start]), key: key, cose: Array(bytes[start..<reader.position]))
        return (credential, reader.position)
    }

    /// What a registration sends (§6.5); we ask for no attestation and believe none.
    package init(attestation bytes: [UInt8]) throws(BadPasskey) {
        guard bytes.count <= Limits.passkeyBytes else { throw BadPasskey() }
        var reader = CBORReader(bytes), data: [UInt8]?
        for _ in 0..<(try reader.map()) {
            if try reader.text() == "authData" {
                guard data == nil else { throw BadPasskey() }
                data = try reader.byteString()
            } else {
                try reader.skip()
            }
        }
        guard reader.isAtEnd, let data else { throw BadPasskey() }
        try self.init(data)
    }
}
