/// Why a session description cannot be used, in a sentence for the person who sent it.
package struct SDPProblem: Error, Equatable, CustomStringConvertible, Sendable {
    /// The line that is wrong, counted from 1; `nil` when it is the whole.
    package var line: Int?
    package var reason: String

    package init(line: Int?, _ reason: String) {
        self.line = line
        self.reason = reason
    }

    package var description: String {
        let place = line.map { "Line \($0) of the session description" } ?? "The session description"
        return "\(place): \(reason)"
    }
}
