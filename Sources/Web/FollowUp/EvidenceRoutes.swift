import Basics
import FollowUp
import HTTPTypes
import Hummingbird

/// Files that come with reports: bringing one, and reading it where its assignment concerns one.
struct EvidenceRoutes: Sendable {
    let gate: FollowUpGate
    let inbox: FollowUpInbox
    let store: FileStore
    let uploads: Uploads

    func register(in session: RouterGroup<Visit>) {
        session.post("api/follow-up/files") { try await self.add($0, $1) }
        session.get("api/follow-up/assignments/:assignment/files/:file") { try await self.read($0, $1) }
    }

    private struct Received: Encodable { var id: String, bytes: Int }

    private func add(_ request: Request, _ context: Visit) async throws -> Response {
        let (actor, session) = try await gate.admit(request, context, spending: .upload)
        guard actor.isSecretariat || actor.agency != nil else { throw Problem.notAllowed }
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard length <= store.limit else { throw store.tooLarge }
        let received = try await uploads.run(by: session) { isLate in
            try await store.receive(request.body, until: isLate) { _, _ in }
        }
        return jsonResponse(Received(id: received.id, bytes: received.bytes), status: .created)
    }

    private func read(_ request: Request, _ context: Visit) async throws -> Response {
        let (actor, _) = try await gate.admit(request, context)
        let number = AssignmentID(rawValue: try required(context.parameters.get("assignment").flatMap { Int($0) }))
        let file = try required(context.parameters.get("file"))
        let title = try await inbox.read { followUp, _, today in
            guard let followed = followUp[number] else { throw Problem.notFound }
            let concerns = actor.agency.map { followUp.isConcerned($0, by: followed.assignment, on: today) } ?? actor.isSecretariat
            guard concerns else { throw Problem.notAllowed }
            let evidence = followed.reports.compactMap { followUp[$0] }.flatMap(\.report.evidence)
            guard let found = evidence.first(where: { $0.kind == .file && $0.reference == file }) else { throw Problem.notFound }
            return found.title
        }
        return try await store.download(file, called: title, context)
    }
}

extension FileStore {
    /// What shows that reports are true.
    static func evidence(in folder: String) -> FileStore {
        FileStore(
            folder: folder, limit: Limits.evidenceBytes,
            tooLarge: .tooLargeFile(Limits.evidenceBytes))
    }
}

extension Problem {
    /// A file of more bytes than may be.
    static func tooLargeFile(_ bytes: Int) -> Problem {
        Problem(
            .contentTooLarge, "tooLarge", vi: "Tệp lớn hơn \(bytes >> 20) MB.", en: "The file is larger than \(bytes >> 20) MB.")
    }
}
