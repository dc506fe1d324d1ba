import Basics

/// Tells everybody who listens that something has changed, by the number of the change: what it is now they ask for.
package actor ChangeBell {
    private let limit: Int
    package private(set) var latest: Int
    private var readers: [Int: AsyncStream<Int>.Continuation] = [:]
    private var lastReader = 0
    private var hasEnded = false

    package init(latest: Int = 0, limit: Int) {
        self.latest = latest
        self.limit = limit
    }

    package func ring(_ number: Int) {
        latest = number
        for reader in readers.values { reader.yield(number) }
    }

    /// The number there is and every later one; who does not keep up hears the latest only, which says it all. `nil` when too many listen.
    package func changes() -> AsyncStream<Int>? {
        guard readers.count < limit, !hasEnded else { return nil }
        lastReader += 1
        let id = lastReader
        let (stream, continuation) = AsyncStream<Int>.makeStream(bufferingPolicy: .bufferingNewest(1))
        continuation.yield(latest)
        readers[id] = continuation
        continuation.onTermination = { _ in Task { await self.forget(id) } }
        return stream
    }

    /// Says the latest number again, so that no proxy takes a quiet stream for a dead one.
    package func keepAlive() {
        for reader in readers.values { reader.yield(latest) }
    }

    package func end() {
        hasEnded = true
        for reader in readers.values { reader.finish() }
        readers = [:]
    }

    var count: Int { readers.count }

    private func forget(_ id: Int) {
        readers[id] = nil
    }
}
