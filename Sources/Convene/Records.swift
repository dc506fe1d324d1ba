package import Conference

/// What the whole conference is called, and by whom it is held.
package struct Heading: Hashable, Codable, Sendable {
    package var title: Text
    package var host: Text
    package var theme: Text?

    package init(title: Text, host: Text, theme: Text? = nil) {
        self.title = title
        self.host = host
        self.theme = theme
    }
}

package enum SittingKind: String, Codable, CaseIterable, Sendable {
    case plenary, thematic
}

/// One sitting (phiên): a day with its beginning and end; two may be held at the same time.
package struct Sitting: Hashable, Codable, Sendable {
    package var id: SittingID
    package var title: Text
    package var kind: SittingKind
    package var day: Day
    package var start: TimeOfDay
    package var end: TimeOfDay
    /// The sites that take part; `nil` when all do.
    package var sites: [SiteID]?

    package init(
        id: SittingID, title: Text, kind: SittingKind = .plenary, day: Day, start: TimeOfDay, end: TimeOfDay,
        sites: [SiteID]? = nil
    ) {
        self.id = id
        self.title = title
        self.kind = kind
        self.day = day
        self.start = start
        self.end = end
        self.sites = sites
    }
}

/// What only those behind the stage read of an item: who acts, which camera and document, who is called next.
package struct Cue: Hashable, Codable, Sendable {
    package var who: String?
    package var camera: String?
    package var document: String?
    package var next: String?

    package init(who: String? = nil, camera: String? = nil, document: String? = nil, next: String? = nil) {
        self.who = who
        self.camera = camera
        self.document = document
        self.next = next
    }
}

/// One item of a sitting's programme; when it begins is computed from the minutes of those before it.
package struct PreparedItem: Hashable, Codable, Sendable {
    package var id: ItemID
    package var sitting: SittingID
    package var kind: ItemKind
    package var title: Text
    package var speaker: DelegateID?
    package var site: SiteID?
    package var minutes: Int
    package var admits: [SiteID]?
    /// The names of the documents that belong to it.
    package var documents: [String]?
    package var cue: Cue?

    package init(
        id: ItemID, sitting: SittingID, kind: ItemKind, title: Text, speaker: DelegateID? = nil, site: SiteID? = nil,
        minutes: Int, admits: [SiteID]? = nil, documents: [String]? = nil, cue: Cue? = nil
    ) {
        self.id = id
        self.sitting = sitting
        self.kind = kind
        self.title = title
        self.speaker = speaker
        self.site = site
        self.minutes = minutes
        self.admits = admits
        self.documents = documents
        self.cue = cue
    }
}

/// A province's code, which means one province only together with a day.
package struct AdministrativeCode: Hashable, Codable, Sendable {
    package var code: String
    package var on: Day

    package init(code: String, on: Day) {
        self.code = code
        self.on = on
    }

    /// Whether it meant a province on its day, as far as that is known.
    func isKnown(in history: ProvinceHistory) -> Bool {
        history.provinces.isEmpty || history.province(code, on: on) != nil
    }
}

package enum LinkKind: String, Codable, CaseIterable, Sendable {
    case interactive, receiveOnly
}

/// A place that will take part (điểm cầu); sites form a tree of any depth.
package struct PreparedSite: Hashable, Codable, Sendable {
    package var id: SiteID
    package var name: Text
    package var level: SiteKind
    package var parent: SiteID?
    package var organisation: String?
    package var code: AdministrativeCode?
    /// As the IANA names it, for example `Europe/Paris`; Việt Nam's when it is not said.
    package var timeZone: String?
    package var link: LinkKind
    package var contact: Contact?
    package var capacity: Int?

    package init(
        id: SiteID, name: Text, level: SiteKind, parent: SiteID? = nil, organisation: String? = nil,
        code: AdministrativeCode? = nil, timeZone: String? = nil, link: LinkKind = .interactive,
        contact: Contact? = nil, capacity: Int? = nil
    ) {
        self.id = id
        self.name = name
        self.level = level
        self.parent = parent
        self.organisation = organisation
        self.code = code
        self.timeZone = timeZone
        self.link = link
        self.contact = contact
        self.capacity = capacity
    }
}

/// The people of one body (đoàn), most of them at one site.
package struct PreparedDelegation: Hashable, Codable, Sendable {
    package var id: DelegationID
    package var name: Text
    package var site: SiteID
    package var head: DelegateID?
    package var minutes: Int?

    package init(id: DelegationID, name: Text, site: SiteID, head: DelegateID? = nil, minutes: Int? = nil) {
        self.id = id
        self.name = name
        self.site = site
        self.head = head
        self.minutes = minutes
    }
}

package enum PersonRole: String, Codable, CaseIterable, Sendable {
    case head, member, guest, staff
}

/// A person who is to take part.
package struct PreparedPerson: Hashable, Codable, Sendable {
    package var id: DelegateID
    package var name: String
    /// In the order of protocol.
    package var titles: [String]
    package var body: String?
    package var role: PersonRole
    /// The place in protocol order, 1 first; the last when it is not said.
    package var rank: Int?
    package var delegation: DelegationID?
    /// Where the person sits, when that is not the delegation's site.
    package var site: SiteID?
    /// Who comes when this person cannot.
    package var substitute: DelegateID?
    package var address: String?

    package init(
        id: DelegateID, name: String, titles: [String] = [], body: String? = nil, role: PersonRole = .member,
        rank: Int? = nil, delegation: DelegationID? = nil, site: SiteID? = nil, substitute: DelegateID? = nil,
        address: String? = nil
    ) {
        self.id = id
        self.name = name
        self.titles = titles
        self.body = body
        self.role = role
        self.rank = rank
        self.delegation = delegation
        self.site = site
        self.substitute = substitute
        self.address = address
    }
}
