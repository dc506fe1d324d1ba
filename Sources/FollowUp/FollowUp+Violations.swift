extension FollowUp {
    /// What is wrong with this state, in words; empty whenever it came from decided events.
    package var violations: [String] {
        assignments.flatMap(violations) + reports.flatMap(violations) + indexViolations
    }

    private func broken(_ rules: [(holds: Bool, otherwise: String)]) -> [String] {
        rules.filter { !$0.holds }.map(\.otherwise)
    }

    private func violations(_ followed: FollowedAssignment) -> [String] {
        let assignment = followed.assignment
        return broken([
            (agencies[assignment.lead] != nil, "a lead that is no agency"),
            (!assignment.coordinating.contains(assignment.lead), "a lead that coordinates"),
            (Set(assignment.coordinating).count == assignment.coordinating.count, "an agency that coordinates twice"),
            (byLead[assignment.lead]?.contains(followed.id) == true, "an assignment that its lead does not find"),
            (byLead.values.count { $0.contains(followed.id) } == 1, "an assignment of not exactly one lead"),
            ((followed.due == nil) == (assignment.deadline.day == nil), "a due date out of nothing"),
            (followed.extensions.allSatisfy { $0.from < $0.to }, "an extension that shortens"),
            (followed.extensions.last.map { $0.to == followed.due } ?? true, "an extension that is not in force"),
            (followed.waiting.map { self[$0]?.verdict == nil } ?? true, "a decided report that waits"),
            (followed.isOpen || followed.waiting == nil, "a report that waits where all has ended"),
            (isDone(followed) == (followed.accepted.flatMap { self[$0]?.report.percent } == 100), "done without an accepted report"),
            (!isDone(followed) || followed.children.allSatisfy { self[$0]?.isOpen == false }, "done before its children"),
            (
                assignment.parent.map { self[$0]?.children.contains(followed.id) == true } ?? true,
                "a child that its parent does not know"
            ),
            (
                (followed.isOpen ? followed.due : nil).map { due.on($0).contains(followed.id) } ?? true,
                "an open assignment that is not found by its due date"
            ),
        ])
    }

    private func isDone(_ followed: FollowedAssignment) -> Bool {
        if case .done = followed.ending { true } else { false }
    }

    private func violations(_ followed: FollowedReport) -> [String] {
        let report = followed.report
        return broken([
            (self[report.assignment]?.reports.contains(report.id) == true, "a report that its assignment does not know"),
            (0...100 ~= report.percent, "a percentage that is none"),
            (agencies[report.agency] != nil, "a report of no agency"),
        ])
    }

    private var indexViolations: [String] {
        let open = assignments.filter { $0.isOpen && $0.due != nil }
        return broken([
            (due.count == open.count, "due dates of what is not open"),
            (waiting == Set(assignments.compactMap(\.waiting)), "waiting reports that nobody finds"),
            (
                unassigned == Set(conclusions.filter { $0.assignments.isEmpty && $0.setAside == nil }.map(\.conclusion.id)),
                "unassigned conclusions that nobody finds"
            ),
            (conclusions.allSatisfy { $0.assignments.isEmpty || $0.setAside == nil }, "set aside and assigned"),
        ])
    }
}
