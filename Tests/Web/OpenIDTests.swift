import Basics
import Crypto
import Foundation
import Testing
import Web

/// Whose word an ID token is, and for whom: one thing wrong is enough.
struct OpenIDTests {
    private static let now = WallTime(milliseconds: 1_800_000_000_000)
    private static let expectation = IDToken.Expectation(issuer: "https://login.example.vn", client: "dien-hong", nonce: "n")
    private static let key = P256.Signing.PrivateKey()

    private static func keys(_ key: P256.Signing.PrivateKey = key, id: String = "1", use: String = "sig") throws -> KeySet {
        let point = Array(key.publicKey.rawRepresentation)
        let entry = [
            "kty": "EC", "crv": "P-256", "kid": id, "use": use, "x": Base64URL.text(Array(point[..<32])),
            "y": Base64URL.text(Array(point[32...])),
        ]
        return try KeySet(try JSONSerialization.data(withJSONObject: ["keys": [["kty": "oct", "k": "AAAA"], entry]]))
    }

    private static func token(
        _ changes: [String: Any] = [:], header: [String: Any] = [:], by key: P256.Signing.PrivateKey = key
    ) throws -> String {
        let claims: [String: Any] = [
            "iss": "https://login.example.vn", "sub": "lan", "aud": "dien-hong", "exp": 1_800_000_300, "nonce": "n", "name": "Lan",
            "email": "lan@example.vn", "email_verified": true,
        ]
        let head = try JSONSerialization.data(withJSONObject: ["alg": "ES256", "kid": "1"].merging(header) { $1 })
        let body = try JSONSerialization.data(withJSONObject: claims.merging(changes) { $1 })
        let signed = "\(Base64URL.text(Array(head))).\(Base64URL.text(Array(body)))"
        let signature = try key.signature(for: Array(signed.utf8)).rawRepresentation
        return "\(signed).\(Base64URL.text(Array(signature)))"
    }

    private func check(_ token: String, _ fault: IDToken.Fault, _ location: SourceLocation = #_sourceLocation) {
        #expect(throws: fault, sourceLocation: location) {
            try IDToken(token, keys: try Self.keys(), expecting: Self.expectation, at: Self.now)
        }
    }

    @Test func `a token that is all right says who it is`() throws {
        let token = try IDToken(try Self.token(), keys: try Self.keys(), expecting: Self.expectation, at: Self.now)
        #expect(token.subject == "lan" && token.name == "Lan" && token.email == "lan@example.vn")
    }

    @Test func `an address of which the provider is not sure is none`() throws {
        for unsure in [["email_verified": false], ["email_verified": "false"]] as [[String: Any]] {
            let token = try IDToken(try Self.token(unsure), keys: try Self.keys(), expecting: Self.expectation, at: Self.now)
            #expect(token.email == nil)
        }
    }

    @Test func `a token for another, of another, too late or of another trip is refused`() throws {
        check(try Self.token(["iss": "https://evil.example"]), .otherIssuer)
        check(try Self.token(["aud": "another"]), .otherAudience)
        check(try Self.token(["aud": ["dien-hong", "another"]]), .otherAudience)
        check(try Self.token(["azp": "another"]), .otherAudience)
        check(try Self.token(["exp": 1_799_999_900]), .expired)
        check(try Self.token(["nonce": "m"]), .otherNonce)
        check(try Self.token(["sub": ""]), .malformed)
    }

    @Test func `a token that the provider did not sign is refused, whatever it says of its algorithm`() throws {
        check(try Self.token(by: P256.Signing.PrivateKey()), .badSignature)
        check(try Self.token(header: ["alg": "none"]), .unknownKey)
        check(try Self.token(header: ["alg": "HS256"]), .unknownKey)
        check(try Self.token(header: ["alg": "RS256"]), .unknownKey)
        check(try Self.token(header: ["kid": "2"]), .unknownKey)
        let whole = try Self.token(), parts = whole.split(separator: ".")
        check("\(parts[0]).\(parts[1]).", .badSignature)
        check("\(parts[0]).\(parts[1])", .malformed)
        check("", .malformed)
    }

    @Test func `a key for something else than signing is not taken`() throws {
        #expect(throws: IDToken.Fault.unknownKey) {
            try IDToken(try Self.token(), keys: try Self.keys(use: "enc"), expecting: Self.expectation, at: Self.now)
        }
    }

    @Test(arguments: ["http://login.example.vn", "ftp://x", "login.example.vn", "https://x/?a=b", ""])
    func `a provider is reached over an encrypted line, or not beyond this machine`(issuer: String) {
        #expect(throws: StartFailure.self) { try OpenIDOptions(issuer: issuer, client: "c", secret: nil, name: nil, domains: []) }
    }
}
