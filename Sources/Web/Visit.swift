import Basics
package import Conference
package import Hummingbird
import NIOCore

/// One request on its way through the routes.
package struct Visit: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Whether a real connection carries it, whose end can be noticed.
    package var isLive: Bool
    /// The other end of the connection; empty where there is none.
    package var peer: String

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        isLive = source.channel.localAddress != nil
        peer = source.channel.remoteAddress?.ipAddress ?? ""
    }

    package var maxUploadSize: Int { Limits.offerBytes }
}

extension Language {
    /// The reader's: the cookie `language`, else `Accept-Language` (RFC 9110 §12.5.4), else Vietnamese.
    package init(of request: Request) {
        if let chosen = request.cookies["language"].flatMap({ Language(rawValue: $0.value) }) {
            self = chosen
            return
        }
        let ranges = (request.headers[.acceptLanguage] ?? "").prefix(500).split(separator: ",").prefix(20)
        let weighted = ranges.enumerated().compactMap { place, range -> (language: Language, weight: Double, place: Int)? in
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let tag = parts.first?.lowercased(), let language = Language(rawValue: String(tag.prefix(2))) else {
                return nil
            }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            return (language, weight, place)
        }
        let best = weighted.filter { $0.weight > 0 }.max { ($0.weight, -$0.place) < ($1.weight, -$1.place) }
        self = best?.language ?? .vietnamese
    }
}
