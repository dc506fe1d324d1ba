package import Basics
package import Conference
package import Journal
package import Logging

/// A state that commands change through its journal: the accounts, a preparation, the follow-up.
package protocol Commanded: Chronicle {
    associatedtype Command: Sendable
    associatedtype Refusal: Error, Sendable

    /// What a command amounts to; nothing when all is as it wants already.
    func decide(_ command: Command, by author: Author, at now: WallTime) throws(Refusal) -> [Event]
    mutating func apply(_ entry: Entry)
    /// Why nobody gets the answer to somebody else's command.
    static var notTheirs: Refusal { get }
    static func problem(_ refusal: Refusal) -> Problem
}

/// How a command ended.
package enum JournalOutcome<Content: Commanded>: Sendable {
    /// With the number of the last entry, and what was recorded for it.
    case done(seq: Int, [Content.Entry])
    case refused(Content.Refusal)
    /// The journal could not keep it; nothing happened.
    case notDurable(DiskProblem?)
    case busy

    /// What was done, or what is said to the person.
    package func done() throws -> (seq: Int, entries: [Content.Entry]) {
        switch self {
        case .done(let seq, let entries): return (seq, entries)
        case .refused(let refusal): throw Content.problem(refusal)
        case .notDurable(let disk): throw Problem.notDurable(disk)
        case .busy: throw Problem.busy
        }
    }
}

/// One thing for an owner to do, one at a time.
package enum JournalEnvelope<Content: Commanded>: Sendable {
    case command(Content.Command, Content.Author, CommandID?, @Sendable (JournalOutcome<Content>) -> Void)
    /// Looks at the state, the number of its last entry and the time; nothing of it is kept.
    case read(@Sendable (Content, Int, WallTime) -> Void)
}

/// The way to an owner: a bounded queue of envelopes, from any task.
package struct JournalInbox<Content: Commanded>: Sendable {
    package let envelopes: AsyncStream<JournalEnvelope<Content>>
    private let continuation: AsyncStream<JournalEnvelope<Content>>.Continuation

    package init(capacity: Int = Limits.inbox) {
        (envelopes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(capacity))
    }

    package func finish() {
        continuation.finish()
    }

    /// `false` when the owner is too far behind.
    private func put(_ envelope: JournalEnvelope<Content>) -> Bool {
        if case .enqueued = continuation.yield(envelope) { true } else { false }
    }

    /// A command with an `id` is done once, however often it comes.
    package func command(
        _ command: Content.Command, by author: Content.Author, id: CommandID? = nil
    ) async -> JournalOutcome<Content> {
        await withCheckedContinuation { reply in
            if !put(.command(command, author, id) { reply.resume(returning: $0) }) { reply.resume(returning: .busy) }
        }
    }

    /// Done, or a problem in words.
    package func perform(_ command: Content.Command, by author: Content.Author, id: CommandID? = nil) async throws {
        _ = try await self.command(command, by: author, id: id).done()
    }

    /// For what is only noted: nobody waits for it, and how long it takes tells nobody anything.
    package func note(_ command: Content.Command, by author: Content.Author) {
        _ = put(.command(command, author, nil) { _ in })
    }

    /// What `look` makes of the present state; it is made while nothing changes.
    package func look<Value: Sendable>(_ look: @escaping @Sendable (Content, Int, WallTime) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { reply in
            let isPut = put(.read { content, seq, now in reply.resume(with: Result { try look(content, seq, now) }) })
            if !isPut { reply.resume(throwing: Problem.busy) }
        }
    }
}

/// The only one who changes a state: takes envelopes one by one, decides, makes durable, applies, tells.
package struct JournalOwner<Content: Commanded> {
    private var content: Content
    private var seq: Int
    private let log: EventJournal<Content>
    private let logger: Logger
    private let now: @Sendable () -> WallTime
    /// Hears of each change once it is durable.
    private let changed: @Sendable (Content, [Content.Entry]) async -> Void

    /// An owner that continues after the journal's entry number `seq`.
    package init(
        _ content: Content, seq: Int, log: EventJournal<Content>, logger: Logger, now: @escaping @Sendable () -> WallTime,
        changed: @escaping @Sendable (Content, [Content.Entry]) async -> Void
    ) {
        self.content = content
        self.seq = seq
        self.log = log
        self.logger = logger
        self.now = now
        self.changed = changed
    }

    /// Runs until the inbox is finished.
    package mutating func run(_ inbox: JournalInbox<Content>) async {
        for await envelope in inbox.envelopes {
            switch envelope {
            case .command(let command, let author, let id, let reply): reply(await perform(command, by: author, id))
            case .read(let look): look(content, seq, now())
            }
        }
    }

    private mutating func perform(_ command: Content.Command, by author: Content.Author, _ id: CommandID?) async -> JournalOutcome<Content> {
        do {
            let log = log
            if let id, let former = try await blocking({ try log.entries(of: id) }), let last = former.last {
                // Somebody else's command is no way to have one's own answered.
                return last.by == author ? .done(seq: last.seq, former) : .refused(Content.notTheirs)
            }
            let time = now(), seq = seq
            let events: [Content.Event]
            do { events = try content.decide(command, by: author, at: time) } catch { return .refused(error) }
            guard !events.isEmpty else { return .done(seq: seq, []) }
            let entries = try await blocking { try log.append(events, by: author, at: time, expecting: seq, command: id) }
            for entry in entries {
                content.apply(entry)
                self.seq = entry.seq
            }
            await changed(content, entries)
            return .done(seq: self.seq, entries)
        } catch {
            logger.error("a journal took nothing: \(error)", metadata: ["of": "\(Content.self)"])
            return .notDurable(error as? DiskProblem)
        }
    }
}
