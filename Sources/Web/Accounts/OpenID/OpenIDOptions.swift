import Foundation

/// The sign-in of an organisation (OpenID Connect), as the operator set it up.
package struct OpenIDOptions: Sendable {
    /// As the provider's own tokens name it; nothing is asked of another.
    package let issuer: String
    package let client: String
    /// `nil` for a client without one.
    package let secret: String?
    /// What it is called on the page.
    package let name: String
    /// Whose people get an account without an invitation, by the end of their e-mail addresses; such an account has no rights.
    package let domains: Set<String>

    /// Throws in words for the operator: secrets go over an encrypted line, or not beyond this machine.
    package init(issuer: String, client: String, secret: String?, name: String?, domains: [String]) throws(StartFailure) {
        guard let url = URL(string: issuer), let host = url.host(), url.query() == nil, url.fragment() == nil,
            url.scheme == "https" || url.scheme == "http" && ["127.0.0.1", "localhost"].contains(host)
        else { throw StartFailure("--oidc-issuer takes an address that begins with https://") }
        guard !client.isEmpty else { throw StartFailure("--oidc-issuer needs --oidc-client") }
        self.issuer = issuer
        self.client = client
        self.secret = secret
        self.name = name ?? host
        self.domains = Set(domains.map { $0.lowercased() })
    }

    func admits(_ email: String) -> Bool {
        email.lowercased().split(separator: "@").last.map { domains.contains(String($0)) } ?? false
    }
}
