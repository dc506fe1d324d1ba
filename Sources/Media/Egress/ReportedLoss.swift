import Wire

/// What a receiver's reports say was lost of all that its slots sent (RFC 3550 §6.4.1).
///
/// Browsers report on pictures several times a second, and on sound hardly ever: the line is what is told of, not a slot.
struct ReportedLoss: Sendable {
    private var highest: [UInt32?]
    private var sinceTaken = LossSum()
    private var window = LossSum()
    /// The share that is lost: the worst of late, forgotten slowly.
    private(set) var lately = 0.0

    init(slots: Int) {
        highest = Array(repeating: nil, count: slots)
    }

    mutating func note(_ block: ReportBlock, slot place: Int) {
        defer { highest[place] = block.highestSequence }
        guard let before = highest[place] else { return }
        let expected = block.highestSequence &- before
        // A report that was overtaken by a later one goes back.
        guard expected < 0x1_0000 else { return }
        let packets = Double(expected), lost = packets * Double(block.fractionLost) / 256
        sinceTaken.add(packets: packets, lost: lost)
        window.add(packets: packets, lost: lost)
        if let share = window.take() { lately = max(share, lately * 0.75) }
    }

    /// The share since the last answer, 0 to 1; `nil` while too little was sent to tell.
    mutating func take() -> Double? { sinceTaken.take() }
}
