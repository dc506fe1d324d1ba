import Basics
import Conference
import Foundation
import FollowUp
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing

@testable import Web

/// The follow-up over HTTP, against a real data folder.
struct FollowUpTests {
    private static let quangTri = AgencyID(rawValue: "44-2025-07-01"), dienBien = AgencyID(rawValue: "11")

    /// A server whose calendar begins on a Monday in winter, and can be moved.
    private final class Calendar: Sendable {
        private let time = Mutex(WallTime(milliseconds: 1_795_312_800_000))

        var now: WallTime { time.withLock(\.self) }

        func pass(days: Int) { time.withLock { $0 = $0.advanced(bySeconds: days * 86_400) } }
    }

    private struct Seats: Sendable {
        var secretariat: Browser
        var quangTri: Browser
        var dienBien: Browser
        var observer: Browser
    }

    private func withFollowUp(
        _ body: @escaping @Sendable (any TestClientProtocol, DataFolder, Seats, Calendar) async throws -> Void
    ) async throws {
        let folder = try DataFolder(temporaryFolder()), calendar = Calendar()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try folder.create(plan, at: wallTime())
        try await serve(folder, calendar) { client in
            let wish = FollowUpLinkWish(
                hours: 1, bearers: [.secretariat(), .agency(Self.quangTri), .agency(Self.dienBien), .observer])
            let made = try await client.execute(
                uri: "/api/admin/follow-up/links", method: .post,
                headers: [.authorization: "Bearer \(try folder.adminToken())"],
                body: ByteBuffer(bytes: try JSONEncoder().encode(wish))
            ) { try JSONDecoder().decode([MadeFollowUpLink].self, from: Data($0.body.readableBytesView)) }
            var browsers: [Browser] = []
            for link in made { browsers.append(try await follow(link.path, client)) }
            let seats = Seats(secretariat: browsers[0], quangTri: browsers[1], dienBien: browsers[2], observer: browsers[3])
            try await body(client, folder, seats, calendar)
        }
    }

