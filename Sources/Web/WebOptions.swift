import Hummingbird

/// How the pages are served.
package struct WebOptions: Sendable {
    package var host = "127.0.0.1"
    package var port = 8080
    package var publicFolder = "Public"
    /// Folders of the words that official text is read with; empty for the usual one.
    package var gazetteers: [String] = []
    package var certificate: Certificate?
    /// Where halls may be relayed.
    package var relays: Relays?
    /// Whether a proxy of ours stands in front, whose word on the scheme counts.
    package var isBehindProxy = false
    /// What people reach the server at, as https://hoinghi.example.vn; what the browser says where it is not known.
    package var address: String?

    package init() {}

    /// Whether the browser's side of `request` is encrypted.
    func isSecure(_ request: Request) -> Bool {
        if certificate != nil { return true }
        return isBehindProxy && request.headers[.forwardedProtocol]?.lowercased() == "https"
    }
}
