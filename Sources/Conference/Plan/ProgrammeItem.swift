/// What kind of speech, or other business, an item of the programme is.
package enum ItemKind: String, Codable, CaseIterable, Sendable {
    case opening, report, intervention, directive, conclusion, response, closing
    case discussion, recess, vote, ceremony

    /// Whether the item is somebody's speech.
    package var isSpeech: Bool {
        switch self {
        case .opening, .report, .intervention, .directive, .conclusion, .response, .closing: true
        case .discussion, .recess, .vote, .ceremony: false
        }
    }
}

/// One item of the programme (nội dung), with the time that it is allotted.
package struct ProgrammeItem: Hashable, Codable, Sendable {
    package var id: ItemID
    package var kind: ItemKind
    package var title: Text
    package var speaker: DelegateID?
    package var site: SiteID?
    package var minutes: Int
    /// The sites that take part in a closed item (phiên kín); `nil` for an item that is open to all.
    package var admits: [SiteID]?

    package init(
        id: ItemID, kind: ItemKind, title: Text, speaker: DelegateID? = nil, site: SiteID? = nil, minutes: Int,
        admits: [SiteID]? = nil
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.speaker = speaker
        self.site = site
        self.minutes = minutes
        self.admits = admits
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(kind, forKey: .kind)
        try container.encode(title, forKey: .title)
        try container.encode(speaker, forKey: .speaker)
        try container.encode(site, forKey: .site)
        try container.encode(minutes, forKey: .minutes)
        try container.encodeIfPresent(admits, forKey: .admits)
    }
}
