import Basics
import Conference

extension FollowUp {
    func decideCourse(
        _ command: FollowUpCommand, by actor: FollowUpActor, today: Day
    ) throws(FollowUpRefusal) -> [FollowUpEvent] {
        switch command {
        case .acknowledge(let id):
            let followed = try openAssignment(id)
            try requireLead(of: followed.assignment, actor, on: today)
            guard followed.acknowledged == nil else { throw .alreadyAcknowledged }
            return [.acknowledged(id)]
        case .extend(let id, let day, let reason):
            let followed = try managedAssignment(id, by: actor)
            guard let due = followed.due else { throw .notDated }
            guard day >= today else { throw .extensionIntoPast }
            guard day > due else { throw .extensionNotLater }
            try require(text: reason)
            return [.deadlineExtended(id, to: day, reason: reason)]
        case .stop(let id, let reason):
            let followed = try managedAssignment(id, by: actor)
            try require(text: reason)
            return stopping(followed, reason)
        case .transfer(let id, let agency, let reason):
            let followed = try managedAssignment(id, by: actor)
            try require(text: reason)
            try require(agency, on: today)
            guard owner(of: followed.assignment, on: today) != agency else { throw .sameAgency }
            guard followed.children.isEmpty else { throw .hasChildren }
            guard assignments.count < Limits.assignments else { throw .tooMany }
            var next = followed.assignment
            next.id = AssignmentID(rawValue: assignments.count + 1)
            next.continues = id
            next.lead = agency
            next.coordinating.removeAll { $0 == agency }
            if let due = followed.due { next.deadline = .dated(due) }
            return [.assignmentTransferred(id, to: next.id, reason: reason), .assigned(next)]
        default: preconditionFailure("not a command of an assignment's course")
        }
    }

    private func managedAssignment(
        _ id: AssignmentID, by actor: FollowUpActor
    ) throws(FollowUpRefusal) -> FollowedAssignment {
        guard actor.isSecretariat else { throw .notAllowed }
        guard let followed = self[id] else { throw .unknownAssignment }
        guard actor.manages(followed.assignment.conference) else { throw .badConference }
        guard followed.isOpen else { throw .assignmentEnded }
        return followed
    }

    /// What is stopped stops with all that is still open below it, the lowest first.
    private func stopping(_ followed: FollowedAssignment, _ reason: String) -> [FollowUpEvent] {
        followed.children.compactMap { self[$0] }.filter(\.isOpen).flatMap { stopping($0, reason) }
            + [.assignmentStopped(followed.id, reason: reason)]
    }

    func requireLead(of assignment: Assignment, _ actor: FollowUpActor, on day: Day) throws(FollowUpRefusal) {
        switch actor {
        case .agency(let agency): guard owner(of: assignment, on: day) == agency else { throw .notLead }
        case .secretariat: guard actor.manages(assignment.conference) else { throw .badConference }
        case .observer, .system: throw .notAllowed
        }
    }

    // MARK: Reports

    func decideReports(
        _ command: FollowUpCommand, by actor: FollowUpActor, today: Day
    ) throws(FollowUpRefusal) -> [FollowUpEvent] {
        switch command {
        case .report(let draft): return try report(draft, by: actor, today: today)
        case .accept(let id):
            let (report, followed) = try waitingReport(id, by: actor)
            guard report.report.percent == 100 else { return [.reportAccepted(id)] }
            guard areEnded(followed.children) else { throw .childrenOpen }
            return [.reportAccepted(id), .assignmentDone(followed.id, on: Today.day(at: report.at))]
        case .sendBack(let id, let reason):
            _ = try waitingReport(id, by: actor)
            try require(text: reason)
            return [.reportReturned(id, reason: reason)]
        default: preconditionFailure("not a command of reports")
        }
    }

    private func report(
        _ draft: ReportDraft, by actor: FollowUpActor, today: Day
    ) throws(FollowUpRefusal) -> [FollowUpEvent] {
        let followed = try openAssignment(draft.assignment)
        try requireLead(of: followed.assignment, actor, on: today)
        let agency = owner(of: followed.assignment, on: today)
        guard draft.agency.map({ $0 == agency }) ?? true else { throw .notLead }
        guard followed.waiting == nil else { throw .reportWaiting }
        guard 0...100 ~= draft.percent else { throw .badPercent }
        guard draft.percent < 100 || areEnded(followed.children) else { throw .childrenOpen }
        try require(text: draft.text)
        try require(texts: [draft.difficulties, draft.proposals])
        guard reports.count < Limits.progressReports else { throw .tooMany }

        let id = ReportID(rawValue: reports.count + 1)
        var evidence = draft.evidence ?? []
        let told = try figures(draft.figures ?? [], report: id, by: actor)
        for case .figureObserved(let observation) in told {
            evidence.append(Evidence(kind: .figure, title: "\(observation.figure.value)", figure: observation.id))
        }
        guard evidence.count <= Limits.evidence, (draft.evidence ?? []).allSatisfy(isGood) else { throw .badEvidence }
        let report = ProgressReport(
            id: id, assignment: followed.id, agency: agency, percent: draft.percent, text: draft.text, evidence: evidence,
            difficulties: draft.difficulties, proposals: draft.proposals)
        return [.reported(report)] + told
    }

    private func isGood(_ evidence: Evidence) -> Bool {
        guard evidence.title.contains(where: { !$0.isWhitespace }), evidence.title.utf8.count <= Limits.textBytes else {
            return false
        }
        switch evidence.kind {
        case .file: return evidence.reference?.utf8.count == 64
        case .link:
            let link = evidence.reference ?? ""
            return (link.hasPrefix("https://") || link.hasPrefix("http://")) && link.utf8.count <= Limits.textBytes
        case .figure: return evidence.figure.map { figures[$0] != nil } ?? false
        }
    }

    private func areEnded(_ children: [AssignmentID]) -> Bool { children.allSatisfy { self[$0]?.isOpen == false } }

    private func waitingReport(
        _ id: ReportID, by actor: FollowUpActor
    ) throws(FollowUpRefusal) -> (FollowedReport, FollowedAssignment) {
        guard actor.isSecretariat else { throw .notAllowed }
        guard let report = self[id], let followed = self[report.report.assignment] else { throw .unknownReport }
        guard actor.manages(followed.assignment.conference) else { throw .badConference }
        guard followed.isOpen else { throw .assignmentEnded }
        guard report.verdict == nil, followed.waiting == id else { throw .reportDecided }
        return (report, followed)
    }
}
