import Basics
import Conference
import Convene
import HTTPTypes
import Hummingbird

/// The papers of items: brought by the secretariat, read by those who take part.
struct PaperRoutes: Sendable {
    let gate: PreparationGate
    let store: FileStore
    let poppler = Poppler()
    let uploads: Uploads
    let limiter: RateLimiter

    func register(in router: Router<Visit>) {
        let desk = router.group("prepare/api/preparations/:preparation/papers")
        desk.post("/") { try await self.bring($0, $1) }
        desk.get(":paper/openings") { try await self.openings($0, $1) }
        desk.get(":paper/:version") { try await self.read($0, $1) }
        router.get("i/:preparation/:who/:secret/papers/:paper") { try await self.open($0, $1) }
    }

    // MARK: The secretariat

    /// `?id=&item=&paper=&title=&name=` with the file as the body; a `paper` gets one more version.
    private func bring(_ request: Request, _ context: Visit) async throws -> Response {
        let (party, live) = try await gate.admit(request, context)
        try await limiter.spend(.upload, by: "\(live.id.rawValue)/\(party.shownName)")
        let query = request.uri.queryParameters
        let item = ItemID(rawValue: query.get("item") ?? ""), paper = PaperID(rawValue: query.get("paper") ?? "")
        let name = (query.get("name") ?? "").filter { !$0.isNewline && $0 != "\0" }
        guard let id = CommandID(query.get("id") ?? "") else { throw Problem.malformed }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > store.limit { throw store.tooLarge }
        // What the rules would refuse after it was sent is refused before.
        guard await live.board.preparation.items[item] != nil else { throw Problem(PreparationRefusal.unknownItem) }
        let version = try await receive(request, name, by: party)
        let title = query.get("title").flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 } ?? name
        let done = try await live.perform(.bringPaper(paper: paper, item: item, title: title, version: version), id, by: party)
        return jsonResponse(done, status: .created)
    }

    private func receive(_ request: Request, _ name: String, by party: Party) async throws -> PaperVersion {
        let poppler = poppler, store = store
        let received = try await uploads.run(by: party.shownName) { isLate in
            try await store.receive(request.body, until: isLate) { head in
                _ = try kind(of: name, head)
            } examining: { path, head in
                let kind = try kind(of: name, head)
                return (kind: kind, pages: kind == .pdf ? try await poppler.pages(of: path) : nil)
            }
        }
        return PaperVersion(
            file: received.id, name: name, kind: received.finding.kind, bytes: received.bytes, pages: received.finding.pages)
    }

    private func kind(of name: String, _ head: [UInt8]) throws -> PaperKind {
        do {
            return try PaperKind(name: name, head: head)
        } catch {
            throw Problem(error)
        }
    }

    private func read(_ request: Request, _ context: Visit) async throws -> Response {
        let (_, live) = try await gate.admit(request, context)
        let versions = try await paper(context, in: live.board.preparation).versions
        guard let number = context.parameters.get("version").flatMap({ Int($0) }), versions.indices.contains(number - 1) else {
            throw Problem.notFound
        }
        return try await store.download(versions[number - 1].file, called: versions[number - 1].name, context)
    }

    private struct Opening: Encodable { var invitee: Invitee, name: String, place: String, version: Int? }

    /// Everybody who was invited and may read it, with the version that was opened last.
    private func openings(_ request: Request, _ context: Visit) async throws -> Response {
        let (_, live) = try await gate.admit(request, context)
        let state = await live.board.preparation
        let paper = try paper(context, in: state), opened = state.openings[paper.id] ?? [:]
        return jsonResponse(state.invitations.keys.sorted().filter { state.mayRead(paper, $0) }.map { invitee in
            let site = state.sites(of: invitee).flatMap { state.sites[$0]?.value }
            let person: PreparedPerson? = if case .delegate(let id) = invitee { state.people[id]?.value } else { nil }
            return Opening(invitee: invitee, name: person?.name ?? site?.name.vi ?? "", place: site?.name.vi ?? "", version: opened[invitee])
        })
    }

    // MARK: Invitees

    private func open(_ request: Request, _ context: Visit) async throws -> Response {
        let (invitee, live, state) = try await gate.invitee(request, context)
        let paper = try paper(context, in: state)
        guard state.mayRead(paper, invitee), let version = paper.versions.last else { throw Problem.notFound }
        if state.openings[paper.id]?[invitee] != paper.versions.count {
            // Whoever reads is not kept waiting by a disk that is full: the paper is there all the same.
            _ = await live.inbox.command(.openPaper(paper: paper.id, invitee: invitee), by: .invitee(who: invitee), id: .made())
        }
        return try await store.download(version.file, called: version.name, context)
    }

    private func paper(_ context: Visit, in state: Preparation) throws -> Paper {
        guard let paper = state.papers[PaperID(rawValue: context.parameters.get("paper") ?? "")]?.value else {
            throw Problem(PreparationRefusal.unknownPaper)
        }
        return paper
    }
}

extension FileStore {
    /// The papers of one server's preparations.
    static func papers(in folder: String) -> FileStore {
        FileStore(folder: folder, limit: Limits.documentBytes, tooLarge: .documentTooLarge)
    }
}

extension Problem {
    init(_ fault: PaperKind.Fault) {
        switch fault {
        case .notTaken:
            self.init(
                .unprocessableContent, "paperNotTaken",
                vi: "Chỉ nhận PDF, ảnh (PNG, JPEG) và tệp văn phòng không có macro (DOCX, XLSX, PPTX, DOC, XLS, PPT, ODT, ODS, ODP).",
                en: "Only PDF, pictures (PNG, JPEG) and office files without macros (DOCX, XLSX, PPTX, DOC, XLS, PPT, ODT, ODS, ODP) are taken.")
        case .lies:
            self.init(
                .unprocessableContent, "paperLies", vi: "Nội dung tệp không đúng như đuôi tên tệp.",
                en: "What is in the file is not what its name says.")
        }
    }
}
