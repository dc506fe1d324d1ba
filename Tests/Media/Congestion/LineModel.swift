import Basics
@testable import Media
import Wire

/// A line with a bandwidth, a queue in front of it, a delay, and loss that has nothing to do with either.
struct LineModel {
    var capacity: Bitrate
    var delay = Microseconds.milliseconds(25)
    var queue = Microseconds.milliseconds(300)
    var loss = 0.0
    /// Whether the receiver's machine has other things to do most of the time: nothing is read meanwhile, then all at once.
    var stalls = false
    private var busyUntil = Microseconds.zero
    private var idleUntil = Microseconds.zero
    private var freeAt = Microseconds.zero
    private var random: SeededGenerator

    init(_ capacity: Bitrate, seed: UInt64 = 1) {
        self.capacity = capacity
        random = SeededGenerator(seed: seed)
    }

    /// When a packet sent now arrives; `nil` when it does not.
    mutating func send(_ bytes: Int, at now: Microseconds) -> Microseconds? {
        let start = max(now, freeAt)
        guard start - now < queue else { return nil }
        freeAt = start + Microseconds(rawValue: Int64(Double(bytes) * 8_000_000 / capacity.bitsPerSecond))
        guard Double.random(in: 0..<1, using: &random) >= loss else { return nil }
        return read(freeAt + delay)
    }

    /// When what comes at `moment` is read.
    mutating func read(_ moment: Microseconds) -> Microseconds {
        guard stalls else { return moment }
        while moment >= idleUntil {
            busyUntil = idleUntil + .milliseconds(Int64.random(in: 10...400, using: &random))
            idleUntil = busyUntil + .milliseconds(Int64.random(in: 5...60, using: &random))
            if idleUntil < moment - .seconds(1) { idleUntil = moment }
        }
        return max(moment, busyUntil)
    }
}

/// One sender with its estimator, and a receiver that reports every 50 ms.
final class TestFlow {
    var estimator = BandwidthEstimator()
    /// What the application has to send; what it sends is never more than the estimate.
    var offered: Bitrate
    var desired: Bitrate
    private(set) var estimates: [Double] = []
    private var budget = 0.0
    private var current: (probe: Probe, sent: Int, packets: Int)?
    private var arrivals: [(number: UInt16, at: Microseconds?)] = []
    private var reports: [(due: Microseconds, report: TransportFeedback)] = []
    private var nextReport = Microseconds.zero
    private var reportCount: UInt8 = 0
    private(set) var probeBytes = 0
    /// The receiver's clock began at another time.
    private let shift = Microseconds.seconds(1_000)

    init(_ offered: Bitrate, desired: Bitrate? = nil) {
        self.offered = offered
        self.desired = desired ?? offered
    }

    func step(_ length: Microseconds, to now: Microseconds, over line: inout LineModel) {
        while let first = reports.first, first.due <= now {
            estimator.feedback(first.report, at: now)
            reports.removeFirst()
        }
        estimator.advance(to: now, desired: desired)
        let rate = min(offered, estimator.estimate ?? BandwidthEstimator.start)
        budget += rate.bytes(in: length)
        while budget >= 1_200 {
            send(1_200, probe: 0, at: now, over: &line)
            budget -= 1_200
        }
        sendProbe(length, at: now, over: &line)
        if now >= nextReport { report(at: now, &line) }
        estimates.append((estimator.estimate ?? .zero).kilobits)
    }

    private func sendProbe(_ length: Microseconds, at moment: Microseconds, over line: inout LineModel) {
        if current == nil { current = estimator.nextProbe().map { ($0, 0, 0) } }
        guard var now = current else { return }
        let target = now.sent + Int(now.probe.rate.bytes(in: length))
        while now.sent < target {
            send(1_000, probe: now.probe.id, at: moment, over: &line)
            now.sent += 1_000
            now.packets += 1
            probeBytes += 1_000
        }
        current = now.sent >= now.probe.bytes && now.packets >= Probe.packetsMin ? nil : now
    }

    private func send(_ bytes: Int, probe: UInt16, at now: Microseconds, over line: inout LineModel) {
        let number = estimator.sent(bytes, probe: probe, at: now)
        arrivals.append((number.rawValue, line.send(bytes, at: now)))
    }

    /// What has come, and what is known not to come since later packets did.
    private func report(at now: Microseconds, _ line: inout LineModel) {
        nextReport = line.read(now + .milliseconds(50))
        guard let last = arrivals.lastIndex(where: { $0.at.map { $0 <= now } ?? false }) else { return }
        let told = arrivals[...last]
        reports.append((now + line.delay, TransportFeedback(
            sender: SSRC(1), media: SSRC(2), base: SequenceNumber(told[0].number), feedbackCount: reportCount,
            arrivals: told.map { entry in
                entry.at.map { .microseconds(($0 + shift).rawValue / 250 * 250) }
            })))
        reportCount &+= 1
        arrivals.removeFirst(last + 1)
    }
}

/// Runs flows over one line for some time.
struct LineRun {
    var line: LineModel
    let flows: [TestFlow]
    private(set) var now = Microseconds.seconds(1)

    init(_ line: LineModel, _ flows: [TestFlow]) {
        self.line = line
        self.flows = flows
    }

    mutating func run(seconds: Double) {
        let end = now + Microseconds(rawValue: Int64(seconds * 1_000_000))
        while now < end {
            now = now + .milliseconds(5)
            for flow in flows { flow.step(.milliseconds(5), to: now, over: &line) }
        }
    }

    /// The mean of a flow's estimates over the last seconds, in kilobits.
    func mean(_ flow: Int = 0, last seconds: Int) -> Double {
        let tail = flows[flow].estimates.suffix(seconds * 200)
        return tail.reduce(0, +) / Double(tail.count)
    }
}
