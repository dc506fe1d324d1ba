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
        if let line { "Line \(line) of the session description: \(reason)" } else { "The session description: \(reason)" }
    }
}
