import Wire

/// The 48-bit index of received packets and the window against replays (RFC 3711 §3.3.1, §3.3.2).
struct ReplayWindow: Sendable {
    enum Verdict: Equatable, Sendable { case fresh, duplicate, tooOld }

    /// Packets that may be late and still count; a second of a large video at 1 Gbit/s is not ours.
    static let size: Int64 = 1_024

    private var highest: Int64 = -1
    private var seen = ContiguousArray<UInt64>(repeating: 0, count: Int(size / 64))

    init() {}

    /// The index that `sequence` most likely has, given what was accepted so far.
    func index(of sequence: SequenceNumber) -> Int64 {
        guard highest >= 0 else { return Int64(sequence.rawValue) }
        let delta = Int16(bitPattern: sequence.rawValue &- UInt16(truncatingIfNeeded: highest))
        let index = highest + Int64(delta)
        return index < 0 ? index + 0x1_0000 : index
    }

    func verdict(on index: Int64) -> Verdict {
        if index > highest { return .fresh }
        if index <= highest - Self.size { return .tooOld }
        return isMarked(index) ? .duplicate : .fresh
    }

    /// Enters an authenticated packet.
    mutating func accept(_ index: Int64) {
        if index > highest {
            if index - highest >= Self.size {
                for word in seen.indices { seen[word] = 0 }
            } else if highest >= 0 {
                var skipped = highest + 1
                while skipped < index {
                    unmark(skipped)
                    skipped += 1
                }
            }
            highest = index
        }
        let place = Int(index % Self.size)
        seen[place / 64] |= 1 << UInt64(place % 64)
    }

    private func isMarked(_ index: Int64) -> Bool {
        let place = Int(index % Self.size)
        return seen[place / 64] & (1 << UInt64(place % 64)) != 0
    }

    private mutating func unmark(_ index: Int64) {
        let place = Int(index % Self.size)
        seen[place / 64] &= ~(1 << UInt64(place % 64))
    }
}
