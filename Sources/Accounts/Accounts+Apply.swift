import Basics

extension Accounts {
    /// Makes the event have happened; the first opens the accounts.
    package static func apply(_ entry: AccountsEntry, to accounts: inout Accounts?) {
        guard case .accountsOpened = entry.event else {
            precondition(accounts != nil, "accounts that were never opened")
            accounts?.apply(entry)
            return
        }
        accounts = Accounts()
    }

    package mutating func apply(_ entry: AccountsEntry) {
        switch entry.event {
        case .accountsOpened: preconditionFailure("accounts are opened once")
        case .accountInvited(let id, let name, let signInName, let email, let rights):
            accounts[id] = Account(
                id: id, name: name, signInName: signInName, email: email, rights: Set(rights), created: entry.at)
            names[signInName] = id
        case .invitationRenewed(let id):
            change(id) { $0.means = [] }
            shut(id, at: entry.at) { _ in true }
        case .accountChanged(let id, let name, let email, let rights):
            change(id) { account in
                account.name = name
                account.email = email
                account.rights = Set(rights)
            }
            shut(id, at: entry.at) { !rights.contains($0.right) }
        case .accountSuspended(let id):
            change(id) { $0.isSuspended = true }
            shut(id, at: entry.at) { _ in true }
        case .accountRestored(let id): change(id) { $0.isSuspended = false }
        case .meansEnrolled(let id, let means): change(id) { $0.means.insert(means) }
        case .meansWithdrawn(let id, let means): change(id) { $0.means.remove(means) }
        case .signedIn(let id, _): change(id) { $0.lastSignIn = entry.at }
        case .conferenceEntered(let id, let entrance):
            change(id) { account in
                account.entrances.removeAll { $0.expires <= entry.at }
                account.entrances.append(entrance)
            }
        case .deskPassSeen(let pass, let name, let expires):
            passes = passes.filter { $0.value.expires > entry.at }
            passes[pass] = DeskPass(id: pass, name: name, expires: expires, isRevoked: false)
        case .deskPassRevoked(let pass): passes[pass]?.isRevoked = true
        case .signInFailed, .signedOut, .otherSessionsEnded, .linkRevoked: break
        }
    }

    private mutating func shut(_ id: AccountID, at now: WallTime, where isShut: (WayIn) -> Bool) {
        let gone = (accounts[id]?.entrances ?? []).filter(isShut)
        shut = (shut + gone).filter { $0.expires > now }
        change(id) { $0.entrances.removeAll(where: isShut) }
    }

    private mutating func change(_ id: AccountID, _ change: (inout Account) -> Void) {
        precondition(accounts[id] != nil, "an event of an account that was never made")
        change(&accounts[id]!)
    }
}
