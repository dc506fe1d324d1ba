package import Conference

/// What became of a conference's conclusions, for the next one (tổng kết).
package struct Review: Hashable, Sendable {
    package struct Group: Hashable, Sendable {
        package var key: String?
        package var totals: Totals
        package var done: [AssignmentID]
        /// Done too late, and what is late now.
        package var late: [AssignmentID]
        package var open: [AssignmentID]
    }

    /// An indicator at the beginning and at the end, with all that was said for each time.
    package struct Movement: Hashable, Sendable {
        package var indicator: IndicatorID
        package var then: [ObservationID]
        package var now: [ObservationID]
    }

    package var totals: Totals
    package var unassigned: [ConclusionID]
    package var lessons: [Lesson]
    package var grouping: Board.Grouping
    package var groups: [Group]
    package var figures: [Movement]
}

extension FollowUp {
    /// The review on `day` of one conference or of all; `since` is the day of the figures then, without one the first.
    package func review(
        of conference: ConferenceID? = nil, by grouping: Board.Grouping, since: Day? = nil, on day: Day
    ) -> Review {
        let all = inOrder(conference.map { assignments(of: $0) } ?? assignments.map(\.id), on: day)
        let statuses = Dictionary(uniqueKeysWithValues: all.compactMap { id in self[id].map { (id, $0.status(on: day)) } })
        var groups: [String?: Review.Group] = [:]
        for id in all {
            guard let followed = self[id], let status = statuses[id] else { continue }
            for key in keys(of: followed.assignment, by: grouping, on: day) {
                var group = groups[key] ?? Review.Group(key: key, totals: Totals(), done: [], late: [], open: [])
                group.totals.count(status)
                if status.isDone { group.done.append(id) }
                if status.isOpen { group.open.append(id) }
                if status == .doneLate || status == .overdue { group.late.append(id) }
                groups[key] = group
            }
        }
        return Review(
            totals: totals(of: all, on: day), unassigned: unassigned(of: conference), lessons: lessons(of: conference), grouping: grouping,
            groups: inOrder(groups, by: grouping),
            figures: figures.indicators.compactMap { movement(of: $0.id, since: since, until: day) })
    }

    private func keys(of assignment: Assignment, by grouping: Board.Grouping, on day: Day) -> [String?] {
        switch grouping {
        case .province, .agency:
            let owner = owner(of: assignment, on: day)
            let isProvince = agencies[owner]?.kind == .province
            return [isProvince == (grouping == .province) ? owner.rawValue : nil]
        case .pillar: return assignment.pillars.isEmpty ? [nil] : assignment.pillars.map(\.rawValue)
        case .conference: return [assignment.conference?.rawValue]
        }
    }

    /// In the order of the tables, and what belongs to no group last.
    private func inOrder(_ groups: [String?: Review.Group], by grouping: Board.Grouping) -> [Review.Group] {
        let order: [String] = switch grouping {
        case .province, .agency: agencies.order.map(\.rawValue)
        case .pillar: pillars.map(\.id.rawValue)
        case .conference: byConference.keys.map(\.rawValue).sorted()
        }
        return order.compactMap { groups[$0] } + [groups[nil]].compactMap(\.self)
    }

    private func movement(of indicator: IndicatorID, since: Day?, until: Day) -> Review.Movement? {
        let series = figures.series(of: indicator).filter { $0.point.place == nil && $0.point.asOf.first <= until }
        guard let first = series.first, let last = series.last else { return nil }
        let then = since.flatMap { since in series.last { $0.point.asOf.first <= since } } ?? first
        return Review.Movement(indicator: indicator, then: taken(then), now: taken(last))
    }

    /// The chosen one, or all that were said.
    private func taken(_ point: (point: FigureBook.Point, said: [Observation])) -> [ObservationID] {
        figures.choice(at: point.point).map { [$0.observation] } ?? point.said.map(\.id)
    }
}
