package import Basics
package import Conference
package import FollowUp
package import Journal
package import Logging

/// How a command of the follow-up ended.
package enum FollowUpOutcome: Equatable, Sendable {
    /// With the number of the last entry, and the numbers of what was made.
    case done(seq: Int, made: [Int])
    case refused(FollowUpRefusal)
    /// The journal could not keep it; nothing happened.
    case notDurable(DiskProblem?)
    case busy
}

/// The outside world, as the owner of the follow-up sees it.
package struct FollowUpPorts: Sendable {
    /// Makes events durable as the ones after `expected`, and remembers the command that caused them.
    package var append: @Sendable (
        _ events: [FollowUpEvent], _ by: FollowUpActor, _ at: WallTime, _ command: CommandID, _ expected: Int
    ) async throws -> [FollowUpEntry]
    /// What a command gave, if it was ever done.
    package var answer: @Sendable (_ command: CommandID) async throws -> [FollowUpEntry]?
    package var now: @Sendable () -> WallTime
    /// Tells those who look at pages, once it is durable.
    package var changed: @Sendable (_ seq: Int) async -> Void

    package init(
        append: @escaping @Sendable (
            [FollowUpEvent], FollowUpActor, WallTime, CommandID, Int
        ) async throws -> [FollowUpEntry],
        answer: @escaping @Sendable (CommandID) async throws -> [FollowUpEntry]?,
        now: @escaping @Sendable () -> WallTime,
        changed: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.append = append
        self.answer = answer
        self.now = now
        self.changed = changed
    }
}

/// The only one who changes the follow-up: takes envelopes one by one, decides, makes durable, applies.
package struct FollowUpOwner {
    private(set) var followUp: FollowUp
    private(set) var seq: Int
    private let ports: FollowUpPorts
    private let logger: Logger

    /// An owner that continues after the journal's event number `seq`.
    package init(_ followUp: FollowUp, seq: Int, ports: FollowUpPorts, logger: Logger) {
        self.followUp = followUp
        self.seq = seq
        self.ports = ports
        self.logger = logger
    }

    /// Runs until the inbox is finished.
    package mutating func run(_ inbox: FollowUpInbox) async {
        for await envelope in inbox.envelopes { await handle(envelope) }
    }

    package mutating func handle(_ envelope: FollowUpEnvelope) async {
        switch envelope {
        case .command(let request, let actor, let reply): reply(await perform(request, by: actor))
        case .read(let look): look(followUp, seq, ports.now())
        }
    }

    private mutating func perform(_ request: FollowUpRequest, by actor: FollowUpActor) async -> FollowUpOutcome {
        do {
            if let former = try await ports.answer(request.id), let last = former.last {
                // Somebody else's command is no way to have one's own answered.
                guard last.by == actor else { return .refused(.notAllowed) }
                return .done(seq: last.seq, made: former.compactMap(\.event.made))
            }
            let now = ports.now()
            let events: [FollowUpEvent]
            do { events = try followUp.decide(request.command, by: actor, at: now) } catch { return .refused(error) }
            let entries = try await ports.append(events, actor, now, request.id, seq)
            for entry in entries {
                followUp.apply(entry)
                seq = entry.seq
            }
            await ports.changed(seq)
            return .done(seq: seq, made: events.compactMap(\.made))
        } catch {
            logger.error("the follow-up's journal took nothing: \(error)")
            return .notDurable(error as? DiskProblem)
        }
    }
}

/// One thing for the owner of the follow-up to do, one at a time.
package enum FollowUpEnvelope: Sendable {
    case command(FollowUpRequest, FollowUpActor, @Sendable (FollowUpOutcome) -> Void)
    /// Looks at the state, the number of its last entry and the time; nothing of it is kept.
    case read(@Sendable (FollowUp, Int, WallTime) -> Void)
}

/// The way to the follow-up's owner: a bounded queue of envelopes, from any task.
package struct FollowUpInbox: Sendable {
    package let envelopes: AsyncStream<FollowUpEnvelope>
    private let continuation: AsyncStream<FollowUpEnvelope>.Continuation

    package init(capacity: Int = Limits.inbox) {
        (envelopes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(capacity))
    }

    /// Returns `false` when the owner is too far behind.
    package func put(_ envelope: FollowUpEnvelope) -> Bool {
        if case .enqueued = continuation.yield(envelope) { true } else { false }
    }

    package func finish() {
        continuation.finish()
    }

    package func command(_ request: FollowUpRequest, by actor: FollowUpActor) async -> FollowUpOutcome {
        await withCheckedContinuation { reply in
            if !put(.command(request, actor) { reply.resume(returning: $0) }) { reply.resume(returning: .busy) }
        }
    }

    /// What `look` makes of the present state; it is made while nothing changes.
    package func read<Value: Sendable>(
        _ look: @escaping @Sendable (FollowUp, Int, Day) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { reply in
            let isPut = put(.read { followUp, seq, now in
                reply.resume(with: Result { try look(followUp, seq, Today.day(at: now)) })
            })
            if !isPut { reply.resume(throwing: Problem.busy) }
        }
    }
}
