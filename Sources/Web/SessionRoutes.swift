import Basics
import Conference
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Everything under `/s/{session}/`: pages, state, events, commands, media.
struct SessionRoutes: Sendable {
    let access: Access
    let conferences: Conferences
    let pages: Pages
    let counters: Counters

    func register(in router: Router<Visit>) {
        let session = router.group("s/:session")
        for page in SessionPage.allCases {
            session.get(RouterPath(page.rawValue)) { try await self.show(page, $0, $1) }
        }
        session.get("api/state") { try await self.state($0, $1) }
        session.get("api/events") { try await self.events($0, $1) }
        session.post("api/commands") { try await self.command($0, $1) }
        session.post("api/media") { try await self.offer($0, $1) }
        session.delete("api/media/:peer") { try await self.hangUp($0, $1) }
        session.post("api/view") { try await self.view($0, $1) }
    }

    // MARK: Who asks

    /// The session that the request's cookie proves; the path alone proves nothing.
    private func admit(_ request: Request, _ context: Visit) async throws -> (Member, LiveConference) {
        guard let id = context.parameters.get("session"), let secret = request.cookies[sessionCookie]?.value,
            let admission = try await access.session(id, secret),
            let conference = await conferences[admission.conference]
        else { throw Problem.noSession }
        // SameSite holds this already; a browser that says where the request comes from is taken at its word.
        if request.method != .get, let site = request.headers[.secFetchSite], site != "same-origin", site != "none" {
            throw Problem.notAllowed
        }
        return (admission.member, conference)
    }

    private func body(_ request: Request, atMost bytes: Int) async throws -> Data {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > bytes { throw Problem.tooLarge }
        do {
            return Data(try await request.body.collect(upTo: bytes).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw Problem.tooLarge
        }
    }

    // MARK: Pages and state

    private func show(_ page: SessionPage, _ request: Request, _ context: Visit) async throws -> Response {
        let (member, conference) = try await admit(request, context)
        guard page.isOpen(to: member.actor) else { throw Problem.notAllowed }
        let language = Language(of: request)
        let state = await conference.broadcaster.conference
        let plan = state.plan
        let site = member.actor.site.flatMap(state.site)
        let values: [String: Any] = [
            "language": language.rawValue,
            "base": "/s/\(member.session)/",
            "role": member.actor.role?.rawValue ?? "",
            "site": site?.id.rawValue ?? "",
            "siteName": site?.name[language] ?? plan.host[language],
            "title": plan.title[language],
            "host": plan.host[language],
            "theme": plan.theme?[language] ?? "",
            "phase": state.phase.rawValue,
            "item": state.item.flatMap(plan.item)?.title[language] ?? "",
        ]
        return try pages.render(page.rawValue, values)
    }

    private struct You: Encodable {
        var session: String
        var role: Role?
        var site: SiteID?

        enum CodingKeys: CodingKey { case session, role, site }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(session, forKey: .session)
            try container.encode(role, forKey: .role)
            // Also when there is none: a client need not tell missing from null.
            try container.encode(site, forKey: .site)
        }
    }

    private func state(_ request: Request, _ context: Visit) async throws -> Response {
        let (member, conference) = try await admit(request, context)
        let (seq, state) = await conference.broadcaster.state()
        let you = json(You(session: member.session, role: member.actor.role, site: member.actor.site))
        // The conference's own JSON is the same for everyone and made once; what differs goes in front of it.
        let head = "{\"seq\":\(seq),\"now\":\(wallTime().milliseconds),\"you\":\(you),"
        return textResponse(head + state.dropFirst(), type: "application/json")
    }

    // MARK: Commands

    private struct Done: Encodable { var seq: Int }

