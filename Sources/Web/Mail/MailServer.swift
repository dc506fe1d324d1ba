import Foundation

/// A mail server that takes our mail.
///
/// `smtp://user@host:587` encrypts with STARTTLS and sends nothing without it, `smtps://user@host:465` is encrypted from the first
/// byte, and `smtp+plain://host:25` is for a relay on one's own network: nothing is encrypted, and so nobody signs in.
package struct MailServer: Hashable, Sendable {
    enum Encryption: String, Sendable {
        case startTLS = "smtp", tls = "smtps", none = "smtp+plain"
    }

    var host: String
    var port: Int
    var encryption: Encryption
    var user: String?
    var password: String?
    /// The file of who vouches for the server's certificate, where that is not whom the system trusts.
    var authorities: String?

    /// `nil` for an address that is none; a password is never in it, and never sent in plain text.
    package init?(_ text: String, password: String? = nil, authorities: String? = nil) {
        guard let url = URLComponents(string: text), let host = url.host, !host.isEmpty,
            let encryption = url.scheme.flatMap(Encryption.init)
        else { return nil }
        let usual = switch encryption {
        case .startTLS: 587
        case .tls: 465
        case .none: 25
        }
        self.host = host
        self.encryption = encryption
        port = url.port ?? usual
        user = url.user
        self.password = password
        self.authorities = authorities
        guard url.password == nil, encryption != .none || user == nil, url.path.isEmpty || url.path == "/", url.query == nil else {
            return nil
        }
    }

    /// Whether a text can be sent to at all; nothing in it may end a line of what curl is told.
    package static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.count <= 254
            && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7F && !"<>\"\\,;:()[]".unicodeScalars.contains($0) }
    }
}

/// Where mails go, whom they are from, and what addresses in them begin with.
package struct MailOptions: Sendable {
    package var server: MailServer
    package var sender: String
    package var address: String

    package init(server: MailServer, sender: String, address: String) {
        self.server = server
        self.sender = sender
        self.address = address
    }
}
