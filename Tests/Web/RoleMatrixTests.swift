import Basics
import Conference
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing
import Web

/// Every role before every door, its own and others': what is not expressly allowed is refused.
struct RoleMatrixTests {
    private struct Unavailable: Error {}

    private enum Who: String, CaseIterable {
        case chair, secretariat, director, hanoi, laocai, centre, an, interpreter, observer, observerInHanoi

        static let presiding: Set<Who> = [.chair, .secretariat]
        static let directing: Set<Who> = [.chair, .secretariat, .director]
        static let operators: Set<Who> = [.hanoi, .laocai, .centre]
        static let everybody = Set(allCases)

        var bearer: LinkWish.Bearer {
            switch self {
            case .chair: .init(role: .chair)
            case .secretariat: .init(role: .secretariat)
            case .director: .init(role: .director)
            case .hanoi: .init(role: .operator, site: WebTests.hanoi)
            case .laocai: .init(role: .operator, site: WebTests.laocai)
            case .centre: .init(role: .operator, site: WebTests.centre)
            case .an: .init(role: .delegate, delegate: WebTests.an)
            case .interpreter: .init(role: .interpreter, channel: english)
            case .observer: .init(role: .observer)
            case .observerInHanoi: .init(role: .observer, site: WebTests.hanoi)
            }
        }
    }

    /// One request, and who may make it.
    private struct Row {
        var method: HTTPRequest.Method
        /// As it is registered.
        var route: String
        /// As it is asked for; the route itself when it has no parameters.
        var path: String?
        var type: String?
        var body = ""
        var allowed: Set<Who>
    }

    private static let sending = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=sendonly\r\n"
    private static let showing = sending + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=sendonly\r\n"
    private static let watching = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=recvonly\r\n"

    private static let rows: [Row] = [
        Row(method: .get, route: "join", allowed: Who.operators),
        Row(method: .get, route: "hall", allowed: Who.everybody),
        Row(method: .get, route: "chair", allowed: Who.presiding),
        Row(method: .get, route: "secretariat", allowed: Who.presiding),
        Row(method: .get, route: "director", allowed: Who.directing),
        Row(method: .get, route: "interpreter", allowed: [.interpreter]),
        Row(method: .get, route: "delegate", allowed: [.an]),
        Row(method: .get, route: "api/state", allowed: Who.everybody),
        Row(method: .get, route: "api/messages", allowed: Who.everybody),
        // A number that cannot be: the stream says so and ends.
        Row(method: .get, route: "api/events", path: "api/events?after=-1", allowed: Who.everybody),
        Row(method: .post, route: "api/commands", body: "convene", allowed: Who.presiding),
        Row(method: .post, route: "api/view", body: "{\"wall\":[]}", allowed: Who.directing),
        Row(method: .post, route: "api/channel", body: "{\"channel\":\"en\"}", allowed: Who.everybody),
        Row(method: .get, route: "api/relays", allowed: Who.everybody),
        Row(method: .post, route: "api/line", body: "{}", allowed: Who.operators),
        Row(method: .get, route: "api/lines", allowed: Who.directing),
        Row(method: .get, route: "api/lines/{site}", path: "api/lines/lao-cai", allowed: Who.directing),
        Row(method: .post, route: "api/media", type: "application/sdp", body: watching, allowed: Who.everybody),
        Row(
            method: .post, route: "api/media", type: "application/sdp", body: sending,
            allowed: Who.operators.union([.interpreter])),
        Row(method: .post, route: "api/media", type: "application/sdp", body: showing, allowed: Who.operators),
        Row(
            method: .post, route: "api/media", path: "api/media?for=test", type: "application/sdp", body: watching,
            allowed: Who.operators),
        Row(method: .delete, route: "api/media/{peer}", path: "api/media/7", allowed: Who.everybody),
        Row(
            method: .post, route: "api/documents", path: "api/documents?name=x", type: "application/pdf", body: "no PDF",
            allowed: Who.directing.union(Who.operators)),
    ] + followUp

    /// Of those who have a link to a conference, its secretariat alone follows up what it concluded.
    private static let followUp: [Row] = [
        "mine", "board", "conclusions", "figures", "review", "reminders", "agencies", "assignments/{assignment}", "api/follow-up/tables",
        "api/follow-up/mine", "api/follow-up/board", "api/follow-up/list", "api/follow-up/desk", "api/follow-up/figures",
        "api/follow-up/assignments/{assignment}", "api/follow-up/assignments/{assignment}/files/{file}", "api/follow-up/review",
        "api/follow-up/review.csv", "api/follow-up/list.csv", "api/follow-up/reminders", "read",
    ].map { route in
        let path = route.replacing("{assignment}", with: "1").replacing("{file}", with: "0")
        return Row(method: .get, route: route, path: path, allowed: [.secretariat])
    } + [
        Row(method: .post, route: "api/follow-up/commands", body: "{}", allowed: [.secretariat]),
        Row(method: .post, route: "api/follow-up/files", body: "x", allowed: [.secretariat]),
        // A number that cannot be: the stream says so and ends.
        Row(method: .get, route: "api/follow-up/changes", path: "api/follow-up/changes?after=-1", allowed: [.secretariat]),
        Row(method: .post, route: "api/read", body: "x", allowed: [.secretariat]),
        Row(method: .post, route: "api/read/merge", body: "{}", allowed: [.secretariat]),
    ]

