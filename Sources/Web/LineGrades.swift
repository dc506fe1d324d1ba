package import Basics
package import Control

/// How a line is, in the words that people are given.
package enum LineGrade: String, Codable, Sendable, Comparable {
    case good, weak, veryWeak

    private var rank: Int {
        switch self {
        case .good: 0
        case .weak: 1
        case .veryWeak: 2
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

/// Both ways of each line as people are told: weak once that was reported twice in a row, good again when it was not for a while.
package struct LineGrades: Sendable {
    /// "At least as bad as this": since when, when last, and whether people know.
    private struct Complaint: Sendable {
        private var since = Instant.start
        private var last: Instant?
        private(set) var isTold = false

        mutating func note(at now: Instant) {
            if last.map({ $0.duration(to: now) > LineGrades.pause }) ?? true { since = now }
            last = now
            if since.duration(to: now) >= LineGrades.toWorsen { isTold = true }
        }

        mutating func expire(at now: Instant) {
            if isOver(at: now) { isTold = false }
        }

        func isOver(at now: Instant) -> Bool { last.map { $0.duration(to: now) >= LineGrades.toImprove } ?? true }
    }

    private struct Way: Sendable {
        var weak = Complaint()
        var veryWeak = Complaint()

        var told: LineGrade { veryWeak.isTold ? .veryWeak : weak.isTold ? .weak : .good }

        mutating func note(_ grade: LineGrade, at now: Instant) {
            if grade >= .weak { weak.note(at: now) }
            if grade >= .veryWeak { veryWeak.note(at: now) }
        }

        mutating func expire(at now: Instant) {
            weak.expire(at: now)
            veryWeak.expire(at: now)
        }
    }

    private var ways: [PeerID: (down: Way, up: Way)] = [:]

    /// Reports come every two seconds, but where little is sent it takes longer to tell.
    private static let pause = Duration.seconds(8)
    private static let toWorsen = Duration.milliseconds(1_500)
    private static let toImprove = Duration.seconds(12)

    package init() {}

    package func down(_ peer: PeerID) -> LineGrade { ways[peer]?.down.told ?? .good }
    package func up(_ peer: PeerID) -> LineGrade { ways[peer]?.up.told ?? .good }

    package mutating func note(_ line: LineReport, at now: Instant) {
        var (down, up) = ways[line.peer] ?? (Way(), Way())
        down.note(Self.grade(lostPerThousand: line.receivedLost), at: now)
        up.note(Self.grade(lostPerThousand: line.sentLost), at: now)
        // A long way is long in both directions, and only whoever sits at its end can know which network it takes.
        if .milliseconds(line.roundTripMilliseconds) >= Limits.weakRoundTrip { down.note(.weak, at: now) }
        ways[line.peer] = (down, up)
    }

    /// Lets what has not been heard again pass, and forgets lines that nothing was heard of for long.
    package mutating func expire(at now: Instant) {
        for (peer, line) in ways {
            var (down, up) = line
            down.expire(at: now)
            up.expire(at: now)
            let isOver = down.weak.isOver(at: now) && up.weak.isOver(at: now)
            ways[peer] = isOver ? nil : (down, up)
        }
    }

    private static func grade(lostPerThousand: Int) -> LineGrade {
        lostPerThousand >= Limits.veryWeakLoss ? .veryWeak : lostPerThousand >= Limits.weakLoss ? .weak : .good
    }
}
