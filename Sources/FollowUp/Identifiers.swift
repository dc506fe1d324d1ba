/// An agency's or a province's short name, for example `bo-ngoai-giao` or `44-2025-07-01`.
package struct AgencyID: RawRepresentable, Hashable, Comparable, Codable, CodingKeyRepresentable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static func < (left: AgencyID, right: AgencyID) -> Bool { left.rawValue < right.rawValue }
}

/// The short name of one pillar of the taxonomy, for example `doi-ngoai-dang`.
package struct PillarID: RawRepresentable, Hashable, Comparable, Codable, CodingKeyRepresentable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static func < (left: PillarID, right: PillarID) -> Bool { left.rawValue < right.rawValue }
}

/// The number of something that the follow-up has counted, from 1.
package protocol Numbered: RawRepresentable<Int>, Hashable, Comparable, Codable, Sendable {
    init(rawValue: Int)
}

extension Numbered {
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// Where it stands in the list of its kind.
    var place: Int { rawValue - 1 }
}

package struct ConclusionID: Numbered {
    package var rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }
}

package struct LessonID: Numbered {
    package var rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }
}

package struct AssignmentID: Numbered {
    package var rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }
}

package struct ReportID: Numbered {
    package var rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }
}

package struct IndicatorID: Numbered {
    package var rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }
}

package struct ObservationID: Numbered {
    package var rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }
}
