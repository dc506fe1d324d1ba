package import Basics
import Crypto
import Foundation

/// TURN servers for halls whose networks let nothing else through, and the secret that they share with us.
///
/// Credentials are made as coturn's `use-auth-secret` checks them (draft-uberti-behave-turn-rest-00): the name says when they
/// expire, and the password is a keyed hash of the name, so that the two servers never speak with each other.
package struct Relays: Sendable {
    package let urls: [String]
    private let secret: SymmetricKey

    /// Throws in words for the operator.
    package init(urls: [String], secret: String) throws(StartFailure) {
        for url in urls where url.wholeMatch(of: /turns?:[A-Za-z0-9.\-\[\]:]+(\?transport=(udp|tcp))?/) == nil {
            throw StartFailure("\(url) is not a TURN address like turn:turn.example.vn:3478 or turns:turn.example.vn:443?transport=tcp")
        }
        guard secret.utf8.count >= Limits.relaySecretBytes else {
            throw StartFailure("the secret of --turn needs at least \(Limits.relaySecretBytes) characters")
        }
        self.urls = urls
        self.secret = SymmetricKey(data: Data(secret.utf8))
    }

    /// One entry of `RTCConfiguration.iceServers`.
    package struct Server: Codable, Equatable, Sendable {
        package var urls: [String]
        package var username: String
        package var credential: String
    }

    /// What a session may use from now on, and for how long.
    package struct Grant: Codable, Equatable, Sendable {
        package var servers: [Server]
        package var seconds: Int
    }

    package func grant(to session: String, at now: WallTime) -> Grant {
        let lifetime = Int(Limits.relayLifetime.milliseconds / 1_000)
        let name = "\(now.milliseconds / 1_000 + Int64(lifetime)):\(session)"
        // The hash is what every TURN server knows; it is keyed, and no collision of it helps anybody here.
        let code = HMAC<Insecure.SHA1>.authenticationCode(for: Data(name.utf8), using: secret)
        let server = Server(urls: urls, username: name, credential: Data(code).base64EncodedString())
        return Grant(servers: [server], seconds: lifetime)
    }
}

extension Relays? {
    package func grant(to session: String, at now: WallTime) -> Relays.Grant {
        self?.grant(to: session, at: now) ?? Relays.Grant(servers: [], seconds: 0)
    }
}
