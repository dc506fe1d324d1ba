import Conference

extension FollowUp {
    /// The state after `entry`; the first entry opens the follow-up, and no event is ever refused here.
    package static func apply(_ entry: FollowUpEntry, to followUp: inout FollowUp?) {
        guard case .followUpOpened(let pillars, let agencies) = entry.event else {
            precondition(followUp != nil, "an event before the follow-up was opened")
            followUp?.apply(entry)
            return
        }
        precondition(followUp == nil, "a follow-up opened twice")
        followUp = FollowUp(pillars: pillars, agencies: agencies)
    }

    package mutating func apply(_ entry: FollowUpEntry) {
        switch entry.event {
        case .followUpOpened:
            preconditionFailure("a follow-up opened twice")
        case .agencyAdded(let agency): agencies.add(agency)
        case .agencyMerged(let former, let into, let from): agencies.end(former, successor: into, first: from)
        case .pillarsSet(let pillars): self.pillars = pillars
        case .mailsSet(let agency, let mails): agencies.set(mails, of: agency)
        case .reminded(let day): reminded = day

        case .conclusionRecorded(let conclusion):
            conclusions.append(FollowedConclusion(conclusion: conclusion, at: entry.at))
            unassigned.insert(conclusion.id)
        case .conclusionSetAside(let id, let reason):
            conclusions[id.place].setAside = reason
            unassigned.remove(id)

        case .conclusionCorrected(let id, let text, let reason):
            let former = conclusions[id.place].conclusion.text
            conclusions[id.place].corrections.append(Correction(former: former, reason: reason, by: entry.by, at: entry.at))
            conclusions[id.place].conclusion.text = text
        case .lessonRecorded(let lesson): lessons.append(lesson)

        case .assigned(let assignment): add(assignment, entry)
        case .acknowledged(let id): assignments[id.place].acknowledged = entry.at
        case .deadlineExtended(let id, let to, let reason): move(id, to: to, reason, entry)
        case .assignmentDone(let id, let on): end(id, .done(on: on))
        case .assignmentStopped(let id, let reason): end(id, .stopped(on: Today.day(at: entry.at), reason: reason))
        case .assignmentTransferred(let id, let to, let reason):
            end(id, .transferred(on: Today.day(at: entry.at), to: to, reason: reason))

        case .reported(let report): add(report, entry)
        case .reportAccepted(let id):
            let report = decide(id, .accepted(entry.at))
            assignments[report.assignment.place].accepted = id
            assignments[report.assignment.place].percent = report.percent
        case .reportReturned(let id, let reason):
            let report = decide(id, .returned(entry.at, reason: reason))
            assignments[report.assignment.place].returned = id

        case .indicatorAdded(let indicator): figures.add(indicator)
        case .figureObserved(let observation): figures.add(observation, at: entry.at)
        case .observationChosen(let id, let reason):
            figures.choose(Choice(observation: id, by: entry.by, at: entry.at, reason: reason))
        }
    }

    private mutating func add(_ assignment: Assignment, _ entry: FollowUpEntry) {
        let id = assignment.id
        assignments.append(FollowedAssignment(assignment, at: entry.at))
        byLead[assignment.lead, default: []].append(id)
        for agency in assignment.coordinating { byCoordinating[agency, default: []].append(id) }
        for pillar in assignment.pillars { byPillar[pillar, default: []].append(id) }
        if let conference = assignment.conference { byConference[conference, default: []].append(id) }
        if let day = assignment.deadline.day { due.insert(id, on: day) }
        if let parent = assignment.parent { assignments[parent.place].children.append(id) }
        if let conclusion = assignment.conclusion {
            conclusions[conclusion.place].assignments.append(id)
            unassigned.remove(conclusion)
        }
    }

    private mutating func move(_ id: AssignmentID, to day: Day, _ reason: String, _ entry: FollowUpEntry) {
        guard let former = assignments[id.place].due else { preconditionFailure("an extension of what has no due date") }
        due.remove(id, on: former)
        due.insert(id, on: day)
        assignments[id.place].due = day
        assignments[id.place].extensions.append(Extension(from: former, to: day, reason: reason, at: entry.at))
    }

    private mutating func end(_ id: AssignmentID, _ ending: FollowedAssignment.Ending) {
        assignments[id.place].ending = ending
        assignments[id.place].returned = nil
        assignments[id.place].saidDone = nil
        if let report = assignments[id.place].waiting { waiting.remove(report) }
        assignments[id.place].waiting = nil
        if let day = assignments[id.place].due { due.remove(id, on: day) }
    }

    private mutating func add(_ report: ProgressReport, _ entry: FollowUpEntry) {
        reports.append(FollowedReport(report: report, at: entry.at))
        let place = report.assignment.place
        assignments[place].reports.append(report.id)
        assignments[place].waiting = report.id
        assignments[place].returned = nil
        assignments[place].saidDone = report.percent == 100 ? Today.day(at: entry.at) : nil
        if assignments[place].acknowledged == nil { assignments[place].acknowledged = entry.at }
        waiting.insert(report.id)
    }

    private mutating func decide(_ id: ReportID, _ verdict: FollowedReport.Verdict) -> ProgressReport {
        reports[id.place].verdict = verdict
        waiting.remove(id)
        let report = reports[id.place].report
        assignments[report.assignment.place].waiting = nil
        assignments[report.assignment.place].saidDone = nil
        return report
    }
}
