/// What a link gives its bearer.
package enum Role: String, Codable, CaseIterable, Sendable {
    case chair, secretariat, `operator`, observer
}

/// Who a command comes from: known from the session, never from what was sent.
package enum Actor: Hashable, Sendable {
    case chair
    case secretariat
    case `operator`(SiteID)
    case observer(SiteID?)
    /// The server itself: who is connected, and whose line dropped for good.
    case system

    /// `nil` for an operator of no site.
    package init?(role: Role, site: SiteID?) {
        switch role {
        case .chair: self = .chair
        case .secretariat: self = .secretariat
        case .operator:
            guard let site else { return nil }
            self = .operator(site)
        case .observer: self = .observer(site)
        }
    }

    /// `nil` for the server itself.
    package var role: Role? {
        switch self {
        case .chair: .chair
        case .secretariat: .secretariat
        case .operator: .operator
        case .observer: .observer
        case .system: nil
        }
    }

    package var site: SiteID? {
        switch self {
        case .operator(let site): site
        case .observer(let site): site
        case .chair, .secretariat, .system: nil
        }
    }

    /// Whether this is one of those who run the floor.
    package var presides: Bool { self == .chair || self == .secretariat }
}

extension Actor: Codable {
    private enum CodingKeys: String, CodingKey { case role, site }
    private static let systemName = "system"

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let name = try container.decode(String.self, forKey: .role)
        let site = try container.decodeIfPresent(SiteID.self, forKey: .site)
        if name == Self.systemName {
            self = .system
        } else if let role = Role(rawValue: name), let actor = Actor(role: role, site: site) {
            self = actor
        } else {
            throw DecodingError.dataCorruptedError(forKey: .role, in: container, debugDescription: "no such actor")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(role?.rawValue ?? Self.systemName, forKey: .role)
        try container.encodeIfPresent(site, forKey: .site)
    }
}
