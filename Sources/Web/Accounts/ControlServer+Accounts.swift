import Accounts
import Conference
import Hummingbird
import Journal

extension ControlServer {
    /// Has the accounts' owner run, who shuts the doors that stood open to those who lose their rights, and the audit read their journal.
    func runAccounts(_ opened: (journal: AccountsJournal, state: Accounts, seq: Int)) async {
        let accounts = accounts, expel = AccountExpulsion(credentials: accounts.credentials, board: accounts.board, revoke: revokeLink)
        let owner = JournalOwner(opened.state, seq: opened.seq, log: opened.journal, logger: logger, now: wallTime) { state, entries in
            let former = await accounts.board.publish(state)
            guard let last = entries.last else { return }
            for (account, entrances) in state.expelled(since: former, at: last.at) { await expel(account, entrances) }
        }
        newOwner.yield {
            var owner = owner
            await owner.run(accounts.inbox)
        }
        await audit.add(.accounts(opened.journal, accounts.board))
        // A server that was killed between a suspension and its end finishes it now.
        let now = wallTime()
        for way in opened.state.shut where way.expires > now { _ = try? await revokeLink(way.link) }
    }

    /// Revokes a link and cuts the media of whoever came in by it; says whose it was.
    var revokeLink: @Sendable (String) async throws -> ConferenceID? {
        let (access, conferences) = (directory.access, conferences)
        return { link in
            guard let (id, sessions) = try await access.revoke(link) else { return nil }
            if let conference = await conferences[id] {
                for session in sessions { conference.inbox.put(.sessionEnded(session)) }
            }
            return id
        }
    }

    var signer: ActSigner {
        ActSigner(book: audit, directory: directory, board: accounts.board, credentials: accounts.credentials)
    }

    func registerAccounts(in router: Router<Visit>) {
        let access = directory.access, provider = provider, hasOrganisation = provider != nil
        SignInRoutes(desk: accounts, pages: pages, organisation: provider?.options.name).register(in: router)
        EnrolmentRoutes(desk: accounts, pages: pages, hasOrganisation: hasOrganisation).register(in: router)
        AccountRoutes(desk: accounts, pages: pages, access: access, conferences: conferences, hasOrganisation: hasOrganisation)
            .register(in: router)
        AdministrationRoutes(desk: accounts, pages: pages, access: access, conferences: conferences, revoke: revokeLink)
            .register(in: router)
        let reader = AuditReader(book: audit, credentials: accounts.credentials, board: accounts.board)
        AuditRoutes(gate: accounts.gate, reader: reader).register(in: router)
        if let provider { OpenIDRoutes(desk: accounts, provider: provider, logger: logger).register(in: router) }
    }
}
