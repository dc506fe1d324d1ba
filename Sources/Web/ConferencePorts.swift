package import Basics
package import Conference
package import Control

/// The outside world, as the owner of a conference sees it.
package struct ConferencePorts: Sendable {
    /// Makes events durable as the ones after `expected`, and remembers the command that caused them.
    package var append: @Sendable (
        _ events: [Event], _ by: Actor, _ at: WallTime, _ command: CommandID?, _ expected: Int
    ) async throws -> [JournalEntry]
    /// The number that a command was answered with, if it ever was.
    package var answer: @Sendable (_ command: CommandID) async throws -> Int?
    package var isSessionValid: @Sendable (_ session: String) async -> Bool
    package var send: @Sendable (MediaRequest) async -> Bool
    package var newPeer: @Sendable () -> PeerID
    package var now: @Sendable () -> WallTime
    package var instant: @Sendable () -> Instant

    package init(
        append: @escaping @Sendable ([Event], Actor, WallTime, CommandID?, Int) async throws -> [JournalEntry],
        answer: @escaping @Sendable (CommandID) async throws -> Int?,
        isSessionValid: @escaping @Sendable (String) async -> Bool,
        send: @escaping @Sendable (MediaRequest) async -> Bool,
        newPeer: @escaping @Sendable () -> PeerID,
        now: @escaping @Sendable () -> WallTime,
        instant: @escaping @Sendable () -> Instant
    ) {
        self.append = append
        self.answer = answer
        self.isSessionValid = isSessionValid
        self.send = send
        self.newPeer = newPeer
        self.now = now
        self.instant = instant
    }
}
