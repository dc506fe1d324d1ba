package import Conference
import Foundation

/// One session at one conference, as its owner sees it: who it is, without any secret.
package struct Member: Hashable, Sendable {
    package var session: String
    package var actor: Actor

    package init(session: String, actor: Actor) {
        self.session = session
        self.actor = actor
    }

    /// The site that this session speaks for; an observer only watches.
    package var site: SiteID? {
        if case .operator(let site) = actor { site } else { nil }
    }
}

/// What the media process keeps with a peer for us, so that a new control process knows it again.
package struct PeerTag: Codable, Equatable, Sendable {
    package var conference: ConferenceID
    package var session: String
    package var actor: Actor
    /// Of a connection that only tests the line; older ones do not say.
    package var isTest: Bool?

    package init(conference: ConferenceID, session: String, actor: Actor, isTest: Bool = false) {
        self.conference = conference
        self.session = session
        self.actor = actor
        self.isTest = isTest ? true : nil
    }

    /// `nil` for a tag that somebody else wrote.
    package init?(_ text: String) {
        guard let tag = try? JSONDecoder().decode(PeerTag.self, from: Data(text.utf8)) else { return nil }
        self = tag
    }
}
