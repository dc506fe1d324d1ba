package import Basics

/// How exactly a figure was said.
package enum Qualifier: String, Codable, CaseIterable, Sendable {
    /// đúng; hơn; trên; gần; khoảng; ít nhất; tới; dự kiến
    case exactly, moreThan, over, nearly, about, atLeast, upTo, expected
}

/// What figures are about (chỉ tiêu, số liệu): a name, a unit, and who answers for it.
package struct Indicator: Hashable, Codable, Sendable {
    package var id: IndicatorID
    package var name: String
    package var unit: String
    package var owner: AgencyID?

    package init(id: IndicatorID, name: String, unit: String, owner: AgencyID? = nil) {
        self.id = id
        self.name = name
        self.unit = unit
        self.owner = owner
    }
}

/// A value as it was said, with how, for when, where, by whom and in which words.
package struct Figure: Hashable, Codable, Sendable {
    package var value: Quantity
    /// The other end, where a range was said.
    package var high: Quantity?
    /// The total that it is a part of: 189 of 193.
    package var total: Quantity?
    package var qualifier: Qualifier
    package var asOf: AsOf
    package var place: String?
    package var speaker: String?
    package var source: Source?

    package init(
        value: Quantity, high: Quantity? = nil, total: Quantity? = nil, qualifier: Qualifier = .exactly, asOf: AsOf,
        place: String? = nil, speaker: String? = nil, source: Source? = nil
    ) {
        self.value = value
        self.high = high
        self.total = total
        self.qualifier = qualifier
        self.asOf = asOf
        self.place = place
        self.speaker = speaker
        self.source = source
    }

    /// Whether both say the same, whoever says it in whatever words.
    package func agrees(with other: Figure) -> Bool {
        value == other.value && high == other.high && total == other.total && qualifier == other.qualifier
    }
}

/// A figure with what it is about: an indicator that is known, or one by its name and unit.
package struct FigureDraft: Hashable, Codable, Sendable {
    package var indicator: IndicatorID?
    package var name: String?
    package var unit: String?
    package var figure: Figure

    package init(indicator: IndicatorID? = nil, name: String? = nil, unit: String? = nil, figure: Figure) {
        self.indicator = indicator
        self.name = name
        self.unit = unit
        self.figure = figure
    }
}

/// One figure of one indicator.
package struct Observation: Hashable, Codable, Sendable {
    package var id: ObservationID
    package var indicator: IndicatorID
    package var figure: Figure
    /// The report that told it.
    package var report: ReportID?

    package init(id: ObservationID, indicator: IndicatorID, figure: Figure, report: ReportID? = nil) {
        self.id = id
        self.indicator = indicator
        self.figure = figure
        self.report = report
    }
}

/// Which of several figures for one time is taken, by whom and why.
package struct Choice: Hashable, Codable, Sendable {
    package var observation: ObservationID
    package var by: FollowUpActor
    package var at: WallTime
    package var reason: String
}
