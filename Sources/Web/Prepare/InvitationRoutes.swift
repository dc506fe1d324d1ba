import Basics
import Conference
import Convene
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// `/i/{preparation}/{who}/{secret}`: the page of one invitee.
struct InvitationRoutes: Sendable {
    let gate: PreparationGate
    let conferences: Conferences
    let access: Access
    let pages: Pages
    let limiter: RateLimiter
    let options: WebOptions

    func register(in router: Router<Visit>) {
        let own = router.group("i/:preparation/:who/:secret")
        own.get("/") { try await self.page("invitation", $0, $1) }
        own.get("calendar.ics") { try await self.calendar($0, $1) }
        own.get("code.svg") { try await self.code($0, $1) }
        own.get("api/state") { try await self.state($0, $1) }
        own.post("api/answer") { try await self.answer($0, $1) }
        own.post("api/seen") { try await self.seen($0, $1) }
        own.post("api/enter") { try await self.enter($0, $1) }
        own.post("api/interventions") { try await self.submit($0, $1) }
    }

    private func base(_ context: Visit) -> String {
        let part = { (name: String) in context.parameters.get(name) ?? "" }
        return "/i/\(part("preparation"))/\(part("who"))/\(part("secret"))"
    }

    /// The whole address of the invitation, as this request reached the server.
    private func link(_ request: Request, _ context: Visit) -> (link: String, domain: String) {
        let host = request.head.authority ?? "localhost"
        let domain = host.split(separator: ":").first.map(String.init) ?? host
        return ("\(options.isSecure(request) ? "https" : "http")://\(host)\(base(context))", domain)
    }

    private func page(_ name: String, _ request: Request, _ context: Visit) async throws -> Response {
        let (invitee, _, state) = try await gate.invitee(request, context)
        let language = Language(of: request)
        let site = state.sites(of: invitee).flatMap { state.sites[$0]?.value }
        let person: PreparedPerson? = if case .delegate(let id) = invitee { state.people[id]?.value } else { nil }
        return try pages.render(name, [
            "language": language.rawValue, "base": base(context) + "/",
            "title": state.heading.value.title.filled[language], "host": state.heading.value.host.filled[language],
            "theme": state.heading.value.theme?.filled[language] ?? "",
            "name": person?.name ?? site?.name.filled[language] ?? "",
            "titles": person?.titles.joined(separator: ", ") ?? site?.organisation ?? "",
            "place": site?.name.filled[language] ?? "",
        ])
    }

    fileprivate struct View: Encodable {
        struct Part: Encodable {
            var sitting: Sitting, items: [Programme.Item], phase: Phase?, papers: [PaperRow]
        }

        /// The latest version of a paper; `seen` is the version that the invitee has opened.
        struct PaperRow: Encodable {
            var id: PaperID, item: ItemID, title: String, name: String, bytes: Int, version: Int, seen: Int?
        }

        var invitee: Invitee, delegation: DelegationID?, version: Int, invitation: Invitation?, parts: [Part]
        var changes: [Programme.Change], timeZone: String?, interventions: [Intervention]
    }

    private func state(_ request: Request, _ context: Visit) async throws -> Response {
        let (invitee, _, state) = try await gate.invitee(request, context)
        guard let programme = state.programmes.last else { throw Problem(PreparationRefusal.notPublished) }
        var parts: [View.Part] = []
        for part in programme.parts where state.takesPart(invitee, in: part.sitting) {
            let phase = await conferences[state.conference(of: part.sitting.id)]?.broadcaster.conference.phase
            let papers = part.items.flatMap { state.papers(of: $0.id) }.filter { state.mayRead($0, invitee) }
            parts.append(View.Part(
                sitting: part.sitting, items: part.items, phase: phase,
                papers: papers.compactMap { View.PaperRow($0, seen: state.openings[$0.id]?[invitee]) }))
        }
        let invitation = state.invitations[invitee]
        var changes: [Programme.Change] = []
        if let invitation, invitation.changedIn != nil, state.programmes.indices.contains(invitation.version - 1) {
            changes = state.changes(from: state.programmes[invitation.version - 1], to: programme, for: invitee)
        }
        let delegation = state.delegation(of: invitee)
        return jsonResponse(View(
            invitee: invitee, delegation: delegation, version: programme.version, invitation: invitation, parts: parts, changes: changes,
            timeZone: state.sites(of: invitee).flatMap { state.sites[$0]?.value.timeZone },
            interventions: state.interventions.values.map(\.value).filter { $0.delegation == delegation }.sorted { $0.id < $1.id }))
    }

