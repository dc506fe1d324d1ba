package import Conference

/// Until when something is to be done; in JSON `"2027-03-28"`, `"continuous"` or `"none"`.
package enum Deadline: Hashable, Sendable {
    case dated(Day)
    /// Done all the time, and never late (thường xuyên).
    case continuous
    case none

    package var day: Day? { if case .dated(let day) = self { day } else { nil } }
}

extension Deadline: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        switch text {
        case "continuous": self = .continuous
        case "none": self = .none
        default:
            guard let day = Day(text) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a deadline")
            }
            self = .dated(day)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .dated(let day): try container.encode(day)
        case .continuous: try container.encode("continuous")
        case .none: try container.encode("none")
        }
    }
}
