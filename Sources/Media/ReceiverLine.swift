package import Basics

/// The line to one receiver, as its feedback shows it.
package struct ReceiverLine: Equatable, Sendable {
    package var peer: PeerID
    package var estimate: Bitrate
    /// The share of packets that is lost, 0 to 1.
    package var loss: Double
    /// From sending to hearing that it arrived, the receiver's own waiting included.
    package var roundTrip: Duration
    /// Slots that show a smaller picture than is wanted, and slots that show none.
    package var smaller: Int
    package var paused: Int
}

/// All lines of one worker together.
package struct LineSums: Equatable, Sendable {
    package var lines = 0
    package var short = 0
    package var smaller = 0
    package var paused = 0
    package var estimate = Bitrate.zero

    mutating func add(_ line: ReceiverLine) {
        lines += 1
        short += line.smaller + line.paused > 0 ? 1 : 0
        smaller += line.smaller
        paused += line.paused
        estimate = estimate + line.estimate
    }

    /// By the names that they have in metrics.
    package var samples: [(name: String, value: Int)] {
        [
            ("lines", lines), ("lines_short", short), ("slots_paused", paused), ("slots_smaller", smaller),
            ("line_bits_per_second", Int(estimate.bitsPerSecond)),
        ]
    }
}
