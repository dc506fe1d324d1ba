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
        var calendar = CalendarFile(product: "-//Dien Hong//Convene//VI")
        calendar.put("METHOD", "PUBLISH")
        for part in programme.parts where preparation.takesPart(invitee, in: part.sitting) {
            calendar.add("VEVENT") { fill(&$0, part, programme, "CONFIRMED", language) }
        }
        for part in preparation.calledOff where preparation.takesPart(invitee, in: part.sitting) {
            calendar.add("VEVENT") { fill(&$0, part, programme, "CANCELLED", language) }
        }
        return calendar.text
    }

    private func fill(_ event: inout CalendarFile, _ part: Programme.Part, _ programme: Programme, _ status: String, _ language: Language) {
        let sitting = part.sitting
        let title = preparation.heading.value.title.filled[language], name = sitting.title.filled[language]
        event.put("UID", "\(preparation.conference(of: sitting.id).rawValue)@\(domain)")
        event.put("DTSTAMP", at: programme.at)
        event.put("LAST-MODIFIED", at: programme.at)
        // A later version takes the place of an earlier one (§3.8.7.4).
        event.put("SEQUENCE", "\(programme.version - 1)")
        event.put("DTSTART", at: WallTime(sitting.day, minutes: sitting.start.minutes))
        event.put("DTEND", at: WallTime(sitting.day, minutes: sitting.end.minutes))
        event.put("SUMMARY", text: "\(title) – \(name)")
        event.put("DESCRIPTION", text: description(part, language))
        event.put("URL", link)
        event.put("STATUS", status)
        if let site = preparation.sites(of: invitee).flatMap({ preparation.sites[$0]?.value }) {
            event.put("LOCATION", text: site.name.filled[language])
        }
    }

    private func description(_ part: Programme.Part, _ language: Language) -> String {
        (part.items.map { item in
            let time = "\(Self.two(item.begins / 60)):\(Self.two(item.begins % 60))"
            return "\(time) \(item.title.filled[language])" + (item.speakerName.map { " – \($0)" } ?? "")
        } + [link]).joined(separator: "\n")
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Preparation {
    /// Whether a sitting is one of the invitee's.
    package func takesPart(_ invitee: Invitee, in sitting: Sitting) -> Bool {
        guard let named = sitting.sites else { return true }
        return sites(of: invitee).map { named.contains($0) || $0 == central } ?? false
    }
}
