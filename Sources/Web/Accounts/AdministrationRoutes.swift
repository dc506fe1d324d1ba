package import Accounts
package import Basics
import Conference
import Foundation
import HTTPTypes
import Hummingbird
import Journal

/// `/admin`: accounts, the desk's passes, the links of all conferences.
struct AdministrationRoutes: Sendable {
    let desk: AccountDesk
    let pages: Pages
    let access: Access
    let conferences: Conferences
    /// Revokes a link and cuts the media of whoever came in by it.
    let revoke: @Sendable (_ link: String) async throws -> ConferenceID?

    func register(in router: Router<Visit>) {
        router.get("admin") { request, _ in try await self.page(request) }
        let api = router.group("admin/api")
        api.get("accounts") { request, _ in try await self.accounts(request) }
        api.post("accounts") { request, _ in try await self.invite(request) }
        api.post("accounts/:account/change") { try await self.change($0, $1) }
        api.post("accounts/:account/suspend") { try await self.perform($0, $1) { .suspend($0) } }
        api.post("accounts/:account/restore") { try await self.perform($0, $1) { .restore($0) } }
        api.post("accounts/:account/renew") { try await self.renew($0, $1) }
        api.get("conferences") { request, _ in try await self.allConferences(request) }
        api.get("conferences/:conference") { try await self.conference($0, $1) }
        api.get("passes") { request, _ in try await self.passes(request) }
        api.post("passes/:pass/revoke") { try await self.revokePass($0, $1) }
        api.get("links") { request, _ in try await self.links(request) }
        api.post("links/:link/revoke") { try await self.revokeLink($0, $1) }
    }

    private func page(_ request: Request) async throws -> Response {
        guard let (account, _) = try await desk.gate.visitor(request) else { return AccountRoutes.toSignIn() }
        guard account.may(.administrator) else { throw Problem.notAllowed }
        return try pages.render("admin", ["language": Language(of: request).rawValue, "name": account.name])
    }

    private func administrator(_ request: Request) async throws -> AccountsActor {
        .account(try await desk.gate.admit(request, for: .administrator).id)
    }

    private func account(_ context: Visit) -> AccountID { AccountID(rawValue: context.parameters.get("account") ?? "") }

    // MARK: Accounts

    private struct AccountRow: Encodable {
        var id: AccountID, name: String, signInName: String, email: String?, state: Account.State, rights: [Right]
        var ways: [SignInWay], created: WallTime, lastSignIn: WallTime?, isYou: Bool
    }

    private func accounts(_ request: Request) async throws -> Response {
        let you = try await administrator(request)
        return jsonResponse(await desk.board.accounts.inOrder.map { account in
            AccountRow(
                id: account.id, name: account.name, signInName: account.signInName, email: account.email, state: account.state,
                rights: account.rights.sorted { json($0) < json($1) }, ways: account.ways, created: account.created,
                lastSignIn: account.lastSignIn, isYou: you == .account(account.id))
        })
    }

    private func invite(_ request: Request) async throws -> Response {
        let by = try await administrator(request)
        let wish = try await request.decoded(AccountWish.self)
        return jsonResponse(try await desk.invite(wish, by: by), status: .created)
    }

    private struct Change: Decodable { var id: CommandID?, name: String, email: String?, rights: [Right] }

    private func change(_ request: Request, _ context: Visit) async throws -> Response {
        let by = try await administrator(request)
        let change = try await request.decoded(Change.self)
        let command = AccountsCommand.change(account(context), name: change.name, email: change.email, rights: Set(change.rights))
        try await desk.inbox.perform(command, by: by, id: change.id)
        return Response(status: .noContent)
    }

    private func perform(
        _ request: Request, _ context: Visit, _ command: @Sendable (AccountID) -> AccountsCommand
    ) async throws -> Response {
        try await desk.inbox.perform(command(account(context)), by: try await administrator(request))
        return Response(status: .noContent)
    }

    private func renew(_ request: Request, _ context: Visit) async throws -> Response {
        jsonResponse(try await desk.renew(account(context), by: try await administrator(request)))
    }

    // MARK: What rights are for

    private struct Named: Encodable { var id: String, name: Text }
    private struct ConferenceRow: Encodable { var id: ConferenceID, title: Text, day: Day, phase: Phase }
    private struct Places: Encodable { var sites: [Named], channels: [Named] }

    private func allConferences(_ request: Request) async throws -> Response {
        _ = try await administrator(request)
        var rows: [ConferenceRow] = []
        for live in await conferences.all {
            let conference = await live.broadcaster.conference
            rows.append(ConferenceRow(id: live.id, title: conference.plan.title, day: conference.plan.day, phase: conference.phase))
        }
        return jsonResponse(rows)
    }

