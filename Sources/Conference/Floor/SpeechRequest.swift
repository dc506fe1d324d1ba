package import Basics

/// One site's place in the queue of those who asked to speak (đăng ký phát biểu).
package struct SpeechRequest: Hashable, Codable, Sendable {
    package var site: SiteID
    package var delegate: DelegateID?
    package var item: ItemID?
    package var kind: SpeechKind
    package var since: WallTime

    package init(
        site: SiteID, delegate: DelegateID?, item: ItemID?, kind: SpeechKind = .intervention, since: WallTime
    ) {
        self.site = site
        self.delegate = delegate
        self.item = item
        self.kind = kind
        self.since = since
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(site, forKey: .site)
        try container.encode(delegate, forKey: .delegate)
        try container.encode(item, forKey: .item)
        try container.encode(kind, forKey: .kind)
        try container.encode(since, forKey: .since)
    }
}
