import Accounts
import Basics
import Conference
import HTTPTypes
import Hummingbird
import Journal

/// `/account`: what somebody may do, and where that one is signed in.
struct AccountRoutes: Sendable {
    let desk: AccountDesk
    let pages: Pages
    let access: Access
    let conferences: Conferences
    let hasOrganisation: Bool

    func register(in router: Router<Visit>) {
        router.get("account") { request, _ in try await self.page(request) }
        let api = router.group("account/api")
        api.get("mine") { request, _ in try await self.mine(request) }
        api.post("enter") { request, _ in try await self.enter(request) }
        api.post("end-others") { request, _ in try await self.endOthers(request) }
    }

    private func page(_ request: Request) async throws -> Response {
        guard let (account, _) = try await desk.gate.visitor(request) else { return Self.toSignIn() }
        return try pages.render("account", [
            "language": Language(of: request).rawValue, "name": account.name, "signInName": account.signInName,
            "administers": account.may(.administrator), "hasOrganisation": hasOrganisation,
        ])
    }

    static func toSignIn() -> Response {
        Response(status: .seeOther, headers: [.location: "/sign-in", .cacheControl: "no-store"])
    }

    // MARK: What is mine

    private struct Post: Encodable {
        var right: Right, role: Role?, title: Text, host: Text, day: Day, phase: Phase, place: Text?
    }
    private struct SessionRow: Encodable { var id: String, way: SignInWay, client: String, created: WallTime, seen: WallTime, isThis: Bool }
    private struct PasskeyRow: Encodable { var label: String, created: WallTime, used: WallTime? }
    private struct Mine: Encodable {
        var name: String, signInName: String, email: String?
        var administers: Bool, isSecretary: Bool, posts: [Post], sessions: [SessionRow], passkeys: [PasskeyRow]
        var hasPassword: Bool, issuers: [String]
        /// Whether the ways of signing in may be changed right now.
        var isFresh: Bool
    }

    private func mine(_ request: Request) async throws -> Response {
        let (account, session) = try await desk.gate.admit(request), credentials = desk.credentials, now = wallTime()
        let (sessions, passkeys) = try await blocking {
            (try credentials.sessions(of: account.id, lifetime: .usual, at: now), try credentials.passkeys(of: account.id))
        }
        var posts: [Post] = []
        for (id, actor) in account.posts {
            guard let conference = await conferences[id]?.broadcaster.conference else { continue }
            let place = actor.site.flatMap(conference.site)?.name ?? conference.plan.channels.first { $0.id == actor.channel }?.name
            posts.append(Post(
                right: .post(conference: id, as: actor), role: actor.role, title: conference.plan.title, host: conference.plan.host,
                day: conference.plan.day, phase: conference.phase, place: place))
        }
        posts.sort { ($0.day, $0.title.vi, $0.role?.rawValue ?? "") < ($1.day, $1.title.vi, $1.role?.rawValue ?? "") }
        let issuers = account.means.compactMap { means in if case .openID(let issuer) = means { issuer } else { nil } }
        return jsonResponse(Mine(
            name: account.name, signInName: account.signInName, email: account.email, administers: account.may(.administrator),
            isSecretary: account.may(.secretariat), posts: posts,
            sessions: sessions.map { one in
                SessionRow(
                    id: one.id, way: one.way, client: one.client, created: one.created, seen: one.seen, isThis: one.id == session.id)
            },
            passkeys: passkeys.map { PasskeyRow(label: $0.label, created: $0.created, used: $0.used) },
            hasPassword: account.means.contains(.password), issuers: issuers.sorted(),
            isFresh: now < session.created.advanced(bySeconds: Limits.freshSignIn)))
    }

    // MARK: Going in

    private struct Wish: Decodable { var right: Right }

    /// A link of one's own into a conference, or to the follow-up; it dies with the right.
    private func enter(_ request: Request) async throws -> Response {
        let (account, _) = try await desk.gate.admit(request)
        let right = try await request.decoded(Wish.self).right
        guard account.may(right) else { throw Problem.notAllowed }
        try await desk.limiter.spend(.command, by: "account:\(account.id.rawValue)")
        let conference: ConferenceID, actor: Actor
        switch right {
        case .administrator: throw Problem.notAllowed
        case .secretariat: (conference, actor) = (.followUp, .secretariat)
        case .post(let id, let post): (conference, actor) = (id, post)
        }
        let expires = wallTime().advanced(bySeconds: Limits.entranceSeconds)
        let (link, path) = try await access.create(conference, actor, expires)
        do {
            let entrance = WayIn(right: right, link: link.id, expires: expires)
            try await desk.inbox.perform(.enter(account.id, entrance), by: .account(account.id))
        } catch {
            // What the record does not have cannot be revoked with the right.
            _ = try await access.revoke(link.id)
            throw error
        }
        return jsonResponse(Onward(to: path))
    }

    private func endOthers(_ request: Request) async throws -> Response {
        let (account, session) = try await desk.gate.admit(request), credentials = desk.credentials
        try await blocking { try credentials.endSessions(of: account.id, but: session.id) }
        try await desk.inbox.perform(.endOtherSessions(account.id), by: .account(account.id))
        return jsonResponse(Onward(to: "/account"))
    }
}
