import Basics
import Conference
import FollowUp
import Foundation
import HTTPTypes
import Hummingbird

/// Due dates as a calendar that programs ask for without a session (RFC 5545); its address is its key.
struct CalendarFeed: Sendable {
    let inbox: FollowUpInbox
    let key: SigningKey

    func register(in router: Router<Visit>) {
        router.get("calendar/:name/:key") { try await self.show($0, $1) }
    }

    /// Where an agency's or the secretariat's calendar is; nobody else has one.
    func path(for actor: FollowUpActor) -> String? {
        switch actor {
        case .agency(let id): key.calendarPath(id.rawValue)
        case .secretariat(of: nil): key.calendarPath(Self.everything)
        case .secretariat, .observer, .system: nil
        }
    }

    /// No agency's short name begins so.
    private static let everything = "-all"

    private func show(_ request: Request, _ context: Visit) async throws -> Response {
        let name = context.parameters.get("name") ?? "", given = context.parameters.get("key") ?? ""
        guard key.isCalendar(name, given) else { throw Problem.notFound }
        let language = Language(of: request), now = wallTime()
        let text = try await inbox.read { followUp, _, today in
            let ids: [AssignmentID]
            if name == Self.everything {
                ids = followUp.overdue(on: today) + followUp.due(within: Limits.calendarDays, of: today)
            } else {
                let agency = followUp.agencies.owner(of: AgencyID(rawValue: name), on: today)
                ids = followUp.led(by: agency, on: today)
            }
            return CalendarFile(of: ids.prefix(Limits.calendarEvents), followUp, on: today, at: now, language).text
        }
        return textResponse(text, type: "text/calendar")
    }
}

extension CalendarFile {
    /// What is open and due, with alarms on the days of the reminders.
    init(of ids: some Sequence<AssignmentID>, _ followUp: FollowUp, on day: Day, at now: WallTime, _ language: Language) {
        self.init(product: "-//Dien Hong//Follow-up//VI")
        put("X-WR-CALNAME", text: "Diên Hồng")
        for id in ids {
            guard let followed = followUp[id], followed.isOpen, let due = followed.due else { continue }
            let owner = followUp.agencies[followUp.owner(of: followed.assignment, on: day)]
            let words = [owner?.name[language], followed.status(on: day).words[language]].compactMap(\.self).joined(separator: ", ")
            add("VEVENT") { event in
                event.put("UID", "assignment-\(id.rawValue)@dien-hong")
                event.put("DTSTAMP", at: now)
                event.put("DTSTART", on: due)
                event.put("SUMMARY", text: followed.assignment.text)
                event.put("DESCRIPTION", text: words)
                event.put("TRANSP", "TRANSPARENT")
                for days in Limits.reminderDays {
                    event.add("VALARM") { alarm in
                        alarm.put("ACTION", "DISPLAY")
                        alarm.put("DESCRIPTION", text: followed.assignment.text)
                        alarm.put("TRIGGER", "-P\(days)D")
                    }
                }
            }
        }
    }
}
