import Basics
import Conference
import Crypto
import FollowUp
import Foundation
import HTTPTypes
import Hummingbird

/// Due dates as a calendar that programs ask for without a session (RFC 5545); its address is its key.
struct CalendarFeed: Sendable {
    let inbox: FollowUpInbox
    /// Whoever knows it knows every address.
    let secret: String

    func register(in router: Router<Visit>) {
        router.get("calendar/:name/:key") { try await self.show($0, $1) }
    }

    /// Where an agency's or the secretariat's calendar is; nobody else has one.
    func path(for actor: FollowUpActor) -> String? {
        switch actor {
        case .agency(let id): "/calendar/\(id.rawValue)/\(key(id.rawValue)).ics"
        case .secretariat(of: nil): "/calendar/\(Self.everything)/\(key(Self.everything)).ics"
        case .secretariat, .observer, .system: nil
        }
    }

    /// No agency's short name begins so.
    private static let everything = "-all"

    private func key(_ name: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("calendar/\(name)".utf8), using: SymmetricKey(data: Array(secret.utf8)))
        return code.prefix(16).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    private func show(_ request: Request, _ context: Visit) async throws -> Response {
        let name = context.parameters.get("name") ?? "", given = context.parameters.get("key") ?? ""
        guard equalInConstantTime(Array(given.utf8), Array("\(key(name)).ics".utf8)) else { throw Problem.notFound }
        let language = Language(of: request), stamp = wallTime()
        let text = try await inbox.read { followUp, _, today in
            let ids: [AssignmentID]
            if name == Self.everything {
                ids = followUp.overdue(on: today) + followUp.due(within: Limits.calendarDays, of: today)
            } else {
                let agency = followUp.agencies.owner(of: AgencyID(rawValue: name), on: today)
                ids = followUp.led(by: agency, on: today)
            }
            return CalendarText(language, stamp).text(of: ids.prefix(Limits.calendarEvents), followUp, on: today)
        }
        return textResponse(text, type: "text/calendar")
    }
}

/// The calendar itself.
struct CalendarText {
    private let language: Language
    private let stamp: String

    init(_ language: Language, _ now: WallTime) {
        self.language = language
        let seconds = now.milliseconds / 1_000 % 86_400
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = DayNumber(rawValue: Int(now.milliseconds / 86_400_000)).day
        stamp = Self.date(day) + "T" + two(seconds / 3_600) + two(seconds / 60 % 60) + two(seconds % 60) + "Z"
    }

    private static func date(_ day: Day) -> String { "\(day)".filter { $0 != "-" } }

    func text(of ids: some Sequence<AssignmentID>, _ followUp: FollowUp, on day: Day) -> String {
        var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Diên Hồng//Follow-up//VI", "X-WR-CALNAME:Diên Hồng"]
        for id in ids {
            guard let followed = followUp[id], followed.isOpen, let due = followed.due else { continue }
            let owner = followUp.agencies[followUp.owner(of: followed.assignment, on: day)]
            let words = followed.status(on: day).words[language]
            lines += [
                "BEGIN:VEVENT", "UID:assignment-\(id.rawValue)@dien-hong", "DTSTAMP:\(stamp)",
                "DTSTART;VALUE=DATE:\(Self.date(due))", "SUMMARY:\(Self.escaped(followed.assignment.text))",
                "DESCRIPTION:\(Self.escaped([owner?.name[language], words].compactMap(\.self).joined(separator: ", ")))",
                "TRANSP:TRANSPARENT",
            ]
            for days in Limits.reminderDays {
                lines += ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:\(Self.escaped(followed.assignment.text))", "TRIGGER:-P\(days)D", "END:VALARM"]
            }
            lines.append("END:VEVENT")
        }
        return (lines + ["END:VCALENDAR"]).map(Self.folded).joined()
    }

    /// RFC 5545 §3.3.11.
    static func escaped(_ text: String) -> String {
        text.map { character in
            if character.isNewline { return "\\n" }
            return "\\;,".contains(character) ? "\\\(character)" : String(character)
        }.joined()
    }

    /// At most 75 bytes a line, never through the middle of a character (RFC 5545 §3.1).
    static func folded(_ line: String) -> String {
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