    private func command(_ request: Request, _ context: Visit) async throws -> Response {
        let (member, conference) = try await admit(request, context)
        let data = try await body(request, atMost: Limits.commandBytes)
        guard let command = try? JSONDecoder().decode(CommandRequest.self, from: data) else { throw Problem.malformed }
        counters.commands.count()
        switch await conference.inbox.command(command, by: member) {
        case .done(let seq):
            return jsonResponse(Done(seq: seq))
        case .refused(let refusal):
            counters.refusals.count()
            throw refusal
        case .notDurable(let disk): throw Problem.notDurable(disk)
        case .busy: throw Problem.busy
        }
    }

    private struct View: Decodable { var wall: [SiteID] }

    private func view(_ request: Request, _ context: Visit) async throws -> Response {
        let (member, conference) = try await admit(request, context)
        guard member.actor.presides else { throw Problem.notAllowed }
        let data = try await body(request, atMost: Limits.commandBytes)
        guard let view = try? JSONDecoder().decode(View.self, from: data), view.wall.count <= Limits.wallSites else {
            throw Problem.malformed
        }
        guard conference.inbox.put(.view(view.wall, member)) else { throw Problem.busy }
        return Response(status: .noContent)
    }

    // MARK: Media

    private func offer(_ request: Request, _ context: Visit) async throws -> Response {
        let (member, conference) = try await admit(request, context)
        guard let type = request.headers[.contentType], type.hasPrefix("application/sdp") else { throw Problem.malformed }
        let data = try await body(request, atMost: Limits.offerBytes)
        guard let offer = String(bytes: data, encoding: .utf8) else { throw Problem.malformed }
        if case .observer = member.actor, offer.contains("a=sendonly") || offer.contains("a=sendrecv") {
            throw Problem.notAllowed
        }
        counters.offers.count()
        switch await conference.inbox.offer(offer, by: member) {
        case .answered(let peer, let answer):
            var response = textResponse(answer, type: "application/sdp", status: .created)
            response.headers[.contentType] = "application/sdp"
            response.headers[.location] = "/s/\(member.session)/api/media/\(peer.rawValue)"
            return response
        case .refused(let reason): throw Problem.badOffer(reason)
        case .unavailable: throw Problem.noMedia
        }
    }

    private func hangUp(_ request: Request, _ context: Visit) async throws -> Response {
        let (member, conference) = try await admit(request, context)
        guard let peer = context.parameters.get("peer").flatMap(UInt64.init) else { throw Problem.notFound }
        switch await conference.inbox.hangUp(PeerID(rawValue: peer), by: member) {
        case .done: return Response(status: .noContent)
        case .unknown: throw Problem.notFound
        case .notYours: throw Problem.notAllowed
        case .busy: throw Problem.busy
        }
    }

    // MARK: Events

    private func events(_ request: Request, _ context: Visit) async throws -> Response {
        let (member, conference) = try await admit(request, context)
        var after: Int?
        if let given = request.headers[.lastEventID] ?? request.uri.queryParameters.get("after") {
            guard let number = Int(given) else { throw Problem.malformed }
            after = number
        }
        let stream = EventStream(conference: conference, member: member, after: after, counters: counters)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream", .cacheControl: "no-store",
                // Proxies such as nginx would hold events back otherwise.
                .accelBuffering: "no",
            ],
            body: ResponseBody { writer in
                try await stream.write(to: &writer, until: context.isLive ? request.body : nil)
                try await writer.finish(nil)
            })
    }
}

/// The cookie that carries a session's secret; its path keeps two sessions of one browser apart.
let sessionCookie = "session"

/// The pages that a session can open.
enum SessionPage: String, CaseIterable {
    case join, hall, chair

    func isOpen(to actor: Actor) -> Bool {
        switch self {
        case .join: if case .operator = actor { true } else { false }
        case .hall: true
        case .chair: actor.presides
        }
    }

    /// Where a link leads.
    init(for actor: Actor) {
        self = switch actor {
        case .chair, .secretariat: .chair
        case .operator: .join
        case .observer, .system: .hall
        }
    }
}
