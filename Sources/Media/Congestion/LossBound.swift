/// How much loss lets us send: loss that grows with the rate is the line's end, loss that does not is its nature.
///
/// Among some candidates the pair of bandwidth and inherent loss is taken under which the last observations are the
/// likeliest, with a leaning towards more bandwidth while little is lost.
struct LossBound: Sendable {
    enum State: Equatable, Sendable { case open, decreasing, increasing }

    private struct Observation: BitwiseCopyable {
        var packets = 0.0
        var lost = 0.0
        var rate = 0.0
    }

    private(set) var state = State.open
    private var bandwidth: Bitrate
    private var inherentLoss = 0.01
    private var observations: ContiguousArray<Observation> = []
    private var oldest = 0
    private var packets = 0
    private var lost = 0
    private var bytes = 0
    private var since: Microseconds?
    /// For a second after a decrease the bound may rise by a little only.
    private var window: (limit: Bitrate, until: Microseconds)?

    private static let observationLength = Microseconds.milliseconds(250)
    private static let remembered = 15
    private static let weightPerStep = 0.9
    private static let candidates = [1.02, 1.0, 0.95]
    private static let inherentMin = 0.001
    private static let inherentOffset = 0.05
    private static let inherentBalance = Bitrate.kilobits(100)
    private static let instantOffset = 0.05
    private static let instantBalance = Bitrate.kilobits(75)
    /// Above this loss less bandwidth is the better guess, below it more.
    private static let leaningLoss = 0.15
    private static let leaning = 0.0002
    private static let logarithmicLeaning = 0.02
    private static let stepSize = 0.75

    init(start: Bitrate) {
        bandwidth = start
    }

    /// The share that was lost lately, 0 to 1.
    var loss: Double {
        var lost = 0.0
        var packets = 0.0
        forEach { observation, weight in
            lost += weight * observation.lost
            packets += weight * observation.packets
        }
        return packets > 0 ? lost / packets : 0
    }

    /// What loss allows of what the delay allows.
    func bound(_ delayBased: Bitrate) -> Bitrate {
        guard state != .open else { return delayBased }
        return min(delayBased, bandwidth, instantBound)
    }

    /// Takes a probe's word for it, or the beginning's.
    mutating func reset(to rate: Bitrate) {
        bandwidth = rate
        state = .open
        window = nil
    }

    /// A probe showed that so much passes.
    mutating func raise(to rate: Bitrate) {
        bandwidth = max(bandwidth, rate)
        window = nil
    }

    mutating func observe(packets count: Int, lost lostCount: Int, bytes byteCount: Int, lastSent: Microseconds) {
        packets += count
        lost += lostCount
        bytes += byteCount
        since = since ?? lastSent
    }

    /// Thinks again when enough was observed; `delayBased` is what the delay allows.
    mutating func update(_ delayBased: Bitrate, acknowledged: Bitrate?, at sent: Microseconds) {
        guard let start = since, sent - start >= Self.observationLength else { return }
        remember(Observation(
            packets: Double(packets), lost: Double(lost),
            rate: Bitrate(bytes: bytes, over: sent - start).bitsPerSecond))
        (packets, lost, bytes, since) = (0, 0, 0, sent)
        guard state != .open || observations.contains(where: { $0.lost > 0 }) else {
            bandwidth = delayBased
            return
        }
        decide(delayBased, acknowledged, at: sent)
    }

