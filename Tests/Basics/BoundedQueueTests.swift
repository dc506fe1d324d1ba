import Basics
import Testing

struct BoundedQueueTests {
    @Test func `a full queue refuses and keeps what it has`() {
        var queue = BoundedQueue<Int>(capacity: 2)
        let accepted = [queue.append(1), queue.append(2), queue.append(3)]
        #expect(accepted == [true, true, false])
        let first = queue.popFirst()
        #expect(first == 1)
        let again = queue.append(3)
        #expect(again)
        let rest = [queue.popFirst(), queue.popFirst(), queue.popFirst()]
        #expect(rest == [2, 3, nil])
    }
}
