package import Basics
package import Conference

/// What an account may do.
package enum Right: Hashable, Codable, Sendable {
    /// Accounts, links, the audit.
    case administrator
    /// The desk where conferences are prepared, and the follow-up of their conclusions.
    case secretariat
    /// A part in one conference.
    case post(conference: ConferenceID, as: Actor)
}

/// A way in which somebody shows who it is.
package enum Means: Hashable, Codable, Sendable {
    case password
    /// The six figures of an application on a telephone.
    case code
    /// A key that stays in its device, by the name that its owner gave it.
    case passkey(String)
    /// The sign-in of the person's organisation.
    case openID(issuer: String)
}

/// What a person went in by: two things that are known or held, or one that shows both.
package enum SignInWay: String, Codable, CaseIterable, Sendable {
    case passwordAndCode, passkey, openID
}

/// A link that an account came into a conference by, so that it can be revoked with the right.
package struct WayIn: Hashable, Codable, Sendable {
    package var right: Right
    package var link: String
    package var expires: WallTime

    package init(right: Right, link: String, expires: WallTime) {
        self.right = right
        self.link = link
        self.expires = expires
    }
}

/// One person of the staff.
package struct Account: Hashable, Sendable {
    package enum State: String, Codable, CaseIterable, Sendable {
        /// Has no sufficient way to sign in yet, or no more.
        case invited
        case active, suspended
    }

    package let id: AccountID
    /// As the others see it.
    package internal(set) var name: String
    /// Lower case, and nobody else's.
    package let signInName: String
    package internal(set) var email: String?
    package internal(set) var rights: Set<Right>
    package internal(set) var means: Set<Means> = []
    package internal(set) var isSuspended = false
    package let created: WallTime
    package internal(set) var lastSignIn: WallTime?
    package internal(set) var entrances: [WayIn] = []

    package var state: State {
        if isSuspended { return .suspended }
        return Self.suffice(means) ? .active : .invited
    }

    /// A password alone is not enough, and neither is a code.
    package static func suffice(_ means: Set<Means>) -> Bool {
        means.isSuperset(of: [.password, .code]) || means.contains { means in
            switch means {
            case .passkey, .openID: true
            case .password, .code: false
            }
        }
    }

    /// Whether it may do this now.
    package func may(_ right: Right) -> Bool { state == .active && rights.contains(right) }

    package var posts: [(conference: ConferenceID, actor: Actor)] {
        rights.compactMap { right in
            if case .post(let conference, let actor) = right { (conference, actor) } else { nil }
        }
    }
}

/// A pass to the desk that was seen, so that it can be revoked.
package struct DeskPass: Hashable, Sendable {
    package let id: PassID
    package var name: String
    package var expires: WallTime
    package var isRevoked: Bool
}
