import Basics

/// When a simulated site asks for the floor, and when it has said enough.
struct FloorBehaviour {
    private let askEvery: Duration?
    private let speakFor: Duration
    private var nextAsk: Instant?
    private var yieldAt: Instant?

    init(_ options: FleetOptions) {
        askEvery = options.askEvery
        speakFor = options.speakFor
    }

    var deadline: Instant? {
        guard let yieldAt else { return nextAsk }
        return nextAsk.map { min($0, yieldAt) } ?? yieldAt
    }

    mutating func begin(at now: Instant, using random: inout some RandomNumberGenerator) {
        guard let askEvery else { return }
        nextAsk = now.advanced(by: Self.about(askEvery, using: &random))
    }

    /// The command to send now, if any: `ask` or `yield`.
    mutating func due(
        _ floor: FloorView, at now: Instant, using random: inout some RandomNumberGenerator
    ) -> String? {
        guard let askEvery else { return nil }
        if floor.holdsFloor {
            guard let end = yieldAt else {
                yieldAt = now.advanced(by: Self.about(speakFor, using: &random))
                return nil
            }
            guard end <= now else { return nil }
            yieldAt = nil
            return "yield"
        }
        yieldAt = nil
        guard let due = nextAsk, due <= now else { return nil }
        nextAsk = now.advanced(by: Self.about(askEvery, using: &random))
        return floor.isOpen && !floor.waits ? "ask" : nil
    }

    /// Between half and one and a half of a time.
    private static func about(_ duration: Duration, using random: inout some RandomNumberGenerator) -> Duration {
        duration * Int.random(in: 50...150, using: &random) / 100
    }
}
