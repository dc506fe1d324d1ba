import Basics
package import Conference

/// Versions of the programme, invitations and their answers.
extension Preparation {
    func decideInvitation(
        _ command: PreparationCommand, at now: WallTime
    ) throws(PreparationRefusal) -> [PreparationEvent] {
        switch command {
        case .publish(let note):
            return try publish(note, at: now)
        case .invite(let invitees):
            guard version > 0 else { throw .notPublished }
            guard let last = lastDay, Today.day(at: now) <= last else { throw .tooLate }
            let new = try distinct(invitees)
            return new.isEmpty ? [] : [.invited(invitees: new, version: version)]
        case .reissueInvitation(let invitee):
            try requireInvited(invitee)
            return [.invitationReissued(invitee: invitee)]
        case .remind(let invitees):
            let all = try distinct(invitees)
            for invitee in all { try requireInvited(invitee) }
            return all.isEmpty ? [] : [.reminded(invitees: all)]
        case .answer(let invitee, let answer):
            try requireInvited(invitee)
            guard let last = lastDay, Today.day(at: now) <= last else { throw .tooLate }
            if case .substituted(let name, let title) = answer {
                guard Self.isName(name) else { throw .substituteNotNamed }
                try Self.require(optional: title)
            }
            if case .declined(let reason) = answer { try Self.require(optional: reason) }
            let present = invitations[invitee]
            guard present?.answer != answer || present?.changedIn != nil else { return [] }
            return [.invitationAnswered(invitee: invitee, answer: answer)]
        case .noteNotices(let sent, let refused):
            let (sent, refused) = (sent.filter { invitations[$0] != nil }, refused.filter { invitations[$0] != nil })
            return sent.isEmpty && refused.isEmpty ? [] : [.noticesSent(sent: sent, refused: refused, version: version)]
        case .seeChange(let invitee):
            try requireInvited(invitee)
            return invitations[invitee]?.changedIn == nil ? [] : [.changeSeen(invitee: invitee)]
        default:
            preconditionFailure("a command of another subject")
        }
    }

    /// The last day of the conference as it is published.
    package var lastDay: Day? { programmes.last?.parts.map(\.sitting.day).max() }

    private func distinct(_ invitees: [Invitee]) throws(PreparationRefusal) -> [Invitee] {
        guard invitees.allSatisfy(isKnown) else { throw .unknownPerson }
        return Array(Set(invitees)).sorted()
    }

    private func requireInvited(_ invitee: Invitee) throws(PreparationRefusal) {
        guard invitations[invitee] != nil else { throw .notInvited }
    }

    private func publish(_ note: String?, at now: WallTime) throws(PreparationRefusal) -> [PreparationEvent] {
        try Self.require(optional: note)
        guard !sittings.isEmpty, sittings.keys.allSatisfy({ !(order[$0] ?? []).isEmpty }) else { throw .emptyProgramme }
        guard !clashes().contains(where: \.isGrave) else { throw .clashes }
        let problems = sittings.keys.sorted().flatMap { plan(of: $0)?.problems() ?? [] }
        guard problems.isEmpty else { throw .badPlan(Array(Set(problems)).sorted()) }
        guard programmes.count < Limits.programmes else { throw .tooMany }
        let next = programme(at: now, note: note)
        guard let former = programmes.last else { return [.programmePublished(programme: next, touched: [])] }
        // What a programme does not show, such as a new delegate, reaches the sittings by a new version too.
        guard hasChanged else { throw .nothingChanged }
        let touched = invitations.keys.sorted().filter { !changes(from: former, to: next, for: $0).isEmpty }
        return [.programmePublished(programme: next, touched: touched)]
    }
}
