import Accounts
package import Basics
import Crypto
package import Foundation

/// What a provider says of somebody who signed in there, proven to be the provider's word and for us (OpenID Connect Core §3.1.3.7).
package struct IDToken: Sendable {
    package let subject: String
    package let name: String?
    /// An address of which the provider is sure.
    package let email: String?

    package enum Fault: Error, Equatable, Sendable {
        case malformed, unknownKey, badSignature, otherIssuer, otherAudience, expired, otherNonce
    }

    /// What a token has to be.
    package struct Expectation: Sendable {
        package var issuer: String
        package var client: String
        package var nonce: String

        package init(issuer: String, client: String, nonce: String) {
            self.issuer = issuer
            self.client = client
            self.nonce = nonce
        }
    }

    private struct Header: Decodable { var alg: String, kid: String? }

    private struct Claims: Decodable {
        var iss: String, sub: String, aud: Audience, exp: Double, nonce: String?, azp: String?
        var name: String?, email: String?, email_verified: Truth?
    }

    /// One name, or a list of them.
    private struct Audience: Decodable {
        var names: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let one = try? container.decode(String.self) { names = [one] } else { names = try container.decode([String].self) }
        }
    }

    /// Some providers write it as text.
    private struct Truth: Decodable {
        var isTrue: Bool

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            isTrue = if let said = try? container.decode(Bool.self) { said } else { try container.decode(String.self) == "true" }
        }
    }

    package init(_ text: String, keys: KeySet, expecting: Expectation, at now: WallTime) throws(Fault) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, text.utf8.count <= Limits.openIDBytes,
            let head = Base64URL.bytes(parts[0]), let body = Base64URL.bytes(parts[1]), let signature = Base64URL.bytes(parts[2]),
            let header = try? JSONDecoder().decode(Header.self, from: Data(head)),
            let claims = try? JSONDecoder().decode(Claims.self, from: Data(body))
        else { throw .malformed }
        let candidates = keys.keys.filter { $0.algorithm.rawValue == header.alg && (header.kid == nil || $0.id == header.kid) }
        guard !candidates.isEmpty else { throw .unknownKey }
        let signed = Array("\(parts[0]).\(parts[1])".utf8)
        guard candidates.contains(where: { $0.isSignature(signature, of: signed) }) else { throw .badSignature }
        guard claims.iss == expecting.issuer else { throw .otherIssuer }
        guard claims.aud.names.contains(expecting.client), claims.azp.map({ $0 == expecting.client }) ?? (claims.aud.names.count == 1) else {
            throw .otherAudience
        }
        // Clocks differ by a minute.
        guard Double(now.milliseconds) / 1_000 < claims.exp + 60 else { throw .expired }
        guard claims.nonce == expecting.nonce else { throw .otherNonce }
        guard 1...255 ~= claims.sub.utf8.count else { throw .malformed }
        subject = claims.sub
        name = claims.name
        email = claims.email_verified?.isTrue == true ? claims.email : nil
    }
}

/// The keys that a provider signs with (RFC 7517), of the two algorithms that all have.
package struct KeySet: Sendable {
    package enum Algorithm: String, Sendable { case rs256 = "RS256", es256 = "ES256" }

    struct Key: Sendable {
        var id: String?
        var key: PasskeyKey

        /// A key is for one algorithm, whatever a token says.
        var algorithm: Algorithm { if case .rsa = key { .rs256 } else { .es256 } }

        func isSignature(_ signature: [UInt8], of data: [UInt8]) -> Bool {
            guard case .p256 = key else { return key.isSignature(signature, of: data) }
            // Here both numbers stand one after the other (RFC 7518 §3.4), in a passkey's signature they are wrapped.
            guard let wrapped = try? P256.Signing.ECDSASignature(rawRepresentation: signature).derRepresentation else { return false }
            return key.isSignature(Array(wrapped), of: data)
        }
    }

    let keys: [Key]

    private struct Entry: Decodable { var kty: String, kid: String?, use: String?, crv: String?, n: String?, e: String?, x: String?, y: String? }
    private struct Document: Decodable { var keys: [Entry] }

    /// Reads what it knows of a set, and passes over the rest.
    package init(_ document: Data) throws(IDToken.Fault) {
        guard let set = try? JSONDecoder().decode(Document.self, from: document) else { throw .malformed }
        keys = set.keys.prefix(Limits.openIDKeys).compactMap { entry in
            guard entry.use == nil || entry.use == "sig" else { return nil }
            func bytes(_ text: String?) -> [UInt8] { text.flatMap(Base64URL.bytes) ?? [] }
            switch (entry.kty, entry.crv) {
            case ("RSA", nil):
                let modulus = bytes(entry.n), exponent = bytes(entry.e)
                guard 256...512 ~= modulus.count, 1...4 ~= exponent.count else { return nil }
                return Key(id: entry.kid, key: .rsa(modulus: modulus, exponent: exponent))
            case ("EC", "P-256"):
                let x = bytes(entry.x), y = bytes(entry.y)
                guard x.count == 32, y.count == 32 else { return nil }
                return Key(id: entry.kid, key: .p256(x: x, y: y))
            default: return nil
            }
        }
    }
}
