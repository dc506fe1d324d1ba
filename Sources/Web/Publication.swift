package import Conference

/// Something that happened: in the journal, or in a closed item and nowhere else.
package enum Happening: Hashable, Sendable {
    case kept(JournalEntry)
    case unkept(JournalEntry)

    var revisesPlan: Bool {
        if case .kept(let entry) = self, case .planRevised = entry.event { true } else { false }
    }
}

/// What happened as events of streams: the same for everybody, or different for those who may know and those who may not.
struct Publication: Sendable {
    private enum Audience: Sendable {
        case everybody
        /// What each is told; nothing where no number has to be accounted for.
        case each(@Sendable (Actor) -> ServerEvent?)
    }

    /// The number in the journal; `nil` for what is not kept.
    let seq: Int?
    private let event: ServerEvent
    private let audience: Audience

    /// `conference` is the one in which it happened: whoever is admitted is decided before anything changes.
    /// `number` is that of something not kept.
    init(_ happening: Happening, in conference: Conference, unkept number: Int) {
        switch happening {
        case .kept(let entry):
            let event = ServerEvent(entry)
            seq = entry.seq
            self.event = event
            audience = entry.event.isForEverybody ? .everybody : .each { ServerEvent(entry, for: $0, whole: event) }
        case .unkept(let entry):
            let event = ServerEvent(unkept: entry, number: number)
            seq = nil
            self.event = event
            audience = .each { conference.admits($0) && entry.shown(to: $0) == entry ? event : nil }
        }
    }

    var isKept: Bool { seq != nil }

    var forEverybody: ServerEvent? {
        if case .everybody = audience { event } else { nil }
    }

    func event(for actor: Actor) -> ServerEvent? {
        switch audience {
        case .everybody: event
        case .each(let told): told(actor)
        }
    }
}
