import Basics
import Conference
import Convene
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// `/prepare/`: the desk of those who prepare conferences.
struct PreparationRoutes: Sendable {
    let gate: PreparationGate
    let conferences: Conferences
    let access: Access
    let pages: Pages
    let options: WebOptions
    let create: @Sendable (PreparationID, [PreparationEvent], Party) async throws -> Void

    func register(in router: Router<Visit>) {
        router.get("desk/:pass") { try await self.enter($0, $1) }
        let prepare = router.group("prepare")
        prepare.get("/") { try await self.list($0, $1) }
        prepare.get(":preparation") { try await self.page("prepare", $0, $1) }
        prepare.get(":preparation/print/:what") { try await self.printed($0, $1) }
        let api = prepare.group("api")
        api.get("preparations") { try await self.preparations($0, $1) }
        api.post("preparations") { try await self.createPreparation($0, $1) }
        let one = api.group("preparations/:preparation")
        one.get("/") { try await self.desk($0, $1) }
        one.get("people") { try await self.people($0, $1) }
        one.get("interventions/:intervention") { try await self.intervention($0, $1) }
        one.get("programmes/:version") { try await self.programme($0, $1) }
        one.get("events") { try await self.events($0, $1) }
        one.get("invitations") { try await self.invitations($0, $1) }
        one.get("uninvited") { try await self.uninvited($0, $1) }
        one.post("preview") { try await self.preview($0, $1) }
        one.post("commands") { try await self.command($0, $1) }
        one.post("links") { try await self.makeLink($0, $1) }
    }

    // MARK: Pages

    private func enter(_ request: Request, _ context: Visit) async throws -> Response {
        let pass = context.parameters.get("pass") ?? ""
        guard try await gate.holder(of: pass) != nil else { throw Problem.unknownLink }
        var response = LinkRoutes.follow("/prepare", request)
        response.setCookie(Cookie(
            name: deskCookie, value: pass, maxAge: 30 * 86_400, path: "/prepare", secure: options.isSecure(request),
            httpOnly: true, sameSite: .strict))
        return response
    }

    private func list(_ request: Request, _ context: Visit) async throws -> Response {
        let party = try await gate.secretary(request)
        return try pages.render("preparations", [
            "language": Language(of: request).rawValue, "you": party.shownName,
        ])
    }

    private func page(_ name: String, _ request: Request, _ context: Visit) async throws -> Response {
        let (party, live) = try await gate.admit(request, context)
        let language = Language(of: request), state = await live.board.preparation
        return try pages.render(name, [
            "language": language.rawValue, "you": party.shownName, "id": live.id.rawValue,
            "base": "/prepare/api/preparations/\(live.id.rawValue)/",
            "title": state.heading.value.title.filled[language], "host": state.heading.value.host.filled[language],
        ])
    }

    private func printed(_ request: Request, _ context: Visit) async throws -> Response {
        switch context.parameters.get("what") {
        case "programme": try await page("print-programme", request, context)
        case "run-sheet": try await page("print-run-sheet", request, context)
        case "invitations": try await page("print-invitations", request, context)
        default: throw Problem.notFound
        }
    }

    // MARK: Reading

    private struct Summary: Encodable {
        var id: PreparationID, title: Text, host: Text, first: Day?, last: Day?, sites: Int, people: Int, version: Int
    }

    private func preparations(_ request: Request, _ context: Visit) async throws -> Response {
        _ = try await gate.secretary(request)
        var all: [Summary] = []
        for live in await gate.preparations.all {
            let state = await live.board.preparation, days = state.sittingsInOrder.map(\.day)
            all.append(Summary(
                id: live.id, title: state.heading.value.title.filled, host: state.heading.value.host.filled, first: days.first,
                last: days.last, sites: state.sites.count, people: state.people.count, version: state.version))
        }
        return jsonResponse(all)
    }

