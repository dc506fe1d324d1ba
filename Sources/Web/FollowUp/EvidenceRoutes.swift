import Basics
import FollowUp
import HTTPTypes
import Hummingbird

/// Files that come with reports: bringing one, and reading it where its assignment concerns one.
struct EvidenceRoutes: Sendable {
    let gate: FollowUpGate
    let inbox: FollowUpInbox
    let store: EvidenceStore
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
        guard length <= Limits.evidenceBytes else { throw Problem.evidenceTooLarge }
        let (id, bytes) = try await uploads.run(by: session) { isLate in
            try await store.receive(request.body, until: isLate)
        }
        return jsonResponse(Received(id: id, bytes: bytes), status: .created)
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
        guard store.has(file) else { throw Problem.notFound }
        var response = Response(
            status: .ok, headers: [.cacheControl: "no-store"],
            body: try await FileIO().loadFile(path: store.file(of: file), context: context))
        // Whatever it is, a browser keeps it and opens nothing of it here.
        response.headers[.contentType] = "application/octet-stream"
        response.headers[.contentDisposition] = "attachment; filename*=UTF-8''\(percentEncoded(title))"
        return response
    }

    /// For a header's extended value (RFC 8187 §3.2.1).
    private func percentEncoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = 0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte || [0x2D, 0x2E, 0x5F].contains(byte)
            if isPlain { return String(UnicodeScalar(byte)) }
            return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
