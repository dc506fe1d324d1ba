package import Basics

/// What shows that a report is true.
package struct Evidence: Hashable, Codable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable { case file, link, figure }

    package var kind: Kind
    /// The file's hash, or the address.
    package var reference: String?
    package var title: String
    package var bytes: Int?
    package var figure: ObservationID?

    package init(kind: Kind, reference: String? = nil, title: String, bytes: Int? = nil, figure: ObservationID? = nil) {
        self.kind = kind
        self.reference = reference
        self.title = title
        self.bytes = bytes
        self.figure = figure
    }
}

/// An agency's word on one of its assignments (báo cáo tiến độ).
package struct ProgressReport: Hashable, Codable, Sendable {
    package var id: ReportID
    package var assignment: AssignmentID
    /// Who it was at the time: after a merger, the history stays whose it was.
    package var agency: AgencyID
    package var percent: Int
    package var text: String
    package var evidence: [Evidence]
    package var difficulties: String?
    package var proposals: String?

    package init(
        id: ReportID, assignment: AssignmentID, agency: AgencyID, percent: Int, text: String, evidence: [Evidence] = [],
        difficulties: String? = nil, proposals: String? = nil
    ) {
        self.id = id
        self.assignment = assignment
        self.agency = agency
        self.percent = percent
        self.text = text
        self.evidence = evidence
        self.difficulties = difficulties
        self.proposals = proposals
    }
}

/// A report with what the secretariat made of it.
package struct FollowedReport: Hashable, Sendable {
    package enum Verdict: Hashable, Sendable {
        case accepted(WallTime)
        case returned(WallTime, reason: String)
    }

    package let report: ProgressReport
    package let at: WallTime
    package internal(set) var verdict: Verdict?
}

/// What an agency says; the number is the follow-up's to give.
package struct ReportDraft: Hashable, Codable, Sendable {
    package var assignment: AssignmentID
    package var percent: Int
    package var text: String
    package var evidence: [Evidence]?
    /// Figures that are told with it; each becomes an observation, and evidence.
    package var figures: [FigureDraft]?
    package var difficulties: String?
    package var proposals: String?
    /// For whom the secretariat writes it; an agency speaks for itself.
    package var agency: AgencyID?

    package init(
        assignment: AssignmentID, percent: Int, text: String, evidence: [Evidence]? = nil,
        figures: [FigureDraft]? = nil, difficulties: String? = nil, proposals: String? = nil, agency: AgencyID? = nil
    ) {
        self.assignment = assignment
        self.percent = percent
        self.text = text
        self.evidence = evidence
        self.figures = figures
        self.difficulties = difficulties
        self.proposals = proposals
        self.agency = agency
    }
}
