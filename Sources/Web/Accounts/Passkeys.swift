package import Accounts
import Basics
import Crypto
import CryptoExtras
import Foundation

/// Whom a passkey is for: this server, by the name that browsers reach it under.
package struct RelyingParty: Hashable, Sendable {
    package var origin: String
    /// The host's name; an address in figures is none (WebAuthn §5.1.2).
    package var id: String

    package init(origin: String, id: String) {
        self.origin = origin
        self.id = id
    }
}

/// What a browser answers to a challenge: signed by the authenticator, the browser's part by way of its hash.
package struct PasskeyAnswer: Sendable {
    package var clientData: [UInt8]
    package var authenticatorData: AuthenticatorData
    private let signed: [UInt8]

    /// The browser's part (§5.8.1).
    private struct ClientData: Decodable {
        var type: String
        var challenge: String
        var origin: String
        var crossOrigin: Bool?
    }

    /// A use of a passkey.
    package init(clientData: [UInt8], authenticatorData: [UInt8]) throws(BadPasskey) {
        self.clientData = clientData
        self.authenticatorData = try AuthenticatorData(authenticatorData)
        signed = authenticatorData + Array(SHA256.hash(data: clientData))
    }

    /// A new passkey.
    package init(clientData: [UInt8], attestation: [UInt8]) throws(BadPasskey) {
        self.clientData = clientData
        authenticatorData = try AuthenticatorData(attestation: attestation)
        signed = []
    }

    package enum Act: String { case create = "webauthn.create", use = "webauthn.get" }

    /// The challenge that this answers, when all else is as it must be: for us, from our page, by a user who was made sure of.
    package func challenge(of act: Act, for party: RelyingParty) -> String? {
        guard clientData.count <= Limits.signInBytes,
            let said = try? JSONDecoder().decode(ClientData.self, from: Data(clientData)),
            said.type == act.rawValue, said.origin == party.origin, said.crossOrigin != true,
            authenticatorData.relyingParty == Array(SHA256.hash(data: Array(party.id.utf8))),
            authenticatorData.isUserPresent, authenticatorData.isUserVerified
        else { return nil }
        return said.challenge
    }

    package func isSigned(_ signature: [UInt8], by key: PasskeyKey) -> Bool { key.isSignature(signature, of: signed) }
}

extension PasskeyKey {
    /// Whether the owner of this key signed `data`, in the way that authenticators sign (§6.5.5).
    package func isSignature(_ signature: [UInt8], of data: [UInt8]) -> Bool {
        switch self {
        case .p256(let x, let y):
            guard let key = try? P256.Signing.PublicKey(rawRepresentation: x + y),
                let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature)
            else { return false }
            return key.isValidSignature(signature, for: data)
        case .ed25519(let bytes):
            guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return false }
            return key.isValidSignature(signature, for: data)
        case .rsa(let modulus, let exponent):
            guard let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent) else { return false }
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: data), padding: .insecurePKCS1v1_5)
        }
    }
}

/// Bytes as text that may stand in an address (RFC 4648 §5).
package enum Base64URL {
    package static func text(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    package static func bytes(_ text: String) -> [UInt8]? {
        guard !text.contains(where: { "+/=".contains($0) }) else { return nil }
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - plain.count % 4) % 4)
        return Data(base64Encoded: plain + padding).map(Array.init)
    }
}
