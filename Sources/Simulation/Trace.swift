import Basics

/// What happened in a run, as a number that two equal runs share, and as lines for whoever wants to read them.
struct Trace {
    private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    private let write: ((String) -> Void)?

    init(write: ((String) -> Void)? = nil) {
        self.write = write
    }

    /// Enters numbers into the hash (FNV-1a, by words).
    mutating func note(_ values: UInt64...) {
        for value in values { hash = (hash ^ value) &* 0x100_0000_01B3 }
    }

    mutating func note(_ bytes: [UInt8]) {
        var sum: UInt64 = 0
        for byte in bytes { sum = sum &* 31 &+ UInt64(byte) }
        note(sum)
    }

    func say(_ now: Instant, _ line: @autoclosure () -> String) {
        guard let write else { return }
        let microseconds = now.sinceStart.nanoseconds / 1_000
        let fraction = String(microseconds % 1_000_000 + 1_000_000).dropFirst()
        write("\(microseconds / 1_000_000).\(fraction) \(line())")
    }
}
