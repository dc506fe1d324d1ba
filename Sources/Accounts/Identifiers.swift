/// An account's short name in addresses and in the record; it opens nothing.
package struct AccountID: RawRepresentable, Hashable, Comparable, Codable, CodingKeyRepresentable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static func < (left: AccountID, right: AccountID) -> Bool { left.rawValue < right.rawValue }
}

/// By what a pass to the secretariat's desk is known: a part of it that opens nothing.
package struct PassID: RawRepresentable, Hashable, Codable, CodingKeyRepresentable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}
