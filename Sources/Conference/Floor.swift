package import Basics

/// One site's place in the queue of those who asked to speak (đăng ký phát biểu).
package struct SpeechRequest: Hashable, Codable, Sendable {
    package var site: SiteID
    package var delegate: DelegateID?
    package var item: ItemID?
    package var since: WallTime

    package init(site: SiteID, delegate: DelegateID?, item: ItemID?, since: WallTime) {
        self.site = site
        self.delegate = delegate
        self.item = item
        self.since = since
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(site, forKey: .site)
        try container.encode(delegate, forKey: .delegate)
        try container.encode(item, forKey: .item)
        try container.encode(since, forKey: .since)
    }
}

/// A site that may be heard, and its timer.
package struct FloorHolder: Hashable, Codable, Sendable {
    package var site: SiteID
    package var delegate: DelegateID?
    package var item: ItemID?
    package var since: WallTime
    /// Seconds.
    package var allotted: Int
    /// 1 or 2, kept for as long as the floor is: when one side of a dialogue leaves, the other's sound stays put.
    package var seat: Int

    package init(
        site: SiteID, delegate: DelegateID?, item: ItemID?, since: WallTime, allotted: Int, seat: Int
    ) {
        self.site = site
        self.delegate = delegate
        self.item = item
        self.since = since
        self.allotted = allotted
        self.seat = seat
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(site, forKey: .site)
        try container.encode(delegate, forKey: .delegate)
        try container.encode(item, forKey: .item)
        try container.encode(since, forKey: .since)
        try container.encode(allotted, forKey: .allotted)
        try container.encode(seat, forKey: .seat)
    }
}

/// Whether a grant replaces the holder or joins it.
package enum GrantMode: String, Codable, CaseIterable, Sendable {
    case sole, dialogue
}

/// The floor given to one site for some time.
package struct Grant: Hashable, Sendable {
    package var site: SiteID
    package var delegate: DelegateID?
    package var item: ItemID?
    package var seconds: Int
    package var mode: GrantMode

    package init(
        site: SiteID, delegate: DelegateID? = nil, item: ItemID? = nil, seconds: Int, mode: GrantMode = .sole
    ) {
        self.site = site
        self.delegate = delegate
        self.item = item
        self.seconds = seconds
        self.mode = mode
    }
}

/// Why a holder lost the floor.
package enum RevocationReason: String, Codable, CaseIterable, Sendable {
    case chair, lineDropped
}
