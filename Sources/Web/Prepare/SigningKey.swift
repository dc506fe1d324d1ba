package import Accounts
package import Basics
package import Convene
import Crypto
import Foundation

/// What makes the links of a preparation: they can be shown again whenever they are printed, and nobody else can make one.
package struct SigningKey: Sendable {
    private let key: SymmetricKey

    package init(_ secret: String) {
        key = SymmetricKey(data: Array(secret.utf8))
    }

    private func sign(_ text: String) -> String {
        Self.base64URL(Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)))
    }

    private func isSigned(_ text: String, by signature: Substring) -> Bool {
        equalInConstantTime(Array(sign(text).utf8), Array(signature.utf8))
    }

    // MARK: The secretariat

    /// The pass of one of the secretariat, who is shown to the others by `name`.
    package func deskPass(name: String, expires: WallTime) -> String {
        let text = "\(Self.base64URL(Array(name.utf8))).\(expires.milliseconds)"
        return "\(text).\(sign("desk:\(text)"))"
    }

    /// Whose pass it is, while it is good.
    package func holder(of pass: String, at now: WallTime) -> Party? {
        let parts = pass.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, isSigned("desk:\(parts[0]).\(parts[1])", by: parts[2]),
            let expires = Int64(parts[1]), now.milliseconds < expires, let name = Self.text(ofBase64URL: parts[0])
        else { return nil }
        return .secretary(name: name)
    }

    /// By what the pass is known, which opens nothing: the beginning of its signature.
    package static func id(of pass: String) -> PassID {
        PassID(rawValue: String(pass.split(separator: ".").last?.prefix(12) ?? ""))
    }

    /// Until when the pass is good.
    func expiry(of pass: String) -> WallTime? {
        pass.split(separator: ".").dropFirst().first.flatMap { Int64($0) }.map(WallTime.init(milliseconds:))
    }

    // MARK: Invitees

    /// Where an invitee's own page is.
    package func invitationPath(_ invitee: Invitee, of preparation: PreparationID, generation: Int) -> String {
        let who = Self.base64URL(Array(invitee.name.utf8))
        return "/i/\(preparation.rawValue)/\(who)/\(sign("invitation:\(preparation.rawValue):\(invitee.name):\(generation)"))"
    }

    package func invitee(_ who: String, secret: String, of preparation: PreparationID, generation: (Invitee) -> Int?) -> Invitee? {
        guard let name = Self.text(ofBase64URL: Substring(who)), let invitee = Invitee(name), let generation = generation(invitee),
            isSigned("invitation:\(preparation.rawValue):\(name):\(generation)", by: Substring(secret))
        else { return nil }
        return invitee
    }

    // MARK: Calendars

    /// Where a calendar of that name is: whoever has the address may read it.
    func calendarPath(_ name: String) -> String {
        "/calendar/\(name)/\(sign("calendar:\(name)")).ics"
    }

    func isCalendar(_ name: String, _ file: String) -> Bool {
        file.hasSuffix(".ics") && isSigned("calendar:\(name)", by: file.dropLast(4))
    }

    private static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static func text(ofBase64URL text: Substring) -> String? {
        var plain = String(text).replacing("-", with: "+").replacing("_", with: "/")
        while plain.count % 4 != 0 { plain += "=" }
        return Data(base64Encoded: String(plain)).flatMap { String(data: $0, encoding: .utf8) }
    }
}
