/// What the operating system or a library refused, for the operator to read.
package struct SystemFailure: Error, CustomStringConvertible {
    package var action: String
    package var reason: String

    package init(action: String, reason: String) {
        self.action = action
        self.reason = reason
    }

    package var description: String { "\(action): \(reason)" }
}
