/// A first-in, first-out queue that refuses to grow past its capacity.
package struct BoundedQueue<Element> {
    private var elements: ContiguousArray<Element?>
    private var head = 0
    package private(set) var count = 0

    package init(capacity: Int) {
        precondition(capacity > 0, "a queue without room")
        elements = ContiguousArray(repeating: nil, count: capacity)
    }

    package var isEmpty: Bool { count == 0 }
    package var isFull: Bool { count == elements.count }

    /// Returns `false`, keeping the queue as it was, when there is no room.
    package mutating func append(_ element: Element) -> Bool {
        guard !isFull else { return false }
        elements[(head + count) % elements.count] = element
        count += 1
        return true
    }

    package mutating func popFirst() -> Element? {
        guard count > 0 else { return nil }
        let element = elements[head]
        elements[head] = nil
        head = (head + 1) % elements.count
        count -= 1
        return element
    }
}

extension BoundedQueue: Sendable where Element: Sendable {}
