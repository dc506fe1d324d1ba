import Basics
import Conference
import Hummingbird

/// What needs no session: the list of conferences, health, counters.
struct PublicRoutes: Sendable {
    let conferences: Conferences
    let pages: Pages
    let media: MediaProcess
    let counters: Counters

    func register(in router: Router<Visit>) {
        router.get("/") { request, _ in try await self.list(request) }
        router.get("health") { _, _ in textResponse("ok\n", type: "text/plain") }
        router.get("metrics") { _, _ in await self.metrics() }
    }

    private func list(_ request: Request) async throws -> Response {
        let language = Language(of: request)
        var conferences: [[String: Any]] = []
        for live in await self.conferences.all {
            let conference = await live.broadcaster.conference
            conferences.append([
                "id": live.id.rawValue,
                "title": conference.plan.title[language],
                "host": conference.plan.host[language],
                "theme": conference.plan.theme?[language] ?? "",
                "day": "\(conference.plan.day)",
                "phase": conference.phase.words[language],
            ])
        }
        return try pages.render("index", [
            "language": language.rawValue, "conferences": conferences,
        ])
    }

    private func metrics() async -> Response {
        var lines = [
            "# TYPE dienhong_commands_total counter", "dienhong_commands_total \(counters.commands.now)",
            "# TYPE dienhong_refusals_total counter", "dienhong_refusals_total \(counters.refusals.now)",
            "# TYPE dienhong_offers_total counter", "dienhong_offers_total \(counters.offers.now)",
            "# TYPE dienhong_too_many_total counter", "dienhong_too_many_total \(counters.tooMany.now)",
            "# TYPE dienhong_documents_total counter", "dienhong_documents_total \(counters.documents.now)",
            "# TYPE dienhong_event_streams gauge", "dienhong_event_streams \(counters.streams.now)",
            "# TYPE dienhong_media_connected gauge", "dienhong_media_connected \(await media.isConnected ? 1 : 0)",
            "# TYPE dienhong_journal_seq gauge", "# TYPE dienhong_resyncs_total counter",
        ]
        lines += counters.halls.lines
        for live in await conferences.all {
            let label = "{conference=\"\(live.id.rawValue)\"}"
            lines.append("dienhong_journal_seq\(label) \(await live.broadcaster.seq)")
            lines.append("dienhong_resyncs_total\(label) \(await live.broadcaster.resynced)")
        }
        let text = lines.joined(separator: "\n") + "\n" + (await media.metrics() ?? "")
        return textResponse(text, type: "text/plain; version=0.0.4")
    }
}

extension Phase {
    fileprivate var words: Text {
        switch self {
        case .draft: Text(vi: "Đang chuẩn bị", en: "In preparation")
        case .convened: Text(vi: "Đã triệu tập", en: "Convened")
        case .open: Text(vi: "Đang họp", en: "In session")
        case .recess: Text(vi: "Giải lao", en: "In recess")
        case .closed: Text(vi: "Đã bế mạc", en: "Closed")
        }
    }
}