    private static func page(_ document: String) -> String { "api/documents/\(document)/pages/1" }

    private func withEverybody(
        _ body: @escaping @Sendable (any TestClientProtocol, [Who: Browser]) async throws -> Void
    ) async throws {
        var rates = Rates()
        rates.command = Rate(burst: 10_000, every: .milliseconds(1))
        rates.offer = rates.command
        rates.upload = rates.command
        rates.report = rates.command
        try await withServer(rates: rates) { client, folder in
            var browsers: [Who: Browser] = [:]
            for who in Who.allCases {
                let bearer = who.bearer
                browsers[who] = try await browser(
                    bearer.role, of: bearer.site, delegate: bearer.delegate, channel: bearer.channel, client, folder)
            }
            try await body(client, browsers)
        }
    }

    private func ask(_ row: Row, as browser: Browser, _ client: any TestClientProtocol) async throws -> (HTTPResponse.Status, String) {
        var headers: HTTPFields = [.cookie: browser.cookie]
        headers[.contentType] = row.type
        // A command with an id of its own each time: one that was given before is not given again.
        let body = row.route == "api/commands" ? command(row.body) : row.body
        return try await client.execute(
            uri: browser.base + (row.path ?? row.route), method: row.method, headers: headers, body: ByteBuffer(string: body)
        ) { ($0.status, String(buffer: $0.body)) }
    }

