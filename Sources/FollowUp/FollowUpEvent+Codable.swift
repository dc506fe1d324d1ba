import Conference

/// The name of each event in JSON.
package enum FollowUpEventType: String, Codable, CaseIterable, Sendable {
    case followUpOpened, agencyAdded, agencyMerged, pillarsSet, mailsSet, reminded
    case conclusionRecorded, conclusionSetAside, conclusionCorrected, lessonRecorded
    case assigned, acknowledged, deadlineExtended, assignmentDone, assignmentStopped, assignmentTransferred
    case reported, reportAccepted, reportReturned
    case indicatorAdded, figureObserved, observationChosen
}

/// Flat JSON, `{"type": "reportAccepted", "report": 17}`, as docs/followup.md has it.
extension FollowUpEvent: Codable {
    private enum Key: String, CodingKey {
        case type, pillars, agencies, agency, into, from, conclusion, reason, assignment, to, on, report
        case indicator, observation, mails, text, lesson
    }

    package var type: FollowUpEventType {
        switch self {
        case .followUpOpened: .followUpOpened
        case .agencyAdded: .agencyAdded
        case .agencyMerged: .agencyMerged
        case .pillarsSet: .pillarsSet
        case .mailsSet: .mailsSet
        case .reminded: .reminded
        case .conclusionRecorded: .conclusionRecorded
        case .conclusionSetAside: .conclusionSetAside
        case .conclusionCorrected: .conclusionCorrected
        case .lessonRecorded: .lessonRecorded
        case .assigned: .assigned
        case .acknowledged: .acknowledged
        case .deadlineExtended: .deadlineExtended
        case .assignmentDone: .assignmentDone
        case .assignmentStopped: .assignmentStopped
        case .assignmentTransferred: .assignmentTransferred
        case .reported: .reported
        case .reportAccepted: .reportAccepted
        case .reportReturned: .reportReturned
        case .indicatorAdded: .indicatorAdded
        case .figureObserved: .figureObserved
        case .observationChosen: .observationChosen
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        func reason() throws -> String { try container.decode(String.self, forKey: .reason) }
        func assignment() throws -> AssignmentID { try container.decode(AssignmentID.self, forKey: .assignment) }
        func report() throws -> ReportID { try container.decode(ReportID.self, forKey: .report) }

        switch try container.decode(FollowUpEventType.self, forKey: .type) {
        case .followUpOpened:
            self = .followUpOpened(
                pillars: try container.decode([Pillar].self, forKey: .pillars),
                agencies: try container.decode([Agency].self, forKey: .agencies))
        case .agencyAdded: self = .agencyAdded(try container.decode(Agency.self, forKey: .agency))
        case .agencyMerged:
            self = .agencyMerged(
                try container.decode(AgencyID.self, forKey: .agency),
                into: try container.decode(AgencyID.self, forKey: .into),
                from: try container.decode(Day.self, forKey: .from))
        case .pillarsSet: self = .pillarsSet(try container.decode([Pillar].self, forKey: .pillars))
        case .mailsSet:
            self = .mailsSet(
                try container.decode(AgencyID.self, forKey: .agency), try container.decode([String].self, forKey: .mails))
        case .reminded: self = .reminded(on: try container.decode(Day.self, forKey: .on))
        case .conclusionRecorded:
            self = .conclusionRecorded(try container.decode(Conclusion.self, forKey: .conclusion))
        case .conclusionSetAside:
            self = .conclusionSetAside(try container.decode(ConclusionID.self, forKey: .conclusion), reason: try reason())
        case .conclusionCorrected:
            self = .conclusionCorrected(
                try container.decode(ConclusionID.self, forKey: .conclusion), text: try container.decode(String.self, forKey: .text),
                reason: try reason())
        case .lessonRecorded: self = .lessonRecorded(try container.decode(Lesson.self, forKey: .lesson))
        case .assigned: self = .assigned(try container.decode(Assignment.self, forKey: .assignment))
        case .acknowledged: self = .acknowledged(try assignment())
        case .deadlineExtended:
            self = .deadlineExtended(
                try assignment(), to: try container.decode(Day.self, forKey: .to), reason: try reason())
        case .assignmentDone:
            self = .assignmentDone(try assignment(), on: try container.decode(Day.self, forKey: .on))
        case .assignmentStopped: self = .assignmentStopped(try assignment(), reason: try reason())
        case .assignmentTransferred:
            self = .assignmentTransferred(
                try assignment(), to: try container.decode(AssignmentID.self, forKey: .to), reason: try reason())
        case .reported: self = .reported(try container.decode(ProgressReport.self, forKey: .report))
        case .reportAccepted: self = .reportAccepted(try report())
        case .reportReturned: self = .reportReturned(try report(), reason: try reason())
        case .indicatorAdded: self = .indicatorAdded(try container.decode(Indicator.self, forKey: .indicator))
        case .figureObserved: self = .figureObserved(try container.decode(Observation.self, forKey: .observation))
        case .observationChosen:
            self = .observationChosen(
                try container.decode(ObservationID.self, forKey: .observation), reason: try reason())
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(type, forKey: .type)
        switch self {
        case .followUpOpened(let pillars, let agencies):
            try container.encode(pillars, forKey: .pillars)
            try container.encode(agencies, forKey: .agencies)
        case .agencyAdded(let agency): try container.encode(agency, forKey: .agency)
        case .agencyMerged(let agency, let into, let from):
            try container.encode(agency, forKey: .agency)
            try container.encode(into, forKey: .into)
            try container.encode(from, forKey: .from)
        case .pillarsSet(let pillars): try container.encode(pillars, forKey: .pillars)
        case .mailsSet(let agency, let mails):
            try container.encode(agency, forKey: .agency)
            try container.encode(mails, forKey: .mails)
        case .reminded(let day): try container.encode(day, forKey: .on)
        case .conclusionRecorded(let conclusion): try container.encode(conclusion, forKey: .conclusion)
        case .conclusionSetAside(let conclusion, let reason):
            try container.encode(conclusion, forKey: .conclusion)
            try container.encode(reason, forKey: .reason)
        case .conclusionCorrected(let id, let text, let reason):
            try container.encode(id, forKey: .conclusion)
            try container.encode(text, forKey: .text)
            try container.encode(reason, forKey: .reason)
        case .lessonRecorded(let lesson): try container.encode(lesson, forKey: .lesson)
        case .assigned(let assignment): try container.encode(assignment, forKey: .assignment)
        case .acknowledged(let id): try container.encode(id, forKey: .assignment)
        case .deadlineExtended(let id, let to, let reason):
            try container.encode(id, forKey: .assignment)
            try container.encode(to, forKey: .to)
            try container.encode(reason, forKey: .reason)
        case .assignmentDone(let id, let on):
            try container.encode(id, forKey: .assignment)
            try container.encode(on, forKey: .on)
        case .assignmentStopped(let id, let reason):
            try container.encode(id, forKey: .assignment)
            try container.encode(reason, forKey: .reason)
        case .assignmentTransferred(let id, let to, let reason):
            try container.encode(id, forKey: .assignment)
            try container.encode(to, forKey: .to)
            try container.encode(reason, forKey: .reason)
        case .reported(let report): try container.encode(report, forKey: .report)
        case .reportAccepted(let id): try container.encode(id, forKey: .report)
        case .reportReturned(let id, let reason):
            try container.encode(id, forKey: .report)
            try container.encode(reason, forKey: .reason)
        case .indicatorAdded(let indicator): try container.encode(indicator, forKey: .indicator)
        case .figureObserved(let observation): try container.encode(observation, forKey: .observation)
        case .observationChosen(let id, let reason):
            try container.encode(id, forKey: .observation)
            try container.encode(reason, forKey: .reason)
        }
    }
}
