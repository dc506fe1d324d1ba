package import Conference

/// Something that happened: in the journal, or in a closed item and nowhere else.
package enum Happening: Hashable, Sendable {
    case kept(JournalEntry)
    case unkept(JournalEntry)
}

/// What happened as events of streams: the same for everybody, or different for those who may know and those who may not.
struct Publication: Sendable {
    private enum Audience: Sendable {
        case everybody
        case some(@Sendable (Actor) -> Bool)
    }

    /// The number in the journal; `nil` for what is not kept.
    let seq: Int?
    private let event: ServerEvent
    private let audience: Audience
    /// For all others; nothing where no number has to be accounted for.
    private let withheld: ServerEvent?

    /// `conference` is the one in which it happened: whoever is admitted is decided before anything changes.
    /// `number` is that of something not kept.
    init(_ happening: Happening, in conference: Conference, unkept number: Int) {
        switch happening {
        case .kept(let entry):
            seq = entry.seq
            event = ServerEvent(entry)
            let isForEverybody = entry.event.isForEverybody
            audience = isForEverybody ? .everybody : .some { entry.isVisible(to: $0) }
            withheld = isForEverybody ? nil : ServerEvent(withholding: entry)
        case .unkept(let entry):
            seq = nil
            event = ServerEvent(unkept: entry, number: number)
            audience = .some { conference.admits($0) && entry.isVisible(to: $0) }
            withheld = nil
        }
    }

    var isKept: Bool { seq != nil }

    var forEverybody: ServerEvent? {
        if case .everybody = audience { event } else { nil }
    }

    func event(for actor: Actor) -> ServerEvent? {
        switch audience {
        case .everybody: event
        case .some(let mayKnow): mayKnow(actor) ? event : withheld
        }
    }
}