    /// Says of every role whether it was let through where the row lets it, and nowhere else.
    private func check(_ rows: [Row], _ client: any TestClientProtocol, _ browsers: [Who: Browser]) async throws {
        for row in rows {
            for who in Who.allCases {
                let (status, body) = try await ask(row, as: try #require(browsers[who]), client)
                let isRefused = status == .forbidden || body.contains("\"code\":\"notAdmitted\"")
                #expect(isRefused == !row.allowed.contains(who), "\(who) \(row.method) \(row.path ?? row.route): \(status) \(body.prefix(80))")
                #expect(status != .unauthorized && status != .internalServerError, "\(who) \(row.route): \(status)")
            }
        }
    }

    @Test func `every route of a session is in the table`() async throws {
        let folder = try DataFolder(temporaryFolder())
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        var options = ControlServer.Options()
        options.web.publicFolder = publicFolder
        let server = try await ControlServer(folder, options: options, logger: quiet) { throw Unavailable() }
        let routes = server.router.routes.map(\.description).filter { $0.contains(" /s/{session}") }
        let table = Self.rows.map { "\($0.method) /s/{session}/\($0.route)" }
        // The pages of documents have a table of their own.
        #expect(Set(routes) == Set(table + ["GET /s/{session}/api/documents/{document}/pages/{page}"]))
    }

    @Test func `every role before every route`() async throws {
        try await withEverybody { client, browsers in try await check(Self.rows, client, browsers) }
    }

    // MARK: Documents

    private func upload(_ pages: Int, as browser: Browser, _ client: any TestClientProtocol) async throws -> String {
        try await client.execute(
            uri: browser.base + "api/documents?name=B%C3%A1o%20c%C3%A1o", method: .post,
            headers: [.cookie: browser.cookie, .contentType: "application/pdf"], body: ByteBuffer(bytes: samplePDF(pages: pages))
        ) { response in
            #expect(response.status == .created)
            let document = try JSONDecoder().decode(Document.self, from: Data(response.body.readableBytesView))
            #expect(document.name == "Báo cáo" && document.pages == pages)
            return document.id.rawValue
        }
    }

    @Test func `every role before the documents of its own site, of others and of the centre`() async throws {
        try await withEverybody { client, browsers in
            let chair = try #require(browsers[.chair]), hanoi = try #require(browsers[.hanoi])
            for type in ["convene", "open"] { #expect(try await send(command(type), chair, client).status == .ok) }
            let ofHanoi = try await upload(1, as: hanoi, client), shown = try await upload(2, as: hanoi, client)
            let ofTheCentre = try await upload(3, as: chair, client)
            #expect(try await send(command("grant", ["site": "\"ha-noi\"", "seconds": "60"]), chair, client).status == .ok)
            #expect(try await send(command("present", ["document": "\"\(shown)\""]), hanoi, client).status == .ok)
            func row(_ document: String, _ allowed: Set<Who>) -> Row {
                Row(method: .get, route: Self.page(document), allowed: allowed)
            }
            let staff = Who.directing.union([.centre])
            try await check([
                row(ofHanoi, staff.union([.hanoi, .an])), row(shown, Who.everybody),
                row(ofTheCentre, Who.everybody.subtracting([.observer, .observerInHanoi])), row("khong-co", Who.everybody),
            ], client, browsers)

            // What was shown stays readable when it is no longer shown, but not from outside of a closed item.
            #expect(try await send(command("startItem", ["item": "\"phien-kin\""]), chair, client).status == .ok)
            let inside: Set<Who> = [.chair, .secretariat, .hanoi, .centre, .an, .observerInHanoi]
            let upload = try #require(Self.rows.last { $0.route == "api/documents" })
            try await check([
                row(shown, inside), row(ofHanoi, [.chair, .secretariat, .hanoi, .centre, .an]),
                Row(
                    method: upload.method, route: upload.route, path: upload.path, type: upload.type, body: upload.body,
                    allowed: Who.presiding.union(Who.operators)),
            ], client, browsers)
            #expect(try await send(command("startItem", ["item": "\"ket-luan\""]), chair, client).status == .ok)
            try await check([row(shown, Who.everybody)], client, browsers)
        }
    }

    @Test func `a page is a picture that a browser may keep, and asks for only once`() async throws {
        try await withEverybody { client, browsers in
            let chair = try #require(browsers[.chair])
            let id = try await upload(2, as: chair, client)
            let uri = chair.base + "api/documents/\(id)/pages/2"
            let tag = try await client.execute(uri: uri, method: .get, headers: [.cookie: chair.cookie]) { response in
                #expect(response.status == .ok && response.headers[.contentType] == "image/jpeg")
                #expect(response.headers[.cacheControl]?.hasPrefix("private") == true)
                #expect(response.body.getBytes(at: 0, length: 2) == [0xFF, 0xD8])
                return try #require(response.headers[.eTag])
            }
            try await client.execute(uri: uri, method: .get, headers: [.cookie: chair.cookie, .ifNoneMatch: tag]) {
                #expect($0.status == .notModified && $0.body.readableBytes == 0)
            }
            for page in ["0", "3", "x", "-1"] {
                let uri = chair.base + "api/documents/\(id)/pages/\(page)"
                #expect(try await status(.get, uri, cookie: chair.cookie, client) == .notFound)
            }
        }
    }

    @Test func `what cannot be taken in is refused in words`() async throws {
        try await withEverybody { client, browsers in
            let chair = try #require(browsers[.chair])
            func add(_ bytes: [UInt8], name: String = "x", type: String = "application/pdf") async throws -> (HTTPResponse.Status, String) {
                try await client.execute(
                    uri: chair.base + "api/documents?name=\(name)", method: .post,
                    headers: [.cookie: "\(chair.cookie); language=en", .contentType: type], body: ByteBuffer(bytes: bytes)
                ) { ($0.status, String(buffer: $0.body)) }
            }
            let none = try await add(Array("hello".utf8))
            #expect(none.0 == .unprocessableContent && none.1.contains("notADocument") && none.1.contains("PDF"))
            #expect(try await add(samplePDF(pages: 1), type: "text/html").0 == .unprocessableContent)
            #expect(try await add(samplePDF(pages: 1), name: "%20").1.contains("badText"))
            // The same once more is the same document.
            #expect(try await add(samplePDF(pages: 1)).0 == .created)
            #expect(try await add(samplePDF(pages: 1), name: "y").0 == .ok)
        }
    }

    @Test func `after a restart documents are there, those that were shown are for all, and what is not known is gone`() async throws {
        let folder = try DataFolder(temporaryFolder())
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try folder.create(plan, at: wallTime())
        let shown = Mutex(""), hidden = Mutex("")
        try await withServer(in: folder) { client in
            let chair = try await browser(.chair, client, folder)
            for type in ["convene", "open"] { _ = try await send(command(type), chair, client) }
            let hall = try await browser(.operator, of: hanoi, client, folder)
            let (one, two) = (try await upload(1, as: hall, client), try await upload(2, as: hall, client))
            _ = try await send(command("grant", ["site": "\"ha-noi\"", "seconds": "60"]), chair, client)
            _ = try await send(command("present", ["document": "\"\(one)\""]), hall, client)
            shown.withLock { $0 = one }
            hidden.withLock { $0 = two }
        }
        let stray = folder.documents(of: plan.id) + "/stray.pdf"
        _ = FileManager.default.createFile(atPath: stray, contents: nil)
        try await withServer(in: folder) { client in
            let press = try await browser(.observer, client, folder)
            func look(_ id: String) async throws -> HTTPResponse.Status {
                try await status(.get, press.base + Self.page(id), cookie: press.cookie, client)
            }
            #expect(try await look(shown.withLock(\.self)) == .ok)
            #expect(try await look(hidden.withLock(\.self)) == .forbidden)
        }
        #expect(!FileManager.default.fileExists(atPath: stray))
    }
}