    private func desk(_ request: Request, _ context: Visit) async throws -> Response {
        let (party, live) = try await gate.admit(request, context)
        let language = Language(of: request)
        let (state, seq, states) = await (live.board.preparation, live.board.seq, live.board.sittings)
        var rows: [SittingID: PreparationView.ConferenceRow] = [:]
        for sitting in state.sittings.keys {
            let id = state.conference(of: sitting)
            guard let conference = await conferences[id] else {
                if case .failed(let words) = states[sitting] {
                    rows[sitting] = PreparationView.ConferenceRow(id: id, phase: nil, problem: words)
                }
                continue
            }
            let problem: String? = switch states[sitting] {
            case .refused(let refusal): refusal.message(in: language)
            case .failed(let words): words
            case .created, .revised, nil: nil
            }
            rows[sitting] = PreparationView.ConferenceRow(id: id, phase: await conference.broadcaster.conference.phase, problem: problem)
        }
        return jsonResponse(PreparationView(state, seq: seq, you: party.shownName, now: wallTime(), conferences: rows))
    }

    private struct PersonRow: Encodable {
        var value: PreparedPerson, revision: Int, at: WallTime, by: String, site: SiteID?, invitation: Invitation?
    }
    private struct Found: Encodable { var people: [PersonRow], isAll: Bool, seq: Int }

    private func people(_ request: Request, _ context: Visit) async throws -> Response {
        let (_, live) = try await gate.admit(request, context)
        let (state, seq) = await (live.board.preparation, live.board.seq)
        let query = request.uri.queryParameters
        let delegation = query.get("delegation").map(DelegationID.init(rawValue:)), site = query.get("site").map(SiteID.init(rawValue:))
        let answer = query.get("answer")
        let named = query.get("id").map(DelegateID.init(rawValue:))
        let wanted = String((query.get("q") ?? "").prefix(200))
        // What a delegation is called is folded once for all its people, and only where somebody is looked for.
        let keys = wanted.isEmpty ? [:] : state.delegations.mapValues { Directory.key($0.value.name.vi) }
        let found = state.directory.find(wanted, limit: Limits.foundPeople, where: { id in
            guard let person = state.people[id]?.value, named == nil || named == id else { return false }
            if let delegation, person.delegation != delegation { return false }
            if let site, state.seat(of: person) != site { return false }
            return answer == nil || answer == (state.invitations[.delegate(id)].map { $0.answer?.word ?? "silent" } ?? "notInvited")
        }, delegations: keys, of: { state.people[$0]?.value.delegation })
        var rows = found.found.compactMap { id -> PersonRow? in
            state.people[id].map { kept in
                PersonRow(
                    value: kept.value, revision: kept.revision, at: kept.at, by: kept.by.shownName, site: state.seat(of: kept.value),
                    invitation: state.invitations[.delegate(id)])
            }
        }
        // Within a delegation protocol comes first, and the name among equals.
        if delegation != nil {
            rows = rows.enumerated().sorted { ($0.element.value.rank ?? .max, $0.offset) < ($1.element.value.rank ?? .max, $1.offset) }.map(\.element)
        }
        return jsonResponse(Found(people: rows, isAll: found.isAll, seq: seq))
    }

    private func intervention(_ request: Request, _ context: Visit) async throws -> Response {
        let (_, live) = try await gate.admit(request, context)
        let id = InterventionID(rawValue: context.parameters.get("intervention") ?? "")
        guard let kept = await live.board.preparation.interventions[id] else { throw Problem.notFound }
        return jsonResponse(PreparationView.row(kept))
    }

    private func programme(_ request: Request, _ context: Visit) async throws -> Response {
        let (_, live) = try await gate.admit(request, context)
        let programmes = await live.board.preparation.programmes
        guard let version = context.parameters.get("version").flatMap({ Int($0) }), programmes.indices.contains(version - 1) else {
            throw Problem.notFound
        }
        return jsonResponse(programmes[version - 1])
    }

    private struct InvitationRow: Encodable {
        var invitee: Invitee, name: String, titles: String, place: String, address: String?, invitation: Invitation, notice: Notice?, path: String
    }

