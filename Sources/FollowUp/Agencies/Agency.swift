package import Conference

/// One body that can be charged with something: a ministry, a province, a commune (cơ quan, địa phương).
package struct Agency: Hashable, Codable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case central, province, commune, other
    }

    package var id: AgencyID
    package var name: Text
    /// What it is called where there is little room.
    package var short: Text?
    package var kind: Kind
    /// Of provinces the official two digits, which mean one province only together with a day.
    package var code: String?
    /// The first day on which it is; without one, since before anything that is followed here.
    package var from: Day?
    /// The last day on which it is.
    package var until: Day?
    /// Who owns its assignments from the day after ``until``.
    package var successor: AgencyID?
    /// Who is reminded by mail.
    package var mails: [String]?

    package init(
        id: AgencyID, name: Text, short: Text? = nil, kind: Kind, code: String? = nil, from: Day? = nil,
        until: Day? = nil, successor: AgencyID? = nil
    ) {
        self.id = id
        self.name = name
        self.short = short
        self.kind = kind
        self.code = code
        self.from = from
        self.until = until
        self.successor = successor
    }

    package func isValid(on day: Day) -> Bool {
        (from.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
    }
}
