import Basics
import Conference
import HTTPTypes
import Hummingbird

/// The conference's documents: bringing one, and seeing its pages.
struct DocumentRoutes: Sendable {
    let gate: SessionGate
    let uploads: Uploads
    let renderer: PageRenderer
    let counters: Counters

    func register(in session: RouterGroup<Visit>) {
        session.post("api/documents") { try await self.add($0, $1) }
        session.get("api/documents/:document/pages/:page") { try await self.page($0, $1) }
    }

    // MARK: Bringing

    private func add(_ request: Request, _ context: Visit) async throws -> Response {
        let (member, conference) = try await gate.admit(request, context, spending: .upload)
        guard member.actor.directs || member.actor.role == .operator else { throw Problem.notAllowed }
        guard request.headers[.contentType]?.hasPrefix("application/pdf") == true else { throw Problem.notADocument }
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard length <= Limits.documentBytes else { throw Problem.documentTooLarge }
        let name = try Self.name(request)
        let room = try await requireRoom(member.actor, conference)

        let site = member.actor.site, store = conference.documents
        let received = try await uploads.run(by: member.session) { isLate in
            try await store.receive(request.body, of: site, until: isLate)
        }
        let id = DocumentID(rawValue: received.id)
        if let known = await conference.broadcaster.conduct.shown.document(id) { return jsonResponse(known) }
        let document = Document(id: id, name: name, pages: received.pages, site: site)
        switch await conference.inbox.add(document, by: member, room: room) {
        case .done:
            counters.documents.count()
            return jsonResponse(document, status: .created)
        case .refused(let refusal):
            // Somebody else may have been a moment faster with the same.
            if let known = await conference.broadcaster.conduct.shown.document(id) { return jsonResponse(known) }
            store.remove(received.id)
            throw refusal == .inClosedItem ? Problem.doorsMoved : Problem(refusal)
        case .notDurable(let disk):
            store.remove(received.id)
            throw Problem.notDurable(disk)
        case .busy:
            store.remove(received.id)
            throw Problem.busy
        }
    }

    /// What the document is called: for people only, never for the disk.
    private static func name(_ request: Request) throws -> String {
        let name = (request.uri.queryParameters.get("name") ?? "").filter { !$0.isNewline && $0 != "\0" }
        guard name.contains(where: { !$0.isWhitespace }), name.utf8.count <= Limits.textBytes else {
            throw Problem(.badText)
        }
        return name
    }

    /// Refuses before anything is sent what the rules would refuse after it; returns the closed item that it is for.
    private func requireRoom(_ actor: Actor, _ live: LiveConference) async throws -> ItemID? {
        let conduct = await live.broadcaster.conduct
        // A site that waits outside of a closed item may get its papers ready meanwhile.
        guard conduct.durable.admits(actor) || actor.site != nil else { throw Problem(.notAdmitted) }
        guard conduct.shown.phase != .closed else { throw Problem(.alreadyClosed) }
        let documents = conduct.shown.documents
        guard documents.count < Limits.documents else { throw Problem.tooManyDocuments }
        if let site = actor.site, site != conduct.shown.central {
            let own = documents.count { $0.site == site }
            guard own < Limits.documentsPerSite else { throw Problem.tooManyDocuments }
        }
        return conduct.durable.room(of: actor)
    }

    // MARK: Seeing

    private func page(_ request: Request, _ context: Visit) async throws -> Response {
        let (member, conference) = try await gate.admit(request, context)
        let broadcaster = conference.broadcaster
        let conduct = await broadcaster.conduct
        guard let id = context.parameters.get("document"),
            let number = context.parameters.get("page").flatMap({ Int($0) }),
            let document = conduct.conference(for: member.actor).document(DocumentID(rawValue: id)),
            1...document.pages ~= number
        else { throw Problem.notFound }
        guard await broadcaster.presented.mayRead(document, member.actor, in: conduct) else {
            throw conduct.durable.admits(member.actor) ? Problem.notAllowed : Problem(.notAdmitted)
        }
        // A page never changes: its document's name is its content's hash. What is shown behind closed doors stays in no
        // cache.
        let headers: HTTPFields = [
            .eTag: "\"\(id)-\(number)\"",
            .cacheControl: conduct.live == nil ? "private, max-age=3600" : "no-store",
        ]
        if request.headers[.ifNoneMatch] == headers[.eTag] { return Response(status: .notModified, headers: headers) }
        let store = conference.documents
        try await renderer.prepare(page: number, of: id, unless: store.hasPage(_:of:)) {
            try await store.render(page: number, of: id)
        }
        var response = Response(
            status: .ok, headers: headers,
            body: try await FileIO().loadFile(path: store.page(number, of: id), context: context))
        response.headers[.contentType] = "image/jpeg"
        if number < document.pages {
            // Pages are mostly turned one by one, and every hall waits for the next.
            Task { [renderer] in
                await renderer.anticipate(page: number + 1, of: id, unless: store.hasPage(_:of:)) {
                    try await store.render(page: number + 1, of: id)
                }
            }
        }
        return response
    }
}

/// Documents that are coming in: few at a time, and one of each session.
actor Uploads {
    private var sessions: Set<String> = []
    private let now: @Sendable () -> Instant

    init(now: @escaping @Sendable () -> Instant) {
        self.now = now
    }

    func run<Value: Sendable>(
        by session: String, _ receive: @Sendable (_ isLate: @escaping @Sendable () -> Bool) async throws -> Value
    ) async throws -> Value {
        guard !sessions.contains(session), sessions.count < Limits.uploads else { throw Problem.busy }
        sessions.insert(session)
        defer { sessions.remove(session) }
        let (started, now) = (now(), now)
        return try await receive { started.duration(to: now()) > Limits.upload }
    }
}
