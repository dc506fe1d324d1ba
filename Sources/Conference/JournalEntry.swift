package import Basics

/// One event with its place in the journal, when it happened and who caused it.
package struct JournalEntry: Hashable, Codable, Sendable {
    /// 1 for the first entry of a conference.
    package var seq: Int
    package var at: WallTime
    package var by: Actor
    package var event: Event

    package init(seq: Int, at: WallTime, by: Actor, event: Event) {
        self.seq = seq
        self.at = at
        self.by = by
        self.event = event
    }
}
