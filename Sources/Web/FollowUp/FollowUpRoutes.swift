import Basics
import Conference
import FollowUp
import HTTPTypes
import Hummingbird

/// What became of conclusions: `/s/{session}/api/follow-up/`, and its pages.
struct FollowUpRoutes: Sendable {
    let gate: FollowUpGate
    let inbox: FollowUpInbox
    let bell: ChangeBell
    let conferences: Conferences
    let evidence: FileStore
    let pages: Pages
    let counters: Counters
    let sign: ActSigner

    func register(in session: RouterGroup<Visit>) {
        for page in FollowUpPage.allCases where page != .assignment {
            session.get(RouterPath(page.rawValue)) { try await self.show(page, $0, $1) }
        }
        session.get("assignments/:assignment") { try await self.show(.assignment, $0, $1) }
        let api = session.group("api/follow-up")
        api.get("tables") { try await self.tables($0, $1) }
        api.get("mine") { try await self.mine($0, $1) }
        api.get("board") { try await self.board($0, $1) }
        api.get("list") { try await self.list($0, $1) }
        api.get("desk") { try await self.desk($0, $1) }
        api.get("figures") { try await self.figures($0, $1) }
        api.get("assignments/:assignment") { try await self.assignment($0, $1) }
        api.get("changes") { try await self.changes($0, $1) }
        api.post("commands") { try await self.command($0, $1) }
    }

    // MARK: Pages

    private func show(_ page: FollowUpPage, _ request: Request, _ context: Visit) async throws -> Response {
        let (actor, session) = try await gate.admit(request, context)
        guard page.isOpen(to: actor) else { throw Problem.notAllowed }
        let language = Language(of: request)
        let name = try await inbox.read { followUp, _, _ in
            actor.agency.flatMap { followUp.agencies[$0] }.map { ($0.short ?? $0.name)[language] }
        }
        return try pages.render("followup", [
            "language": language.rawValue, "base": "/s/\(session)/", "page": page.rawValue,
            "role": actor.isSecretariat ? "secretariat" : actor.agency == nil ? "observer" : "agency",
            "agency": actor.agency?.rawValue ?? "", "agencyName": name ?? "",
            "assignment": context.parameters.get("assignment") ?? "",
        ])
    }

    // MARK: Reading

    private func tables(_ request: Request, _ context: Visit) async throws -> Response {
        let (actor, _) = try await gate.admit(request, context)
        var known: [TablesView.Known] = []
        for live in await conferences.all {
            let plan = await live.broadcaster.conference.plan
            known.append(TablesView.Known(id: plan.id, title: plan.title, day: plan.day))
        }
        let found = known
        return jsonResponse(try await inbox.read { followUp, seq, today in
            // Whose mail goes where is its own business, and the secretariat's.
            let agencies = followUp.agencies.all.map { agency in
                var shown = agency
                if actor != .secretariat(), actor.agency != agency.id { shown.mails = nil }
                return shown
            }
            return TablesView(
                seq: seq, today: today, you: actor, agencies: agencies, pillars: followUp.pillars,
                conferences: found, unassigned: followUp.unassigned().count, waiting: followUp.waitingReports.count)
        })
    }

    private func mine(_ request: Request, _ context: Visit) async throws -> Response {
        let (actor, _) = try await gate.admit(request, context)
        let named = request.uri.queryParameters.get("agency").map { AgencyID(rawValue: $0) }
        guard let agency = actor.agency ?? named else { throw Problem(.unknownAgency as FollowUpRefusal) }
        return jsonResponse(try await inbox.read { followUp, _, today in
            guard followUp.agencies[agency] != nil else { throw Problem(.unknownAgency as FollowUpRefusal) }
            // Whoever bears an old agency's link sees what its successor has.
            let owner = followUp.agencies.owner(of: agency, on: today)
            let led = followUp.led(by: owner, on: today), coordinated = followUp.coordinated(by: owner, on: today)
            return MineView(
                today: today, agency: owner, totals: followUp.totals(of: led, on: today),
                led: AssignmentRow.rows(led.prefix(Limits.listRows), followUp, on: today),
                coordinated: AssignmentRow.rows(coordinated.prefix(Limits.listRows), followUp, on: today),
                more: max(0, led.count - Limits.listRows) + max(0, coordinated.count - Limits.listRows))
        })
    }

    private func board(_ request: Request, _ context: Visit) async throws -> Response {
        _ = try await gate.admit(request, context)
        let query = request.uri.queryParameters
        let grouping = try query.get("by").map { try required(Board.Grouping(rawValue: $0)) } ?? .province
        let units = try query.get("units").map { try required(Day($0)) }
        let conference = query.get("conference").map { ConferenceID(rawValue: $0) }
        return jsonResponse(try await inbox.read { followUp, _, today in
            BoardView(followUp, by: grouping, of: conference, on: today, units: units ?? today)
        })
    }

