import Basics

/// What is to happen in a simulation: the earliest first, and of one moment what was planned first.
struct Agenda<Event> {
    private struct Entry {
        var at: Int64
        var order: UInt64
        var event: Event

        func precedes(_ other: Entry) -> Bool { at != other.at ? at < other.at : order < other.order }
    }

    private var heap: ContiguousArray<Entry> = []
    private var planned: UInt64 = 0

    init() {}

    var count: Int { heap.count }
    var next: Instant? { heap.first.map { Instant(sinceStart: .nanoseconds($0.at)) } }

    /// Returns when it will happen: at the first whole nanosecond that is not before `moment`.
    @discardableResult
    mutating func plan(_ event: Event, at moment: Instant) -> Instant {
        var due = moment.sinceStart.nanoseconds
        if .nanoseconds(due) < moment.sinceStart { due += 1 }
        heap.append(Entry(at: due, order: planned, event: event))
        planned += 1
        var place = heap.count - 1
        while place > 0, heap[place].precedes(heap[(place - 1) / 2]) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
        return Instant(sinceStart: .nanoseconds(due))
    }

    mutating func takeFirst() -> (at: Instant, event: Event)? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        return (Instant(sinceStart: .nanoseconds(first.at)), first.event)
    }

    private mutating func sink() {
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2] where child < heap.count && heap[child].precedes(heap[least]) {
                least = child
            }
            guard least != place else { return }
            heap.swapAt(place, least)
            place = least
        }
    }
}
