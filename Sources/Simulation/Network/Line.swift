import Basics

/// One direction between a browser and the server: says when, and whether, what is sent now arrives.
struct Line {
    var conditions: LineConditions
    /// Nothing passes before.
    private var downUntil = Instant.start
    private var isBad = false
    private var freeAt = Instant.start
    private var lastArrival = Instant.start
    private var wander = Duration.zero
    private var wanderUntil = Instant.start

    init(_ conditions: LineConditions) {
        self.conditions = conditions
    }

    mutating func cut(until moment: Instant) { downUntil = max(downUntil, moment) }

    /// When the packet arrives, none, one or two times.
    mutating func carry(
        _ bytes: Int, at now: Instant, using random: inout SeededGenerator
    ) -> (first: Instant?, second: Instant?) {
        guard now >= downUntil, let sent = queue(bytes, at: now), !loses(using: &random) else { return (nil, nil) }
        let passed = sent.advanced(by: conditions.delay + jitter(at: now, using: &random))
        var first = max(passed, lastArrival)
        if chance(conditions.reordered, using: &random) {
            first = first.advanced(by: .microseconds(Int64.random(in: 1_000...40_000, using: &random)))
        } else {
            lastArrival = first
        }
        guard chance(conditions.duplicated, using: &random) else { return (first, nil) }
        return (first, first.advanced(by: .microseconds(Int64.random(in: 0...20_000, using: &random))))
    }

    /// When the packet has left the queue, `nil` when there is no room in it.
    private mutating func queue(_ bytes: Int, at now: Instant) -> Instant? {
        guard let rate = conditions.rate else { return now }
        let begin = max(now, freeAt)
        guard now.duration(to: begin) <= conditions.queue else { return nil }
        freeAt = begin.advanced(by: .nanoseconds(Int64(bytes) * 8_000_000_000 / Int64(rate)))
        return freeAt
    }

    private mutating func loses(using random: inout SeededGenerator) -> Bool {
        let loss = conditions.loss
        if chance(isBad ? loss.recovering : loss.worsening, using: &random) { isBad.toggle() }
        return chance(isBad ? loss.whenBad : loss.whenGood, using: &random)
    }

    /// A delay that stays for some ten milliseconds, as that of queues along the way does.
    private mutating func jitter(at now: Instant, using random: inout SeededGenerator) -> Duration {
        guard conditions.jitter > .zero else { return .zero }
        if now >= wanderUntil {
            wander = .nanoseconds(Int64.random(in: 0...conditions.jitter.nanoseconds, using: &random))
            wanderUntil = now.advanced(by: .milliseconds(Int64.random(in: 5...60, using: &random)))
        }
        return wander
    }
}

/// Whether what happens with this probability happens now; what cannot happen costs no chance.
func chance(_ probability: Double, using random: inout SeededGenerator) -> Bool {
    probability > 0 && Double.random(in: 0..<1, using: &random) < probability
}
