/// Datagrams back to back in one arena, and runs of equal-sized ones to one destination: one segmented send each.
///
/// In a run every datagram has the size of the first, but the last, which may be shorter (`UDP_SEGMENT`, udp(7)).
package struct PacketBatch: ~Copyable {
    package struct Run: BitwiseCopyable, Equatable, Sendable {
        package var destination: TransportAddress
        package var offset: Int32
        package var length: Int32
        package var segment: Int32
    }

    private var arena: ContiguousArray<UInt8>
    private var runList: ContiguousArray<Run> = []
    private var streamRunList: ContiguousArray<Run> = []
    /// Bytes staged and committed.
    package private(set) var used = 0
    private var start = 0
    private var segment = 0
    private var segments = 0

    package init(capacity: Int = Limits.batchBytes) {
        arena = ContiguousArray(repeating: 0, count: capacity)
        runList.reserveCapacity(1_024)
    }

    package var bytes: Span<UInt8> {
        @_lifetime(borrow self) get { arena.span }
    }

    /// What goes out in datagrams.
    package var runs: Span<Run> {
        @_lifetime(borrow self) get { runList.span }
    }

    /// What goes into TCP connections.
    package var streamRuns: Span<Run> {
        @_lifetime(borrow self) get { streamRunList.span }
    }

    /// Whether one more datagram of any allowed size fits.
    package var hasRoom: Bool { used + Limits.outgoingBytes <= arena.count }

    /// Whether `count` more datagrams of any allowed size fit; an empty batch takes what it can.
    package func hasRoom(forDatagrams count: Int) -> Bool {
        used == 0 || used + count * Limits.outgoingBytes <= arena.count
    }

    package var isEmpty: Bool { used == 0 }

    /// Room for a datagram of at most `room` bytes, to be filled and then committed.
    @_lifetime(&self)
    package mutating func stage(room: Int) -> MutableSpan<UInt8> {
        arena.mutableSpan._consumingExtracting(used..<used + room)
    }

    /// Makes the first `length` staged bytes the next datagram to `destination`.
    package mutating func commit(_ length: Int, to destination: TransportAddress) {
        if segments > 0 {
            // A longer one, or any after a shorter one, cannot ride in the same run.
            let lastWasShort = (used - start) != segments * segment
            if length > segment || lastWasShort || segments == Limits.segmentsPerRun { endRun(destination) }
        }
        if segments == 0 { segment = length }
        segments += 1
        used += length
    }

    /// Closes the run; the next datagram starts another.
    package mutating func endRun(_ destination: TransportAddress) {
        if used > start {
            let run = Run(
                destination: destination, offset: Int32(start), length: Int32(used - start), segment: Int32(segment))
            if destination.transport == .udp { runList.append(run) } else { streamRunList.append(run) }
        }
        start = used
        segment = 0
        segments = 0
    }

    package mutating func clear() {
        used = 0
        start = 0
        segment = 0
        segments = 0
        runList.removeAll(keepingCapacity: true)
        streamRunList.removeAll(keepingCapacity: true)
    }
}
