package import Basics
package import Convene

/// The append-only record of one conference's preparation.
package typealias PreparationJournal = EventJournal<Preparation>

extension PreparationEntry: ChronicleEntry {}

extension Preparation: Chronicle {
    package static func opening(by event: PreparationEvent) -> Opening? {
        guard case .preparationCreated(let id, _, _, _) = event else { return nil }
        return Opening(name: id.rawValue, isSound: true)
    }

    package static func entry(seq: Int, at: WallTime, by: Party, event: PreparationEvent) -> PreparationEntry {
        PreparationEntry(seq: seq, at: at, by: by, event: event)
    }
}