    private func invitations(_ request: Request, _ context: Visit) async throws -> Response {
        let (_, live) = try await gate.admit(request, context)
        let state = await live.board.preparation
        return jsonResponse(state.invitations.sorted { $0.key < $1.key }.map { invitee, invitation in
            let site = state.sites(of: invitee).flatMap { state.sites[$0]?.value }
            let person: PreparedPerson? = if case .delegate(let id) = invitee { state.people[id]?.value } else { nil }
            return InvitationRow(
                invitee: invitee, name: person?.name ?? site?.name.vi ?? "", titles: person?.titles.joined(separator: ", ") ?? site?.organisation ?? "",
                place: site?.name.vi ?? "", address: person?.address ?? site?.contact.map { "\($0.name), \($0.phone)" }, invitation: invitation,
                notice: state.notices[invitee],
                path: gate.key.invitationPath(invitee, of: state.id, generation: invitation.generation))
        })
    }

    /// The people who were not invited yet; whoever only serves needs no invitation.
    private func uninvited(_ request: Request, _ context: Visit) async throws -> Response {
        let (_, live) = try await gate.admit(request, context)
        let state = await live.board.preparation
        return jsonResponse(state.people.values.filter { $0.value.role != .staff }.map { Invitee.delegate($0.value.id) }
            .filter { state.invitations[$0] == nil }.sorted())
    }

