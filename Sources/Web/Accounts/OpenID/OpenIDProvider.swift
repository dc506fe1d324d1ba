import AsyncHTTPClient
import Basics
import Foundation
import NIOCore
import NIOHTTP1

/// Asks an organisation's provider, with an end to how long and how much it may answer.
actor OpenIDProvider {
    nonisolated let options: OpenIDOptions

    /// Where its parts are (OpenID Connect Discovery §3).
    struct Places: Decodable, Sendable {
        var issuer: String
        var authorization_endpoint: String
        var token_endpoint: String
        var jwks_uri: String
        var token_endpoint_auth_methods_supported: [String]?
    }

    /// The provider did not answer as one does.
    struct Unusable: Error, CustomStringConvertible {
        var description: String
    }

    private var places: (Places, until: Instant)?
    private var keys: (KeySet, since: Instant)?
    private let now: @Sendable () -> Instant

    init(_ options: OpenIDOptions, now: @escaping @Sendable () -> Instant) {
        self.options = options
        self.now = now
    }

    func discover() async throws -> Places {
        if let (places, until) = places, now() < until { return places }
        let address = (options.issuer.hasSuffix("/") ? String(options.issuer.dropLast()) : options.issuer) + "/.well-known/openid-configuration"
        let found = try Self.decode(Places.self, try await exchange(HTTPClientRequest(url: address)))
        // Another's document would send our people elsewhere.
        guard found.issuer == options.issuer else { throw Unusable(description: "the document is of another issuer") }
        for place in [found.authorization_endpoint, found.token_endpoint, found.jwks_uri] {
            guard place.hasPrefix("https://") || options.issuer.hasPrefix("http://") else {
                throw Unusable(description: "an address of the provider is not encrypted")
            }
        }
        places = (found, now().advanced(by: Limits.openIDMemory))
        return found
    }

    /// Where a browser goes to sign in (RFC 6749 §4.1.1, RFC 7636).
    func address(state: String, nonce: String, challenge: String, redirect: String) async throws -> String {
        let places = try await discover()
        guard var address = URLComponents(string: places.authorization_endpoint) else { throw Unusable(description: "no address to go to") }
        let query = [
            ("response_type", "code"), ("client_id", options.client), ("redirect_uri", redirect), ("scope", "openid email profile"),
            ("state", state), ("nonce", nonce), ("code_challenge", challenge), ("code_challenge_method", "S256"),
        ]
        address.queryItems = (address.queryItems ?? []) + query.map { URLQueryItem(name: $0.0, value: $0.1) }
        return address.string ?? ""
    }

    /// The token that a code is worth.
    func token(for code: String, verifier: String, redirect: String) async throws -> String {
        struct Answer: Decodable { var id_token: String }
        let places = try await discover()
        var form = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), ("code_verifier", verifier)]
        var request = HTTPClientRequest(url: places.token_endpoint)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        let methods = places.token_endpoint_auth_methods_supported ?? ["client_secret_basic"]
        if let secret = options.secret, methods.contains("client_secret_basic") {
            let both = "\(Self.encoded(options.client)):\(Self.encoded(secret))"
            request.headers.add(name: "Authorization", value: "Basic \(Data(both.utf8).base64EncodedString())")
        } else {
            form.append(("client_id", options.client))
            if let secret = options.secret { form.append(("client_secret", secret)) }
        }
        let body = form.map { "\($0.0)=\(Self.encoded($0.1))" }.joined(separator: "&")
        request.body = .bytes(ByteBuffer(string: body))
        return try Self.decode(Answer.self, try await exchange(request)).id_token
    }

    /// The provider's keys; asked for anew when a token names one that is not among them, but not by every forged one.
    func verify(_ token: String, nonce: String, at time: WallTime) async throws -> IDToken {
        let expectation = IDToken.Expectation(issuer: options.issuer, client: options.client, nonce: nonce)
        if let (known, since) = keys {
            do {
                return try IDToken(token, keys: known, expecting: expectation, at: time)
            } catch IDToken.Fault.unknownKey where now() > since.advanced(by: Limits.openIDKeysAgain) {
                keys = nil
            }
        }
        let fresh = try KeySet(try await exchange(HTTPClientRequest(url: try await discover().jwks_uri)))
        keys = (fresh, now())
        return try IDToken(token, keys: fresh, expecting: expectation, at: time)
    }

    // MARK: The line

    private func exchange(_ request: HTTPClientRequest) async throws -> Data {
        var configuration = HTTPClient.Configuration()
        // Whoever answers is the one who was asked.
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .seconds(5), read: .seconds(5))
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result: Result<Data, any Error>
        do {
            let answer = try await client.execute(request, timeout: .seconds(10))
            guard answer.status == .ok else { throw Unusable(description: "the provider answered \(answer.status.code)") }
            result = .success(Data((try await answer.body.collect(upTo: Limits.openIDBytes)).readableBytesView))
        } catch {
            result = .failure(error)
        }
        try await client.shutdown()
        return try result.get()
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ data: Data) throws -> Value {
        guard let value = try? JSONDecoder().decode(type, from: data) else { throw Unusable(description: "the answer is not what it should be") }
        return value
    }

    /// As forms have it (RFC 6749 appendix B), of the letters that need no thought.
    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: unreserved)) ?? ""
    }

    private static let unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
}

extension Limits {
    /// What a provider may answer: a set of keys with their certificates.
    static let openIDBytes = 256 * 1024
    static let openIDKeys = 50
    /// How long it is remembered where a provider's parts are.
    static let openIDMemory: Duration = .seconds(3_600)
    /// How soon a provider's keys may be asked for again.
    static let openIDKeysAgain: Duration = .seconds(60)
}
