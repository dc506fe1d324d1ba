package import Accounts
package import Basics
package import Conference
import HTTPTypes
package import Journal
package import Logging

/// How a command about accounts ended.
package enum AccountsOutcome: Sendable {
    case done(seq: Int)
    case refused(AccountsRefusal)
    case notDurable(DiskProblem?)
    case busy
}

/// One change of the accounts, to be made one at a time.
package struct AccountsEnvelope: Sendable {
    var command: AccountsCommand
    var actor: AccountsActor
    var id: CommandID?
    var reply: @Sendable (AccountsOutcome) -> Void
}

/// The way to the accounts' owner.
package struct AccountsInbox: Sendable {
    package let envelopes: AsyncStream<AccountsEnvelope>
    private let continuation: AsyncStream<AccountsEnvelope>.Continuation

    package init() {
        (envelopes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Limits.inbox))
    }

    package func command(_ command: AccountsCommand, by actor: AccountsActor, id: CommandID? = nil) async -> AccountsOutcome {
        await withCheckedContinuation { reply in
            let envelope = AccountsEnvelope(command: command, actor: actor, id: id) { reply.resume(returning: $0) }
            if case .enqueued = continuation.yield(envelope) { return }
            reply.resume(returning: .busy)
        }
    }

    /// Done, or a problem in words.
    package func perform(_ command: AccountsCommand, by actor: AccountsActor, id: CommandID? = nil) async throws {
        switch await self.command(command, by: actor, id: id) {
        case .done: return
        case .refused(let refusal): throw Problem(refusal)
        case .notDurable(let disk): throw Problem.notDurable(disk)
        case .busy: throw Problem.busy
        }
    }

    /// For what is only noted: nobody waits for it, and how long it takes tells nobody anything.
    package func note(_ command: AccountsCommand) {
        continuation.yield(AccountsEnvelope(command: command, actor: .system, id: nil) { _ in })
    }

    package func finish() {
        continuation.finish()
    }
}

/// What the accounts are now, for everybody who asks.
package actor AccountsBoard {
    package private(set) var accounts: Accounts
    package private(set) var seq: Int

    package init(_ accounts: Accounts, seq: Int) {
        self.accounts = accounts
        self.seq = seq
    }

    func publish(_ accounts: Accounts, seq: Int) {
        self.accounts = accounts
        self.seq = seq
    }
}

/// The only one who changes the accounts: decides, makes durable, applies, publishes, and shuts the doors that were open.
package struct AccountsOwner {
    private var accounts: Accounts
    private var seq: Int
    private let log: AccountsJournal
    private let board: AccountsBoard
    private let logger: Logger
    private let now: @Sendable () -> WallTime
    /// Hears of accounts that may no longer do what they came in for, with the links that they came in by.
    private let expel: @Sendable (AccountID, [WayIn]) async -> Void

    package init(
        _ accounts: Accounts, seq: Int, log: AccountsJournal, board: AccountsBoard, logger: Logger,
        now: @escaping @Sendable () -> WallTime, expel: @escaping @Sendable (AccountID, [WayIn]) async -> Void
    ) {
        self.accounts = accounts
        self.seq = seq
        self.log = log
        self.board = board
        self.logger = logger
        self.now = now
        self.expel = expel
    }

    package mutating func run(_ inbox: AccountsInbox) async {
        for await envelope in inbox.envelopes { envelope.reply(await perform(envelope)) }
    }

    private mutating func perform(_ envelope: AccountsEnvelope) async -> AccountsOutcome {
        let (log, id, actor) = (log, envelope.id, envelope.actor)
        do {
            if let id, let former = try await blocking({ try log.entries(of: id)?.last }) {
                return former.by == actor ? .done(seq: former.seq) : .refused(.notAllowed)
            }
            let time = now(), seq = seq
            let events: [AccountsEvent]
            do {
                events = try accounts.decide(envelope.command, by: actor, at: time)
            } catch {
                return .refused(error)
            }
            guard !events.isEmpty else { return .done(seq: seq) }
            let entries = try await blocking { try log.append(events, by: actor, at: time, expecting: seq, command: id) }
            let former = accounts
            for entry in entries {
                accounts.apply(entry)
                self.seq = entry.seq
            }
            await board.publish(accounts, seq: self.seq)
            for (account, entrances) in accounts.expelled(since: former, at: time) { await expel(account, entrances) }
            return .done(seq: self.seq)
        } catch {
            logger.error("the accounts' journal took nothing: \(error)")
            return .notDurable(error as? DiskProblem)
        }
    }
}

extension Problem {
    init(_ refusal: AccountsRefusal) {
        self.init(refusal.isForbidden ? .forbidden : .conflict, refusal.code, vi: refusal.text.vi, en: refusal.text.en)
    }
}
