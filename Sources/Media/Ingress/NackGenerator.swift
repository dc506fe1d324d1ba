import Basics
import Wire

/// Decides which missing packets to ask a publisher for again, and when to give up (RFC 4585 §6.2.1).
struct NackGenerator: Sendable {
    struct Request: Equatable, Sendable {
        var sequences: [SequenceNumber] = []
        /// Too much is lost to wait for: only a key frame helps.
        var needsKeyFrame = false
    }

    private struct Missing {
        var index: Int64
        var tries = 0
        var lastAsked: Instant?
    }

    /// Asking more often than a round trip only repeats the question, and questions are lost too.
    static let period: Duration = .milliseconds(40)
    /// Later tries are for lines that lose one packet in three, or are long: over a second in all.
    static let laterPeriod: Duration = .milliseconds(100)
    static let earlyTries = 3
    static let triesMax = 14
    static let outstandingMax = 1_000

    private var highest: Int64 = -1
    private var missing: ContiguousArray<Missing> = []

    init() {}

    var isIdle: Bool { missing.isEmpty }
    var count: Int { missing.count }

    /// Notes a packet that arrived; indices are unwrapped.
    mutating func received(_ index: Int64) {
        guard highest >= 0 else {
            highest = index
            return
        }
        if index > highest {
            let first = max(highest + 1, index - Int64(Self.outstandingMax))
            // One more than may be asked for tells that it is too much.
            for lost in first..<index where missing.count <= Self.outstandingMax { missing.append(Missing(index: lost)) }
            highest = index
        } else if let place = missing.firstIndex(where: { $0.index == index }) {
            missing.remove(at: place)
        }
    }

    /// A key frame makes everything before it needless.
    mutating func receivedKeyFrame(_ index: Int64) {
        missing.removeAll { $0.index < index }
    }

    /// What to ask for now.
    mutating func poll(at now: Instant) -> Request {
        guard !missing.isEmpty else { return Request() }
        var request = Request()
        if missing.count > Self.outstandingMax {
            missing.removeAll(keepingCapacity: true)
            return Request(needsKeyFrame: true)
        }
        for place in missing.indices {
            let pause = missing[place].tries < Self.earlyTries ? Self.period : Self.laterPeriod
            if let last = missing[place].lastAsked, last.duration(to: now) < pause { continue }
            missing[place].tries += 1
            missing[place].lastAsked = now
            if missing[place].tries > Self.triesMax {
                request.needsKeyFrame = true
            } else {
                request.sequences.append(
                    SequenceNumber(rawValue: UInt16(truncatingIfNeeded: missing[place].index)))
            }
        }
        missing.removeAll { $0.tries > Self.triesMax }
        return request
    }
}
