package import Accounts
import Hummingbird

/// `/api/admin/accounts`: for whoever may read the token in the data folder; the first administrator is made here.
struct AccountAdminRoutes: Sendable {
    let desk: AccountDesk

    func register(in admin: RouterGroup<Visit>, _ authorise: @escaping @Sendable (Request) throws -> Void) {
        admin.get("accounts") { request, _ in
            try authorise(request)
            return jsonResponse(await desk.board.accounts.inOrder.map(AccountSummary.init))
        }
        admin.post("accounts") { request, _ in
            try authorise(request)
            return jsonResponse(try await desk.invite(try await request.decoded(AccountWish.self), by: .operator), status: .created)
        }
        admin.post("accounts/:name/renew") { request, context in
            try authorise(request)
            return jsonResponse(try await desk.renew(try await account(context).id, by: .operator))
        }
        admin.post("accounts/:name/suspend") { request, context in
            try authorise(request)
            try await desk.inbox.perform(.suspend(try await account(context).id), by: .operator)
            return Response(status: .noContent)
        }
        admin.post("passes/:pass/revoke") { request, context in
            try authorise(request)
            try await desk.inbox.perform(.revokePass(PassID(rawValue: context.parameters.get("pass") ?? "")), by: .operator)
            return Response(status: .noContent)
        }
    }

    private func account(_ context: Visit) async throws -> Account {
        guard let account = await desk.board.accounts.account(signingInAs: context.parameters.get("name") ?? "") else {
            throw Problem(.unknownAccount as AccountsRefusal)
        }
        return account
    }
}

/// One account, for the machine's operator.
package struct AccountSummary: Codable, Sendable {
    package var name: String
    package var signInName: String
    package var state: Account.State
    package var rights: [Right]

    init(_ account: Account) {
        name = account.name
        signInName = account.signInName
        state = account.state
        rights = Array(account.rights)
    }
}
