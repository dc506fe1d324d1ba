/// What an assignment is on a day.
package enum Status: String, Codable, CaseIterable, Sendable {
    case doneOnTime, doneLate
    case inTerm, dueSoon, returned, overdue
    case stopped, transferred

    package var isDone: Bool { self == .doneOnTime || self == .doneLate }
    package var isOpen: Bool {
        switch self {
        case .inTerm, .dueSoon, .returned, .overdue: true
        case .doneOnTime, .doneLate, .stopped, .transferred: false
        }
    }
}
