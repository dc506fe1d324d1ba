import Accounts
import Conference
import Journal

/// Notes from which account something came that a journal has of a role only.
struct ActSigner: Sendable {
    let book: AuditBook
    let directory: AccessDirectory
    let board: AccountsBoard
    let credentials: CredentialStore

    /// Of what a command made; a command that made nothing that is kept leaves no trace here either.
    func callAsFunction(_ key: AuditKey, _ command: CommandID, by session: String) async {
        guard let link = await directory.link(of: session), let account = await board.accounts.account(enteredBy: link),
            let source = await book.source(key)
        else { return }
        let credentials = credentials
        // The act itself is done and durable; that a name beside it may be missing keeps nobody waiting.
        try? await blocking {
            guard let last = try source.last(command) else { return }
            try credentials.sign(key.text, last: last, by: account.id.rawValue)
        }
    }
}
