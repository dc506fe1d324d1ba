import Accounts
import Conference
import Journal

/// Puts somebody out: browsers are signed out, the links that were used in the account's name are revoked, media is cut.
struct AccountExpulsion: Sendable {
    let credentials: CredentialStore
    let board: AccountsBoard
    let revoke: @Sendable (_ link: String) async throws -> ConferenceID?

    func callAsFunction(_ account: AccountID, _ entrances: [WayIn]) async {
        let credentials = credentials
        if await board.accounts[account]?.state != .active {
            // The gate does not let a suspended account in, whatever the disk says.
            try? await blocking { try credentials.endSessions(of: account) }
        }
        for entrance in entrances { _ = try? await revoke(entrance.link) }
    }
}
