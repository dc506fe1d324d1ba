import ArgumentParser
import Foundation
import Web

/// The sign-in of an organisation, for `serve`.
struct OpenIDArguments: ParsableArguments {
    @Option(help: "The OpenID Connect provider that staff may sign in with, as https://login.example.vn.")
    var oidcIssuer: String?

    @Option(help: "What this server is called there: the client id.")
    var oidcClient: String?

    @Option(help: "A file with the client's secret. (default: the environment's DIENHONG_OIDC_SECRET, or none)")
    var oidcSecretFile: String?

    @Option(help: "What the provider is called on the page where people sign in. (default: its host)")
    var oidcName: String?

    @Option(help: "Whoever has an e-mail address at this domain there gets an account, without rights; may be given several times.")
    var oidcDomain: [String] = []

    /// The secret comes by a way that neither a list of processes nor a shell's history tells.
    func options() throws -> OpenIDOptions? {
        guard let oidcIssuer else { return nil }
        var secret = ProcessInfo.processInfo.environment["DIENHONG_OIDC_SECRET"]
        if let oidcSecretFile {
            guard let text = try? String(contentsOfFile: oidcSecretFile, encoding: .utf8) else {
                throw StartFailure("\(oidcSecretFile) cannot be read")
            }
            secret = text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        return try OpenIDOptions(
            issuer: oidcIssuer, client: oidcClient ?? "", secret: secret, name: oidcName, domains: oidcDomain)
    }
}
