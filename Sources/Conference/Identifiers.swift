import Basics

/// A conference's short name, for example `doi-ngoai-2021`.
package struct ConferenceID: RawRepresentable, Hashable, Codable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// A site's short name in links and the journal, for example `lao-cai`.
package struct SiteID: RawRepresentable, Hashable, Comparable, Codable, CodingKeyRepresentable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static func < (left: SiteID, right: SiteID) -> Bool { left.rawValue < right.rawValue }
}

/// A delegate's short name, for example `pham-binh-minh`.
package struct DelegateID: RawRepresentable, Hashable, Codable, CodingKeyRepresentable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// A delegation's short name, for example `bo-ngoai-giao`.
package struct DelegationID: RawRepresentable, Hashable, Codable, CodingKeyRepresentable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// A programme item's short name, for example `khai-mac`.
package struct ItemID: RawRepresentable, Hashable, Codable, CodingKeyRepresentable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// The short name of a channel of interpretation, for example `en`.
package struct ChannelID: RawRepresentable, Hashable, Codable, CodingKeyRepresentable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// The short name of a document that can be presented.
package struct DocumentID: RawRepresentable, Hashable, Codable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// The short name of a vote; whoever opens it chooses it.
package struct VoteID: RawRepresentable, Hashable, Codable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// Who votes, by the name of the site or of the delegate; the vote's unit says which.
package struct VoterID: RawRepresentable, Hashable, Comparable, Codable, CodingKeyRepresentable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package init(_ site: SiteID) { rawValue = site.rawValue }
    package init(_ delegate: DelegateID) { rawValue = delegate.rawValue }

    package static func < (left: VoterID, right: VoterID) -> Bool { left.rawValue < right.rawValue }
}

/// The form of the names that stand in links, in the journal and in file names.
enum ShortName {
    static func isValid(_ name: String) -> Bool {
        1...Limits.identifierBytes ~= name.utf8.count && name.utf8.first != UInt8(ascii: "-")
            && name.utf8.allSatisfy { byte in
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                    || byte == UInt8(ascii: "-")
            }
    }
}
