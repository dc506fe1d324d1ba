package import Basics
import Crypto
import Foundation

/// The six figures that change every half minute (RFC 6238, with what all applications use: SHA-1, 30 seconds).
package struct OneTimeCode: Sendable {
    private let secret: [UInt8]

    package init(secret: [UInt8]) {
        self.secret = secret
    }

    /// A secret of 160 bits, as RFC 4226 §4 would have it.
    package static func newSecret(using random: inout some RandomNumberGenerator) -> [UInt8] {
        (0..<20).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }

    package static func step(at now: WallTime) -> Int64 { now.milliseconds / 30_000 }

    package func code(step: Int64) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * Int64($0))) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        // RFC 4226 §5.3.
        let offset = Int(mac[19] & 15)
        let number = mac[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } & 0x7fff_ffff
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - text.count) + text
    }

    /// The half minute that the code is of: this one, or a neighbour, since clocks differ.
    package func step(of code: String, at now: WallTime) -> Int64? {
        let code = Array(code.filter { !$0.isWhitespace }.utf8), present = Self.step(at: now)
        var found: Int64?
        for step in [present - 1, present, present + 1] where equalInConstantTime(Array(self.code(step: step).utf8), code) {
            found = step
        }
        return found
    }

    /// What an application reads from a QR code.
    package func address(account: String) -> String {
        let name = account.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? account
        return "otpauth://totp/DienHong:\(name)?secret=\(text)&issuer=DienHong"
    }

    /// The secret for whoever types it: base32 (RFC 4648 §6).
    package var text: String {
        var text = "", buffer = 0, bits = 0
        for byte in secret {
            buffer = buffer << 8 | Int(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.unicodeScalars.append(Self.alphabet[buffer >> bits & 31])
            }
            buffer &= 255
        }
        if bits > 0 { text.unicodeScalars.append(Self.alphabet[buffer << (5 - bits) & 31]) }
        return text
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".unicodeScalars)
}