    private struct ListView: Encodable {
        var today: Day
        var total: Int
        var rows: [AssignmentRow]
    }

    private func list(_ request: Request, _ context: Visit) async throws -> Response {
        _ = try await gate.admit(request, context)
        let filter = try ListFilter(request)
        return jsonResponse(try await inbox.read { followUp, _, today in
            let all = filter.ids(in: followUp, on: today)
            let rows = all.dropFirst(filter.offset).prefix(Limits.listRows)
            return ListView(today: today, total: all.count, rows: AssignmentRow.rows(rows, followUp, on: today))
        })
    }

    private func desk(_ request: Request, _ context: Visit) async throws -> Response {
        let (actor, _) = try await gate.admit(request, context)
        guard actor.isSecretariat else { throw Problem.notAllowed }
        return jsonResponse(try await inbox.read { followUp, _, today in DeskView(followUp, for: actor, on: today) })
    }

    private func figures(_ request: Request, _ context: Visit) async throws -> Response {
        _ = try await gate.admit(request, context)
        return jsonResponse(try await inbox.read { followUp, _, today in FiguresView(followUp, on: today) })
    }

    private func assignment(_ request: Request, _ context: Visit) async throws -> Response {
        _ = try await gate.admit(request, context)
        let id = AssignmentID(rawValue: try required(context.parameters.get("assignment").flatMap { Int($0) }))
        return jsonResponse(try await inbox.read { followUp, _, today in
            guard let view = AssignmentView(id, followUp, on: today) else { throw Problem.notFound }
            return view
        })
    }

    private struct Change: Encodable { var seq: Int }

    /// A number whenever something has changed; the page asks for what it shows.
    private func changes(_ request: Request, _ context: Visit) async throws -> Response {
        _ = try await gate.admit(request, context)
        let after = request.uri.queryParameters.get("after").flatMap { Int($0) } ?? 0
        // Who knows of what never was has another journal in mind, and looks at all of it again.
        guard 0...(await bell.latest) ~= after else {
            return Response(
                status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ServerEvent.resync.bytes))
        }
        guard let changes = await bell.changes() else { throw Problem.busy }
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store", .accelBuffering: "no"],
            body: ResponseBody { writer in
                var told: Int?
                for await seq in changes {
                    // Whoever's link was taken back hears no more, at the next change or sign of life.
                    guard (try? await gate.admit(request, context)) != nil else { break }
                    try await writer.write(seq == told ? ServerEvent.comment.bytes : ServerEvent("changed", id: seq, data: json(Change(seq: seq))).bytes)
                    told = seq
                }
                try await writer.finish(nil)
            })
    }

    // MARK: Changing

    private func command(_ request: Request, _ context: Visit) async throws -> Response {
        let (actor, session) = try await gate.admit(request, context, spending: .command)
        let command = try await request.decoded(FollowUpRequest.self, atMost: Limits.followUpBytes)
        if case .report(let draft) = command.command {
            let files = (draft.evidence ?? []).filter { $0.kind == .file }
            guard files.allSatisfy({ evidence.has($0.reference ?? "") }) else { throw Problem(.badEvidence as FollowUpRefusal) }
        }
        let answer = try await inbox.answer(command, by: actor, counters)
        await sign(.followUp, command.id, by: session)
        return answer
    }
}

extension FollowUpInbox {
    private struct Done: Encodable { var seq: Int, made: [Int] }

    /// Has a command done, and says how it went.
    func answer(_ request: FollowUpRequest, by actor: FollowUpActor, _ counters: Counters) async throws -> Response {
        counters.commands.count()
        let outcome = await command(request.command, by: actor, id: request.id)
        if case .refused = outcome { counters.refusals.count() }
        let (seq, entries) = try outcome.done()
        return jsonResponse(Done(seq: seq, made: entries.compactMap(\.event.made)))
    }
}

/// ``Problem/malformed`` where there is nothing.
func required<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Problem.malformed }
    return value
}

/// The pages of the follow-up.
enum FollowUpPage: String, CaseIterable {
    case mine, board, conclusions, figures, review, reminders, read, agencies, assignment

    func isOpen(to actor: FollowUpActor) -> Bool {
        switch self {
        case .mine, .board, .figures, .review, .assignment, .reminders, .agencies: true
        case .conclusions, .read: actor.isSecretariat
        }
    }

    /// Where a link leads.
    init(for actor: FollowUpActor) {
        self = switch actor {
        case .agency: .mine
        case .secretariat, .observer, .system: .board
        }
    }
}
