package import Basics

/// A conference with its closed items: what is kept for good, and beside it what only those admitted know.
package struct Conduct: Hashable, Sendable {
    /// What the journal adds up to.
    package private(set) var durable: Conference
    /// The closed item as it goes on; gone without a trace when it ends.
    package private(set) var live: Conference?

    /// After a crash in a closed item, the item goes on with an empty floor.
    package init(_ durable: Conference) {
        self.durable = durable
        live = durable.isInClosedItem ? durable : nil
    }

    /// What those admitted see.
    package var shown: Conference { live ?? durable }

    /// What `actor` may see.
    package func conference(for actor: Actor) -> Conference { durable.admits(actor) ? shown : durable }

    package func decide(_ command: Command, by actor: Actor, at now: WallTime) throws(Refusal) -> [Event] {
        try shown.decide(command, by: actor, at: now)
    }

    /// Takes an entry of the journal.
    package mutating func apply(_ entry: JournalEntry) {
        durable.apply(entry)
        switch entry.event {
        case .itemStarted, .conferenceClosed: live = durable.isInClosedItem ? durable : nil
        default: live?.apply(entry)
        }
    }

    /// Takes an entry that is told to those admitted and written nowhere.
    package mutating func applyUnkept(_ entry: JournalEntry) {
        live?.apply(entry)
    }
}
