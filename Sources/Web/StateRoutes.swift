import Basics
import Conference
import HTTPTypes
import Hummingbird

/// What a session sees: the state, and everything that happens after it.
struct StateRoutes: Sendable {
    let gate: SessionGate
    let counters: Counters

    func register(in session: RouterGroup<Visit>) {
        session.get("api/state") { try await self.state($0, $1) }
        session.get("api/events") { try await self.events($0, $1) }
        session.get("api/messages") { try await self.messages($0, $1) }
    }

    private struct You: Encodable {
        var session: String
        var role: Role?
        var site: SiteID?
        var delegate: DelegateID?
        var channel: ChannelID?

        enum CodingKeys: CodingKey { case session, role, site, delegate, channel }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(session, forKey: .session)
            try container.encode(role, forKey: .role)
            // Also when there is none: a client need not tell missing from null.
            try container.encode(site, forKey: .site)
            try container.encode(delegate, forKey: .delegate)
            try container.encode(channel, forKey: .channel)
        }
    }

    private func state(_ request: Request, _ context: Visit) async throws -> Response {
        let (member, conference) = try await gate.admit(request, context)
        let actor = member.actor
        let (seq, unkept, state) = await conference.broadcaster.state(for: actor)
        let you = json(You(
            session: member.session, role: actor.role, site: actor.site, delegate: actor.delegate,
            channel: actor.channel))
        // The conference's own JSON is made once for all who see the same; what differs goes in front of it.
        let head = "{\"seq\":\(seq),\"unkept\":\(unkept),\"now\":\(wallTime().milliseconds),\"you\":\(you),"
        return textResponse(head + state.dropFirst(), type: "application/json")
    }

    private struct Messages: Encodable { var messages: [Message] }

    private func messages(_ request: Request, _ context: Visit) async throws -> Response {
        let (member, conference) = try await gate.admit(request, context)
        let shown = await conference.broadcaster.conduct.conference(for: member.actor)
        return jsonResponse(Messages(messages: shown.messages(visibleTo: member.actor)))
    }

    private func events(_ request: Request, _ context: Visit) async throws -> Response {
        let (member, conference) = try await gate.admit(request, context)
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
