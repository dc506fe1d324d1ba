package import Basics

/// Who may read what is not meant for everybody.
enum Visibility {
    static func isVisible(from: SiteID?, to recipient: Recipient, to actor: Actor) -> Bool {
        if actor.directs || actor == .system { return true }
        // Whoever only watches in a hall does not read its operator's messages.
        let own: SiteID? = switch actor {
        case .operator(let site), .delegate(_, let site): site
        default: nil
        }
        switch recipient {
        case .all: return true
        case .site(let site): return own == site || own != nil && own == from
        case .secretariat: return own != nil && own == from
        }
    }
}

extension Event {
    package func isVisible(to actor: Actor) -> Bool {
        guard case .messageSent(let from, let to, _) = self else { return true }
        return Visibility.isVisible(from: from, to: to, to: actor)
    }

    /// Whether everybody may read it, so that one text does for all.
    package var isForEverybody: Bool {
        guard case .messageSent(_, let to, _) = self else { return true }
        return to == .all
    }
}

extension JournalEntry {
    package func isVisible(to actor: Actor) -> Bool { event.isVisible(to: actor) }

    /// What stands in the place of an entry for those who may not read it: its number and its time.
    package var withheld: WithheldEntry { WithheldEntry(seq: seq, at: at) }
}

/// An entry without its content, so that nobody takes the gap in the numbers for a loss.
package struct WithheldEntry: Hashable, Encodable, Sendable {
    package var seq: Int
    package var at: WallTime

    private enum Key: String, CodingKey { case seq, at, by, event, type }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(seq, forKey: .seq)
        try container.encode(at, forKey: .at)
        try container.encode(Actor.system, forKey: .by)
        var event = container.nestedContainer(keyedBy: Key.self, forKey: .event)
        try event.encode("withheld", forKey: .type)
    }
}

extension Conference {
    /// The last messages that `actor` may read, oldest first.
    package func messages(visibleTo actor: Actor) -> [Message] {
        log.messages.filter { Visibility.isVisible(from: $0.from, to: $0.to, to: actor) }
    }
}
