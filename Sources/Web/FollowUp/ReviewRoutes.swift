import Basics
import Conference
import FollowUp
import HTTPTypes
import Hummingbird

/// What became of everything, for the next conference; lists for spreadsheets; who is to be reminded of what.
struct ReviewRoutes: Sendable {
    let gate: FollowUpGate
    let inbox: FollowUpInbox
    let conferences: Conferences
    let calendar: CalendarFeed

    func register(in session: RouterGroup<Visit>) {
        let api = session.group("api/follow-up")
        api.get("review") { try await self.review($0, $1) }
        api.get("review.csv") { try await self.sheet($0, $1) }
        api.get("list.csv") { try await self.list($0, $1) }
        api.get("reminders") { try await self.reminders($0, $1) }
    }

    private struct Wish: Sendable {
        var grouping: Board.Grouping
        var conference: ConferenceID?
        var since: Day?
    }

    /// Without a day of its own, the figures then are those of the conference's day.
    private func wish(_ request: Request) async throws -> Wish {
        let query = request.uri.queryParameters
        let grouping = try query.get("by").map { try required(Board.Grouping(rawValue: $0)) } ?? .pillar
        let conference = query.get("conference").map { ConferenceID(rawValue: $0) }
        var since = try query.get("since").map { try required(Day($0)) }
        if since == nil, let conference { since = await conferences[conference]?.broadcaster.conference.plan.day }
        return Wish(grouping: grouping, conference: conference, since: since)
    }

    private func review(_ request: Request, _ context: Visit) async throws -> Response {
        _ = try await gate.admit(request, context)
        let wish = try await wish(request)
        return jsonResponse(try await inbox.read { followUp, _, today in
            ReviewView(
                followUp.review(of: wish.conference, by: wish.grouping, since: wish.since, on: today), followUp, since: wish.since,
                on: today)
        })
    }

    private func sheet(_ request: Request, _ context: Visit) async throws -> Response {
        _ = try await gate.admit(request, context)
        let wish = try await wish(request), sheet = FollowUpSheet(language: Language(of: request))
        return csv(try await inbox.read { followUp, _, today in
            let review = followUp.review(of: wish.conference, by: wish.grouping, since: wish.since, on: today)
            return sheet.text(of: review, followUp, on: today)
        }, "review")
    }

    private func list(_ request: Request, _ context: Visit) async throws -> Response {
        _ = try await gate.admit(request, context)
        let filter = try ListFilter(request), sheet = FollowUpSheet(language: Language(of: request))
        return csv(try await inbox.read { followUp, _, today in
            sheet.text(of: filter.ids(in: followUp, on: today), followUp, on: today)
        }, "assignments")
    }

    private func csv(_ text: String, _ name: String) -> Response {
        var response = textResponse(text, type: "text/csv")
        response.headers[.contentDisposition] = "attachment; filename=\"\(name).csv\""
        return response
    }

    private func reminders(_ request: Request, _ context: Visit) async throws -> Response {
        let (actor, _) = try await gate.admit(request, context)
        let path = calendar.path(for: actor)
        return jsonResponse(try await inbox.read { followUp, _, today in
            RemindersView(followUp, for: actor, calendar: path, on: today)
        })
    }
}

/// The review with everything that its page shows.
struct ReviewView: Encodable, Sendable {
    struct Group: Encodable, Sendable {
        var key: String?
        var totals: Totals
        var done: [AssignmentRow]
        var late: [AssignmentRow]
        var open: [AssignmentRow]
    }

    struct Movement: Encodable, Sendable {
        var indicator: Indicator
        var then: [Observation]
        var now: [Observation]
    }

    var today: Day
    var since: Day?
    var totals: Totals
    var rates: [ShareView]
    var unassigned: [Conclusion]
    var lessons: [Lesson]
    var groups: [Group]
    var figures: [Movement]

    init(_ review: Review, _ followUp: FollowUp, since: Day?, on day: Day) {
        today = day
        self.since = since
        totals = review.totals
        rates = review.totals.rates.map(ShareView.init)
        unassigned = review.unassigned.prefix(Limits.listRows).compactMap { followUp[$0]?.conclusion }
        lessons = review.lessons.suffix(Limits.listRows)
        var left = Limits.reviewRows
        groups = review.groups.map { group in
            func rows(_ ids: [AssignmentID]) -> [AssignmentRow] {
                let shown = ids.prefix(left)
                left -= shown.count
                return AssignmentRow.rows(shown, followUp, on: day)
            }
            return Group(key: group.key, totals: group.totals, done: rows(group.done), late: rows(group.late), open: rows(group.open))
        }
        figures = review.figures.compactMap { movement in
            followUp.figures[movement.indicator].map { indicator in
                Movement(
                    indicator: indicator, then: movement.then.compactMap { followUp.figures[$0] },
                    now: movement.now.compactMap { followUp.figures[$0] })
            }
        }
    }
}

/// What is overdue and what is due in 1, 7 and 14 days, for each who answers for it.
struct RemindersView: Encodable, Sendable {
    struct Person: Encodable, Sendable {
        var agency: AgencyID
        var overdue: [AssignmentRow]
        /// Each in the nearest of the terms that it falls into.
        var within1: [AssignmentRow]
        var within7: [AssignmentRow]
        var within14: [AssignmentRow]
    }

    var today: Day
    var calendar: String?
    var people: [Person]

    init(_ followUp: FollowUp, for actor: FollowUpActor, calendar: String?, on day: Day) {
        today = day
        self.calendar = calendar
        var people: [AgencyID: Person] = [:]
        let own: ConferenceID? = if case .secretariat(let conference) = actor { conference } else { nil }
        let reader = actor.agency.map { followUp.agencies.owner(of: $0, on: day) }
        func add(_ ids: [AssignmentID], _ list: WritableKeyPath<Person, [AssignmentRow]>) {
            for id in ids {
                guard let followed = followUp[id], own == nil || followed.assignment.conference == own else { continue }
                let owner = followUp.owner(of: followed.assignment, on: day)
                guard reader == nil || reader == owner, let row = AssignmentRow(id, followUp, on: day) else { continue }
                people[owner, default: Person(agency: owner, overdue: [], within1: [], within7: [], within14: [])][keyPath: list].append(row)
            }
        }
        add(followUp.overdue(on: day), \.overdue)
        let (one, seven, fourteen) = (followUp.due(within: 1, of: day), followUp.due(within: 7, of: day), followUp.due(within: 14, of: day))
        add(one, \.within1)
        add(Array(seven.dropFirst(one.count)), \.within7)
        add(Array(fourteen.dropFirst(seven.count)), \.within14)
        self.people = followUp.agencies.order.compactMap { people[$0] }
    }
}
