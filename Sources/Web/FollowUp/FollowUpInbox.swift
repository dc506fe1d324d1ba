import Conference
package import FollowUp
import Journal

/// The way to the follow-up's owner; what it knows is read from it too, for a country's assignments are too many to copy with each change.
package typealias FollowUpInbox = JournalInbox<FollowUp>

extension FollowUp: Commanded {
    package static var notTheirs: FollowUpRefusal { .notAllowed }
    package static func problem(_ refusal: FollowUpRefusal) -> Problem { Problem(refusal) }
}

extension FollowUpInbox {
    /// What `look` makes of the present state, the number of its last entry and the day.
    func read<Value: Sendable>(_ look: @escaping @Sendable (FollowUp, Int, Day) throws -> Value) async throws -> Value {
        try await self.look { followUp, seq, now in try look(followUp, seq, Today.day(at: now)) }
    }
}
