import Basics
import Wire

/// How much the line to one receiver carries, from what its feedback says of each packet (congestion control as in
/// draft-ietf-rmcat-gcc-02, with probing and a bound by loss as libwebrtc has them).
struct BandwidthEstimator: Sendable {
    private var packets = SentPackets()
    private var groups = ArrivalGroups()
    private var trend = DelayTrend()
    private var acknowledged = AcknowledgedRate()
    private var rate: RateControl
    private var lossBound: LossBound
    private var limit = ApplicationLimit()
    private var schedule: ProbeSchedule
    private var probeResults = ProbeResults()
    private var clock = ArrivalClock()
    /// What the line was used like when the last report was taken.
    private var use = LineUse.normal

    private var mediaBytes = 0
    private var countedBytes = 0
    private var lastReported: Int64 = 0
    private var lastHeard: Microseconds?
    private var began: Microseconds?
    private var lastHalving: Microseconds?
    /// When the last probe was sent.
    private var probed = (first: Microseconds.zero, last: Microseconds.zero)
    private var arrivals: ContiguousArray<Arrival> = []

    /// What the line carries; `nil` while nothing was heard of it.
    private(set) var estimate: Bitrate?
    /// From sending to hearing that it arrived, the receiver's wait included; smoothed.
    private(set) var roundTrip = Microseconds.milliseconds(100)

    private struct Arrival: BitwiseCopyable {
        var packet: SentPacket
        var at: Microseconds
    }

    /// Halls have lines of some megabits; a smaller one shows within the first probes.
    static let start = Bitrate.kilobits(1_500)
    /// In the first seconds little is known of loss but that none was seen.
    private static let beginning = Microseconds.seconds(2)
    private static let settling = Microseconds.seconds(1)
    /// What a probe brought into a queue is gone by then.
    private static let probeEcho = Microseconds.milliseconds(100)
    private static let lossThatSettles = 0.1
    private static let pacingFactor = 2.5
    private static let waitMax = Microseconds.milliseconds(250)
    private static let silence = Microseconds.milliseconds(1_500)
    private static let probeShareOfAcknowledged = 0.85

    init(start: Bitrate = Self.start) {
        rate = RateControl(start: start)
        lossBound = LossBound(start: start)
        schedule = ProbeSchedule(start: start)
    }

    /// The share of packets that is lost, 0 to 1.
    var loss: Double { lossBound.loss }
    /// What arrives now.
    var throughput: Bitrate { acknowledged.bitrate ?? .zero }
    /// What the line carries as far as its delay tells: loss may be its nature.
    var undelayed: Bitrate { rate.bitrate }
    var isApplicationLimited: Bool { limit.holds }
    var isOverused: Bool { trend.use == .overused }

    /// How fast what is sent at once may leave: faster than the line's mean, and never so slowly that `waiting` bytes
    /// wait for long.
    func pacingRate(_ waiting: Int) -> Bitrate {
        max((estimate ?? .zero) * Self.pacingFactor, Bitrate(bytes: waiting, over: Self.waitMax))
    }

    /// Whether the estimate is more than where we began: the first probes had their answers, or there was too much.
    func isSettled(at now: Microseconds) -> Bool {
        guard let began else { return false }
        return now - began >= Self.settling || isOverused || loss > Self.lossThatSettles
    }

    /// More is about to be sent than before.
    mutating func expectChange() { acknowledged.expectChange() }

    // MARK: Sending

    /// Numbers a packet of `bytes` that is sent now; what belongs to a probe is no media.
    mutating func sent(_ bytes: Int, probe: UInt16 = 0, at now: Microseconds) -> SequenceNumber {
        if probe == 0 {
            mediaBytes += bytes
        } else {
            if probed.last < now - Self.probeEcho { probed.first = now }
            probed.last = now
        }
        return packets.append(bytes: bytes, probe: probe, at: now)
    }

    /// Lets time pass, a few times in each feedback interval; `desired` is what all that is wanted would take.
    mutating func advance(to now: Microseconds, desired: Bitrate) {
        guard let estimate else { return }
        let wasLimited = limit.holds
        limit.update(sent: mediaBytes - countedBytes, of: estimate, at: now)
        if wasLimited, !limit.holds { acknowledged.expectChange() }
        countedBytes = mediaBytes
        // What was found of delays a while ago says nothing of the line now; where all pictures are held, nothing new would ever be found.
        let isStale = lastHeard.map { now - $0 > Self.silence } ?? false
        schedule.update(desired: desired, limit: limit, use: isStale ? .normal : use, at: now)
        watchSilence(at: now)
    }

    /// The next probe that is due, to be sent at its rate with its number on each packet.
    mutating func nextProbe() -> Probe? {
        guard let probe = schedule.next() else { return nil }
        probeResults.begin(probe)
        return probe
    }

