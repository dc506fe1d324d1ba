/// What a link gives its bearer.
package enum Role: String, Codable, CaseIterable, Sendable {
    case chair, secretariat, director, `operator`, delegate, interpreter, observer
}

/// Who a command comes from: known from the session, never from what was sent.
package enum Actor: Hashable, Sendable {
    case chair
    case secretariat
    /// Who directs pictures and sound (đạo diễn hình).
    case director
    case `operator`(SiteID)
    /// One delegate, at the delegate's site.
    case delegate(DelegateID, SiteID)
    case interpreter(ChannelID)
    case observer(SiteID?)
    /// The server itself: who is connected, and whose line dropped for good.
    case system

    /// `nil` for an operator of no site, a delegate of no name or site, and an interpreter of no channel.
    package init?(role: Role, site: SiteID?, delegate: DelegateID? = nil, channel: ChannelID? = nil) {
        switch role {
        case .chair: self = .chair
        case .secretariat: self = .secretariat
        case .director: self = .director
        case .operator:
            guard let site else { return nil }
            self = .operator(site)
        case .delegate:
            guard let delegate, let site else { return nil }
            self = .delegate(delegate, site)
        case .interpreter:
            guard let channel else { return nil }
            self = .interpreter(channel)
        case .observer: self = .observer(site)
        }
    }

    /// `nil` for the server itself.
    package var role: Role? {
        switch self {
        case .chair: .chair
        case .secretariat: .secretariat
        case .director: .director
        case .operator: .operator
        case .delegate: .delegate
        case .interpreter: .interpreter
        case .observer: .observer
        case .system: nil
        }
    }

    package var site: SiteID? {
        switch self {
        case .operator(let site), .delegate(_, let site): site
        case .observer(let site): site
        case .chair, .secretariat, .director, .interpreter, .system: nil
        }
    }

    package var delegate: DelegateID? {
        if case .delegate(let delegate, _) = self { delegate } else { nil }
    }

    package var channel: ChannelID? {
        if case .interpreter(let channel) = self { channel } else { nil }
    }

    /// Whether this is one of those who run the floor.
    package var presides: Bool { self == .chair || self == .secretariat }

    /// Whether this is one of those who say what the halls see, hear and read.
    package var directs: Bool { presides || self == .director }
}

extension Actor: Codable {
    private enum CodingKeys: String, CodingKey { case role, site, delegate, channel }
    private static let systemName = "system"

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let name = try container.decode(String.self, forKey: .role)
        let site = try container.decodeIfPresent(SiteID.self, forKey: .site)
        let delegate = try container.decodeIfPresent(DelegateID.self, forKey: .delegate)
        let channel = try container.decodeIfPresent(ChannelID.self, forKey: .channel)
        if name == Self.systemName {
            self = .system
        } else if let role = Role(rawValue: name),
            let actor = Actor(role: role, site: site, delegate: delegate, channel: channel)
        {
            self = actor
        } else {
            throw DecodingError.dataCorruptedError(forKey: .role, in: container, debugDescription: "no such actor")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(role?.rawValue ?? Self.systemName, forKey: .role)
        try container.encodeIfPresent(site, forKey: .site)
        try container.encodeIfPresent(delegate, forKey: .delegate)
        try container.encodeIfPresent(channel, forKey: .channel)
    }
}
