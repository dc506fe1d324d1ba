import Basics
package import Conference

/// What an invitee puts into a calendar: one event for each sitting (RFC 5545).
package struct InvitationCalendar: Sendable {
    private let preparation: Preparation
    private let invitee: Invitee
    private let link: String
    private let domain: String

    /// `domain` makes the names of the events the server's own.
    package init(_ preparation: Preparation, _ invitee: Invitee, link: String, domain: String) {
        self.preparation = preparation
        self.invitee = invitee
        self.link = link
        self.domain = domain
    }

    /// `nil` before a programme was published.
    package func text(in language: Language) -> String? {
        guard let programme = preparation.programmes.last else { return nil }
        let parts = programme.parts.filter { preparation.takesPart(invitee, in: $0.sitting) }
        var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dien Hong//Convene//VI", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
        for part in parts { lines += event(part, programme, language) }
        lines.append("END:VCALENDAR")
        return lines.map(Self.folded).joined(separator: "\r\n") + "\r\n"
    }

    private func event(_ part: Programme.Part, _ programme: Programme, _ language: Language) -> [String] {
        let sitting = part.sitting
        let title = preparation.heading.value.title.filled[language], name = sitting.title.filled[language]
        let stamp = Self.utc(day: 0, milliseconds: programme.at.milliseconds)
        var lines = [
            "BEGIN:VEVENT",
            "UID:\(preparation.conference(of: sitting.id).rawValue)@\(domain)",
            "DTSTAMP:\(stamp)", "LAST-MODIFIED:\(stamp)",
            // A later version takes the place of an earlier one (§3.8.7.4).
            "SEQUENCE:\(programme.version - 1)",
            "DTSTART:\(Self.utc(sitting.day, sitting.start))", "DTEND:\(Self.utc(sitting.day, sitting.end))",
            "SUMMARY:\(Self.escaped("\(title) – \(name)"))",
            "DESCRIPTION:\(Self.escaped(description(part, language)))", "URL:\(link)", "STATUS:CONFIRMED",
        ]
        if let site = preparation.sites(of: invitee).flatMap({ preparation.sites[$0]?.value }) {
            lines.append("LOCATION:\(Self.escaped(site.name.filled[language]))")
        }
        return lines + ["END:VEVENT"]
    }

    private func description(_ part: Programme.Part, _ language: Language) -> String {
        (part.items.map { item in
            let time = "\(Self.two(item.begins / 60)):\(Self.two(item.begins % 60))"
            return "\(time) \(item.title.filled[language])" + (item.speakerName.map { " – \($0)" } ?? "")
        } + [link]).joined(separator: "\n")
    }

    /// The clock of Việt Nam is seven hours ahead of UTC all year.
    private static func utc(_ day: Day, _ time: TimeOfDay) -> String {
        utc(day: day.number, milliseconds: Int64(time.minutes - 7 * 60) * 60_000)
    }

    private static func utc(day: Int, milliseconds: Int64) -> String {
        let seconds = Int64(day) * 86_400 + milliseconds / 1_000
        let date = Day(number: Int(seconds / 86_400)), rest = Int(seconds % 86_400)
        return "\(date.year)\(two(date.month))\(two(date.day))T\(two(rest / 3_600))\(two(rest / 60 % 60))\(two(rest % 60))Z"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Text as a value (§3.3.11).
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\\": escaped += "\\\\"
            case ";": escaped += "\\;"
            case ",": escaped += "\\,"
            case _ where character.isNewline: escaped += "\\n"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    /// No line is longer than 75 octets (§3.1), and none is cut inside a character.
    private static func folded(_ line: String) -> String {
        var result = "", length = 0
        for scalar in line.unicodeScalars {
            let count = String(scalar).utf8.count
            if length + count > 74 {
                result += "\r\n "
                length = 1
            }
            result.unicodeScalars.append(scalar)
            length += count
        }
        return result
    }
}

extension Preparation {
    /// Whether a sitting is one of the invitee's.
    package func takesPart(_ invitee: Invitee, in sitting: Sitting) -> Bool {
        guard let named = sitting.sites else { return true }
        return sites(of: invitee).map { named.contains($0) || $0 == central } ?? false
    }
}
