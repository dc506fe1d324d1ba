package import Conference

/// Something that happened in the follow-up; never refused, never changed.
package enum FollowUpEvent: Hashable, Sendable {
    case followUpOpened(pillars: [Pillar], agencies: [Agency])
    case agencyAdded(Agency)
    case agencyMerged(AgencyID, into: AgencyID, from: Day)
    case pillarsSet([Pillar])
    case mailsSet(AgencyID, [String])
    case reminded(on: Day)

    case conclusionRecorded(Conclusion)
    case conclusionSetAside(ConclusionID, reason: String)
    case conclusionCorrected(ConclusionID, text: String, reason: String)
    case lessonRecorded(Lesson)

    case assigned(Assignment)
    case acknowledged(AssignmentID)
    case deadlineExtended(AssignmentID, to: Day, reason: String)
    /// With the day of the report that was accepted.
    case assignmentDone(AssignmentID, on: Day)
    case assignmentStopped(AssignmentID, reason: String)
    case assignmentTransferred(AssignmentID, to: AssignmentID, reason: String)

    case reported(ProgressReport)
    case reportAccepted(ReportID)
    case reportReturned(ReportID, reason: String)

    case indicatorAdded(Indicator)
    case figureObserved(Observation)
    case observationChosen(ObservationID, reason: String)

    /// The number of what it made, if it made something.
    package var made: Int? {
        switch self {
        case .conclusionRecorded(let conclusion): conclusion.id.rawValue
        case .lessonRecorded(let lesson): lesson.id.rawValue
        case .assigned(let assignment): assignment.id.rawValue
        case .reported(let report): report.id.rawValue
        case .indicatorAdded(let indicator): indicator.id.rawValue
        case .figureObserved(let observation): observation.id.rawValue
        default: nil
        }
    }
}
