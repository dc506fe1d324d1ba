import Basics
import Conference
import Convene
import Logging
import Synchronization

/// Makes a conference of each published sitting, and carries later versions to it; asks again when a sitting cannot take one yet.
final class Convener: Sendable {
    private let conferences: Conferences
    private let create: @Sendable (ConferencePlan) async throws -> Void
    private let logger: Logger
    private let waiting = Mutex<[ConferenceID: Waiting]>([:])

    private struct Waiting: Sendable {
        var plan: ConferencePlan
        var sitting: SittingID
        var board: PreparationBoard
    }

    init(conferences: Conferences, logger: Logger, create: @escaping @Sendable (ConferencePlan) async throws -> Void) {
        self.conferences = conferences
        self.create = create
        self.logger = logger
    }

    func convene(_ preparation: Preparation, _ board: PreparationBoard) async {
        // What was held is as it was held, whatever is published of the days to come.
        for sitting in preparation.sittingsInOrder where !preparation.closed.contains(sitting.id) {
            guard let plan = preparation.plan(of: sitting.id) else { continue }
            await carry(Waiting(plan: plan, sitting: sitting.id, board: board))
        }
        for part in preparation.calledOff {
            guard let conference = await conferences[preparation.conference(of: part.sitting.id)],
                await conference.broadcaster.conference.phase != .closed
            else { continue }
            waiting.withLock { $0[conference.id] = nil }
            if case .refused(let refusal) = await conference.inbox.callOff("Phiên này đã được hủy. / This sitting was called off.") {
                logger.warning("the sitting \(conference.id.rawValue) goes on: \(refusal)")
            }
        }
    }

    /// Tries again what a sitting could not take; called every few seconds.
    func retry() async {
        for change in waiting.withLock({ Array($0.values) }) { await carry(change) }
    }

    private func carry(_ change: Waiting) async {
        let state = await self.state(after: change.plan)
        let isOver = switch state {
        case .created, .revised, .refused(.alreadyClosed), .refused(.badPlan): true
        case .refused, .failed: false
        }
        waiting.withLock { $0[change.plan.id] = isOver ? nil : change }
        await change.board.note(state, of: change.sitting)
    }

    private func state(after plan: ConferencePlan) async -> SittingState {
        do {
            guard let conference = await conferences[plan.id] else {
                try await create(plan)
                if let conference = await conferences[plan.id] { _ = await conference.inbox.convene() }
                return .created
            }
            switch await conference.inbox.revise(plan) {
            case .done: return .revised
            case .refused(let refusal): return .refused(refusal)
            case .notDurable, .busy: return .failed(plan.id.rawValue)
            }
        } catch {
            logger.error("a sitting was not made: \(error)")
            return .failed("\(error)")
        }
    }
}
