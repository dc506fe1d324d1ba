import Basics
import Conference
import Foundation
import Hummingbird
import Journal

/// How the halls' lines are: said by each hall of itself, read by those who conduct.
struct LineRoutes: Sendable {
    let gate: SessionGate
    let counters: Counters
    let now: @Sendable () -> Instant

    func register(in session: RouterGroup<Visit>) {
        session.post("api/line") { try await self.report($0, $1) }
        session.get("api/lines") { try await self.list($0, $1) }
        session.get("api/lines/:site") { try await self.show($0, $1) }
    }

    private func report(_ request: Request, _ context: Visit) async throws -> Response {
        let (member, conference) = try await gate.admit(request, context, spending: .report)
        guard let site = member.site else { throw Problem.notAllowed }
        let figures = try await request.decoded(HallReport.self, atMost: Limits.reportBytes).figures
        let durable = await conference.broadcaster.conduct.durable
        if await conference.lines.note(figures, of: site, in: durable, at: wallTime(), now: now()) { counters.halls.note(figures) }
        return Response(status: .noContent)
    }

    private struct List: Encodable { var sites: [String: HallTotal] }

    private func list(_ request: Request, _ context: Visit) async throws -> Response {
        let (member, conference) = try await gate.admit(request, context)
        guard member.actor.directs else { throw Problem.notAllowed }
        let sites = await conference.lines.all()
        return jsonResponse(List(sites: Dictionary(uniqueKeysWithValues: sites.map { ($0.key.rawValue, $0.value) })))
    }

    private struct One: Encodable {
        var lastMinute: HallFigures?
        var total: HallTotal?
        var minutes: [HallMinute]
    }

    private func show(_ request: Request, _ context: Visit) async throws -> Response {
        let (member, conference) = try await gate.admit(request, context)
        guard member.actor.directs else { throw Problem.notAllowed }
        guard let name = context.parameters.get("site") else { throw Problem.notFound }
        let site = SiteID(rawValue: name), lines = conference.lines
        guard await conference.broadcaster.conference.site(site) != nil else { throw Problem.notFound }
        return jsonResponse(One(
            lastMinute: await lines.lastMinute(of: site, now: now()), total: await lines.all()[site],
            minutes: (try? await lines.spoilt(site)) ?? []))
    }
}
