/// A link's parts.
struct SiteURL: Equatable {
    /// Why a link cannot be opened.
    struct Problem: Error, CustomStringConvertible {
        var description: String
    }

    var host: String
    var port: UInt16
    var path: String

    init(_ text: String) throws(Problem) {
        guard text.hasPrefix("http://") else {
            throw Problem(description: "“\(text)” does not begin with http://")
        }
        let rest = text.dropFirst(7)
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        path = slash == rest.endIndex ? "/" : String(rest[slash...])
        var authority = rest[..<slash]
        port = 80
        if let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") {
            guard let number = UInt16(authority[authority.index(after: colon)...]) else {
                throw Problem(description: "“\(text)” has no port that is a number")
            }
            port = number
            authority = authority[..<colon]
        }
        host = String(authority.filter { $0 != "[" && $0 != "]" })
        guard !host.isEmpty else { throw Problem(description: "“\(text)” names no host") }
    }

    /// What a request's `Host` says.
    var authority: String {
        (host.contains(":") ? "[\(host)]" : host) + (port == 80 ? "" : ":\(port)")
    }
}
