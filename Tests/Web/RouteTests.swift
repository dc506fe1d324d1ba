import Basics
import Conference
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import Web

/// The HTTP surface against a real data folder, without a media process.
struct RouteTests {
    // MARK: Links

    @Test func `a link lets in the browser that used it first, and no other`() async throws {
        try await withServer { client, folder in
            let link = try await makeLink(.operator, of: hanoi, client, folder)
            let bound = try await client.execute(uri: link.path, method: .get) { response in
                let cookies = response.headers[values: .setCookie]
                #expect(cookies.allSatisfy { $0.contains("HttpOnly") && !$0.contains("Secure") })
                #expect(response.headers[.location]?.hasSuffix("/join") == true)
                return try #require(cookies.first { $0.hasPrefix("browser=") }?.split(separator: ";").first)
            }
            #expect(try await status(.get, link.path, client) == .forbidden)
            #expect(try await status(.get, link.path, cookie: String(bound), client) == .seeOther)
        }
    }

    @Test func `a link that is unknown, expired or revoked says which`() async throws {
        try await withServer { client, folder in
            #expect(try await status(.get, "/l/none/none", client) == .notFound)
            let expired = try await makeLink(.chair, hours: 0, client, folder)
            #expect(try await status(.get, expired.path, client) == .gone)
            let revoked = try await makeLink(.chair, client, folder)
            let session = try await enter(revoked, client)
            try await client.execute(
                uri: "/api/admin/links/\(revoked.link.id)", method: .delete,
                headers: [.authorization: "Bearer \(try folder.adminToken())"]
            ) { #expect($0.status == .noContent) }
            #expect(try await status(.get, revoked.path, client) == .gone)
            #expect(try await status(.get, session.base + "api/state", cookie: session.cookie, client) == .unauthorized)
        }
    }

    @Test func `a browser that comes from another site is led on by a page of ours`() async throws {
        try await withServer { client, folder in
            let link = try await makeLink(.chair, client, folder)
            let name = try #require(HTTPField.Name("Sec-Fetch-Site"))
            try await client.execute(uri: link.path, method: .get, headers: [name: "cross-site"]) { response in
                #expect(response.status == .ok)
                #expect(String(buffer: response.body).contains("http-equiv=\"refresh\""))
            }
        }
    }

    @Test func `one session's cookie opens no other session`() async throws {
        try await withServer { client, folder in
            let first = try await browser(.operator, of: hanoi, client, folder)
            let second = try await browser(.operator, of: laocai, client, folder)
            #expect(try await status(.get, first.base + "api/state", cookie: first.cookie, client) == .ok)
            #expect(try await status(.get, first.base + "api/state", cookie: second.cookie, client) == .unauthorized)
            #expect(try await status(.get, first.base + "api/state", client) == .unauthorized)
            #expect(try await status(.get, first.base + "hall", client) == .unauthorized)
        }
    }

    @Test func `nobody administers without the token`() async throws {
        try await withServer { client, _ in
            let paths: [(HTTPRequest.Method, String)] = [
                (.get, "conferences"), (.post, "conferences"), (.get, "conferences/thu"),
                (.post, "conferences/thu/commands"), (.get, "links"), (.post, "links"), (.delete, "links/x"),
            ]
            for (method, path) in paths {
                let answer = try await status(method, "/api/admin/\(path)", client)
                #expect(answer == .forbidden, "\(path)")
            }
        }
    }

    // MARK: Commands

    @Test func `a command is answered with its number, and again with the same`() async throws {
        try await withServer { client, folder in
            let chair = try await browser(.chair, client, folder)
            let convene = command("convene")
            #expect(try await send(convene, chair, client) == (.ok, "{\"seq\":2}"))
            #expect(try await send(convene, chair, client) == (.ok, "{\"seq\":2}"))
            let state = try await client.execute(uri: chair.base + "api/state", method: .get, headers: [.cookie: chair.cookie]) {
                String(buffer: $0.body)
            }
            #expect(state.hasPrefix("{\"seq\":2,"))
            #expect(state.contains("\"phase\":\"convened\""))
        }
    }

    @Test func `a refusal speaks the reader's language`() async throws {
        try await withServer { client, folder in
            let chair = try await browser(.chair, client, folder)
            let vietnamese = try await send(command("open"), chair, client)
            #expect(vietnamese.status == .conflict)
            #expect(vietnamese.body.contains(Refusal.notConvened.message(in: .vietnamese)))
            let english = try await send(command("open"), chair, client, language: "en")
            #expect(english.body.contains(Refusal.notConvened.message(in: .english)))
            #expect(english.body.contains("\"code\":\"notConvened\""))
        }
    }

    @Test(arguments: ["", "{}", "[]", "{\"type\":\"convene\"}", "{\"id\":\"x\",\"type\":\"convene\"}"])
    func `a malformed command is told so`(body: String) async throws {
        try await withServer { client, folder in
            let chair = try await browser(.chair, client, folder)
            #expect(try await send(body, chair, client).status == .badRequest)
        }
    }

    @Test func `a body beyond its limit is not read`() async throws {
        try await withServer { client, folder in
            let chair = try await browser(.chair, client, folder)
            let large = String(repeating: " ", count: Limits.commandBytes + 1)
            #expect(try await send(large, chair, client).status == .contentTooLarge)
        }
    }

    @Test func `an offer finds no media process, and says when to come again`() async throws {
        try await withServer { client, folder in
            let hall = try await browser(.operator, of: hanoi, client, folder)
            try await client.execute(
                uri: hall.base + "api/media", method: .post,
                headers: [.cookie: hall.cookie, .contentType: "application/sdp"], body: ByteBuffer(string: "v=0")
            ) { response in
                #expect(response.status == .serviceUnavailable)
                #expect(response.headers[.retryAfter] == "1")
            }
        }
    }

    // MARK: Roles

    /// Everything that only those who preside may do, and what an operator may do to its own site alone.
    private static let presiding = [
        command("convene"), command("open"), command("recess"), command("resume"), command("close"),
        command("startItem", ["item": "\"khai-mac\""]), command("grant", ["site": "\"lao-cai\"", "seconds": "60"]),
        command("extend", ["site": "\"lao-cai\"", "seconds": "60"]), command("revoke", ["site": "\"lao-cai\""]),
        command("reorder", ["sites": "[]"]), command("layout", ["layout": "\"gallery\""]),
    ]
    private static let ofAnotherSite = ["ask", "withdraw", "yield", "mute", "unmute"].map {
        command($0, ["site": "\"lao-cai\""])
    }

    @Test(arguments: [Role.operator, .observer])
    func `a role does nothing that is not its own`(role: Role) async throws {
        try await withServer { client, folder in
            let browser = try await browser(role, of: hanoi, client, folder)
            for command in Self.presiding + Self.ofAnotherSite {
                #expect(try await send(command, browser, client).status == .forbidden, "\(command)")
            }
            #expect(try await status(.get, browser.base + "chair", cookie: browser.cookie, client) == .forbidden)
            #expect(try await status(
                .post, browser.base + "api/view", cookie: browser.cookie, client, body: "{\"wall\":[]}") == .forbidden)
        }
    }

    @Test func `an observer neither speaks nor sends`() async throws {
        try await withServer { client, folder in
            let browser = try await browser(.observer, of: hanoi, client, folder)
            for type in ["ask", "withdraw", "yield", "mute", "unmute"] {
                #expect(try await send(command(type), browser, client).status == .forbidden)
            }
            #expect(try await status(.get, browser.base + "join", cookie: browser.cookie, client) == .forbidden)
            #expect(try await status(
                .post, browser.base + "api/media", cookie: browser.cookie, client, type: "application/sdp",
                body: "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=sendonly\r\n") == .forbidden)
        }
    }

    @Test func `a request that another site's page made is refused`() async throws {
        try await withServer { client, folder in
            let chair = try await browser(.chair, client, folder)
            let name = try #require(HTTPField.Name("Sec-Fetch-Site"))
            try await client.execute(
                uri: chair.base + "api/commands", method: .post,
                headers: [.cookie: chair.cookie, name: "cross-site"], body: ByteBuffer(string: command("convene"))
            ) { #expect($0.status == .forbidden) }
        }
    }

    // MARK: Pages

    @Test func `every response tells the browser what to refuse`() async throws {
        try await withServer { client, folder in
            let hall = try await browser(.operator, of: hanoi, client, folder)
            for path in ["/", "/health", "/nothing", hall.base + "hall", hall.base + "api/state"] {
                try await client.execute(uri: path, method: .get, headers: [.cookie: hall.cookie]) { response in
                    let policy = response.headers[.contentSecurityPolicy] ?? ""
                    #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
                    #expect(response.headers[.xContentTypeOptions] == "nosniff")
                }
            }
        }
    }

    @Test func `a page says where it is before any script runs`() async throws {
        try await withServer { client, folder in
            let hall = try await browser(.operator, of: hanoi, client, folder)
            try await client.execute(uri: hall.base + "hall", method: .get, headers: [.cookie: hall.cookie]) { response in
                #expect(response.status == .ok)
                #expect(String(buffer: response.body).contains("Hà Nội"))
                #expect(String(buffer: response.body).contains("data-base=\"\(hall.base)\""))
            }
        }
    }

    // MARK: Restart

    @Test func `a server that starts again is where it was, and knows its sessions`() async throws {
        let folder = try DataFolder(temporaryFolder())
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try folder.create(plan, at: wallTime())
        let seen = Seen()
        @Sendable func state(_ browser: Browser, _ client: any TestClientProtocol) async throws -> String {
            try await client.execute(uri: browser.base + "api/state", method: .get, headers: [.cookie: browser.cookie]) { response in
                let text = String(buffer: response.body)
                // All but the time of the answer.
                return text.replacing(/"now":\d+,/, with: "")
            }
        }
        try await withServer(in: folder) { client in
            let chair = try await browser(.chair, client, folder)
            for type in ["convene", "open"] { _ = try await send(command(type), chair, client) }
            _ = try await send(command("ask", ["site": "\"ha-noi\""]), chair, client)
            _ = try await send(command("grant", ["site": "\"ha-noi\"", "seconds": "300"]), chair, client)
            await seen.note(chair.base, chair.cookie, try await state(chair, client))
        }
        try await withServer(in: folder) { client in
            let (base, cookie, before) = await seen.noted
            #expect(before.contains("\"seq\":5"))
            let after = try await state(Browser(base: base, cookie: cookie), client)
            #expect(after == before)
        }
    }
}

/// What one server left behind for the next.
private actor Seen {
    var noted = ("", "", "")

    func note(_ base: String, _ cookie: String, _ state: String) {
        noted = (base, cookie, state)
    }
}
