package import Basics
package import Conference

/// A due date that was moved, and why.
package struct Extension: Hashable, Codable, Sendable {
    package var from: Day
    package var to: Day
    package var reason: String
    package var at: WallTime
}

/// An assignment with what became of it so far.
package struct FollowedAssignment: Hashable, Sendable {
    package enum Ending: Hashable, Sendable {
        /// With the day of the report that was accepted, which decides whether it was late.
        case done(on: Day)
        case stopped(on: Day, reason: String)
        case transferred(on: Day, to: AssignmentID, reason: String)
    }

    package let assignment: Assignment
    package let assigned: WallTime
    package internal(set) var due: Day?
    package internal(set) var extensions: [Extension] = []
    package internal(set) var acknowledged: WallTime?
    package internal(set) var reports: [ReportID] = []
    /// The report that nobody has looked at yet.
    package internal(set) var waiting: ReportID?
    package internal(set) var accepted: ReportID?
    /// The last report, when it was sent back and no other has come since.
    package internal(set) var returned: ReportID?
    /// What the last accepted report says.
    package internal(set) var percent = 0
    /// The day of a waiting report that says that all is done.
    package internal(set) var saidDone: Day?
    package internal(set) var ending: Ending?
    package internal(set) var children: [AssignmentID] = []

    init(_ assignment: Assignment, at time: WallTime) {
        self.assignment = assignment
        assigned = time
        due = assignment.deadline.day
    }

    package var id: AssignmentID { assignment.id }
    package var isOpen: Bool { ending == nil }

    /// What it is on `day`: computed from what happened, never typed.
    package func status(on day: Day) -> Status {
        switch ending {
        case .done(let reported): return due.map { $0 < reported } ?? false ? .doneLate : .doneOnTime
        case .stopped: return .stopped
        case .transferred: return .transferred
        case nil: break
        }
        guard let due else { return returned == nil ? .inTerm : .returned }
        // Whoever has said in time that all is done does not answer for the time that the secretariat takes.
        let isAnswered = saidDone.map { $0 <= due } ?? false
        if due < day, !isAnswered { return .overdue }
        if returned != nil { return .returned }
        let left = DayNumber(day).days(to: DayNumber(due))
        return left <= Limits.dueSoonDays && !isAnswered ? .dueSoon : .inTerm
    }
}
