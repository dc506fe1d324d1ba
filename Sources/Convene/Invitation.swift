package import Basics
package import Conference

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

/// An intervention text (tham luận) on its way to the programme.
package struct Intervention: Hashable, Codable, Sendable {
    package enum Stage: String, Codable, CaseIterable, Sendable {
        case submitted, returned, selected, spoken
        /// Not reached, and kept in the record as if it had been read.
        case inWriting
    }

    package var id: InterventionID
    package var delegation: DelegationID
    package var author: DelegateID?
    package var title: String
    package var text: String
    package var stage: Stage
    package var note: String?
    /// Where the selected ones stand among themselves, 1 first.
    package var place: Int?

    package init(
        id: InterventionID, delegation: DelegationID, author: DelegateID? = nil, title: String, text: String,
        stage: Stage = .submitted, note: String? = nil, place: Int? = nil
    ) {
        self.id = id
        self.delegation = delegation
        self.author = author
        self.title = title
        self.text = text
        self.stage = stage
        self.note = note
        self.place = place
    }
}