    /// A line that carries nothing back is assumed to carry less and less.
    private mutating func watchSilence(at now: Microseconds) {
        guard let oldest = packets.sent(after: lastReported), now - oldest > Self.silence,
            let lastHeard, now - lastHeard > Self.silence,
            lastHalving.map({ now - $0 >= Self.silence }) ?? true
        else { return }
        lastHalving = now
        rate.halve(at: now)
        conclude(at: now)
    }

    // MARK: Feedback

    /// Takes one report; what it says twice counts once.
    mutating func feedback(_ report: TransportFeedback, at now: Microseconds) {
        let first = packets.number(of: report.base)
        var count = 0
        var lost = 0
        var bytes = 0
        var lastSent: Microseconds?
        arrivals.removeAll(keepingCapacity: true)
        for (offset, arrival) in report.arrivals.enumerated() {
            guard let packet = packets.settle(first + Int64(offset), hasArrived: arrival != nil) else { continue }
            lastSent = max(lastSent ?? packet.sent, packet.sent)
            bytes += Int(packet.bytes)
            if let arrival {
                arrivals.append(Arrival(packet: packet, at: clock.whole(Microseconds(arrival))))
                if packet.fate == .lost {
                    lost -= 1
                } else {
                    count += 1
                }
            } else {
                count += 1
                lost += 1
            }
        }
        guard let lastSent else { return }
        lastReported = max(lastReported, first + Int64(report.arrivals.count) - 1)
        lastHeard = now
        began = began ?? now
        let sample = max(.milliseconds(1), now - lastSent)
        roundTrip = Microseconds(rawValue: (roundTrip.rawValue * 7 + sample.rawValue) / 8)
        lossBound.observe(packets: max(0, count), lost: max(0, lost), bytes: bytes, lastSent: lastSent)
        let probed = takeArrivals(at: now)
        control(probed, lastSent: lastSent, at: now)
    }

    private mutating func takeArrivals(at now: Microseconds) -> ProbeResults.Result? {
        if !arrivals.indices.dropFirst().allSatisfy({ arrivals[$0 - 1].at <= arrivals[$0].at }) {
            arrivals.sort { $0.at < $1.at }
        }
        var found: ProbeResults.Result?
        for arrival in arrivals {
            acknowledged.add(
                bytes: Int(arrival.packet.bytes), at: arrival.at, isApplicationLimited: limit.holds)
            // A probe fills the queue for a moment; that it does is its own finding.
            let sent = arrival.packet.sent
            let isEcho = sent >= probed.first && sent <= probed.last + Self.probeEcho
            if !isEcho, let change = groups.add(sent: sent, arrived: arrival.at) { trend.add(change) }
            guard arrival.packet.probe != 0 else { continue }
            if let result = probeResults.add(arrival.packet, arrived: arrival.at) { found = result }
        }
        if let found { schedule.answered(found) }
        return found
    }

    private mutating func control(_ probed: ProbeResults.Result?, lastSent: Microseconds, at now: Microseconds) {
        use = trend.use
        switch probed {
        case .atLeast(let rate)? where rate > estimate ?? .zero && use != .overused:
            if rate > self.rate.bitrate { self.rate.probed(rate, at: now) }
            lossBound.raise(to: rate)
        case .atMost(let rate)?:
            // What arrives is carried, whatever one burst says.
            let proven = (acknowledged.bitrate ?? .zero) * Self.probeShareOfAcknowledged
            self.rate.probed(max(rate, min(proven, self.rate.bitrate)), at: now)
            lossBound.reset(to: self.rate.bitrate)
        default:
            rate.update(
                use, acknowledged: acknowledged.bitrate, isApplicationLimited: limit.heldLately(at: now),
                roundTrip: roundTrip, at: now)
        }
        if let began, now - began < Self.beginning, lossBound.loss == 0 {
            lossBound.reset(to: rate.bitrate)
        }
        lossBound.update(rate.bitrate, acknowledged: acknowledged.bitrate, at: lastSent)
        conclude(at: now)
    }

    private mutating func conclude(at now: Microseconds) {
        let next = lossBound.bound(rate.bitrate)
        estimate = next
        schedule.changed(to: next, at: now)
    }
}

/// Makes one line of the receiver's times, which wrap (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1).
struct ArrivalClock: Sendable {
    private var last: Microseconds?
    private var turns = Microseconds.zero

    private static let period = Microseconds(TransportFeedback.period)

    init() {}

    mutating func whole(_ time: Microseconds) -> Microseconds {
        if let last {
            let half = Microseconds(rawValue: Self.period.rawValue / 2)
            if time + turns < last - half { turns = turns + Self.period }
            if time + turns > last + half { turns = turns - Self.period }
        }
        last = time + turns
        return time + turns
    }
}
