import Basics
import Wire

/// Which packets a browser asks for again, and when it gives up (after libwebrtc's `NackRequester`).
struct NackRequester {
    private struct Missing {
        var tries = 0
        var lastAsked: Instant?
    }

    static let triesMax = 10
    static let missingMax = 1_000

    private var missing: [Int64: Missing] = [:]
    private var highest: Int64?
    private(set) var asked = 0
    /// Something is missing that was not asked for yet.
    private(set) var hasNews = false

    init() {}

    var isIdle: Bool { missing.isEmpty }

    /// Returns `false` when too much is missing to be asked for one by one.
    mutating func received(_ index: Int64) -> Bool {
        guard let last = highest else {
            highest = index
            return true
        }
        if index <= last {
            missing[index] = nil
            return true
        }
        highest = index
        guard index - last - 1 + Int64(missing.count) <= Self.missingMax else {
            missing = [:]
            return false
        }
        for lost in last + 1..<index { missing[lost] = Missing() }
        hasNews = hasNews || index > last + 1
        return true
    }

    /// What comes before a decoded key frame is not needed any more.
    mutating func clear(upTo index: Int64) {
        missing = missing.filter { $0.key > index }
    }

    mutating func poll(roundTrip: Duration, at now: Instant) -> [Int64] {
        hasNews = false
        var due: [Int64] = []
        for index in missing.keys.sorted() {
            guard var entry = missing[index] else { continue }
            if let last = entry.lastAsked, last.duration(to: now) < roundTrip { continue }
            if entry.tries == Self.triesMax {
                missing[index] = nil
                continue
            }
            entry.tries += 1
            entry.lastAsked = now
            missing[index] = entry
            due.append(index)
        }
        asked += due.count
        return due
    }
}
