/// The people of one body at one site (đoàn), and the time they have together.
package struct Delegation: Hashable, Codable, Sendable {
    package var id: DelegationID
    package var name: Text
    package var site: SiteID
    /// What it may speak in the whole conference; `nil` when nobody counts.
    package var minutes: Int?

    package init(id: DelegationID, name: Text, site: SiteID, minutes: Int? = nil) {
        self.id = id
        self.name = name
        self.site = site
        self.minutes = minutes
    }
}

/// One language that the conference is interpreted into.
package struct Channel: Hashable, Codable, Sendable {
    package var id: ChannelID
    package var name: Text

    package init(id: ChannelID, name: Text) {
        self.id = id
        self.name = name
    }
}
