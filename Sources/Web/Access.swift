package import Basics
package import Conference

/// What a session's cookie proves.
package struct Admission: Hashable, Sendable {
    package var conference: ConferenceID
    package var member: Member

    package init(conference: ConferenceID, member: Member) {
        self.conference = conference
        self.member = member
    }
}

/// How the use of a link ended.
package enum LinkUse: Sendable {
    /// The session, its secret, and the secret that binds the link to this browser.
    case admitted(Admission, secret: String, browser: String)
    case refused(Problem)
}

/// One link, without its secret.
package struct LinkSummary: Codable, Equatable, Sendable {
    package var id: String
    package var conference: ConferenceID
    package var role: Role
    package var site: SiteID?
    package var delegate: DelegateID?
    package var channel: ChannelID?
    package var expires: WallTime
    package var isRevoked: Bool
    package var isUsed: Bool

    package init(
        id: String, conference: ConferenceID, role: Role, site: SiteID?, delegate: DelegateID? = nil,
        channel: ChannelID? = nil, expires: WallTime, isRevoked: Bool, isUsed: Bool
    ) {
        self.id = id
        self.conference = conference
        self.role = role
        self.site = site
        self.delegate = delegate
        self.channel = channel
        self.expires = expires
        self.isRevoked = isRevoked
        self.isUsed = isUsed
    }
}

/// Links and sessions, as the routes see them.
package struct Access: Sendable {
    package var use: @Sendable (_ link: String, _ secret: String, _ browser: String?) async throws -> LinkUse
    package var session: @Sendable (_ id: String, _ secret: String) async throws -> Admission?
    package var isSessionValid: @Sendable (_ id: String) async throws -> Bool
    /// Makes a link; its path is told only now.
    package var create: @Sendable (
        _ conference: ConferenceID, _ bearer: Actor, _ expires: WallTime
    ) async throws -> (link: LinkSummary, path: String)
    package var list: @Sendable () async throws -> [LinkSummary]
    /// Revokes a link; returns its conference and the sessions that end with it.
    package var revoke: @Sendable (_ link: String) async throws -> (conference: ConferenceID, sessions: [String])?
}
