import Basics
import Conference
import Journal
import Logging

extension ConferenceOwner {
    mutating func perform(_ request: CommandRequest, by actor: Actor) async -> CommandOutcome {
        do {
            let former = if let unkept = unkeptAnswers[request.id] { unkept } else { try await ports.answer(request.id) }
            // Somebody else's command is no way to have one's own answered.
            if let former { return former.actor == actor ? .done(seq: former.seq) : .refused(.notAllowed) }
            let command: Command
            do { command = try request.command(by: actor) } catch { return .refused(error) }
            return await perform(command, by: actor, id: request.id)
        } catch {
            logger.error("the journal cannot be read: \(error)")
            return .notDurable(error as? DiskProblem)
        }
    }

    /// Decides, appends, applies and publishes; nothing else changes the conference.
    @discardableResult
    mutating func perform(_ command: Command, by actor: Actor, id: CommandID? = nil) async -> CommandOutcome {
        let now = ports.now()
        let events: [Event]
        let tally: TallyChange?
        let entries: [JournalEntry]
        do {
            let command = try await counted(command)
            do { events = try conduct.decide(command, by: actor, at: now) } catch { return .refused(error) }
            tally = TallyChange(command, in: conference)
            let kept = events.filter { $0.isKept(in: conduct.durable) }
            entries = kept.isEmpty ? [] : try await ports.append(kept, actor, now, id, seq, tally)
        } catch {
            logger.error("the journal took nothing: \(error)")
            return .notDurable(error as? DiskProblem)
        }
        guard !events.isEmpty else { return .done(seq: seq) }
        await publish(happenings(of: events, entries, by: actor, at: now))
        if entries.isEmpty, let id { unkeptAnswers.remember(id, Answer(seq: seq, actor: actor)) }
        return .done(seq: seq)
    }

    /// The events in their order, each as the entry that the journal made of it, or as one that nothing keeps.
    private func happenings(
        of events: [Event], _ entries: [JournalEntry], by actor: Actor, at now: WallTime
    ) -> [Happening] {
        var entries = entries[...], last = seq
        return events.map { event in
            guard event.isKept(in: conduct.durable), let entry = entries.popFirst() else {
                return .unkept(JournalEntry(seq: last, at: now, by: actor, event: event))
            }
            last = entry.seq
            return .kept(entry)
        }
    }

    private mutating func publish(_ happened: [Happening]) async {
        let former = conduct
        for happening in happened {
            switch happening {
            case .kept(let entry):
                conduct.apply(entry)
                seq = entry.seq
            case .unkept(let entry):
                conduct.applyUnkept(entry)
            }
        }
        await broadcaster.publish(happened, of: conduct)
        await reroute()
        await forgetDocuments(of: former)
    }

    /// What was brought to a closed item goes with it.
    private func forgetDocuments(of former: Conduct) async {
        guard let live = former.live, conduct.live == nil || conduct.durable.item != former.durable.item else { return }
        let gone = live.documents.map(\.id).filter { conduct.shown.document($0) == nil }
        if !gone.isEmpty { await ports.forget(gone) }
    }

    /// A secret vote is closed with the counts that are kept beside the journal.
    private func counted(_ command: Command) async throws -> Command {
        guard case .closeVote(let id, _) = command, let motion = conference.vote?.motion, motion.id == id, motion.isSecret
        else { return command }
        return .closeVote(id, secretCounts: try await ports.counts(id, motion.options.count))
    }
}

extension Conference {
    /// The closed item that `actor` takes part in now.
    func room(of actor: Actor) -> ItemID? { isInClosedItem && admits(actor) ? item : nil }
}

extension TallyChange {
    /// What an allowed command changes of a secret vote's counts.
    init?(_ command: Command, in conference: Conference) {
        guard let motion = conference.vote?.motion, motion.isSecret else { return nil }
        switch command {
        case .cast(motion.id, let option, _): self = .count(motion.id, option: option, of: motion.options.count)
        case .closeVote(motion.id, _), .annulVote(motion.id): self = .clear(motion.id)
        default: return nil
        }
    }
}

/// The latest commands that left nothing in the journal, and what they were answered.
struct RememberedAnswers: Sendable {
    private var answers: [CommandID: Answer] = [:]
    private var order = BoundedQueue<CommandID>(capacity: Limits.rememberedCommands)

    subscript(id: CommandID) -> Answer? { answers[id] }

    mutating func remember(_ id: CommandID, _ answer: Answer) {
        if order.isFull, let oldest = order.popFirst() { answers[oldest] = nil }
        if answers.updateValue(answer, forKey: id) == nil { _ = order.append(id) }
    }
}
