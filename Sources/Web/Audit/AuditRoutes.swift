import Accounts
import Basics
import Conference
import HTTPTypes
import Hummingbird
import Journal

/// `/admin/api/audit`: who did what, over everything that is recorded.
struct AuditRoutes: Sendable {
    let gate: AccountGate
    let reader: AuditReader

    func register(in router: Router<Visit>) {
        router.get("admin/api/audit") { request, _ in try await self.page(request) }
        router.get("admin/api/audit.csv") { request, _ in try await self.file(request) }
    }

    private func query(_ request: Request) async throws -> AuditQuery {
        _ = try await gate.admit(request, for: .administrator)
        let query = request.uri.queryParameters
        func given(_ key: String) -> String? { query.get(key).flatMap { $0.isEmpty ? nil : String($0.prefix(200)) } }
        return AuditQuery(
            person: given("person"), area: try given("area").map { try required(AuditArea(rawValue: $0)) },
            day: try given("day").map { try required(Day($0)) }, before: try given("before").map { try required(AuditPlace($0)) },
            language: Language(of: request))
    }

    private func page(_ request: Request) async throws -> Response {
        jsonResponse(try await reader.page(try await query(request), limit: Limits.auditPage))
    }

    private func file(_ request: Request) async throws -> Response {
        let query = try await query(request), isVietnamese = query.language == .vietnamese
        var table = CSVTable(
            isVietnamese ? ["Khi nào", "Ai", "Đã làm gì", "Về", "Ở đâu"] : ["When", "Who", "Did what", "About", "Where"])
        for line in try await reader.page(query, limit: Limits.auditFile).rows {
            table.add([Self.moment(line.at), line.who, line.what, line.about ?? "", line.where])
        }
        var response = textResponse(table.text, type: "text/csv")
        response.headers[.contentDisposition] = "attachment; filename=\"audit.csv\""
        return response
    }

    /// In Việt Nam, as spreadsheets read it.
    private static func moment(_ at: WallTime) -> String {
        let seconds = (at.milliseconds / 1_000 + 7 * 3_600) % 86_400
        let parts = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(Today.day(at: at)) \(parts.joined(separator: ":"))"
    }
}