    private func calendar(_ request: Request, _ context: Visit) async throws -> Response {
        let (invitee, _, state) = try await gate.invitee(request, context)
        let (link, domain) = link(request, context)
        guard let text = InvitationCalendar(state, invitee, link: link, domain: domain).text(in: Language(of: request)) else {
            throw Problem(PreparationRefusal.notPublished)
        }
        var response = textResponse(text, type: "text/calendar")
        response.headers[.contentDisposition] = "attachment; filename=\"\(state.id.rawValue).ics\""
        return response
    }

    private func code(_ request: Request, _ context: Visit) async throws -> Response {
        _ = try await gate.invitee(request, context)
        guard let code = QRCode(link(request, context).link) else { throw Problem.notFound }
        return textResponse(code.svg, type: "image/svg+xml")
    }

    // MARK: Answers

    private struct Answer: Decodable { var id: CommandID, answer: InvitationAnswer }
    private struct Act: Decodable { var id: CommandID }

    private func answer(_ request: Request, _ context: Visit) async throws -> Response {
        let (invitee, live, _) = try await gate.invitee(request, context)
        let body = try await request.decoded(Answer.self)
        return try await perform(.answer(invitee: invitee, answer: body.answer), body.id, by: invitee, live)
    }

    private func seen(_ request: Request, _ context: Visit) async throws -> Response {
        let (invitee, live, _) = try await gate.invitee(request, context)
        return try await perform(.seeChange(invitee: invitee), try await request.decoded(Act.self).id, by: invitee, live)
    }

    private struct Submission: Decodable { var id: CommandID, intervention: InterventionID?, title: String, text: String }

    private func submit(_ request: Request, _ context: Visit) async throws -> Response {
        let (invitee, live, state) = try await gate.invitee(request, context)
        let body = try await request.decoded(Submission.self, atMost: 2 * Limits.interventionBytes)
        guard let delegation = state.delegation(of: invitee) else { throw Problem(PreparationRefusal.unknownDelegation) }
        let former = body.intervention.flatMap { state.interventions[$0] }
        let author: DelegateID? = if case .delegate(let id) = invitee { id } else { nil }
        return try await perform(
            .submitIntervention(
                intervention: Intervention(
                    id: former?.value.id ?? InterventionID(rawValue: ""), delegation: delegation, author: author,
                    title: body.title, text: body.text),
                revision: former?.revision ?? 0), body.id, by: invitee, live)
    }

    private func perform(
        _ command: PreparationCommand, _ id: CommandID, by invitee: Invitee, _ live: LivePreparation
    ) async throws -> Response {
        try await limiter.spend(.command, by: "\(live.id.rawValue)/\(invitee.name)")
        return jsonResponse(try await live.perform(command, id, by: .invitee(who: invitee)))
    }

    // MARK: The day

    private struct Entering: Decodable { var sitting: SittingID }
    private struct Entered: Encodable { var path: String }

    /// The way from the invitation into a sitting: a link for this browser, as what the invitee is there.
    private func enter(_ request: Request, _ context: Visit) async throws -> Response {
        let (invitee, live, state) = try await gate.invitee(request, context)
        try await limiter.spend(.offer, by: "\(live.id.rawValue)/\(invitee.name)")
        let wanted = try await request.decoded(Entering.self).sitting
        guard let sitting = state.sittings[wanted]?.value, state.takesPart(invitee, in: sitting),
            let conference = await conferences[state.conference(of: wanted)]
        else { throw Problem(PreparationRefusal.unknownSitting) }
        let plan = await conference.broadcaster.conference.plan
        let bearer: Actor
        switch invitee {
        case .site(let site):
            guard plan.sites.contains(where: { $0.id == site }) else { throw Problem(PreparationRefusal.unknownSite) }
            bearer = state.sites[site]?.value.link == .receiveOnly ? .observer(site) : .operator(site)
        case .delegate(let id):
            guard let delegate = plan.delegate(id) else { throw Problem(PreparationRefusal.unknownPerson) }
            bearer = .delegate(id, delegate.site)
        }
        let (_, path) = try await access.create(conference.id, bearer, sitting.linksExpire)
        return jsonResponse(Entered(path: path), status: .created)
    }
}

extension InvitationRoutes.View.PaperRow {
    init?(_ paper: Paper, seen: Int?) {
        guard let latest = paper.versions.last else { return nil }
        self.init(
            id: paper.id, item: paper.item, title: paper.title, name: latest.name, bytes: latest.bytes, version: paper.versions.count,
            seen: seen)
    }
}

extension Preparation {
    /// The delegation that an invitee speaks for: a delegate's own, and that of a site that has one.
    func delegation(of invitee: Invitee) -> DelegationID? {
        switch invitee {
        case .delegate(let id): return people[id]?.value.delegation
        case .site(let site):
            let here = delegations.values.map(\.value).filter { $0.site == site }
            return here.count == 1 ? here[0].id : nil
        }
    }
}
