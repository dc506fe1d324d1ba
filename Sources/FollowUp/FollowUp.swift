package import Basics
package import Conference

/// The state of everything that conferences concluded: what the follow-up's journal adds up to.
///
/// `decide` holds the rules and changes nothing; `apply` changes the state and holds no rules. What depends on the day
/// takes the day as an argument.
package struct FollowUp: Hashable, Sendable {
    /// A conclusion with what became of it.
    package struct FollowedConclusion: Hashable, Sendable {
        package internal(set) var conclusion: Conclusion
        package let at: WallTime
        package internal(set) var assignments: [AssignmentID] = []
        package internal(set) var setAside: String?
        /// The oldest first.
        package internal(set) var corrections: [Correction] = []
    }

    package internal(set) var pillars: [Pillar]
    package internal(set) var agencies = AgencyRegister()
    package internal(set) var conclusions: [FollowedConclusion] = []
    package internal(set) var lessons: [Lesson] = []
    package internal(set) var assignments: [FollowedAssignment] = []
    package internal(set) var reports: [FollowedReport] = []
    package internal(set) var figures = FigureBook()

    var byLead: [AgencyID: [AssignmentID]] = [:]
    var byCoordinating: [AgencyID: [AssignmentID]] = [:]
    var byPillar: [PillarID: [AssignmentID]] = [:]
    var byConference: [ConferenceID: [AssignmentID]] = [:]
    package internal(set) var due = DueIndex()
    var waiting: Set<ReportID> = []
    /// The last day on which reminders were sent.
    package internal(set) var reminded: Day?
    var unassigned: Set<ConclusionID> = []

    init(pillars: [Pillar], agencies: [Agency]) {
        self.pillars = pillars
        for agency in agencies { self.agencies.add(agency) }
    }

    package subscript(id: ConclusionID) -> FollowedConclusion? {
        conclusions.indices.contains(id.place) ? conclusions[id.place] : nil
    }

    package subscript(id: AssignmentID) -> FollowedAssignment? {
        assignments.indices.contains(id.place) ? assignments[id.place] : nil
    }

    package subscript(id: ReportID) -> FollowedReport? {
        reports.indices.contains(id.place) ? reports[id.place] : nil
    }

    package func pillar(_ id: PillarID) -> Pillar? { pillars.first { $0.id == id } }

    /// Who answers on `day` for what was assigned.
    package func owner(of assignment: Assignment, on day: Day) -> AgencyID { agencies.owner(of: assignment.lead, on: day) }
}
