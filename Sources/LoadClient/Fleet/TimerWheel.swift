import Basics

/// Deadlines of many members, rounded up to a tick, so that one wake-up serves all that are due about now.
struct TimerWheel {
    static let tick: Duration = .milliseconds(5)
    private static let slots = 512

    private var wheel: [[Int]] = Array(repeating: [], count: slots)
    /// The tick in which each member is really due; other entries of it are stale.
    private var due: [Int64?]
    private var done: Int64 = 0

    init(members: Int) {
        due = Array(repeating: nil, count: members)
    }

    /// Sets the one deadline of `member`, `nil` for none.
    mutating func schedule(_ member: Int, at deadline: Instant?) {
        guard let deadline else {
            due[member] = nil
            return
        }
        let nanoseconds = deadline.sinceStart.nanoseconds
        let wanted = (nanoseconds + Self.tick.nanoseconds - 1) / Self.tick.nanoseconds
        let tick = max(wanted, done + 1)
        guard due[member] != tick else { return }
        due[member] = tick
        // What lies beyond the wheel is looked at once in a turn.
        wheel[Int(min(tick, done + Int64(Self.slots) - 1) % Int64(Self.slots))].append(member)
    }

    /// The members that are due by `now`, each once; their deadlines are gone.
    mutating func takeDue(by now: Instant) -> [Int] {
        let last = now.sinceStart.nanoseconds / Self.tick.nanoseconds
        var members: [Int] = []
        while done < last {
            done += 1
            let slot = Int(done % Int64(Self.slots))
            let here = wheel[slot]
            wheel[slot].removeAll(keepingCapacity: true)
            for member in here {
                guard let tick = due[member] else { continue }
                if tick <= done {
                    due[member] = nil
                    members.append(member)
                } else if tick >= done + Int64(Self.slots) - 1 {
                    wheel[Int((done + Int64(Self.slots) - 1) % Int64(Self.slots))].append(member)
                } else {
                    wheel[Int(tick % Int64(Self.slots))].append(member)
                }
            }
        }
        return members
    }

    /// How long nothing can be due, at most a turn of the wheel.
    func quiet(after now: Instant) -> Duration {
        for tick in done + 1..<done + Int64(Self.slots) where !wheel[Int(tick % Int64(Self.slots))].isEmpty {
            let moment = Instant(sinceStart: Self.tick * tick)
            return moment > now ? now.duration(to: moment) : .zero
        }
        return Self.tick * Self.slots
    }
}
