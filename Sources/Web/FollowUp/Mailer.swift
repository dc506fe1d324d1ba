import Basics
import Conference
import FollowUp
import Foundation
import Logging

/// Reminds by mail, once a day, whoever has something due in 14, 7 or 1 days or overdue.
package struct Mailer: Sendable {
    let options: MailOptions
    let inbox: FollowUpInbox
    let logger: Logger
    let now: @Sendable () -> WallTime

    /// From seven in the morning in Vietnam; does nothing on a day on which it has been done.
    func look() async {
        let time = now(), day = Today.day(at: time)
        guard (time.milliseconds / 3_600_000 + 7) % 24 >= 7 else { return }
        do {
            let address = options.address
            let mails = try await inbox.read { followUp, _, _ -> [Mail]? in
                if let reminded = followUp.reminded, reminded >= day { return nil }
                return followUp.reminders(on: day).flatMap { Self.mails($0, followUp, on: day, address: address) }
            }
            guard let mails else { return }
            let sender = MailSender(options)
            var refused = 0
            for mail in mails where try await sender.send(mail) != .taken { refused += 1 }
            if refused > 0 { logger.warning("the mail server refused \(refused) of \(mails.count) reminders") }
            await note(.remind(day))
        } catch {
            logger.warning("reminders could not be sent, and are tried again: \(error)")
        }
    }

    /// Nobody is reminded again before it is noted that they were, however long the disk takes nothing.
    private func note(_ command: FollowUpCommand) async {
        let id = CommandID.made()
        while !Task.isCancelled {
            switch await inbox.command(command, by: .system, id: id) {
            case .done, .refused: return
            case .notDurable, .busy: try? await Task.sleep(for: Limits.mailerEvery)
            }
        }
    }

    /// In both languages, since nobody knows who reads an office's mail.
    static func mails(_ reminder: FollowUp.Reminder, _ followUp: FollowUp, on day: Day, address: String) -> [Mail] {
        guard let agency = followUp.agencies[reminder.agency], let mails = agency.mails, !mails.isEmpty else { return [] }
        func list(_ ids: [AssignmentID], _ heading: String) -> [String] {
            guard !ids.isEmpty else { return [] }
            let lines = ids.prefix(Limits.boardRows).compactMap { followUp[$0] }.map { followed in
                "- \(followed.due.map { "\($0)" } ?? ""): \(followed.assignment.text) (\(followed.id.rawValue))"
            }
            return [heading] + lines + (ids.count > lines.count ? ["… \(ids.count - lines.count)"] : []) + [""]
        }
        let text = ["\(agency.name.vi) / \(agency.name.en)", ""]
            + list(reminder.overdue, "Quá hạn / Overdue:") + list(reminder.due, "Đến hạn trong 14 ngày / Due within 14 days:")
            + ["Báo cáo bằng liên kết mà Ban Thư ký đã gửi. / Report with the link that the secretariat sent you.", address]
        let subject = "Nhắc việc: \(reminder.overdue.count) quá hạn, \(reminder.due.count) sắp đến hạn / Reminder"
        return mails.map { Mail(to: $0, subject: subject, text: text.joined(separator: "\r\n")) }
    }
}
