/// What kind of place a site is.
package enum SiteKind: String, Codable, CaseIterable, Sendable {
    case centre, ministry, province, commune, mission
}

/// Whom to call when a site's line fails.
package struct Contact: Hashable, Codable, Sendable {
    package var name: String
    package var phone: String

    package init(name: String, phone: String) {
        self.name = name
        self.phone = phone
    }
}

/// A place that takes part (điểm cầu); sites form a tree under the central one.
package struct Site: Hashable, Codable, Sendable {
    package var id: SiteID
    package var name: Text
    package var kind: SiteKind
    package var parent: SiteID?
    /// The two-digit code of its province, valid on the day of the conference.
    package var province: String?
    package var contact: Contact?

    package init(
        id: SiteID, name: Text, kind: SiteKind, parent: SiteID? = nil, province: String? = nil,
        contact: Contact? = nil
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.parent = parent
        self.province = province
        self.contact = contact
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(name, forKey: .name)
        try container.encode(kind, forKey: .kind)
        try container.encode(parent, forKey: .parent)
        try container.encode(province, forKey: .province)
        try container.encodeIfPresent(contact, forKey: .contact)
    }
}
