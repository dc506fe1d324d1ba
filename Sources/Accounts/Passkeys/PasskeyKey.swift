/// The public half of a passkey (RFC 9053), of the algorithms that we offer.
package enum PasskeyKey: Hashable, Sendable {
    /// ES256: a point of P-256, each coordinate 32 bytes.
    case p256(x: [UInt8], y: [UInt8])
    /// EdDSA over Ed25519.
    case ed25519([UInt8])
    /// RS256, which some Windows computers have alone.
    case rsa(modulus: [UInt8], exponent: [UInt8])

    /// In the order in which we would have them (RFC 9053, RFC 8812).
    package static let offered = [-7, -8, -257]

    /// Reads one COSE key (RFC 9052 §7) and nothing else.
    package init(cose bytes: [UInt8]) throws(BadPasskey) {
        var reader = CBORReader(bytes)
        try self.init(from: &reader)
        guard reader.isAtEnd else { throw BadPasskey() }
    }

    init(from reader: inout CBORReader) throws(BadPasskey) {
        var numbers: [Int: Int] = [:], strings: [Int: [UInt8]] = [:]
        for _ in 0..<(try reader.map()) {
            let label = try reader.integer()
            guard numbers[label] == nil, strings[label] == nil else { throw BadPasskey() }
            switch label {
            // Key type and algorithm.
            case 1, 3: numbers[label] = try reader.integer()
            // The curve; of an RSA key the modulus.
            case -1 where numbers[1] == 3: strings[label] = try reader.byteString()
            case -1: numbers[label] = try reader.integer()
            case -2, -3: strings[label] = try reader.byteString()
            default: try reader.skip()
            }
        }
        switch (numbers[1], numbers[3], numbers[-1]) {
        case (2, -7, 1):
            guard let x = strings[-2], let y = strings[-3], x.count == 32, y.count == 32 else { throw BadPasskey() }
            self = .p256(x: x, y: y)
        case (1, -8, 6):
            guard let x = strings[-2], x.count == 32 else { throw BadPasskey() }
            self = .ed25519(x)
        case (3, -257, nil):
            guard let modulus = strings[-1], let exponent = strings[-2], 256...512 ~= modulus.count, 1...4 ~= exponent.count else {
                throw BadPasskey()
            }
            self = .rsa(modulus: modulus, exponent: exponent)
        default: throw BadPasskey()
        }
    }
}
