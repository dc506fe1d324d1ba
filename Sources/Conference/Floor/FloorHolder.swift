package import Basics

/// A site that may be heard, and its timer.
package struct FloorHolder: Hashable, Codable, Sendable {
    package var site: SiteID
    package var delegate: DelegateID?
    package var item: ItemID?
    package var kind: SpeechKind
    /// When the turn began.
    package var start: WallTime
    /// When the timer began to run, or last went on.
    package var since: WallTime
    /// What was spoken before ``since``.
    package var spokenMilliseconds: Int
    /// Seconds.
    package var allotted: Int
    /// 1 or 2, kept for as long as the floor is: when one side of a dialogue leaves, the other's sound stays put.
    package var seat: Int

    package init(
        site: SiteID, delegate: DelegateID?, item: ItemID?, kind: SpeechKind = .intervention, since: WallTime,
        allotted: Int, seat: Int
    ) {
        self.site = site
        self.delegate = delegate
        self.item = item
        self.kind = kind
        start = since
        self.since = since
        spokenMilliseconds = 0
        self.allotted = allotted
        self.seat = seat
    }

    /// What was spoken until `now` by one whose timer runs.
    package func spoken(at now: WallTime) -> Int {
        // The calendar may be set back; a speech is never shorter than nothing.
        spokenMilliseconds + Int(max(0, now.milliseconds - since.milliseconds))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(site, forKey: .site)
        try container.encode(delegate, forKey: .delegate)
        try container.encode(item, forKey: .item)
        try container.encode(kind, forKey: .kind)
        try container.encode(start, forKey: .start)
        try container.encode(since, forKey: .since)
        try container.encode(spokenMilliseconds, forKey: .spokenMilliseconds)
        try container.encode(allotted, forKey: .allotted)
        try container.encode(seat, forKey: .seat)
    }
}
