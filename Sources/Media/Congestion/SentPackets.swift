import Wire

/// What was sent under one transport-wide number.
struct SentPacket: BitwiseCopyable, Sendable {
    enum Fate: UInt8, BitwiseCopyable, Sendable { case none, outstanding, lost, arrived }

    var sent = Microseconds.zero
    var bytes: Int32 = 0
    /// The probe that it was part of; 0 for none.
    var probe: UInt16 = 0
    var fate = Fate.none
}

/// The last packets sent on one transport, by their numbers, until feedback tells what became of them.
struct SentPackets: Sendable {
    private var ring: ContiguousArray<SentPacket> = []
    private var mask: Int64 = 0
    /// The number of the next packet; its low sixteen bits are what the packet carries.
    private(set) var next: Int64 = 1

    private static let initialCapacity = 256
    /// Feedback covers half of the numbers at most, and a second of 60 Mbit/s fits.
    static let capacityMax = 8_192
    /// Feedback that takes longer than this is not waited for.
    private static let patience = Microseconds.seconds(1)

    init() {}

    mutating func append(bytes: Int, probe: UInt16 = 0, at now: Microseconds) -> SequenceNumber {
        if ring.isEmpty || mustGrow(at: now) { grow() }
        ring[Int(next & mask)] = SentPacket(
            sent: now, bytes: Int32(truncatingIfNeeded: bytes), probe: probe, fate: .outstanding)
        next += 1
        return SequenceNumber(UInt16(truncatingIfNeeded: next - 1))
    }

    private func mustGrow(at now: Microseconds) -> Bool {
        let old = ring[Int(next & mask)]
        return old.fate == .outstanding && now - old.sent < Self.patience && ring.count < Self.capacityMax
    }

    private mutating func grow() {
        let capacity = max(Self.initialCapacity, ring.count * 2)
        var wider = ContiguousArray(repeating: SentPacket(), count: capacity)
        let wide = Int64(capacity - 1)
        for number in max(0, next - Int64(ring.count))..<next where !ring.isEmpty {
            wider[Int(number & wide)] = ring[Int(number & mask)]
        }
        ring = wider
        mask = wide
    }

    /// The whole number behind a packet's sixteen bits: the nearest that was sent.
    func number(of sequence: SequenceNumber) -> Int64 {
        let last = next - 1
        return last + Int64(SequenceNumber(UInt16(truncatingIfNeeded: last)).distance(to: sequence))
    }

    /// Notes what feedback says of `number`; `nil` when that is no news, or too old to be known.
    mutating func settle(_ number: Int64, hasArrived: Bool) -> SentPacket? {
        guard number > 0, number < next, number >= next - Int64(ring.count) else { return nil }
        let place = Int(number & mask)
        let packet = ring[place]
        switch (packet.fate, hasArrived) {
        case (.outstanding, _), (.lost, true): break
        default: return nil
        }
        ring[place].fate = hasArrived ? .arrived : .lost
        return packet
    }

    /// When the oldest packet after `number` was sent that nothing was heard of.
    func sent(after number: Int64) -> Microseconds? {
        let first = max(number + 1, next - Int64(ring.count), 1)
        guard first < next else { return nil }
        return ring[Int(first & mask)].sent
    }
}
