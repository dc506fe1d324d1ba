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
    private var beforeDrop: (rate: Bitrate, at: Microseconds)?
    private var lastRecovery: Microseconds?
    private var desired = Bitrate.zero

    private static let patience = Microseconds.seconds(1)
    private static let furtherShare = 0.7
    private static let interval = Microseconds.seconds(5)
    private static let dropShare = 0.66
    private static let dropMemory = Microseconds.seconds(5)
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
    mutating func update(desired wanted: Bitrate, limit: ApplicationLimit, at now: Microseconds) {
        let former = desired
        desired = wanted
        if case .waiting(let until, _) = phase, now >= until { phase = .idle }
        guard wanted > .zero else { return }
        guard hasBegun else {
            hasBegun = true
            return probe([start * 3, start * 6], at: now, goesFurther: true)
        }
        guard case .idle = phase, due.isEmpty, limit.holds, estimate < desired * Self.contented else { return }
        if desired > former * 1.1 { return probe([desired, desired * 2], at: now, goesFurther: false) }
        let last = max(lastBegun ?? now, limit.since ?? now)
        if now - last >= Self.interval { probe([estimate * 2], at: now, goesFurther: true) }
    }

    mutating func changed(to rate: Bitrate, at now: Microseconds) {
        if rate < estimate * Self.dropShare { beforeDrop = (estimate, now) }
        estimate = rate
        if case .waiting(_, let further) = phase, rate > further {
            probe([rate * 2], at: now, goesFurther: true)
        }
    }

    /// The queue has emptied after too much: a drop that was a mistake is undone at once.
    mutating func recovered(at now: Microseconds) {
        guard case .idle = phase, let drop = beforeDrop, now - drop.at < Self.dropMemory,
            lastRecovery.map({ now - $0 > Self.interval }) ?? true
        else { return }
        lastRecovery = now
        probe([drop.rate * Self.recoveryShare], at: now, goesFurther: false)
    }
}
