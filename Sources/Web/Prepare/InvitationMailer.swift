import Basics
import Conference
import Convene
import Logging

/// Writes to those who are invited, touched by a later version, or reminded, where a mail server is configured.
struct InvitationMailer: Sendable {
    let options: MailOptions
    let preparations: Preparations
    let key: SigningKey
    let logger: Logger
    let now: @Sendable () -> WallTime

    /// Sends what is due. What the server took is noted after each batch, so that a crash writes to nobody more than twice.
    func look() async {
        let sender = MailSender(options)
        for live in await preparations.all {
            let state = await live.board.preparation
            var sent: [Invitee] = [], refused: [Invitee] = []
            do {
                for notice in state.pendingNotices(at: now(), limit: Limits.noticeBatch) {
                    switch try await sender.send(mail(notice, state)) {
                    case .taken: sent.append(notice.invitee)
                    case .refused(let reply):
                        logger.warning("the mail server refused an invitation of \(state.id.rawValue): \(reply)")
                        refused.append(notice.invitee)
                    }
                }
            } catch {
                logger.warning("invitations could not be sent, and are tried again: \(error)")
            }
            guard !sent.isEmpty || !refused.isEmpty else { continue }
            await note(.noteNotices(sent: sent, refused: refused), live)
        }
    }

    /// Nobody is written to before it is noted who was: a disk that takes nothing would have all of them written to again and again.
    private func note(_ command: PreparationCommand, _ live: LivePreparation) async {
        let id = CommandID.made()
        while !Task.isCancelled {
            switch await live.inbox.command(command, by: .system, id: id) {
            case .done, .refused: return
            case .notDurable, .busy: try? await Task.sleep(for: Limits.noticesEvery)
            }
        }
    }

    /// In both languages, since nobody knows in which one an invitee reads.
    func mail(_ notice: PendingNotice, _ state: Preparation) -> Mail {
        let heading = state.heading.value, title = heading.title.filled
        let days = state.programmes.last.map { $0.parts.map(\.sitting.day) } ?? []
        let when = days.min().map { first in first == days.max() ? "\(first)" : "\(first) – \(days.max() ?? first)" } ?? ""
        let generation = state.invitations[notice.invitee]?.generation ?? 1
        let link = options.address + key.invitationPath(notice.invitee, of: state.id, generation: generation)
        let name = if case .delegate(let id) = notice.invitee { state.people[id]?.value.name ?? "" } else { "" }
        let words = notice.kind.words
        func part(_ language: Language, greeting: String) -> [String] {
            [greeting, "", words.text[language], "", title[language], heading.host.filled[language], when, link, ""]
        }
        return Mail(
            to: notice.address, subject: "\(words.subject.vi): \(title.vi) / \(words.subject.en)",
            text: (part(.vietnamese, greeting: "Kính gửi \(name),") + part(.english, greeting: "Dear \(name),")).joined(separator: "\r\n"))
    }
}

extension NoticeKind {
    fileprivate var words: (subject: Text, text: Text) {
        switch self {
        case .invitation:
            (Text(vi: "Giấy mời", en: "Invitation"),
             Text(
                vi: "Trân trọng kính mời Ông/Bà tham dự hội nghị. Đường dẫn dưới đây là của riêng Ông/Bà: xem chương trình, trả lời, thêm vào lịch và vào phiên.",
                en: "You are invited to the conference. The link below is your own: read the programme, answer, add it to your calendar, and enter the sittings."))
        case .change:
            (Text(vi: "Chương trình có thay đổi", en: "The programme has changed"),
             Text(
                vi: "Phần chương trình của Ông/Bà có thay đổi. Xin xem chi tiết theo đường dẫn của Ông/Bà.",
                en: "Your part of the programme has changed. Your link tells how."))
        case .reminder:
            (Text(vi: "Nhắc trả lời giấy mời", en: "Please answer the invitation"),
             Text(
                vi: "Ban Thư ký kính đề nghị Ông/Bà trả lời giấy mời theo đường dẫn dưới đây.",
                en: "The secretariat asks you to answer the invitation by the link below."))
        }
    }
}
