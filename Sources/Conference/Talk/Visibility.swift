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

extension ConferencePlan {
    /// The plan as `actor` may read it: whom to call is told to those who call.
    func shown(to actor: Actor) -> ConferencePlan {
        if actor.directs || actor == .system { return self }
        var plan = self
        for index in plan.sites.indices { plan.sites[index].contact = nil }
        return plan
    }

    /// Whether everybody may read all of it.
    var isForEverybody: Bool { sites.allSatisfy { $0.contact == nil } }
}

extension Event {
    /// The event as `actor` may read it; `nil` when nothing of it is theirs to read.
    package func shown(to actor: Actor) -> Event? {
        switch self {
        case .messageSent(let from, let to, _): Visibility.isVisible(from: from, to: to, to: actor) ? self : nil
        case .conferenceCreated(let plan): .conferenceCreated(plan.shown(to: actor))
        case .planRevised(let plan): .planRevised(plan.shown(to: actor))
        default: self
        }
    }

    /// Whether everybody may read it, so that one text does for all.
    package var isForEverybody: Bool {
        switch self {
        case .messageSent(_, let to, _): to == .all
        case .conferenceCreated(let plan), .planRevised(let plan): plan.isForEverybody
        default: true
        }
    }
}

extension JournalEntry {
    /// The entry as `actor` may read it; ``withheld`` stands in its place when this is `nil`.
    package func shown(to actor: Actor) -> JournalEntry? {
        event.shown(to: actor).map { JournalEntry(seq: seq, at: at, by: by, event: $0) }
    }

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
    /// The state as `actor` may read it.
    package func shown(to actor: Actor) -> Conference {
        if plan.isForEverybody { return self }
        var conference = self
        conference.plan = plan.shown(to: actor)
        return conference
    }

    /// The last messages that `actor` may read, oldest first.
    package func messages(visibleTo actor: Actor) -> [Message] {
        log.messages.filter { Visibility.isVisible(from: $0.from, to: $0.to, to: actor) }
    }
}
