import Basics
package import Conference

extension FollowUp {
    func decideReminders(_ command: FollowUpCommand, by actor: FollowUpActor) throws(FollowUpRefusal) -> [FollowUpEvent] {
        switch command {
        case .setMails(let id, let mails):
            guard actor == .secretariat() || actor == .agency(id) else { throw .notAllowed }
            guard agencies[id] != nil else { throw .unknownAgency }
            guard mails.count <= Limits.mailsOfAgency, mails.allSatisfy(isMail) else { throw .badMail }
            return [.mailsSet(id, mails)]
        case .remind(let day):
            guard actor == .system else { throw .notAllowed }
            guard reminded.map({ $0 < day }) ?? true else { throw .alreadyReminded }
            return [.reminded(on: day)]
        default: preconditionFailure("not a command of reminders")
        }
    }

    /// Something like `a.b@c.vn`, in letters that need no care in a mail's head.
    private func isMail(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        let good = text.utf8.allSatisfy { byte in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || Array("@.-_+".utf8).contains(byte)
        }
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && good && text.utf8.count <= 254
    }

    /// What one who answers is reminded of on a day.
    package struct Reminder: Hashable, Sendable {
        package var agency: AgencyID
        package var overdue: [AssignmentID]
        /// What is due in the next fortnight, the most urgent first.
        package var due: [AssignmentID]
    }

    /// Whoever has something due in exactly 14, 7 or 1 days, or overdue since a day or since so many weeks and a day, is
    /// reminded of all that presses.
    package func reminders(on day: Day) -> [Reminder] {
        var reminders: [AgencyID: Reminder] = [:], pressing: Set<AgencyID> = []
        let overdue = overdue(on: day)
        for id in overdue + due(within: 14, of: day) {
            guard let followed = self[id], let due = followed.due else { continue }
            let owner = owner(of: followed.assignment, on: day), left = DayNumber(day).days(to: DayNumber(due))
            var reminder = reminders[owner] ?? Reminder(agency: owner, overdue: [], due: [])
            if left < 0 { reminder.overdue.append(id) } else { reminder.due.append(id) }
            reminders[owner] = reminder
            if left < 0 ? -left % 7 == 1 : [14, 7, 1].contains(left) { pressing.insert(owner) }
        }
        return agencies.order.filter(pressing.contains).compactMap { reminders[$0] }
    }
}
