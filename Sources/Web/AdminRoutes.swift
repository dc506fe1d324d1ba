import Basics
package import Conference
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// `/api/admin/`: for whoever may read the token in the data folder, that is the machine's operator.
struct AdminRoutes: Sendable {
    let token: String
    let access: Access
    let conferences: Conferences
    let followUp: FollowUpAdminRoutes
    let accounts: AccountAdminRoutes
    let revokeLink: @Sendable (_ link: String) async throws -> ConferenceID?
    let create: @Sendable (ConferencePlan) async throws -> Void

    func register(in router: Router<Visit>) {
        let admin = router.group("api/admin")
        admin.get("conferences") { request, _ in
            try authorise(request)
            return jsonResponse(await conferences.all.map(\.id))
        }
        admin.get("conferences/:conference") { request, context in
            try authorise(request)
            return jsonResponse(try await conference(context).broadcaster.conference.plan)
        }
        admin.post("conferences") { request, _ in try await self.createConference(request) }
        admin.post("conferences/:conference/commands") { try await self.command($0, $1) }
        admin.get("links") { request, _ in
            try authorise(request)
            return jsonResponse(try await access.list())
        }
        admin.post("links") { request, _ in try await self.createLinks(request) }
        admin.delete("links/:link") { try await self.revoke($0, $1) }
        followUp.register(in: admin, authorise)
        accounts.register(in: admin, authorise)
    }

    private func authorise(_ request: Request) throws {
        let given = Array((request.headers[.authorization] ?? "").utf8)
        guard equalInConstantTime(given, Array("Bearer \(token)".utf8)) else { throw Problem.notAllowed }
    }

    private func conference(_ context: Visit) async throws -> LiveConference {
        let id = ConferenceID(rawValue: context.parameters.get("conference") ?? "")
        guard let conference = await conferences[id] else { throw Problem.notFound }
        return conference
    }

    private func decode<Value: Decodable>(_ type: Value.Type, _ request: Request) async throws -> Value {
        let body = try await request.body.collect(upTo: Limits.planBytes)
        do {
            return try JSONDecoder().decode(type, from: Data(body.readableBytesView))
        } catch {
            throw Problem(.badRequest, "malformed", vi: "Dữ liệu không đúng dạng: \(error)", en: "Malformed: \(error)")
        }
    }

    private func createConference(_ request: Request) async throws -> Response {
        try authorise(request)
        let plan = try await decode(ConferencePlan.self, request)
        if await conferences[plan.id] != nil {
            throw Problem(
                .conflict, "exists", vi: "Hội nghị \(plan.id.rawValue) đã có.",
                en: "The conference \(plan.id.rawValue) already exists.")
        }
        let problems = plan.problems()
        guard problems.isEmpty else {
            let words = problems.joined(separator: "\n")
            throw Problem(.badRequest, "badPlan", vi: words, en: words)
        }
        try await create(plan)
        return jsonResponse(plan.id, status: .created)
    }

    private struct Done: Encodable { var seq: Int }

    /// The machine's operator acts as the secretariat.
    private func command(_ request: Request, _ context: Visit) async throws -> Response {
        try authorise(request)
        let conference = try await conference(context)
        let command = try await decode(CommandRequest.self, request)
        switch await conference.inbox.command(command, by: Member(session: "", actor: .secretariat)) {
        case .done(let seq): return jsonResponse(Done(seq: seq))
        case .refused(let refusal): throw refusal
        case .notDurable(let disk): throw Problem.notDurable(disk)
        case .busy: throw Problem.busy
        }
    }

    private func createLinks(_ request: Request) async throws -> Response {
        try authorise(request)
        let wish = try await decode(LinkWish.self, request)
        guard let conference = await conferences[wish.conference] else { throw Problem.notFound }
        let plan = await conference.broadcaster.conference.plan
        var made: [MadeLink] = []
        for bearer in wish.links {
            let expires = wallTime().advanced(bySeconds: wish.hours * 3_600)
            let (link, path) = try await access.create(wish.conference, try bearer.actor(in: plan), expires)
            made.append(MadeLink(link: link, path: path))
        }
        return jsonResponse(made, status: .created)
    }

    private func revoke(_ request: Request, _ context: Visit) async throws -> Response {
        try authorise(request)
        guard try await revokeLink(context.parameters.get("link") ?? "") != nil else { throw Problem.unknownLink }
        return Response(status: .noContent)
    }
}

/// Links to be made.
package struct LinkWish: Codable, Sendable {
    package struct Bearer: Codable, Sendable {
        package var role: Role
        package var site: SiteID?
        package var delegate: DelegateID?
        package var channel: ChannelID?

        package init(role: Role, site: SiteID? = nil, delegate: DelegateID? = nil, channel: ChannelID? = nil) {
            self.role = role
            self.site = site
            self.delegate = delegate
            self.channel = channel
        }

        /// Who will bear the link; a delegate is at the site that the plan says.
        func actor(in plan: ConferencePlan) throws(Refusal) -> Actor {
            var site = site
            if let delegate {
                guard let known = plan.delegate(delegate) else { throw .unknownDelegate }
                guard site == nil || site == known.site else { throw .delegateAtOtherSite }
                site = known.site
            }
            if let site, !plan.sites.contains(where: { $0.id == site }) { throw .unknownSite }
            if let channel, !plan.channels.contains(where: { $0.id == channel }) { throw .unknownChannel }
            guard let actor = Actor(role: role, site: site, delegate: delegate, channel: channel) else {
                throw role == .delegate ? .unknownDelegate : role == .interpreter ? .unknownChannel : .siteNotNamed
            }
            return actor
        }
    }

    package var conference: ConferenceID
    package var hours: Int
    package var links: [Bearer]

    package init(conference: ConferenceID, hours: Int, links: [Bearer]) {
        self.conference = conference
        self.hours = hours
        self.links = links
    }
}

/// A link that was just made, with the path that is told only once.
package struct MadeLink: Codable, Sendable {
    package var link: LinkSummary
    package var path: String
}
