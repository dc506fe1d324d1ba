/// Where one received datagram lies in its batch, and who sent it.
package struct ReceivedDatagram: BitwiseCopyable, Equatable, Sendable {
    package var offset: Int32
    package var length: Int32
    package var source: TransportAddress
    /// When the kernel had it, in nanoseconds of the calendar; 0 when the socket was not asked to say.
    package var arrival: Int64

    package init(offset: Int32, length: Int32, source: TransportAddress, arrival: Int64 = 0) {
        self.offset = offset
        self.length = length
        self.source = source
        self.arrival = arrival
    }
}

/// What one batched receive brought: a fixed arena, and the datagrams in it.
///
/// A receive may bring more datagrams than are handled at once, where the kernel joined them: then ``advance()`` shows the next ones.
package struct ReceiveBatch: ~Copyable {
    private var arena: ContiguousArray<UInt8>
    private var list: ContiguousArray<ReceivedDatagram> = []
    /// The first of those that are shown.
    private var first = 0

    package init(capacity: Int = Limits.receiveBatchBytes) {
        arena = ContiguousArray(repeating: 0, count: capacity)
        list.reserveCapacity(Limits.datagramsPerReceive)
    }

    /// How many are shown.
    package var count: Int { min(list.count - first, Limits.datagramsPerReceive) }

    /// Whether there are others after those that are shown.
    package var hasMore: Bool { first + count < list.count }

    /// Shows the next ones; `false` when there are none.
    package mutating func advance() -> Bool {
        guard hasMore else { return false }
        first += count
        return true
    }

    /// The whole arena, for the socket to fill.
    package var storage: MutableSpan<UInt8> {
        @_lifetime(&self) mutating get { arena.mutableSpan }
    }

    package var bytes: Span<UInt8> {
        @_lifetime(borrow self) get { arena.span }
    }

    package subscript(index: Int) -> ReceivedDatagram { list[first + index] }

    /// The bytes of one datagram; opening a packet rewrites them in place.
    @_lifetime(&self)
    package mutating func datagram(_ index: Int) -> MutableSpan<UInt8> {
        let entry = self[index]
        return arena.mutableSpan._consumingExtracting(Int(entry.offset)..<Int(entry.offset + entry.length))
    }

    package mutating func append(_ datagram: ReceivedDatagram) {
        list.append(datagram)
    }

    /// Adds one message that the kernel received, as the datagrams of `segment` bytes of which it was made; the last may be shorter.
    package mutating func append(_ message: ReceivedDatagram, segment: Int32) {
        precondition(segment > 0, "no datagram is empty")
        var rest = message
        while rest.length > 0 {
            var datagram = rest
            datagram.length = min(segment, rest.length)
            list.append(datagram)
            rest.offset += datagram.length
            rest.length -= datagram.length
        }
    }

    package var isFull: Bool { list.count == Limits.datagramsPerReceive }

    /// Copies in a datagram that came another way; the batch must not be full.
    package mutating func append(_ bytes: Span<UInt8>, from source: TransportAddress) {
        precondition(!isFull && bytes.count <= Limits.datagramBytes, "no room for a datagram")
        let offset = list.count * (arena.count / Limits.datagramsPerReceive)
        var target = arena.mutableSpan
        for index in bytes.indices { target[offset + index] = bytes[index] }
        list.append(ReceivedDatagram(offset: Int32(offset), length: Int32(bytes.count), source: source))
    }

    package mutating func clear() {
        first = 0
        list.removeAll(keepingCapacity: true)
    }
}
