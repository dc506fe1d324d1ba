package import Basics
package import Conference
package import Convene
package import Journal
package import Logging

/// How a command about a preparation ended.
package enum PreparationOutcome: Sendable {
    case done(seq: Int)
    case refused(PreparationRefusal)
    case notDurable(DiskProblem?)
    case busy
}

/// One change of a preparation, to be made one at a time.
package struct PreparationEnvelope: Sendable {
    var id: CommandID
    var command: PreparationCommand
    var party: Party
    var reply: @Sendable (PreparationOutcome) -> Void
}

/// The way to a preparation's owner.
package struct PreparationInbox: Sendable {
    package let envelopes: AsyncStream<PreparationEnvelope>
    private let continuation: AsyncStream<PreparationEnvelope>.Continuation

    package init() {
        (envelopes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Limits.preparationInbox))
    }

    package func command(_ command: PreparationCommand, id: CommandID, by party: Party) async -> PreparationOutcome {
        await withCheckedContinuation { reply in
            let envelope = PreparationEnvelope(id: id, command: command, party: party) { reply.resume(returning: $0) }
            guard case .enqueued = continuation.yield(envelope) else { return reply.resume(returning: .busy) }
        }
    }

    package func finish() {
        continuation.finish()
    }
}

/// The only one who changes a preparation: decides, makes durable, applies, publishes.
package struct PreparationOwner {
    private var preparation: Preparation
    private var seq: Int
    private let log: PreparationJournal
    private let board: PreparationBoard
    private let logger: Logger
    private let now: @Sendable () -> WallTime
    /// Carries a version to its sittings.
    private let convene: @Sendable (Preparation) async -> Void

    package init(
        _ preparation: Preparation, seq: Int, log: PreparationJournal, board: PreparationBoard, logger: Logger,
        now: @escaping @Sendable () -> WallTime, convene: @escaping @Sendable (Preparation) async -> Void
    ) {
        self.preparation = preparation
        self.seq = seq
        self.log = log
        self.board = board
        self.logger = logger
        self.now = now
        self.convene = convene
    }

    package mutating func run(_ inbox: PreparationInbox) async {
        for await envelope in inbox.envelopes { envelope.reply(await perform(envelope)) }
    }

    private mutating func perform(_ envelope: PreparationEnvelope) async -> PreparationOutcome {
        let (log, id, party) = (log, envelope.id, envelope.party)
        do {
            if let former = try await blocking({ try log.entries(of: id)?.last }) {
                return former.by == party ? .done(seq: former.seq) : .refused(.notAllowed)
            }
            let time = now(), seq = seq
            let events: [PreparationEvent]
            do {
                events = try preparation.decide(envelope.command, by: party, at: time)
            } catch {
                return .refused(error)
            }
            guard !events.isEmpty else { return .done(seq: seq) }
            let entries = try await blocking { try log.append(events, by: party, at: time, expecting: seq, command: id) }
            for entry in entries {
                preparation.apply(entry)
                self.seq = entry.seq
            }
            await board.publish(preparation, seq: self.seq, by: party)
            if events.contains(where: \.isPublication) { await convene(preparation) }
            return .done(seq: self.seq)
        } catch {
            logger.error("the preparation's journal took nothing: \(error)")
            return .notDurable(error as? DiskProblem)
        }
    }
}

extension PreparationEvent {
    var isPublication: Bool { if case .programmePublished = self { true } else { false } }
}

extension PreparationOutcome {
    /// The entry up to which everything is done, or what is said to the person.
    func seq() throws -> Int {
        switch self {
        case .done(let seq): return seq
        case .refused(let refusal): throw Problem(refusal)
        case .notDurable(let disk): throw Problem.notDurable(disk)
        case .busy: throw Problem.busy
        }
    }
}
