package import Basics
package import Conference

/// What somebody wants to happen to accounts; it may be refused.
package enum AccountsCommand: Hashable, Sendable {
    case invite(AccountID, name: String, signInName: String, email: String?, rights: Set<Right>)
    /// A new invitation: all former ways of signing in are void.
    case renew(AccountID)
    case change(AccountID, name: String, email: String?, rights: Set<Right>)
    case suspend(AccountID)
    case restore(AccountID)
    case enrol(AccountID, Means)
    case withdraw(AccountID, Means)
    case signIn(AccountID, SignInWay)
    /// Somebody gave this account's name and could not show to be its owner.
    case failSignIn(AccountID)
    case signOut(AccountID)
    case endOtherSessions(AccountID)
    case enter(AccountID, WayIn)
    case seePass(PassID, name: String, expires: WallTime)
    case revokePass(PassID)
    case revokeLink(String, of: ConferenceID)
}

/// What happened to accounts, and is never refused.
package enum AccountsEvent: Hashable, Codable, Sendable {
    case accountsOpened
    case accountInvited(id: AccountID, name: String, signInName: String, email: String?, rights: [Right])
    case invitationRenewed(id: AccountID)
    case accountChanged(id: AccountID, name: String, email: String?, rights: [Right])
    case accountSuspended(id: AccountID)
    case accountRestored(id: AccountID)
    case meansEnrolled(id: AccountID, means: Means)
    case meansWithdrawn(id: AccountID, means: Means)
    case signedIn(id: AccountID, way: SignInWay)
    case signInFailed(id: AccountID)
    case signedOut(id: AccountID)
    case otherSessionsEnded(id: AccountID)
    case conferenceEntered(id: AccountID, entrance: WayIn)
    case deskPassSeen(pass: PassID, name: String, expires: WallTime)
    case deskPassRevoked(pass: PassID)
    case linkRevoked(link: String, of: ConferenceID)
}

/// One event with its place in the journal, when it happened and who caused it.
package struct AccountsEntry: Hashable, Sendable {
    package var seq: Int
    package var at: WallTime
    package var by: AccountsActor
    package var event: AccountsEvent

    package init(seq: Int, at: WallTime, by: AccountsActor, event: AccountsEvent) {
        self.seq = seq
        self.at = at
        self.by = by
        self.event = event
    }
}
