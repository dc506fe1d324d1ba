/// When to probe, and how high: at the start, further while it goes well, after a drop, and while less is sent than
/// somebody would like to see.
struct ProbeSchedule: Sendable {
    private enum Phase { case idle, waiting(until: Microseconds, further: Bitrate) }

    private var due: ContiguousArray<Probe> = []
    private var phase = Phase.idle
    private var hasBegun = false
    private var nextID: UInt16 = 1
    private var lastBegun: Microseconds?
    private var estimate: Bitrate
    private let start: Bitrate
    /// Where the estimate fell from, and when it began to.
    private var drop: (from: Bitrate, at: Microseconds)?
    private var lastRecovery: Microseconds?
    /// Doubles with each probe that was too much for the line.
    private var pause = Self.interval
    private var desired = Bitrate.zero

    private static let patience = Microseconds.seconds(1)
    private static let furtherShare = 0.7
    private static let interval = Microseconds.seconds(3)
    private static let intervalMax = Microseconds.seconds(10)
    private static let dropShare = 0.66
    private static let dropMemory = Microseconds.seconds(5)
    /// The queue that led to a drop needs this long to be gone.
    private static let dropRest = Microseconds.milliseconds(500)
    private static let recoveryShare = 0.85
    /// Twice what could be wanted is enough to know.
    private static let desiredFactor = 2.0
    /// With this much over what is wanted nothing is limited by the line.
    private static let contented = 1.2

    init(start: Bitrate) {
        self.start = start
        estimate = start
    }

    /// The next probe to send.
    mutating func next() -> Probe? { due.isEmpty ? nil : due.removeFirst() }

    private var highest: Bitrate {
        min(desired * Self.desiredFactor, RateControl.ceiling)
    }

    private mutating func probe(_ rates: [Bitrate], at now: Microseconds, goesFurther: Bool) {
        var last = Bitrate.zero
        for rate in rates {
            let capped = min(rate, highest)
            guard capped > estimate * 1.05, capped > last else { continue }
            due.append(Probe(id: nextID, rate: capped))
            nextID = nextID == .max ? 1 : nextID + 1
            last = capped
        }
        guard last > .zero else { return }
        lastBegun = now
        phase = .waiting(
            until: now + Self.patience,
            further: goesFurther && last < highest ? last * Self.furtherShare : RateControl.ceiling * 2)
    }

    /// Looks whether it is time for one; `desired` is what all that is wanted would take.
    mutating func update(desired wanted: Bitrate, limit: ApplicationLimit, use: LineUse, at now: Microseconds) {
        let former = desired
        desired = wanted
        if case .waiting(let until, _) = phase, now >= until { phase = .idle }
        guard wanted > .zero else { return }
        guard hasBegun else {
            hasBegun = true
            return probe([start * 3, start * 6], at: now, goesFurther: true)
        }
        guard case .idle = phase, due.isEmpty, use == .normal, estimate < desired * Self.contented else { return }
        recover(at: now)
        guard due.isEmpty else { return }
        if limit.holds, desired > former * 1.1 { return probe([desired, desired * 2], at: now, goesFurther: false) }
        // Where pictures are held back, little is sent, and what is sent shows nothing of what else there would be room for.
        if now - (lastBegun ?? .zero) >= pause { probe([estimate * 2], at: now, goesFurther: true) }
    }

    mutating func answered(_ result: ProbeResults.Result) {
        switch result {
        case .atLeast: pause = Self.interval
        case .atMost: pause = min(Microseconds(rawValue: pause.rawValue * 2), Self.intervalMax)
        }
    }

    mutating func changed(to rate: Bitrate, at now: Microseconds) {
        if rate < estimate, drop.map({ now - $0.at > Self.dropMemory }) ?? true { drop = (estimate, now) }
        if let drop, rate >= drop.from { self.drop = nil }
        estimate = rate
        if case .waiting(_, let further) = phase, rate > further {
            probe([rate * 2], at: now, goesFurther: true)
        }
    }

    /// The line is as it should be again: a drop that was a mistake is undone at once.
    private mutating func recover(at now: Microseconds) {
        guard let drop, now - drop.at > Self.dropRest, now - drop.at < Self.dropMemory,
            lastRecovery.map({ now - $0 > Self.interval }) ?? true
        else { return }
        lastRecovery = now
        let isLarge = estimate < drop.from * Self.dropShare
        probe([drop.from * (isLarge ? Self.recoveryShare : 1)], at: now, goesFurther: false)
    }
}
