package import Conference

extension FollowUp {
    /// How much of an assignment is done, in ten thousandths: what its last accepted report says, or the weighted mean
    /// of its children. Rounded down, so that only what is wholly done is whole.
    package func progress(of id: AssignmentID) -> Int {
        guard let followed = self[id] else { return 0 }
        if case .done = followed.ending { return 10_000 }
        let counted = followed.children.compactMap { self[$0] }.filter { child in
            switch child.ending {
            case nil, .done: true
            case .stopped, .transferred: false
            }
        }
        guard !counted.isEmpty else { return followed.percent * 100 }
        let weights = counted.reduce(0) { $0 + $1.assignment.weight }
        return counted.reduce(0) { $0 + $1.assignment.weight * progress(of: $1.id) } / weights
    }

    /// Everything below an assignment, each before what is below it.
    package func descendants(of id: AssignmentID) -> [AssignmentID] {
        (self[id]?.children ?? []).flatMap { [$0] + descendants(of: $0) }
    }

    /// What is overdue below an assignment, however little of the whole it is.
    package func overdueBelow(_ id: AssignmentID, on day: Day) -> [AssignmentID] {
        descendants(of: id).filter { self[$0]?.status(on: day) == .overdue }
    }

    /// What `agency` leads on `day`, its predecessors' assignments among it; the most urgent first.
    package func led(by agency: AgencyID, on day: Day) -> [AssignmentID] {
        inOrder(agencies.owned(by: agency, on: day).flatMap { byLead[$0] ?? [] }, on: day)
    }

    /// What `agency` helps with on `day`.
    package func coordinated(by agency: AgencyID, on day: Day) -> [AssignmentID] {
        let all = Set(agencies.owned(by: agency, on: day).flatMap { byCoordinating[$0] ?? [] })
        return inOrder(Array(all), on: day)
    }

    package func isConcerned(_ agency: AgencyID, by assignment: Assignment, on day: Day) -> Bool {
        owner(of: assignment, on: day) == agency
            || assignment.coordinating.contains { agencies.owner(of: $0, on: day) == agency }
    }

    package func assignments(of conference: ConferenceID) -> [AssignmentID] { byConference[conference] ?? [] }
    package func assignments(in pillar: PillarID) -> [AssignmentID] { byPillar[pillar] ?? [] }

    /// The overdue first, then what was sent back, what is due soon, what is open, what has ended; each by its due date.
    package func inOrder(_ ids: [AssignmentID], on day: Day) -> [AssignmentID] {
        ids.compactMap { id in self[id].map { (id, $0.status(on: day).urgency, $0.due) } }.sorted { left, right in
            if left.1 != right.1 { return left.1 < right.1 }
            switch (left.2, right.2) {
            case (let left?, let right?) where left != right: return left < right
            case (nil, _?): return false
            case (_?, nil): return true
            default: return left.0 < right.0
            }
        }.map(\.0)
    }

    package func totals(of ids: [AssignmentID], on day: Day) -> Totals {
        var totals = Totals()
        for id in ids { if let followed = self[id] { totals.count(followed.status(on: day)) } }
        return totals
    }

    package func totals(on day: Day) -> Totals {
        var totals = Totals()
        for followed in assignments { totals.count(followed.status(on: day)) }
        return totals
    }

    /// The overdue, the longest first.
    package func overdue(on day: Day) -> [AssignmentID] {
        due.before(day).filter { self[$0]?.status(on: day) == .overdue }
    }

    /// What is due from `day` on within so many days, the most urgent first.
    package func due(within days: Int, of day: Day) -> [AssignmentID] {
        due.within(day...DayNumber(day).advanced(by: days).day).filter { self[$0]?.saidDone == nil }
    }

    /// Reports that wait for the secretariat, the oldest first.
    package var waitingReports: [ReportID] { waiting.sorted() }

    /// In the order in which they were recorded.
    package func lessons(of conference: ConferenceID? = nil) -> [Lesson] {
        guard let conference else { return lessons }
        return lessons.filter { $0.conference == conference }
    }

    /// Conclusions that nobody is charged with ("chưa giao"), the oldest first.
    package func unassigned(of conference: ConferenceID? = nil) -> [ConclusionID] {
        let all = unassigned.sorted()
        guard let conference else { return all }
        return all.filter { self[$0]?.conclusion.conference == conference }
    }
}

extension Status {
    fileprivate var urgency: Int {
        switch self {
        case .overdue: 0
        case .returned: 1
        case .dueSoon: 2
        case .inTerm: 3
        case .doneLate, .doneOnTime: 4
        case .stopped, .transferred: 5
        }
    }
}
