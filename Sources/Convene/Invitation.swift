package import Basics

/// What an invitee said.
package enum InvitationAnswer: Hashable, Codable, Sendable {
    case accepted
    case declined(reason: String?)
    /// Somebody else comes in the person's place.
    case substituted(name: String, title: String?)

    package var word: String {
        switch self {
        case .accepted: "accepted"
        case .declined: "declined"
        case .substituted: "substituted"
        }
    }

    var isSubstitution: Bool { if case .substituted = self { true } else { false } }
}

/// One invitee's invitation: of which version, what was answered, and of which version that answer was.
package struct Invitation: Hashable, Codable, Sendable {
    package var sent: WallTime
    package var version: Int
    /// Counts up when a link got into wrong hands; the former ones open nothing.
    package var generation = 1
    package var answer: InvitationAnswer?
    package var answered: WallTime?
    package var reminded: WallTime?
    /// The latest version that changed something for this invitee after the invitation or the last look.
    package var changedIn: Int?

    package init(sent: WallTime, version: Int) {
        self.sent = sent
        self.version = version
    }
}
