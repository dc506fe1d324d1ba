import Basics
import Conference
import Hummingbird

/// What a session wants to happen, and what its console looks at.
struct CommandRoutes: Sendable {
    let gate: SessionGate
    let counters: Counters
    let sign: ActSigner

    func register(in session: RouterGroup<Visit>) {
        session.post("api/commands") { try await self.command($0, $1) }
        session.post("api/view") { try await self.view($0, $1) }
        session.post("api/channel") { try await self.listen($0, $1) }
    }

    private struct Done: Encodable { var seq: Int }

    private func command(_ request: Request, _ context: Visit) async throws -> Response {
        let (member, conference) = try await gate.admit(request, context, spending: .command)
        let command = try await request.decoded(CommandRequest.self)
        counters.commands.count()
        switch await conference.inbox.command(command, by: member) {
        case .done(let seq):
            await sign(.conference(conference.id), command.id, by: member.session)
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
        let (member, conference) = try await gate.admit(request, context, spending: .command)
        guard member.actor.directs else { throw Problem.notAllowed }
        let view = try await request.decoded(View.self)
        guard view.wall.count <= Limits.wallSites else { throw Problem.malformed }
        guard conference.inbox.put(.view(view.wall, member)) else { throw Problem.busy }
        return Response(status: .noContent)
    }

    /// A choice of interpretation; a body without the field is a mistake and not the choice of none.
    private struct Choice: Decodable {
        var channel: ChannelID?

        enum CodingKeys: CodingKey { case channel }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            channel = try container.decode(ChannelID?.self, forKey: .channel)
        }
    }

    private func listen(_ request: Request, _ context: Visit) async throws -> Response {
        let (member, conference) = try await gate.admit(request, context, spending: .command)
        let channel = try await request.decoded(Choice.self).channel
        if let channel {
            let channels = await conference.broadcaster.conference.plan.channels
            guard channels.contains(where: { $0.id == channel }) else { throw Problem.unknownChannel }
        }
        guard conference.inbox.put(.listen(channel, member)) else { throw Problem.busy }
        return Response(status: .noContent)
    }
}
