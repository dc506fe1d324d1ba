import Basics
import Conference
import FollowUp

/// What every page of the follow-up needs by name.
struct TablesView: Encodable, Sendable {
    struct Known: Encodable, Sendable {
        var id: ConferenceID
        var title: Text
        var day: Day
    }

    var seq: Int
    var today: Day
    var you: FollowUpActor
    var agencies: [Agency]
    var pillars: [Pillar]
    var conferences: [Known]
    var unassigned: Int
    var waiting: Int
}

struct MineView: Encodable, Sendable {
    var today: Day
    var agency: AgencyID
    var totals: Totals
    var led: [AssignmentRow]
    var coordinated: [AssignmentRow]
    /// How many more there are than are shown.
    var more: Int
}

struct BoardView: Encodable, Sendable {
    struct Group: Encodable, Sendable {
        var key: String?
        var totals: Totals
    }

    var today: Day
    var units: Day
    var totals: Totals
    var rates: [ShareView]
    var unassigned: Int
    var groups: [Group]
    var overdue: [AssignmentRow]
    var dueSoon: [AssignmentRow]
    var dueSoonCount: Int

    init(_ followUp: FollowUp, by grouping: Board.Grouping, of conference: ConferenceID?, on day: Day, units: Day) {
        let board = followUp.board(by: grouping, of: conference, on: day, units: units)
        today = day
        self.units = units
        totals = board.totals
        rates = board.totals.rates.map(ShareView.init)
        unassigned = board.unassigned
        groups = board.groups.map { Group(key: $0.key, totals: $0.totals) }
        func meant(_ ids: [AssignmentID]) -> [AssignmentID] {
            conference == nil ? ids : ids.filter { followUp[$0]?.assignment.conference == conference }
        }
        let due = meant(followUp.due(within: Limits.dueSoonDays, of: day))
        dueSoonCount = due.count
        overdue = AssignmentRow.rows(meant(followUp.overdue(on: day)).prefix(Limits.boardRows), followUp, on: day)
        dueSoon = AssignmentRow.rows(due.prefix(Limits.boardRows), followUp, on: day)
    }
}

struct ShareView: Encodable, Sendable {
    var kind: Share.Kind
    var part: Int
    var whole: Int
    var perMille: Int?
    var formula: Text

    init(_ share: Share) {
        (kind, part, whole, perMille, formula) = (share.kind, share.part, share.whole, share.perMille, share.formula)
    }
}

/// What waits for the secretariat: conclusions that are nobody's, and reports to be read.
struct DeskView: Encodable, Sendable {
    struct Waiting: Encodable, Sendable {
        var report: ReportView
        var assignment: AssignmentRow
    }

    struct Corrected: Encodable, Sendable {
        var conclusion: ConclusionID
        var corrections: [Correction]
    }

    var today: Day
    var conclusions: [Conclusion]
    /// Those of the conclusions that said something else once.
    var corrected: [Corrected]
    /// The latest, in the order in which they were recorded.
    var lessons: [Lesson]
    var waiting: [Waiting]

    init(_ followUp: FollowUp, for actor: FollowUpActor, on day: Day) {
        today = day
        let own: ConferenceID? = if case .secretariat(let conference) = actor { conference } else { nil }
        let shown = followUp.unassigned(of: own).prefix(Limits.listRows).compactMap { followUp[$0] }
        conclusions = shown.map(\.conclusion)
        corrected = shown.filter { !$0.corrections.isEmpty }.map { Corrected(conclusion: $0.conclusion.id, corrections: $0.corrections) }
        lessons = followUp.lessons(of: own).suffix(Limits.listRows)
        waiting = followUp.waitingReports.lazy.compactMap { id in
            guard let report = ReportView(id, followUp),
                let row = AssignmentRow(report.report.assignment, followUp, on: day),
                own == nil || row.conference == own
            else { return nil }
            return Waiting(report: report, assignment: row)
        }.prefix(Limits.listRows).map(\.self)
    }
}

/// Indicators, and all that was said of each, by the time that it holds for.
struct FiguresView: Encodable, Sendable {
    struct Said: Encodable, Sendable {
        var asOf: AsOf
        /// Where it is drawn.
        var at: Day
        var place: String?
        var said: [Observation]
        var choice: Choice?
    }

    struct Line: Encodable, Sendable {
        var indicator: Indicator
        var points: [Said]
    }

    var today: Day
    var lines: [Line]

    init(_ followUp: FollowUp, on day: Day) {
        today = day
        lines = followUp.figures.indicators.prefix(Limits.listRows).map { indicator in
            Line(
                indicator: indicator,
                points: followUp.figures.series(of: indicator.id).map { point, said in
                    Said(
                        asOf: point.asOf, at: point.asOf.last, place: point.place, said: said,
                        choice: followUp.figures.choice(at: point))
                })
        }
    }
}