    private func conference(_ request: Request, _ context: Visit) async throws -> Response {
        _ = try await administrator(request)
        let id = ConferenceID(rawValue: context.parameters.get("conference") ?? "")
        guard let plan = await conferences[id]?.broadcaster.conference.plan else { throw Problem.notFound }
        return jsonResponse(Places(
            sites: plan.sites.map { Named(id: $0.id.rawValue, name: $0.name) },
            channels: plan.channels.map { Named(id: $0.id.rawValue, name: $0.name) }))
    }

    // MARK: Passes and links

    private struct PassRow: Encodable { var id: PassID, name: String, expires: WallTime, isRevoked: Bool }

    private func passes(_ request: Request) async throws -> Response {
        _ = try await administrator(request)
        let now = wallTime()
        return jsonResponse(await desk.board.accounts.passes.values.filter { $0.expires > now }
            .sorted { ($0.name, $0.id.rawValue) < ($1.name, $1.id.rawValue) }
            .map { PassRow(id: $0.id, name: $0.name, expires: $0.expires, isRevoked: $0.isRevoked) })
    }

    private func revokePass(_ request: Request, _ context: Visit) async throws -> Response {
        let by = try await administrator(request), pass = PassID(rawValue: context.parameters.get("pass") ?? "")
        try await desk.inbox.perform(.revokePass(pass), by: by)
        return Response(status: .noContent)
    }

    private struct LinkRow: Encodable { var link: LinkSummary, title: Text?, place: Text?, account: String? }

    private func links(_ request: Request) async throws -> Response {
        _ = try await administrator(request)
        let wanted = request.uri.queryParameters.get("conference").map { ConferenceID(rawValue: $0) }
        var owners: [String: String] = [:]
        for account in await desk.board.accounts.inOrder { for entrance in account.entrances { owners[entrance.link] = account.name } }
        let now = wallTime(), all = try await access.list().filter { $0.expires > now && (wanted == nil || $0.conference == wanted) }
        var plans: [ConferenceID: ConferencePlan] = [:], rows: [LinkRow] = []
        for link in all.suffix(Limits.listRows).reversed() {
            if plans[link.conference] == nil { plans[link.conference] = await conferences[link.conference]?.broadcaster.conference.plan }
            let plan = plans[link.conference]
            let place = plan?.sites.first { $0.id == link.site }?.name ?? plan?.channels.first { $0.id == link.channel }?.name
            rows.append(LinkRow(link: link, title: plan?.title, place: place, account: owners[link.id]))
        }
        return jsonResponse(rows)
    }

    private func revokeLink(_ request: Request, _ context: Visit) async throws -> Response {
        let by = try await administrator(request), link = context.parameters.get("link") ?? ""
        guard let conference = try await revoke(link) else { throw Problem.unknownLink }
        try await desk.inbox.perform(.revokeLink(link, of: conference), by: by)
        return Response(status: .noContent)
    }
}

/// An account to be made.
package struct AccountWish: Codable, Sendable {
    package var name: String
    package var signInName: String
    package var email: String?
    package var rights: [Right]

    package init(name: String, signInName: String, email: String? = nil, rights: [Right]) {
        self.name = name
        self.signInName = signInName
        self.email = email
        self.rights = rights
    }
}

/// An invitation that was just made, with the path that is told only once.
package struct MadeInvitation: Codable, Sendable {
    package var id: AccountID
    package var path: String
    package var expires: WallTime
}

extension AccountDesk {
    func invite(_ wish: AccountWish, by actor: AccountsActor) async throws -> MadeInvitation {
        var random = SystemRandomNumberGenerator()
        let id = AccountID(rawValue: Base64URL.text((0..<9).map { _ in UInt8.random(in: .min ... .max, using: &random) }))
        try await inbox.perform(
            .invite(id, name: wish.name, signInName: wish.signInName, email: wish.email, rights: Set(wish.rights)), by: actor)
        return try await invitation(for: id)
    }

    /// A new invitation in the place of all that the account was signed in to with.
    func renew(_ id: AccountID, by actor: AccountsActor) async throws -> MadeInvitation {
        try await inbox.perform(.renew(id), by: actor)
        return try await invitation(for: id)
    }

    private func invitation(for id: AccountID) async throws -> MadeInvitation {
        let credentials = credentials, expires = wallTime().advanced(bySeconds: Limits.invitationDays * 86_400)
        let secret = try await blocking {
            var random = SystemRandomNumberGenerator()
            return try credentials.invite(id, expires: expires, using: &random)
        }
        return MadeInvitation(id: id, path: "/welcome/\(id.rawValue)/\(secret.text)", expires: expires)
    }
}

extension Account {
    /// How it may be signed in to.
    var ways: [SignInWay] {
        let hasPasskey = means.contains { if case .passkey = $0 { true } else { false } }
        let hasOpenID = means.contains { if case .openID = $0 { true } else { false } }
        return (means.isSuperset(of: [.password, .code]) ? [.passwordAndCode] : []) + (hasPasskey ? [.passkey] : [])
            + (hasOpenID ? [.openID] : [])
    }
}
