import Wire

/// What a receiver's reports say was lost of all that its slots sent (RFC 3550 §6.4.1), between two looks.
struct ReportedLoss: Sendable {
    private var highest: [UInt32?]
    private var packets = 0.0
    private var lost = 0.0

    /// With fewer packets than this a single loss would look like a bad line.
    private static let tellingPackets = 40.0

    init(slots: Int) {
        highest = Array(repeating: nil, count: slots)
    }

    mutating func note(_ block: ReportBlock, slot place: Int) {
        defer { highest[place] = block.highestSequence }
        guard let before = highest[place] else { return }
        let expected = block.highestSequence &- before
        // A report that was overtaken by a later one goes back.
        guard expected < 0x1_0000 else { return }
        packets += Double(expected)
        lost += Double(expected) * Double(block.fractionLost) / 256
    }

    /// The share since the last answer, 0 to 1; `nil` while too little was sent to tell.
    mutating func take() -> Double? {
        guard packets >= Self.tellingPackets else { return nil }
        defer { (packets, lost) = (0, 0) }
        return lost / packets
    }
}
