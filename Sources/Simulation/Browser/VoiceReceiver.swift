import Basics
import Wire

/// What a browser does with one audio slot: plays a packet each 20 ms, somewhat late so that most have come, and makes up
/// sound for those that have not (after libwebrtc's NetEq, simplified).
final class VoiceReceiver {
    struct Heard: Equatable {
        var stamp: Stamp
        var timestamp: UInt32
        var at: Instant
    }

    private static let frame: Duration = .milliseconds(20)
    private static let ticks: UInt32 = 960
    private static let packetsMax = 200
    private static let latestMax: Duration = .milliseconds(400)

    private var unwrapper = SequenceUnwrapper()
    /// The last numbers that came, under themselves.
    private var arrived = ContiguousArray<Int64>(repeating: -1, count: 256)
    private var packets: [Int64: (timestamp: UInt32, stamp: Stamp)] = [:]
    private var next: (index: Int64, timestamp: UInt32, at: Instant)?
    /// How late packets come against the earliest of the last seconds, for the delay to play with.
    private var lateness = DelayHistogram()
    private(set) var last: Heard?
    private(set) var played = 0
    private(set) var corrected = 0
    private(set) var concealed = 0
    /// What came of it, with its headers.
    var bytes = 0
    private(set) var complaints: [String] = []
    private(set) var lastPacket: Instant?
    /// Whether a lost packet can be had out of the next one (RFC 6716 §2.1.7).
    let hasForwardErrorCorrection: Bool

    init(hasForwardErrorCorrection: Bool) {
        self.hasForwardErrorCorrection = hasForwardErrorCorrection
    }

    func receive(_ header: RTPHeader, _ payload: [UInt8], at now: Instant) {
        guard header.payloadType == BrowserOffer.redundancyType else { return receive(header, payload[...], at: now) }
        guard let blocks = try? RedundantBlock.blocks(of: payload.span), let own = blocks.last else {
            complaints.append("a voice packet whose blocks cannot be told apart, number \(header.sequence.rawValue)")
            return
        }
        receive(header, payload[own.range], at: now)
        for block in blocks.dropLast() {
            guard let stamp = Stamp(reading: payload[block.range]) else {
                complaints.append("an earlier sound that is not what was sent, beside number \(header.sequence.rawValue)")
                continue
            }
            let ago = (block.timestampOffset + Self.ticks / 2) / Self.ticks
            let sequence = SequenceNumber(rawValue: header.sequence.rawValue &- UInt16(truncatingIfNeeded: ago))
            receive(sequence, header.timestamp &- block.timestampOffset, stamp, at: now)
        }
    }

    private func receive(_ header: RTPHeader, _ payload: ArraySlice<UInt8>, at now: Instant) {
        guard let stamp = Stamp(reading: payload) else {
            complaints.append("a voice packet that is not what was sent, number \(header.sequence.rawValue)")
            return
        }
        receive(header.sequence, header.timestamp, stamp, at: now)
    }

    func receive(_ sequence: SequenceNumber, _ timestamp: UInt32, _ stamp: Stamp, at now: Instant) {
        let index = unwrapper.unwrap(sequence)
        lastPacket = now
        // What comes again says nothing of how late packets come.
        if arrived[Int(index & 255)] != index { lateness.arrived(timestamp, at: now) }
        arrived[Int(index & 255)] = index
        guard index >= next?.index ?? .min, packets.count < Self.packetsMax else { return }
        packets[index] = (timestamp, stamp)
        if next == nil {
            next = (index, timestamp, now.advanced(by: lateness.delay))
        }
    }

    var deadline: Instant? { next?.at }

    /// Plays what is due; returns what was heard.
    func advance(at now: Instant) -> [Heard] {
        var heard: [Heard] = []
        while let (index, timestamp, due) = next, due <= now {
            if let packet = packets.removeValue(forKey: index) {
                // A jump that no packet is missing for: another speaker, or the same after a pause.
                played += 1
                let sound = Heard(stamp: packet.stamp, timestamp: packet.timestamp, at: now)
                last = sound
                heard.append(sound)
                step(index + 1, packet.timestamp &+ Self.ticks, due)
            } else if let following = packets[index + 1], hasForwardErrorCorrection,
                following.timestamp &- timestamp == Self.ticks
            {
                corrected += 1
                step(index + 1, timestamp &+ Self.ticks, due)
            } else if let present = packets.keys.min() {
                // Lost; what is there plays when its time has come.
                let ahead = Int32(bitPattern: (packets[present]?.timestamp ?? 0) &- timestamp)
                if ahead <= 0 || ahead > Int32(Self.ticks) * 50 {
                    next = (present, packets[present]?.timestamp ?? 0, due)
                } else {
                    concealed += 1
                    step(ahead <= Int32(Self.ticks) ? present : index + 1, timestamp &+ Self.ticks, due)
                }
            } else {
                // Nothing there: a pause of the speaker or of the line; begin anew with the next packet.
                concealed += 1
                next = nil
            }
        }
        return heard
    }

    /// Plays on, a little slower or faster where the next packet is due later or earlier than it would be.
    private func step(_ index: Int64, _ timestamp: UInt32, _ due: Instant) {
        let natural = due.advanced(by: Self.frame)
        let change = natural.duration(to: lateness.due(timestamp) ?? natural)
        next = (index, timestamp, natural.advanced(by: min(max(change, .milliseconds(-4)), .milliseconds(4))))
    }

    func forgetFigures() { (played, corrected, concealed, bytes) = (0, 0, 0, 0) }

    func takeComplaints() -> [String] {
        defer { complaints = [] }
        return complaints
    }
}

/// The delay that all but few of the last packets would have needed.
struct DelayHistogram {
    private var latenesses: ContiguousArray<Int64> = []
    private var base: (timestamp: UInt32, at: Instant)?
    private var arrivals = 0
    private var least: Int64 = 0
    private(set) var delay: Duration = .milliseconds(40)
    private static let window = 250

    init() {}

    mutating func arrived(_ timestamp: UInt32, at now: Instant) {
        guard let base else {
            base = (timestamp, now)
            latenesses = [0]
            return
        }
        let nominal = Int64(Int32(bitPattern: timestamp &- base.timestamp)) * 1_000_000_000 / 48_000
        let lateness = base.at.duration(to: now).nanoseconds - nominal
        // Another timeline: what was learned says nothing about it.
        if let last = latenesses.last, abs(lateness - last) > 1_000_000_000 {
            self.base = (timestamp, now)
            latenesses = [0]
            least = 0
            return
        }
        latenesses.append(lateness)
        if latenesses.count > 2 * Self.window { latenesses.removeFirst(Self.window) }
        arrivals += 1
        if arrivals % 16 == 0 { (least, delay) = estimate() }
    }

    /// When a packet is due that plays that much after the earliest would have come.
    func due(_ timestamp: UInt32) -> Instant? {
        guard let base else { return nil }
        let nominal = Int64(Int32(bitPattern: timestamp &- base.timestamp)) * 1_000_000_000 / 48_000
        return base.at.advanced(by: .nanoseconds(nominal + least) + delay)
    }

    /// From the earliest packet to the 97th of a hundred, between 40 and 400 ms.
    private func estimate() -> (least: Int64, delay: Duration) {
        let sorted = latenesses.suffix(Self.window).sorted()
        guard let least = sorted.first else { return (0, .milliseconds(40)) }
        let late = sorted[sorted.count * 97 / 100] - least
        return (least, .nanoseconds(min(max(late + 20_000_000, 40_000_000), 400_000_000)))
    }
}
