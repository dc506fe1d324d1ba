/// How far a probe has come: the same amount every few milliseconds until it is complete.
struct ProbeProgress: Sendable {
    let probe: Probe
    private(set) var bytes = 0
    private var packets = 0
    private var began: Microseconds?
    private var steps = 0
    private var isAbandoned = false

    /// What is sent again is among the last few packets, which no receiver has forgotten.
    static let recent = 16
    private static let stepsMin = 4

    init(_ probe: Probe) {
        self.probe = probe
    }

    /// How much should have been sent with this step.
    mutating func target(at now: Microseconds) -> Int {
        let start = began ?? now
        began = start
        steps += 1
        return Int(probe.rate.bytes(in: now - start + PaceBudget.step))
    }

    mutating func add(_ count: Int) {
        bytes += count
        packets += 1
    }

    mutating func abandon() { isAbandoned = true }

    var isComplete: Bool {
        isAbandoned || bytes >= probe.bytes && packets >= Probe.packetsMin && steps >= Self.stepsMin
    }
}
