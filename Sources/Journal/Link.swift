package import Basics
package import Conference

/// A link's public half.
package struct LinkID: RawRepresentable, Hashable, Codable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// A session's name in addresses; it opens nothing without its cookie.
package struct SessionID: RawRepresentable, Hashable, Codable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// What a link gives, and whether it still does.
package struct LinkRecord: Hashable, Sendable {
    package var id: LinkID
    package var role: Role
    package var site: SiteID?
    package var delegate: DelegateID?
    package var channel: ChannelID?
    package var created: WallTime
    package var expires: WallTime
    package var revoked: WallTime?
    /// Whether a browser has used it; no other can since.
    package var isBound: Bool

    /// `nil` for a link that does not name what its role needs; such a link is never made.
    package var actor: Actor? { Actor(role: role, site: site, delegate: delegate, channel: channel) }
}

/// One browser that came in by a link.
package struct SessionRecord: Hashable, Sendable {
    package var id: SessionID
    package var link: LinkID
    package var role: Role
    package var site: SiteID?
    package var delegate: DelegateID?
    package var channel: ChannelID?
    package var created: WallTime
    package var expires: WallTime

    package var actor: Actor? { Actor(role: role, site: site, delegate: delegate, channel: channel) }
}

/// A link as it is handed out; the secret is shown this once.
package struct NewLink: Hashable, Sendable {
    package var record: LinkRecord
    package var secret: Token
}

/// What a link is to one browser.
package enum LinkState: Hashable, Sendable {
    /// No such link, or not with this secret; strangers do not learn which.
    case unknown
    case expired, revoked, boundElsewhere
    case usable(LinkRecord)
}

/// What became of a browser that followed a link.
package enum Entrance: Hashable, Sendable {
    /// As ``LinkState`` says; never `usable`.
    case refused(LinkState)
    /// It is in: `cookie` goes with the session's path, `browser` with the link's.
    case entered(SessionRecord, cookie: Token, browser: Token)
}

/// What a session is to whoever bears this cookie.
package enum SessionState: Hashable, Sendable {
    /// No such session, or not with this cookie.
    case unknown
    /// The link was revoked or has expired, or the session was ended.
    case ended
    case usable(SessionRecord)
}
