/// The cookies of one site, each sent to the paths that it was set for (RFC 6265 §5.4).
struct CookieJar {
    private struct Key: Hashable {
        var name: String
        var path: String
    }

    private var cookies: [Key: String] = [:]

    mutating func take(from response: HTTPResponse) {
        for cookie in response.cookies { cookies[Key(name: cookie.name, path: cookie.path)] = cookie.value }
    }

    /// The request field for `path`, none when no cookie fits.
    func field(for path: String) -> [(String, String)] {
        let fitting = cookies.filter { path.hasPrefix($0.key.path) }
        let pairs = fitting.map { "\($0.key.name)=\($0.value)" }.sorted()
        return pairs.isEmpty ? [] : [("Cookie", pairs.joined(separator: "; "))]
    }
}
