import Conference
import Hummingbird

/// The pages of a session, each for the roles that it is made for.
struct PageRoutes: Sendable {
    let gate: SessionGate
    let pages: Pages
    let relays: Relays?

    func register(in session: RouterGroup<Visit>) {
        for page in SessionPage.allCases {
            session.get(RouterPath(page.rawValue)) { try await self.show(page, $0, $1) }
        }
    }

    private func show(_ page: SessionPage, _ request: Request, _ context: Visit) async throws -> Response {
        let (member, conference) = try await gate.admit(request, context)
        guard page.isOpen(to: member.actor) else { throw Problem.notAllowed }
        let language = Language(of: request)
        let state = await conference.broadcaster.conference
        let plan = state.plan
        let site = member.actor.site.flatMap(state.site)
        let values: [String: Any] = [
            "language": language.rawValue,
            "base": "/s/\(member.session)/",
            "relays": relays.map { json($0.grant(to: member.session, at: wallTime())) } ?? "",
            "role": member.actor.role?.rawValue ?? "",
            "site": site?.id.rawValue ?? "",
            "siteName": site?.name[language] ?? plan.host[language],
            "delegate": member.actor.delegate?.rawValue ?? "",
            "delegateName": member.actor.delegate.flatMap(plan.delegate)?.name ?? "",
            "channel": member.actor.channel?.rawValue ?? "",
            "channelName": plan.channels.first { $0.id == member.actor.channel }?.name[language] ?? "",
            "title": plan.title[language],
            "host": plan.host[language],
            "theme": plan.theme?[language] ?? "",
            "phase": state.phase.rawValue,
            "item": state.item.flatMap(plan.item)?.title[language] ?? "",
        ]
        return try pages.render(page.rawValue, values)
    }
}

/// The pages that a session can open.
enum SessionPage: String, CaseIterable {
    case join, hall, chair, director, secretariat, interpreter, delegate

    func isOpen(to actor: Actor) -> Bool {
        switch self {
        case .join: if case .operator = actor { true } else { false }
        case .hall: true
        case .chair, .secretariat: actor.presides
        case .director: actor.directs
        case .interpreter: actor.role == .interpreter
        case .delegate: actor.role == .delegate
        }
    }

    /// Where a link leads.
    init(for actor: Actor) {
        self = switch actor {
        case .chair: .chair
        case .secretariat: .secretariat
        case .director: .director
        case .operator: .join
        case .delegate: .delegate
        case .interpreter: .interpreter
        case .observer, .system: .hall
        }
    }
}
