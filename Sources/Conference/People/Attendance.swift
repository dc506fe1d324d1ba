package import Basics

/// When one site was there (điểm danh).
package struct Attendance: Hashable, Codable, Sendable {
    package var present: Bool
    /// When it was first there.
    package var first: WallTime
    /// When the present stay began; `nil` while it is away.
    package var since: WallTime?
    /// When it was last seen to leave; `nil` while it is there.
    package var left: WallTime?
    /// Seconds of all finished stays.
    package var seconds: Int

    package init(arrivedAt time: WallTime) {
        present = true
        first = time
        since = time
        left = nil
        seconds = 0
    }

    package mutating func arrive(at time: WallTime) {
        guard !present else { return }
        present = true
        since = time
        left = nil
    }

    package mutating func leave(at time: WallTime) {
        guard present, let since else { return }
        // The calendar may be set back; a stay is never shorter than nothing.
        seconds += Int(max(0, time.milliseconds - since.milliseconds) / 1_000)
        present = false
        self.since = nil
        left = time
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(present, forKey: .present)
        try container.encode(first, forKey: .first)
        try container.encode(since, forKey: .since)
        try container.encode(left, forKey: .left)
        try container.encode(seconds, forKey: .seconds)
    }
}