    private mutating func decide(_ delayBased: Bitrate, _ acknowledged: Bitrate?, at now: Microseconds) {
        var rates = Self.candidates.map { bandwidth * $0 }
        if let acknowledged { rates.append(acknowledged) }
        if delayBased > bandwidth { rates.append(delayBased) }
        var best = (bandwidth: bandwidth, inherent: inherentLoss, likelihood: -Double.infinity)
        for rate in rates {
            let inherent = likeliestInherentLoss(rate)
            let likelihood = likelihood(rate, inherent)
            if likelihood > best.likelihood { best = (rate, inherent, likelihood) }
        }
        var next = best.bandwidth
        if next > bandwidth {
            // More was lost than is this line's nature: not the time to send more.
            if loss > best.inherent { next = bandwidth }
            if state != .open, let acknowledged { next = max(bandwidth, min(next, acknowledged * 1.5)) }
            if let window, now < window.until { next = min(next, max(bandwidth, window.limit)) }
        }
        inherentLoss = best.inherent
        if next < bandwidth, window.map({ now >= $0.until }) ?? true {
            window = (max(next, RateControl.floor) * 1.3, now + .seconds(1))
        }
        if next >= delayBased {
            state = .open
            bandwidth = delayBased
        } else {
            state = next < bandwidth || (next == bandwidth && state != .increasing) ? .decreasing : .increasing
            bandwidth = max(next, RateControl.floor)
        }
    }

    // MARK: Likelihood

    private mutating func remember(_ observation: Observation) {
        if observations.count < Self.remembered {
            observations.append(observation)
        } else {
            observations[oldest] = observation
            oldest = (oldest + 1) % Self.remembered
        }
    }

    /// Newest first, each older one weighing less.
    private func forEach(_ body: (Observation, Double) -> Void) {
        var weight = 1.0
        for age in observations.indices {
            let place = (oldest + observations.count - 1 - age) % observations.count
            body(observations[place], weight)
            weight *= Self.weightPerStep
        }
    }

    private func lossProbability(_ rate: Double, _ bandwidth: Bitrate, _ inherent: Double) -> Double {
        var probability = inherent
        if rate > bandwidth.bitsPerSecond {
            probability += (1 - inherent) * (rate - bandwidth.bitsPerSecond) / rate
        }
        return min(max(probability, 1e-6), 1 - 1e-6)
    }

    /// One step of Newton's method from what was believed.
    private func likeliestInherentLoss(_ bandwidth: Bitrate) -> Double {
        var first = 0.0
        var second = 0.0
        forEach { observation, weight in
            let probability = lossProbability(observation.rate, bandwidth, inherentLoss)
            let kept = observation.packets - observation.lost
            first += weight * (observation.lost / probability - kept / (1 - probability))
            second -= weight
                * (observation.lost / (probability * probability) + kept / ((1 - probability) * (1 - probability)))
        }
        let step = second < 0 ? Self.stepSize * first / second : 0
        let most = min(1, Self.inherentOffset + Self.inherentBalance.bitsPerSecond / max(1, bandwidth.bitsPerSecond))
        return min(max(inherentLoss - step, Self.inherentMin), most)
    }

    private func likelihood(_ bandwidth: Bitrate, _ inherent: Double) -> Double {
        let loss = loss
        let damping = (Self.leaningLoss - loss) / (Self.leaningLoss + loss)
        let leaning = damping * (
            Self.leaning * bandwidth.kilobits + Self.logarithmicLeaning * naturalLogarithm(1 + bandwidth.kilobits))
        var sum = 0.0
        forEach { observation, weight in
            let probability = lossProbability(observation.rate, bandwidth, inherent)
            sum += weight * (
                observation.lost * naturalLogarithm(probability)
                    + (observation.packets - observation.lost) * naturalLogarithm(1 - probability)
                    + leaning * observation.packets)
        }
        return sum
    }

    /// Heavy loss bounds at once, whatever the window says.
    private var instantBound: Bitrate {
        let excess = loss - Self.instantOffset
        return excess > 0 ? max(Self.instantBalance * (1 / excess), RateControl.floor) : RateControl.ceiling
    }
}

/// The natural logarithm of a positive number to nine digits, for a module that imports no mathematics.
func naturalLogarithm(_ value: Double) -> Double {
    // value = m 2^e with m in 1..<2, and ln m = 2 artanh((m-1)/(m+1)), whose argument is at most a third.
    let argument = (value.significand - 1) / (value.significand + 1)
    let square = argument * argument
    var sum = 0.0
    for odd in stride(from: 17, through: 1, by: -2) { sum = sum * square + 1 / Double(odd) }
    return Double(value.exponent) * 0.693_147_180_559_945_3 + 2 * argument * sum
}
