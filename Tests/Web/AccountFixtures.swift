import Accounts
import Basics
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import Web

/// A device that holds one passkey, and lies as it is told to.
struct Authenticator {
    private let key = P256.Signing.PrivateKey()
    var id = [UInt8](repeating: 42, count: 16)
    var origin = "http://localhost"
    var party = "localhost"
    var flags: UInt8 = 0x05
    var counter: UInt8 = 1

    private func clientData(_ type: String, _ challenge: String) -> [UInt8] {
        Array(#"{"type":"\#(type)","challenge":"\#(challenge)","origin":"\#(origin)","crossOrigin":false}"#.utf8)
    }

    private func data(_ flags: UInt8) -> [UInt8] {
        Array(SHA256.hash(data: Array(party.utf8))) + [flags, 0, 0, 0, counter]
    }

    func registration(_ challenge: String, label: String = "PC") -> String {
        let point = Array(key.publicKey.rawRepresentation)
        let cose: [UInt8] = [0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32] + point[..<32] + [0x22, 0x58, 32] + point[32...]
        let data = data(flags | 0x40) + [UInt8](repeating: 0, count: 16) + [0, 16] + id + cose
        let attestation: [UInt8] = [0xa3, 0x63] + Array("fmt".utf8) + [0x64] + Array("none".utf8) + [0x67] + Array("attStmt".utf8)
            + [0xa0, 0x68] + Array("authData".utf8) + [0x58, UInt8(data.count)] + data
        return json([
            "label": label, "clientData": Base64URL.text(clientData("webauthn.create", challenge)),
            "attestation": Base64URL.text(attestation),
        ])
    }

    func use(_ challenge: String, type: String = "webauthn.get") throws -> String {
        let client = clientData(type, challenge), data = data(flags)
        let signature = try key.signature(for: data + Array(SHA256.hash(data: client)))
        return json([
            "id": Base64URL.text(id), "clientData": Base64URL.text(client), "authenticatorData": Base64URL.text(data),
            "signature": Base64URL.text(Array(signature.derRepresentation)),
        ])
    }
}

/// A browser of the staff: what its page does, without the page.
struct StaffBrowser {
    let client: any TestClientProtocol
    var cookies: [String: String] = [:]

    struct Answer {
        var status: HTTPResponse.Status
        var body: String
        var location: String?

        func field(_ name: String) -> String? {
            (try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])?[name] as? String
        }
    }

    @discardableResult
    mutating func ask(_ method: HTTPRequest.Method, _ path: String, _ body: String = "{}") async throws -> Answer {
        var headers: HTTPFields = [.cookie: cookies.map { "\($0)=\($1)" }.sorted().joined(separator: "; ")]
        headers[.contentType] = "application/json"
        let (answer, set) = try await client.execute(
            uri: path, method: method, headers: headers, body: method == .get ? nil : ByteBuffer(string: body)
        ) { response in
            (
                Answer(status: response.status, body: String(buffer: response.body), location: response.headers[.location]),
                response.headers[values: .setCookie]
            )
        }
        for cookie in set {
            guard let pair = cookie.split(separator: ";").first?.split(separator: "=", maxSplits: 1).map(String.init), pair.count > 0 else { continue }
            cookies[pair[0]] = pair.count > 1 && !pair[1].isEmpty ? pair[1] : nil
        }
        return answer
    }
}

/// The invitation to a new account, as the machine's operator makes it.
func invitation(
    _ name: String, _ rights: [Right], _ client: any TestClientProtocol, _ folder: DataFolder
) async throws -> MadeInvitation {
    try await client.execute(
        uri: "/api/admin/accounts", method: .post, headers: [.authorization: "Bearer \(try folder.adminToken())"],
        body: ByteBuffer(bytes: try JSONEncoder().encode(AccountWish(name: name, signInName: name, rights: rights)))
    ) { try JSONDecoder().decode(MadeInvitation.self, from: Data($0.body.readableBytesView)) }
}

/// Somebody whose device is like no other's.
func staff(
    _ name: String, _ rights: [Right], _ client: any TestClientProtocol, _ folder: DataFolder, _ device: UInt8 = 1
) async throws -> StaffBrowser {
    var authenticator = Authenticator()
    authenticator.id = [UInt8](repeating: device, count: 16)
    return try await staff(name, rights, authenticator, client, folder)
}

/// Somebody who accepted an invitation with a passkey, and is in.
func staff(
    _ name: String, _ rights: [Right], _ authenticator: Authenticator, _ client: any TestClientProtocol,
    _ folder: DataFolder
) async throws -> StaffBrowser {
    let made = try await invitation(name, rights, client, folder)
    var browser = StaffBrowser(client: client)
    try await browser.ask(.get, made.path)
    let challenge = try #require(try await browser.ask(.post, "/account/api/enrol/passkey/challenge").field("challenge"))
    let answer = try await browser.ask(.post, "/account/api/enrol/passkey", authenticator.registration(challenge))
    #expect(answer.status == .ok, "\(answer.body)")
    return browser
}