    private func events(_ request: Request, _ context: Visit) async throws -> Response {
        let (_, live) = try await gate.admit(request, context)
        guard let changes = await live.board.changes() else { throw Problem.busy }
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store", .accelBuffering: "no"],
            body: ResponseBody { writer in
                try await writer.write(ServerEvent.comment.bytes)
                for await change in changes {
                    // Whoever is suspended hears no more, at the next change or sign of life.
                    guard (try? await gate.secretary(request)) != nil else { break }
                    try await writer.write(change.isEmpty ? ServerEvent.comment.bytes : ServerEvent("changed", data: change).bytes)
                }
                try await writer.finish(nil)
            })
    }

    // MARK: Changing

    private struct Wish: Decodable {
        var id: PreparationID?, title: Text, host: Text, theme: Text?, origin: PreparationID?
    }

    private struct Made: Encodable { var id: PreparationID }

    private func createPreparation(_ request: Request, _ context: Visit) async throws -> Response {
        let party = try await gate.secretary(request)
        let wish = try await request.decoded(Wish.self)
        guard await gate.preparations.all.count < Limits.preparations else { throw Problem(PreparationRefusal.tooMany) }
        var name = wish.id?.rawValue ?? ""
        if name.isEmpty {
            name = String(Folding.key(wish.title.vi).split(separator: " ").joined(separator: "-").prefix(30))
            while name.last == "-" { name.removeLast() }
            var number = 2
            let first = name
            while await gate.preparations[PreparationID(rawValue: name)] != nil {
                name = "\(first)-\(number)"
                number += 1
            }
        }
        let id = PreparationID(rawValue: name)
        guard await gate.preparations[id] == nil else { throw Problem(PreparationRefusal.conferenceExists) }
        var origin: Preparation?
        if let wanted = wish.origin {
            guard let live = await gate.preparations[wanted] else { throw Problem.notFound }
            origin = await live.board.preparation
        }
        let year = Today.day(at: wallTime()).year
        let events: [PreparationEvent]
        do {
            events = try Preparation.create(
                id, heading: Heading(title: wish.title, host: wish.host, theme: wish.theme),
                calendar: .usual(years: year...(year + 2)), from: origin)
        } catch {
            throw Problem(error)
        }
        try await create(id, events, party)
        return jsonResponse(Made(id: id), status: .created)
    }

    private struct PreviewRow: Encodable {
        var line: Int, action: ListRow.Action, id: String, name: String, titles: String, place: String, problems: [String], isNamesake: Bool
    }
    private struct Preview: Encodable {
        var mark: String, text: String, rows: [PreviewRow], unread: [String]
        var new: Int, changed: Int, same: Int, bad: Int
    }

    /// Reads what was pasted or sent as a file, and takes nothing.
    private func preview(_ request: Request, _ context: Visit) async throws -> Response {
        let (_, live) = try await gate.admit(request, context)
        let language = Language(of: request), state = await live.board.preparation
        let query = request.uri.queryParameters
        let kind: ListKind = query.get("kind") == "sites" ? .sites : .people(delegation: query.get("delegation").map(DelegationID.init(rawValue:)))
        let body = try await request.body(atMost: Limits.listBytes)
        let text: String, preview: ListPreview
        do {
            text = try DelimitedText.text(of: body)
            preview = try state.preview(kind, text)
        } catch {
            throw Problem(.unprocessableContent, error.rawValue, vi: error.text.vi, en: error.text.en)
        }
        func count(_ action: ListRow.Action) -> Int { preview.rows.count { $0.action == action } }
        return jsonResponse(Preview(
            mark: preview.mark, text: text,
            rows: preview.rows.map { row in
                PreviewRow(
                    line: row.line, action: row.action, id: row.id, name: row.name, titles: row.titles, place: row.place,
                    problems: row.problems.map { $0.text[language] }, isNamesake: row.isNamesake)
            },
            unread: preview.unread, new: count(.new), changed: count(.changed), same: count(.same), bad: count(.bad)))
    }

    private struct CommandBody: Decodable { var id: CommandID, command: PreparationCommand }
    private struct Stale: Encodable { var code: String, message: String, current: PresentRecord? }

    private func command(_ request: Request, _ context: Visit) async throws -> Response {
        let (party, live) = try await gate.admit(request, context)
        let body = try await request.decoded(CommandBody.self, atMost: Limits.preparationCommandBytes)
        // What was brought is what was received, and who has read what is what was asked for.
        switch body.command {
        case .bringPaper, .openPaper: throw Problem.notAllowed
        case .removeSitting(let sitting, _):
            // Only the sitting itself knows whether it has begun.
            let phase = await conferences[live.board.preparation.conference(of: sitting)]?.broadcaster.conference.phase
            guard phase == nil || phase == .draft || phase == .convened else { throw Problem(PreparationRefusal.sittingBegan) }
        default: break
        }
        let outcome = await live.inbox.command(body.command, by: party, id: body.id)
        if case .refused(let refusal) = outcome, let subject = refusal.subject {
            let current = PresentRecord.find(subject, in: await live.board.preparation)
            return jsonResponse(
                Stale(code: refusal.code, message: refusal.message(in: Language(of: request)), current: current), status: .conflict)
        }
        return jsonResponse(CommandDone(seq: try outcome.done().seq))
    }

    private struct LinkBody: Decodable { var sitting: SittingID, role: Role, site: SiteID? }
    private struct LinkMade: Encodable { var path: String }

    /// A way into a published sitting for those who run it.
    private func makeLink(_ request: Request, _ context: Visit) async throws -> Response {
        let (_, live) = try await gate.admit(request, context)
        let body = try await request.decoded(LinkBody.self)
        let state = await live.board.preparation
        guard let sitting = state.sittings[body.sitting]?.value, let bearer = Actor(role: body.role, site: body.site) else {
            throw Problem(PreparationRefusal.unknownSitting)
        }
        let id = state.conference(of: body.sitting)
        guard await conferences[id] != nil else { throw Problem(PreparationRefusal.notPublished) }
        let (_, path) = try await access.create(id, bearer, sitting.linksExpire)
        return jsonResponse(LinkMade(path: path), status: .created)
    }
}

extension Sitting {
    /// Links into it are good until the end of the day after it, in Việt Nam.
    var linksExpire: WallTime {
        let end = WallTime(DayNumber(day).advanced(by: 2).day)
        return max(end, wallTime().advanced(bySeconds: 86_400))
    }
}
