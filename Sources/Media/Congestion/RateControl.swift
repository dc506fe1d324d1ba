/// The rate at which the line was last seen to be full, and how much that varies.
struct LinkCapacity: Sendable {
    private(set) var kilobits: Double?
    private var deviation = 0.4

    init() {}

    var isKnown: Bool { kilobits != nil }
    var bitrate: Bitrate? { kilobits.map { .kilobits($0) } }
    var upper: Bitrate? { kilobits.map { .kilobits($0 + 3 * spread($0)) } }
    var lower: Bitrate? { kilobits.map { .kilobits(max(0, $0 - 3 * spread($0))) } }

    private func spread(_ kilobits: Double) -> Double { (deviation * kilobits).squareRoot() }

    mutating func reset() { kilobits = nil }

    mutating func sawFull(at rate: Bitrate) { learn(rate, weight: 0.05) }
    mutating func probed(_ rate: Bitrate) { learn(rate, weight: 0.5) }

    private mutating func learn(_ rate: Bitrate, weight: Double) {
        let next = kilobits.map { (1 - weight) * $0 + weight * rate.kilobits } ?? rate.kilobits
        kilobits = next
        let error = next - rate.kilobits
        deviation = (1 - weight) * deviation + weight * error * error / max(next, 1)
        deviation = min(max(deviation, 0.4), 2.5)
    }
}

/// Raises the rate while the delay allows it, slowly near the rate that was too much before, and lowers it below what
/// arrives when a queue grows (draft-ietf-rmcat-gcc-02 §5.6).
struct RateControl: Sendable {
    private enum Direction { case increase, hold }

    private(set) var bitrate: Bitrate
    private var direction = Direction.increase
    private var capacity = LinkCapacity()
    private var lastChange: Microseconds?
    private var lastDecrease: Microseconds?

    private static let decrease = 0.85
    private static let limitedShare = 1.5
    private static let growthPerSecond = 0.08
    static let floor = Bitrate.kilobits(30)
    /// More than this no receiver of ours is sent.
    static let ceiling = Bitrate.kilobits(50_000)

    init(start: Bitrate) {
        bitrate = start
    }

    mutating func update(
        _ use: LineUse, acknowledged: Bitrate?, isApplicationLimited: Bool, roundTrip: Microseconds,
        at now: Microseconds
    ) {
        switch use {
        case .overused:
            lower(acknowledged, isApplicationLimited, roundTrip, at: now)
            direction = .hold
        case .underused:
            // The queue empties: what is sent now still finds it there.
            direction = .hold
            lastChange = now
        case .normal:
            if direction == .hold {
                direction = .increase
                lastChange = now
            } else {
                raise(acknowledged, roundTrip, at: now)
            }
        }
    }

    /// What a probe has found.
    mutating func probed(_ rate: Bitrate, at now: Microseconds) {
        capacity.probed(rate)
        set(rate, at: now)
    }

    /// Nothing is heard any more of what is sent.
    mutating func halve(at now: Microseconds) { set(bitrate * 0.5, at: now) }

    private mutating func raise(_ acknowledged: Bitrate?, _ roundTrip: Microseconds, at now: Microseconds) {
        defer { lastChange = now }
        guard let acknowledged, let lastChange else { return }
        if let upper = capacity.upper, acknowledged > upper { capacity.reset() }
        // What was never sent was never shown to fit.
        let limit = acknowledged * 1.5 + .kilobits(10)
        guard bitrate < limit else { return }
        let elapsed = min(1, (now - lastChange).seconds)
        let growth: Double
        if capacity.isKnown {
            growth = nearGrowth(roundTrip) * elapsed
        } else {
            growth = max(1_000, bitrate.bitsPerSecond * Self.growthPerSecond) * elapsed
        }
        set(min(Bitrate(bitsPerSecond: bitrate.bitsPerSecond + growth), limit), at: now)
    }

    /// About one packet more in each time that an answer takes, in bits per second and second.
    private func nearGrowth(_ roundTrip: Microseconds) -> Double {
        let frame = bitrate.bitsPerSecond / 30
        let packets = max(1, (frame / (1_200 * 8)) + 1)
        let packet = frame / Double(Int(packets))
        let response = roundTrip.seconds + 0.1
        return max(4_000, packet / response)
    }

    private mutating func lower(
        _ acknowledged: Bitrate?, _ isApplicationLimited: Bool, _ roundTrip: Microseconds, at now: Microseconds
    ) {
        let pause = min(max(roundTrip, .milliseconds(10)), .milliseconds(200))
        let isSoon = lastDecrease.map { now - $0 < pause } ?? false
        guard let acknowledged else {
            if !isSoon { cut(to: bitrate * 0.5, at: now) }
            return
        }
        // What arrives of little says nothing of how much would: one step down at a time.
        if isApplicationLimited {
            // And it is not this little that fills the queue, if there is one: a starved machine looks the same.
            if !isSoon { cut(to: max(max(acknowledged, bitrate) * Self.decrease, acknowledged * Self.limitedShare), at: now) }
            return
        }
        guard !isSoon || acknowledged < bitrate * 0.5 else { return }
        var target = acknowledged * Self.decrease
        if target > bitrate, let known = capacity.bitrate { target = known * Self.decrease }
        if let lower = capacity.lower, acknowledged < lower { capacity.reset() }
        capacity.sawFull(at: acknowledged)
        cut(to: target, at: now)
    }

    private mutating func cut(to target: Bitrate, at now: Microseconds) {
        lastDecrease = now
        if target < bitrate { set(target, at: now) }
    }

    private mutating func set(_ rate: Bitrate, at now: Microseconds) {
        bitrate = min(max(rate, Self.floor), Self.ceiling)
        lastChange = now
    }
}
