import Basics
import Conference
import Foundation
import HTTPTypes
import Hummingbird

/// A session's connections to the media process.
struct MediaRoutes: Sendable {
    let gate: SessionGate
    let counters: Counters
    let relays: Relays?

    func register(in session: RouterGroup<Visit>) {
        session.get("api/relays") { try await self.grant($0, $1) }
        session.post("api/media") { try await self.offer($0, $1) }
        session.delete("api/media/:peer") { try await self.hangUp($0, $1) }
    }

    private func grant(_ request: Request, _ context: Visit) async throws -> Response {
        let (member, _) = try await gate.admit(request, context)
        return jsonResponse(relays.grant(to: member.session, at: wallTime()))
    }

    private func offer(_ request: Request, _ context: Visit) async throws -> Response {
        let (member, conference) = try await gate.admit(request, context, spending: .offer)
        guard let type = request.headers[.contentType], type.hasPrefix("application/sdp") else { throw Problem.malformed }
        let data = try await request.body(atMost: Limits.offerBytes)
        guard let offer = String(bytes: data, encoding: .utf8) else { throw Problem.malformed }
        let isTest = request.uri.queryParameters.get("for") == "test"
        guard !isTest || member.actor.role == .operator else { throw Problem.notAllowed }
        guard OfferedMedia(offer).isAllowed(to: member.actor) else { throw Problem.notAllowed }
        counters.offers.count()
        switch await conference.inbox.offer(offer, by: member, isTest: isTest) {
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
        let (member, conference) = try await gate.admit(request, context)
        guard let peer = context.parameters.get("peer").flatMap(UInt64.init) else { throw Problem.notFound }
        switch await conference.inbox.hangUp(PeerID(rawValue: peer), by: member) {
        case .done: return Response(status: .noContent)
        case .unknown: throw Problem.notFound
        case .notYours: throw Problem.notAllowed
        case .busy: throw Problem.busy
        }
    }
}
