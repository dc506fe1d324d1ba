package import Basics
import Conference

/// What an invitee is written to about.
package enum NoticeKind: String, Codable, CaseIterable, Sendable {
    case invitation, change, reminder
}

/// The last mail to an invitee.
package struct Notice: Hashable, Codable, Sendable {
    package var at: WallTime
    /// The version of the programme that it told of.
    package var version: Int
    /// The mail server would not have it.
    package var isRefused: Bool
}

/// One mail that is due.
package struct PendingNotice: Hashable, Sendable {
    package var invitee: Invitee
    package var kind: NoticeKind
    package var address: String
}

extension Preparation {
    /// Where an invitee is written to: what is given as an address, if it is one of mail.
    package func mailAddress(of invitee: Invitee) -> String? {
        guard case .delegate(let id) = invitee, let address = people[id]?.value.address, address.contains("@") else { return nil }
        return address
    }

    /// The mails that are due at `now`, at most `limit`.
    ///
    /// What happened longer ago than ``Limits/noticeAge`` is written to nobody: a server that is given mail later does not tell of last year.
    package func pendingNotices(at now: WallTime, limit: Int) -> [PendingNotice] {
        guard let last = lastDay, Today.day(at: now) <= last else { return [] }
        let oldest = now.advanced(bySeconds: -Limits.noticeAge)
        var pending: [PendingNotice] = []
        for (invitee, invitation) in invitations.sorted(by: { $0.key < $1.key }) {
            guard pending.count < limit, let address = mailAddress(of: invitee), let kind = dueNotice(invitee, invitation, since: oldest)
            else { continue }
            pending.append(PendingNotice(invitee: invitee, kind: kind, address: address))
        }
        return pending
    }

    private func dueNotice(_ invitee: Invitee, _ invitation: Invitation, since oldest: WallTime) -> NoticeKind? {
        let told = notices[invitee]
        if invitation.sent >= oldest, told.map({ $0.at < invitation.sent }) ?? true { return .invitation }
        if let changed = invitation.changedIn, programmes.last.map({ $0.at >= oldest }) ?? false, told.map({ $0.version < changed }) ?? true {
            return .change
        }
        if let reminded = invitation.reminded, reminded >= oldest, told.map({ $0.at < reminded }) ?? true { return .reminder }
        return nil
    }
}
