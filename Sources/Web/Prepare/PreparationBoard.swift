import Basics
package import Conference
package import Convene

/// The way to a preparation's owner.
package typealias PreparationInbox = JournalInbox<Preparation>

extension Preparation: Commanded {
    package static var notTheirs: PreparationRefusal { .notAllowed }
    package static func problem(_ refusal: PreparationRefusal) -> Problem { Problem(refusal) }
}

extension PreparationEvent {
    var isPublication: Bool { if case .programmePublished = self { true } else { false } }
}

/// What a preparation is now, for everybody who reads it, and who wants to hear of changes.
package actor PreparationBoard {
    package private(set) var preparation: Preparation
    package private(set) var seq: Int
    /// What became of each published sitting, in words of the reader's choice.
    package private(set) var sittings: [SittingID: SittingState] = [:]
    private var readers: [Int: AsyncStream<String>.Continuation] = [:]
    private var lastReader = 0
    private var hasEnded = false

    package init(_ preparation: Preparation, seq: Int) {
        self.preparation = preparation
        self.seq = seq
    }

    package func publish(_ preparation: Preparation, seq: Int, by party: Party) {
        self.preparation = preparation
        self.seq = seq
        let name = if case .secretary(let name) = party { name } else { "" }
        tell(json(Change(seq: seq, by: name)))
    }

    package func note(_ state: SittingState, of sitting: SittingID) {
        guard sittings.updateValue(state, forKey: sitting) != state else { return }
        tell(json(Change(seq: seq, by: "")))
    }

    private struct Change: Encodable { var seq: Int, by: String }

    private func tell(_ change: String) {
        for reader in readers.values { reader.yield(change) }
    }

    /// Every change from now on; a reader that does not keep up hears of the latest only, which says it all.
    package func changes() -> AsyncStream<String>? {
        guard readers.count < Limits.deskReaders, !hasEnded else { return nil }
        lastReader += 1
        let id = lastReader
        let (stream, continuation) = AsyncStream<String>.makeStream(bufferingPolicy: .bufferingNewest(1))
        readers[id] = continuation
        continuation.onTermination = { _ in Task { await self.forget(id) } }
        return stream
    }

    /// Keeps proxies from closing the streams.
    package func keepAlive() {
        for reader in readers.values { reader.yield("") }
    }

    package func end() {
        hasEnded = true
        for reader in readers.values { reader.finish() }
        readers = [:]
    }

    private func forget(_ id: Int) {
        readers[id] = nil
    }
}

/// What became of a published sitting.
package enum SittingState: Hashable, Sendable {
    case created, revised
    /// It did not take the change, for this reason; asked again later.
    case refused(Refusal)
    case failed(String)
}
