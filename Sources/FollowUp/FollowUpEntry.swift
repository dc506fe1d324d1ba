package import Basics

/// One event of the follow-up with its place in the journal, when it happened and who caused it.
package struct FollowUpEntry: Hashable, Codable, Sendable {
    package var seq: Int
    package var at: WallTime
    package var by: FollowUpActor
    package var event: FollowUpEvent

    package init(seq: Int, at: WallTime, by: FollowUpActor, event: FollowUpEvent) {
        self.seq = seq
        self.at = at
        self.by = by
        self.event = event
    }
}
