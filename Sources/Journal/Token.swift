import Basics
import Crypto
import Foundation

/// A secret of 256 random bits, as it stands in a link or a cookie: 43 characters of base64url (RFC 4648 §5).
///
/// Only its hash is ever stored; with this much chance in it, a plain hash is enough.
package struct Token: Hashable, Sendable {
    package let text: String

    /// Whatever was sent; it opens nothing unless its hash is the stored one.
    package init(_ text: String) {
        self.text = text
    }

    package init(using random: inout some RandomNumberGenerator) {
        text = randomText(bytes: 32, using: &random)
    }

    /// A token that only the bearer of this one has, good for `purpose` alone.
    func derived(for purpose: String) -> Token {
        let key = SymmetricKey(data: Array(text.utf8))
        return Token(base64URL(Array(HMAC<SHA256>.authenticationCode(for: Array(purpose.utf8), using: key))))
    }

    var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    func matches(_ stored: [UInt8]) -> Bool { equalInConstantTime(hash, stored) }
}

extension Token: CustomStringConvertible {
    /// Not the secret: tokens get printed by mistake.
    package var description: String { "Token" }
}

func randomText(bytes count: Int, using random: inout some RandomNumberGenerator) -> String {
    base64URL((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) })
}

private func base64URL(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().filter { $0 != "=" }.map { character in
        switch character {
        case "+": "-"
        case "/": "_"
        default: String(character)
        }
    }.joined()
}
