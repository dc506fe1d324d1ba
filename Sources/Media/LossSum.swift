/// Packets of one direction, and how many of them were lost.
struct LossSum: Sendable {
    private var packets = 0.0
    private var lost = 0.0

    /// With fewer packets than this a single loss would look like a bad line.
    private static let telling = 50.0

    mutating func add(packets: Double, lost: Double) {
        self.packets += packets
        self.lost += lost
    }

    /// The share since the last answer, 0 to 1; `nil` while there was too little to tell.
    mutating func take() -> Double? {
        guard packets >= Self.telling else { return nil }
        defer { self = LossSum() }
        return lost / packets
    }
}
