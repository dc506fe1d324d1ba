/// Packets that wait for a line, as references into their streams' rings.
struct PaceQueue {
    struct Entry: BitwiseCopyable {
        var place: Int
        /// The slot's number for it, given when it would have been sent.
        var number: Int64
        var splice: Splice
        var packet: StoredPacket
        /// Sent before, and once more for safety.
        var isCopy = false
    }

    private var entries: ContiguousArray<Entry> = []
    private var head = 0
    private(set) var bytes = 0

    /// A key frame of the largest layer for each of a few slots.
    private static let capacity = 512

    init() {}

    var isEmpty: Bool { head == entries.count }
    var first: Entry? { isEmpty ? nil : entries[head] }

    /// Returns `false`, keeping the queue as it was, when there is no room.
    mutating func append(_ entry: Entry) -> Bool {
        guard entries.count - head < Self.capacity else { return false }
        entries.append(entry)
        bytes += Int(entry.packet.length)
        return true
    }

    mutating func removeFirst() {
        bytes -= Int(entries[head].packet.length)
        head += 1
        if head == entries.count {
            entries.removeAll(keepingCapacity: entries.count <= Self.capacity)
            head = 0
        } else if head >= Self.capacity {
            entries.removeFirst(head)
            head = 0
        }
    }
}
