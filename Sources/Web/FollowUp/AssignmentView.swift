import Basics
import Conference
import FollowUp

/// One assignment in a list, for pages and programs.
struct AssignmentRow: Encodable, Sendable {
    var id: AssignmentID
    var text: String
    var lead: AgencyID
    /// Who answers for it now, where that is another.
    var owner: AgencyID?
    var coordinating: [AgencyID]
    var pillars: [PillarID]
    var conference: ConferenceID?
    var conclusion: String?
    var source: Source
    var deliverable: String?
    var status: Status
    var deadline: Deadline
    var due: Day?
    /// Days until the due date, negative after it; of what has ended the days that it was early.
    var days: Int?
    /// In ten thousandths.
    var progress: Int
    var isAcknowledged: Bool
    var waiting: ReportID?
    var lastReport: Day?
    /// Why the last report was sent back, and when.
    var returned: String?
    var returnedOn: Day?
    var children: Int
    var overdueBelow: Int

    init?(_ id: AssignmentID, _ followUp: FollowUp, on day: Day) {
        guard let followed = followUp[id] else { return nil }
        let assignment = followed.assignment
        self.id = id
        text = assignment.text
        lead = assignment.lead
        let owner = followUp.owner(of: assignment, on: day)
        self.owner = owner == lead ? nil : owner
        coordinating = assignment.coordinating
        pillars = assignment.pillars
        conference = assignment.conference
        conclusion = assignment.conclusion.flatMap { followUp[$0]?.conclusion.number }
        source = assignment.source
        deliverable = assignment.deliverable
        status = followed.status(on: day)
        deadline = assignment.deadline
        due = followed.due
        let end = if case .done(let on) = followed.ending { on } else { day }
        days = due.map { DayNumber(end).days(to: DayNumber($0)) }
        progress = followUp.progress(of: id)
        isAcknowledged = followed.acknowledged != nil
        waiting = followed.waiting
        lastReport = followed.reports.last.flatMap { followUp[$0] }.map { Today.day(at: $0.at) }
        if let sentBack = followed.returned.flatMap({ followUp[$0] }), case .returned(let at, let reason) = sentBack.verdict {
            returned = reason
            returnedOn = Today.day(at: at)
        }
        children = followed.children.count
        overdueBelow = children == 0 ? 0 : followUp.overdueBelow(id, on: day).count
    }

    static func rows(_ ids: some Sequence<AssignmentID>, _ followUp: FollowUp, on day: Day) -> [AssignmentRow] {
        ids.compactMap { AssignmentRow($0, followUp, on: day) }
    }
}

/// A report with its figures and what became of it.
struct ReportView: Encodable, Sendable {
    var report: ProgressReport
    var at: WallTime
    var verdict: String?
    var decided: WallTime?
    var reason: String?

    init?(_ id: ReportID, _ followUp: FollowUp) {
        guard let followed = followUp[id] else { return nil }
        report = followed.report
        at = followed.at
        switch followed.verdict {
        case .accepted(let time): (verdict, decided) = ("accepted", time)
        case .returned(let time, let why): (verdict, decided, reason) = ("returned", time, why)
        case nil: break
        }
    }
}

/// One assignment with its whole history.
struct AssignmentView: Encodable, Sendable {
    var row: AssignmentRow
    var assignment: Assignment
    var assigned: WallTime
    var acknowledged: WallTime?
    var extensions: [Extension]
    var reports: [ReportView]
    var ended: Day?
    var reason: String?
    var continuedAs: AssignmentID?
    var parent: AssignmentRow?
    var children: [AssignmentRow]
    var overdueBelow: [AssignmentRow]
    var figures: [Observation]

    init?(_ id: AssignmentID, _ followUp: FollowUp, on day: Day) {
        guard let followed = followUp[id], let row = AssignmentRow(id, followUp, on: day) else { return nil }
        self.row = row
        assignment = followed.assignment
        assigned = followed.assigned
        acknowledged = followed.acknowledged
        extensions = followed.extensions
        reports = followed.reports.compactMap { ReportView($0, followUp) }
        switch followed.ending {
        case .done(let on): ended = on
        case .stopped(let on, let why): (ended, reason) = (on, why)
        case .transferred(let on, let to, let why): (ended, reason, continuedAs) = (on, why, to)
        case nil: break
        }
        parent = followed.assignment.parent.flatMap { AssignmentRow($0, followUp, on: day) }
        children = AssignmentRow.rows(followUp.inOrder(followed.children, on: day), followUp, on: day)
        overdueBelow = AssignmentRow.rows(followUp.overdueBelow(id, on: day), followUp, on: day)
        figures = reports.flatMap(\.report.evidence).compactMap { $0.figure.flatMap { followUp.figures[$0] } }
    }
}
