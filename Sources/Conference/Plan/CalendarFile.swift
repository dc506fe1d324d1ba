package import Basics

/// A calendar as programs read it (RFC 5545): text is escaped, moments are UTC, lines are folded.
package struct CalendarFile: Sendable {
    private var lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]

    /// `product` is who made it (§3.7.3).
    package init(product: String) {
        lines += ["PRODID:\(product)", "CALSCALE:GREGORIAN"]
    }

    /// The whole, each line ended as on the wire (§3.1).
    package var text: String {
        (lines + ["END:VCALENDAR"]).map(Self.folded).joined()
    }

    /// A component such as `VEVENT`, with what `fill` puts into it (§3.6).
    package mutating func add(_ component: String, _ fill: (inout CalendarFile) -> Void) {
        lines.append("BEGIN:\(component)")
        fill(&self)
        lines.append("END:\(component)")
    }

    /// A property whose value is no text and stands as it is.
    package mutating func put(_ name: String, _ value: String) {
        lines.append("\(name):\(value)")
    }

    /// A property whose value is text (§3.3.11).
    package mutating func put(_ name: String, text: String) {
        put(name, text.map { character in
            if character.isNewline { return "\\n" }
            return "\\;,".contains(character) ? "\\\(character)" : String(character)
        }.joined())
    }

    /// A property whose value is a moment, written in UTC (§3.3.5).
    package mutating func put(_ name: String, at moment: WallTime) {
        let day: Int64 = 86_400_000
        let number = (moment.milliseconds >= 0 ? moment.milliseconds : moment.milliseconds - day + 1) / day
        let seconds = (moment.milliseconds - number * day) / 1_000
        let time = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
        put(name, "\(Self.digits(DayNumber(rawValue: Int(number)).day))T\(time)Z")
    }

    /// A property whose value is a whole day (§3.3.4).
    package mutating func put(_ name: String, on day: Day) {
        put("\(name);VALUE=DATE", Self.digits(day))
    }

    private static func digits(_ day: Day) -> String { day.description.filter { $0 != "-" } }

    /// At most 75 bytes a line, never through the middle of a character (§3.1).
    private static func folded(_ line: String) -> String {
        var text = "", count = 0
        for scalar in line.unicodeScalars {
            let bytes = UTF8.width(scalar)
            if count + bytes > 75 {
                text += "\r\n "
                count = 1
            }
            text.unicodeScalars.append(scalar)
            count += bytes
        }
        return text + "\r\n"
    }
}
