/// Requests that share one connection: each is sent once, when the one before it has its answer.
struct RequestQueue<Purpose: Equatable> {
    private var pending: [(purpose: Purpose, bytes: [UInt8])] = []
    private var isAsking = false

    mutating func append(_ purpose: Purpose, _ bytes: [UInt8]) {
        pending.append((purpose, bytes))
    }

    var isEmpty: Bool { pending.isEmpty }

    /// What to send now; `nil` while an answer is awaited.
    mutating func next() -> [UInt8]? {
        guard !isAsking, let first = pending.first else { return nil }
        isAsking = true
        return first.bytes
    }

    /// An answer came: what it is to; `nil` when nothing was asked.
    mutating func finish() -> Purpose? {
        guard isAsking else { return nil }
        isAsking = false
        return pending.removeFirst().purpose
    }

    /// Forgets everything, and says what it was.
    mutating func fail() -> [Purpose] {
        defer {
            pending = []
            isAsking = false
        }
        return pending.map(\.purpose)
    }
}
