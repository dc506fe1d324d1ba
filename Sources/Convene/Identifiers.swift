import Basics
package import Conference

/// The short name of a conference that is being prepared, for example `doi-ngoai-2026`.
package struct PreparationID: RawRepresentable, Hashable, Comparable, Codable, CodingKeyRepresentable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The short name of one sitting (phiên) of a conference.
package struct SittingID: RawRepresentable, Hashable, Comparable, Codable, CodingKeyRepresentable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The short name of an intervention text (tham luận).
package struct InterventionID: RawRepresentable, Hashable, Comparable, Codable, CodingKeyRepresentable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Who is invited: a whole site, by its operator, or one person.
package enum Invitee: Hashable, Comparable, Sendable {
    case site(SiteID)
    case delegate(DelegateID)

    /// `site:lao-cai` or `delegate:nguyen-van-an`, as it stands in JSON and in links.
    package var name: String {
        switch self {
        case .site(let site): "site:\(site.rawValue)"
        case .delegate(let delegate): "delegate:\(delegate.rawValue)"
        }
    }

    package init?(_ name: String) {
        let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "site": self = .site(SiteID(rawValue: parts[1]))
        case "delegate": self = .delegate(DelegateID(rawValue: parts[1]))
        default: return nil
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.name < right.name }
}

extension Invitee: WrittenAsText, CodingKeyRepresentable {
    package static var form: String { "a site or a delegate, like site:lao-cai" }

    package var description: String { name }

    package var codingKey: any CodingKey { InviteeKey(stringValue: name) }

    package init?(codingKey: some CodingKey) { self.init(codingKey.stringValue) }
}

private struct InviteeKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

/// Who changes a preparation: known from the link or the account, never from what was sent.
package enum Party: Hashable, Codable, Sendable {
    /// One of the secretariat, by the name that the others see.
    case secretary(name: String)
    case invitee(who: Invitee)
    /// The server itself.
    case system

    package var prepares: Bool { if case .secretary = self { true } else { false } }
}
