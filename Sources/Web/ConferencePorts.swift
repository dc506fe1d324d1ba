package import Basics
package import Conference
package import Control
package import Journal

/// What a command gave, and to whom.
package struct Answer: Hashable, Sendable {
    package var seq: Int
    package var actor: Actor

    package init(seq: Int, actor: Actor) {
        self.seq = seq
        self.actor = actor
    }
}

/// The outside world, as the owner of a conference sees it.
package struct ConferencePorts: Sendable {
    /// Makes events durable as the ones after `expected`, with what they change of a secret vote's counts, and remembers
    /// the command that caused them.
    package var append: @Sendable (
        _ events: [Event], _ by: Actor, _ at: WallTime, _ command: CommandID?, _ expected: Int, _ tally: TallyChange?
    ) async throws -> [JournalEntry]
    /// How often each option of a secret vote was chosen.
    package var counts: @Sendable (_ vote: VoteID, _ options: Int) async throws -> [Int]
    /// Takes away what would tell how a secret vote's counts grew.
    package var settle: @Sendable () async -> Void
    /// Takes away documents of a closed item that is over.
    package var forget: @Sendable (_ documents: [DocumentID]) async -> Void
    /// How a command was answered, if it ever was.
    package var answer: @Sendable (_ command: CommandID) async throws -> Answer?
    package var isSessionValid: @Sendable (_ session: String) async -> Bool
    package var send: @Sendable (MediaRequest) async -> Bool
    package var newPeer: @Sendable () -> PeerID
    package var now: @Sendable () -> WallTime
    package var instant: @Sendable () -> Instant

    package init(
        append: @escaping @Sendable (
            [Event], Actor, WallTime, CommandID?, Int, TallyChange?
        ) async throws -> [JournalEntry],
        counts: @escaping @Sendable (VoteID, Int) async throws -> [Int],
        settle: @escaping @Sendable () async -> Void,
        forget: @escaping @Sendable ([DocumentID]) async -> Void,
        answer: @escaping @Sendable (CommandID) async throws -> Answer?,
        isSessionValid: @escaping @Sendable (String) async -> Bool,
        send: @escaping @Sendable (MediaRequest) async -> Bool,
        newPeer: @escaping @Sendable () -> PeerID,
        now: @escaping @Sendable () -> WallTime,
        instant: @escaping @Sendable () -> Instant
    ) {
        self.append = append
        self.counts = counts
        self.settle = settle
        self.forget = forget
        self.answer = answer
        self.isSessionValid = isSessionValid
        self.send = send
        self.newPeer = newPeer
        self.now = now
        self.instant = instant
    }
}