    private func serve(
        _ folder: DataFolder, _ calendar: Calendar, _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        var options = ControlServer.Options()
        options.web.publicFolder = publicFolder
        options.calendar = { calendar.now }
        let server = try await ControlServer(folder, options: options, logger: quiet) { throw Unavailable() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await server.runOwners() }
            try await Application(router: server.router, logger: quiet).test(.router, body)
            group.cancelAll()
        }
    }

    private func follow(_ path: String, _ client: any TestClientProtocol) async throws -> Browser {
        try await client.execute(uri: path, method: .get) { response in
            let location = try #require(response.headers[.location])
            let session = try #require(response.headers[values: .setCookie].first { $0.hasPrefix("session=") }?.split(separator: ";").first)
            return Browser(base: String(location[...location.lastIndex(of: "/")!]), cookie: String(session))
        }
    }

    private struct Done: Decodable { var made: [Int] }

    /// The status, and what was made.
    @discardableResult
    private func tell(
        _ type: String, _ fields: String, by browser: Browser, id: UUID = UUID(), _ client: any TestClientProtocol
    ) async throws -> (status: HTTPResponse.Status, made: [Int], body: String) {
        let text = "{\"id\": \"\(id.uuidString)\", \"type\": \"\(type)\", \(fields)}"
        return try await client.execute(
            uri: browser.base + "api/follow-up/commands", method: .post, headers: [.cookie: browser.cookie], body: ByteBuffer(string: text)
        ) { response in
            let data = Data(response.body.readableBytesView)
            return (response.status, (try? JSONDecoder().decode(Done.self, from: data))?.made ?? [], String(decoding: data, as: UTF8.self))
        }
    }

    private func get(_ path: String, by browser: Browser, _ client: any TestClientProtocol) async throws -> (status: HTTPResponse.Status, body: String) {
        try await client.execute(uri: browser.base + path, method: .get, headers: [.cookie: browser.cookie]) {
            ($0.status, String(buffer: $0.body))
        }
    }

    private static func assign(_ lead: AgencyID, due: String = "2026-12-20") -> String {
        "\"assignments\": [{\"text\": \"=Trình đề án, gấp\", \"lead\": \"\(lead.rawValue)\", \"deadline\": \"\(due)\"}]"
    }

    @Test func `a conclusion becomes an assignment, a report, and is done`() async throws {
        try await withFollowUp { client, _, seats, _ in
            let recorded = try await tell("recordConclusions", "\"conclusions\": [{\"text\": \"Lập danh mục\"}]", by: seats.secretariat, client)
            #expect(recorded.made == [1])
            #expect(try await get("api/follow-up/desk", by: seats.secretariat, client).body.contains("Lập danh mục"))
            let assigned = try await tell(
                "assign", "\"assignments\": [{\"conclusion\": 1, \"lead\": \"44-2025-07-01\", \"deadline\": \"2026-12-20\"}]",
                by: seats.secretariat, client)
            #expect(assigned.made == [1])
            #expect(try await get("api/follow-up/mine", by: seats.quangTri, client).body.contains("Lập danh mục"))
            #expect(try await get("api/follow-up/mine", by: seats.dienBien, client).body.contains("Lập danh mục") == false)
            let report = "\"report\": {\"assignment\": 1, \"percent\": 100, \"text\": \"Xong\"}"
            #expect(try await tell("report", report, by: seats.dienBien, client).status == .forbidden)
            #expect(try await tell("report", report, by: seats.quangTri, client).made == [1])
            #expect(try await tell("accept", "\"report\": 1", by: seats.quangTri, client).status == .forbidden)
            #expect(try await tell("accept", "\"report\": 1", by: seats.secretariat, client).status == .ok)
            let again = try await tell("report", report, by: seats.quangTri, client)
            #expect(again.status == .conflict && again.body.contains("assignmentEnded"))
            #expect(try await get("api/follow-up/board", by: seats.observer, client).body.contains("\"doneOnTime\":1"))
        }
    }

    @Test func `a command that is said again happens once, and is nobody else's`() async throws {
        try await withFollowUp { client, _, seats, _ in
            let id = UUID(), fields = "\"conclusions\": [{\"text\": \"Một\"}]"
            for _ in 0..<3 {
                let made = try await tell("recordConclusions", fields, by: seats.secretariat, id: id, client).made
                #expect(made == [1])
            }
            #expect(try await tell("recordConclusions", fields, by: seats.quangTri, id: id, client).status == .forbidden)
            #expect(try await tell("recordConclusions", fields, by: seats.secretariat, client).made == [2])
        }
    }

    @Test func `what falls due is overdue when the calendar says so, also after a restart`() async throws {
        let folder = try DataFolder(temporaryFolder())
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let calendar = Calendar()
        try await serve(folder, calendar) { client in
            let path = "/api/admin/follow-up/commands"
            let body = "{\"id\": \"\(UUID().uuidString)\", \"type\": \"assign\", \(Self.assign(Self.quangTri))}"
            let done = try await client.execute(
                uri: path, method: .post, headers: [.authorization: "Bearer \(try folder.adminToken())"], body: ByteBuffer(string: body)
            ) { $0.status }
            #expect(done == .ok)
        }
        calendar.pass(days: 60)
        try await serve(folder, calendar) { client in
            let wish = FollowUpLinkWish(hours: 1, bearers: [.secretariat()])
            let made = try await client.execute(
                uri: "/api/admin/follow-up/links", method: .post, headers: [.authorization: "Bearer \(try folder.adminToken())"],
                body: ByteBuffer(bytes: try JSONEncoder().encode(wish))
            ) { try JSONDecoder().decode([MadeFollowUpLink].self, from: Data($0.body.readableBytesView)) }
            let seat = try await follow(made[0].path, client)
            #expect(try await get("api/follow-up/board", by: seat, client).body.contains("\"overdue\":1"))
            let sheet = try await get("api/follow-up/list.csv?status=overdue", by: seat, client).body
            #expect(sheet.hasPrefix("\u{FEFF}Số,") && sheet.contains("\"'=Trình đề án, gấp\""))
        }
    }

    @Test func `evidence is a file that came in before, read by those whom it concerns`() async throws {
        try await withFollowUp { client, _, seats, _ in
            try await tell("assign", Self.assign(Self.quangTri), by: seats.secretariat, client)
            let id = try await client.execute(
                uri: seats.quangTri.base + "api/follow-up/files", method: .post, headers: [.cookie: seats.quangTri.cookie],
                body: ByteBuffer(string: "minh chứng")
            ) { response in
                #expect(response.status == .created)
                struct Received: Decodable { var id: String }
                return try JSONDecoder().decode(Received.self, from: Data(response.body.readableBytesView)).id
            }
            func report(_ file: String) -> String {
                "\"report\": {\"assignment\": 1, \"percent\": 50, \"text\": \"Một nửa\", "
                    + "\"evidence\": [{\"kind\": \"file\", \"reference\": \"\(file)\", \"title\": \"Công văn.pdf\"}]}"
            }
            let unknown = String(repeating: "0", count: 64)
            #expect(try await tell("report", report(unknown), by: seats.quangTri, client).body.contains("badEvidence"))
            #expect(try await tell("report", report("../../admin-token"), by: seats.quangTri, client).body.contains("badEvidence"))
            #expect(try await tell("report", report(id), by: seats.quangTri, client).status == .ok)
            let path = "api/follow-up/assignments/1/files/"
            #expect(try await get(path + id, by: seats.secretariat, client).body == "minh chứng")
            #expect(try await get(path + id, by: seats.quangTri, client).status == .ok)
            #expect(try await get(path + id, by: seats.dienBien, client).status == .forbidden)
            #expect(try await get(path + id, by: seats.observer, client).status == .forbidden)
            #expect(try await get(path + unknown, by: seats.secretariat, client).status == .notFound)
        }
    }

    @Test func `every page and every list opens for whom it is`() async throws {
        try await withFollowUp { client, _, seats, _ in
            try await tell("assign", Self.assign(Self.quangTri), by: seats.secretariat, client)
            let pages = ["mine", "board", "figures", "review", "reminders", "assignments/1"]
            let lists = ["tables", "board", "list", "figures", "review", "review.csv", "list.csv", "reminders", "assignments/1"]
                .map { "api/follow-up/" + $0 }
            for seat in [seats.secretariat, seats.quangTri, seats.observer] {
                for path in pages + lists { #expect(try await get(path, by: seat, client).status == .ok, "\(path)") }
            }
            for path in ["conclusions", "api/follow-up/desk"] {
                #expect(try await get(path, by: seats.secretariat, client).status == .ok)
                #expect(try await get(path, by: seats.quangTri, client).status == .forbidden)
            }
            for path in ["board?by=x", "board?units=2025-13-01", "list?status=x", "list?offset=-1", "assignments/x"] {
                #expect(try await get("api/follow-up/" + path, by: seats.secretariat, client).status == .badRequest, "\(path)")
            }
            #expect(try await get("api/follow-up/assignments/99", by: seats.secretariat, client).status == .notFound)
            #expect(try await get("join", by: seats.secretariat, client).status == .unauthorized)
        }
    }

    private struct Reminders: Decodable { var calendar: String }

    private func calendar(of seat: Browser, _ client: any TestClientProtocol) async throws -> String {
        let body = try await get("api/follow-up/reminders", by: seat, client).body
        return try JSONDecoder().decode(Reminders.self, from: Data(body.utf8)).calendar
    }

    @Test func `a calendar is read by its address alone`() async throws {
        try await withFollowUp { client, _, seats, _ in
            try await tell("assign", Self.assign(Self.quangTri), by: seats.secretariat, client)
            for seat in [seats.quangTri, seats.secretariat] {
                let feed = try await calendar(of: seat, client)
                try await client.execute(uri: feed, method: .get) { response in
                    let text = String(buffer: response.body)
                    #expect(text.contains("DTSTART;VALUE=DATE:20261220\r\n") && text.contains("SUMMARY:=Trình đề án\\, gấp\r\n"))
                    #expect(text.contains("TRIGGER:-P14D") && text.hasSuffix("END:VCALENDAR\r\n"))
                }
            }
            let other = try await calendar(of: seats.dienBien, client)
            try await client.execute(uri: other, method: .get) { #expect(!String(buffer: $0.body).contains("VEVENT")) }
            let own = try await calendar(of: seats.quangTri, client)
            let wrong = own.replacing("44-2025-07-01", with: "11")
            #expect(try await status(.get, wrong, client) == .notFound)
        }
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("  =cmd|x", "'  =cmd|x"), ("-5", "-5"), ("-5.25", "-5.25"), ("-5+1", "'-5+1"), ("@x", "'@x"), ("\tx", "'\tx"),
        ("Một, hai", "\"Một, hai\""), ("\"Một\"", "\"\"\"Một\"\"\""), ("Một", "Một"), ("", ""), ("a;b", "\"a;b\""),
    ])
    func `no cell of a table is a formula`(text: String, cell: String) {
        #expect(CSVTable.cell(text) == cell)
    }

    @Test func `an agency's mail addresses are seen by itself and the secretariat`() async throws {
        try await withFollowUp { client, _, seats, _ in
            let mails = "\"agency\": \"44-2025-07-01\", \"mails\": [\"van-thu@example.vn\"]"
            try await tell("setMails", mails, by: seats.quangTri, client)
            for (seat, isSeen) in [(seats.secretariat, true), (seats.quangTri, true), (seats.dienBien, false), (seats.observer, false)] {
                let tables = try await get("api/follow-up/tables", by: seat, client).body
                #expect(tables.contains("van-thu@example.vn") == isSeen)
            }
            let others = try await tell("setMails", mails, by: seats.dienBien, client)
            #expect(others.status == .forbidden)
        }
    }
}
