import Basics

/// A time on the clock of Việt Nam (UTC+7), written `08:00`.
package struct TimeOfDay: Hashable, WrittenAsText, Sendable {
    package let hour: Int
    package let minute: Int

    /// `nil` when no clock shows it.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [2, 2], parts.joined().utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        self.hour = hour
        self.minute = minute
    }

    package static var form: String { "a time like 08:00" }

    package var description: String {
        "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
