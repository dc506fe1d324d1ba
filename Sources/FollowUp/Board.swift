package import Conference

/// How far everything is on a day, as a whole and by groups.
package struct Board: Hashable, Sendable {
    package enum Grouping: String, Codable, CaseIterable, Sendable { case province, agency, pillar, conference }

    package struct Group: Hashable, Sendable {
        /// The group's short name; `nil` for what is in none.
        package var key: String?
        package var totals: Totals
    }

    package var totals: Totals
    /// Conclusions that nobody is charged with.
    package var unassigned: Int
    /// An assignment of two pillars counts in both; in all other groupings the groups add up to the whole.
    package var groups: [Group]
}

extension FollowUp {
    /// The board of `day`; `units` is the day whose provinces and agencies are shown.
    package func board(
        by grouping: Board.Grouping, of conference: ConferenceID? = nil, on day: Day, units: Day? = nil
    ) -> Board {
        let units = units ?? day
        let all = conference.map { assignments(of: $0) }
        let groups = switch grouping {
        case .province, .agency: groups(ofProvinces: grouping == .province, all, on: day, units: units)
        case .pillar: groups(ofPillars: all, on: day)
        case .conference: groups(ofConferences: all, on: day)
        }
        return Board(
            totals: all.map { totals(of: $0, on: day) } ?? totals(on: day),
            unassigned: conference.map { unassigned(of: $0).count } ?? unassigned.count,
            groups: groups)
    }

    private func groups(
        ofProvinces isByProvince: Bool, _ some: [AssignmentID]?, on day: Day, units: Day
    ) -> [Board.Group] {
        var totals: [AgencyID: Totals] = [:]
        func count(_ ids: [AssignmentID], of lead: AgencyID) {
            let owner = agencies.owner(of: lead, on: units)
            totals[owner] = (totals[owner] ?? Totals()) + self.totals(of: ids, on: day)
        }
        if let some {
            for (lead, ids) in Dictionary(grouping: some, by: { self[$0]?.assignment.lead }) {
                if let lead { count(ids, of: lead) }
            }
        } else {
            for (lead, ids) in byLead { count(ids, of: lead) }
        }
        var groups: [Board.Group] = [], outside = Totals()
        let shown = isByProvince ? agencies.provinces(on: units) : agencies.all.filter { $0.kind != .province }
        for agency in shown {
            let its = totals.removeValue(forKey: agency.id)
            // All provinces are on the map; of the agencies those that have something.
            if isByProvince || its != nil { groups.append(Board.Group(key: agency.id.rawValue, totals: its ?? Totals())) }
        }
        for rest in totals.values { outside = outside + rest }
        if outside.total > 0 { groups.append(Board.Group(key: nil, totals: outside)) }
        return groups
    }

    private func groups(ofPillars some: [AssignmentID]?, on day: Day) -> [Board.Group] {
        var totals: [PillarID: Totals] = [:], without = Totals()
        func count(_ followed: FollowedAssignment) {
            let status = followed.status(on: day)
            if followed.assignment.pillars.isEmpty { without.count(status) }
            for pillar in followed.assignment.pillars { totals[pillar, default: Totals()].count(status) }
        }
        if let some {
            for id in some { if let followed = self[id] { count(followed) } }
        } else {
            for followed in assignments { count(followed) }
        }
        let groups = pillars.map { Board.Group(key: $0.id.rawValue, totals: totals[$0.id] ?? Totals()) }
        return without.total == 0 ? groups : groups + [Board.Group(key: nil, totals: without)]
    }

    private func groups(ofConferences some: [AssignmentID]?, on day: Day) -> [Board.Group] {
        var groups = byConference.keys.sorted { $0.rawValue < $1.rawValue }
            .filter { some == nil || byConference[$0] == some }
            .map { Board.Group(key: $0.rawValue, totals: totals(of: byConference[$0] ?? [], on: day)) }
        let without = assignments.filter { some == nil && $0.assignment.conference == nil }.map(\.id)
        if !without.isEmpty { groups.append(Board.Group(key: nil, totals: totals(of: without, on: day))) }
        return groups
    }
}
