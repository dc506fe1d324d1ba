import Accounts
import Basics
import Conference
import Foundation
import HTTPTypes
import HummingbirdTesting
import Journal
import Synchronization
import Testing
import Web

/// Who may, over HTTP: invitations, passkeys and what only looks like one, rights, and their end.
struct AccountTests {
    private static let chair = Right.post(conference: plan.id, as: .chair)

    @Test func `an invitation is good once`() async throws {
        try await withServer { client, folder in
            let made = try await invitation("lan", [.secretariat], client, folder)
            var browser = StaffBrowser(client: client)
            #expect(try await browser.ask(.get, made.path).location == "/account/welcome")
            let challenge = try #require(try await browser.ask(.post, "/account/api/enrol/passkey/challenge").field("challenge"))
            #expect(try await browser.ask(.post, "/account/api/enrol/passkey", Authenticator().registration(challenge)).status == .ok)
            #expect(try await browser.ask(.get, "/account/api/mine").status == .ok)
            #expect(try await browser.ask(.get, "/prepare/api/preparations").status == .ok)
            var other = StaffBrowser(client: client)
            #expect(try await other.ask(.get, made.path).status == .gone)
            #expect(try await other.ask(.post, "/account/api/enrol/passkey/challenge").status == .unauthorized)
        }
    }

    /// One thing is wrong at a time, and each alone keeps everybody out.
    @Test func `a passkey's answer is taken whole or not at all`() async throws {
        try await withServer { client, folder in
            let honest = Authenticator()
            _ = try await staff("lan", [.secretariat], honest, client, folder)
            func attempt(_ change: (inout Authenticator) -> Void, type: String = "webauthn.get", again: Bool = false) async throws -> HTTPResponse.Status {
                var device = honest, browser = StaffBrowser(client: client)
                change(&device)
                let challenge = try #require(try await browser.ask(.post, "/account/api/sign-in/passkey/challenge").field("challenge"))
                let answer = try device.use(challenge, type: type)
                if again { try await browser.ask(.post, "/account/api/sign-in/passkey", answer) }
                return try await browser.ask(.post, "/account/api/sign-in/passkey", answer).status
            }
            #expect(try await attempt { $0.counter = 9; $0.origin = "https://evil.example" } == .unauthorized)
            #expect(try await attempt { $0.counter = 9; $0.party = "evil.example" } == .unauthorized)
            #expect(try await attempt { $0.counter = 9; $0.flags = 0x01 } == .unauthorized, "a user who was not made sure of")
            #expect(try await attempt { $0.counter = 9; $0.flags = 0x04 } == .unauthorized, "a user who was not there")
            #expect(try await attempt({ $0.counter = 9 }, type: "webauthn.create") == .unauthorized)
            #expect(try await attempt { $0 = Authenticator(); $0.counter = 9 } == .unauthorized, "another key under the same name")
            #expect(try await attempt { $0.counter = 1 } == .unauthorized, "a counter that did not grow")
            #expect(try await attempt { $0.counter = 2 } == .ok)
            #expect(try await attempt { $0.counter = 2 } == .unauthorized, "the same counter again")
            #expect(try await attempt({ $0.counter = 3 }, again: true) == .unauthorized, "the same answer again")
        }
    }

    @Test func `nobody but an administrator is let into the administration`() async throws {
        try await withServer { client, folder in
            var administrator = try await staff("admin", [.administrator], client, folder)
            var others = [
                StaffBrowser(client: client), try await staff("thu-ky", [.secretariat], client, folder, 2),
                try await staff("chu-tri", [Self.chair], client, folder, 3),
            ]
            let routes: [(HTTPRequest.Method, String)] = [
                (.get, "accounts"), (.post, "accounts"), (.post, "accounts/x/change"), (.post, "accounts/x/suspend"),
                (.post, "accounts/x/restore"), (.post, "accounts/x/renew"), (.get, "conferences"), (.get, "conferences/\(plan.id.rawValue)"),
                (.get, "passes"), (.post, "passes/x/revoke"), (.get, "links"), (.post, "links/x/revoke"),
            ]
            for (method, route) in routes {
                for index in others.indices {
                    let status = try await others[index].ask(method, "/admin/api/\(route)").status
                    #expect(status == (index == 0 ? .unauthorized : .forbidden), "\(method) \(route) by \(index)")
                }
                let status = try await administrator.ask(method, "/admin/api/\(route)").status
                #expect(status != .forbidden && status != .unauthorized && status.code < 500, "\(method) \(route): \(status)")
            }
        }
    }

    @Test func `a right opens its own conference, as its own role, and goes with the account`() async throws {
        try await withServer { client, folder in
            var administrator = try await staff("admin", [.administrator], client, folder)
            var chair = try await staff("chu-tri", [Self.chair], client, folder, 2)
            let wish = json(["right": Self.chair])
            let path = try #require(try await chair.ask(.post, "/account/api/enter", wish).field("to"))
            let page = try #require(try await chair.ask(.get, path).location)
            #expect(page.hasSuffix("/chair"))
            #expect(try await chair.ask(.get, page).status == .ok)
            #expect(try await chair.ask(.post, "/account/api/enter", json(["right": Right.secretariat])).status == .forbidden)
            let director = Right.post(conference: plan.id, as: .director)
            #expect(try await chair.ask(.post, "/account/api/enter", json(["right": director])).status == .forbidden)

            let accounts = try await administrator.ask(.get, "/admin/api/accounts").body
            let list = try #require(try JSONSerialization.jsonObject(with: Data(accounts.utf8)) as? [[String: Any]])
            let id = try #require(list.first { $0["signInName"] as? String == "chu-tri" }?["id"] as? String)
            #expect(try await administrator.ask(.post, "/admin/api/accounts/\(id)/suspend").status == .noContent)
            #expect(try await chair.ask(.get, page).status == .unauthorized)
            #expect(try await chair.ask(.get, "/account/api/mine").status == .unauthorized)
        }
    }

    @Test func `a server that was killed half-way through a suspension finishes it`() async throws {
        let folder = try DataFolder(temporaryFolder()), kept = Mutex<(page: String, cookies: [String: String])>(("", [:]))
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try folder.create(plan, at: wallTime())
        try await withServer(in: folder) { client in
            var chair = try await staff("chu-tri", [Self.chair], client, folder)
            let path = try #require(try await chair.ask(.post, "/account/api/enter", json(["right": Self.chair])).field("to"))
            let page = try #require(try await chair.ask(.get, path).location), cookies = chair.cookies
            #expect(try await chair.ask(.get, page).status == .ok)
            kept.withLock { $0 = (page, cookies) }
        }
        // The event is there, and nothing that follows from it.
        let opened = try folder.openAccounts(at: wallTime())
        let account = try #require(opened.state.inOrder.first)
        _ = try opened.journal.append([.accountSuspended(id: account.id)], by: .operator, at: wallTime(), expecting: opened.seq)
        try await withServer(in: folder) { client in
            let (page, cookies) = kept.withLock(\.self)
            var chair = StaffBrowser(client: client, cookies: cookies)
            let status = try await chair.ask(.get, page).status
            #expect(status == .unauthorized)
        }
    }

    @Test func `whoever comes from another site changes nothing`() async throws {
        try await withServer { client, folder in
            let browser = try await staff("lan", [.secretariat], client, folder)
            var headers: HTTPFields = [.cookie: "account=\(browser.cookies["account"] ?? "")"]
            headers[HTTPField.Name("Sec-Fetch-Site")!] = "cross-site"
            let status = try await client.execute(uri: "/account/api/sign-out", method: .post, headers: headers) { $0.status }
            #expect(status == .forbidden)
        }
    }

    /// RFC 6238, appendix B, cut to six figures.
    @Test(arguments: [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")] as [(Int64, String)])
    func `codes are those of the standard`(seconds: Int64, code: String) {
        let codes = OneTimeCode(secret: Array("12345678901234567890".utf8)), now = WallTime(milliseconds: seconds * 1_000)
        #expect(codes.code(step: OneTimeCode.step(at: now)) == code)
        #expect(codes.step(of: code, at: now.advanced(bySeconds: 30)) == seconds / 30)
        #expect(codes.step(of: code, at: now.advanced(bySeconds: 90)) == nil)
        #expect(OneTimeCode(secret: Array("foobar".utf8)).text == "MZXW6YTBOI")
    }

    @Test func `a password's hash tells the right one, and works as long for nobody's`() async throws {
        var cost = PasswordWork.Cost()
        cost.rounds = 16
        let work = PasswordWork(cost), hash = try await work.hash("mưa rơi trên mái đình")
        #expect(try await work.isRight("mưa rơi trên mái đình", hash))
        #expect(try await work.isRight("mưa rơi trên mái đình".decomposedStringWithCanonicalMapping, hash))
        #expect(try await !work.isRight("mưa rơi trên mái nhà", hash))
        #expect(try await !work.isRight("", nil))
    }

    @Test func `what is waited for is taken once, expires, and has its limit`() {
        var table = PendingTable<Int>(limit: 2), random = SeededGenerator(seed: 1)
        func at(_ seconds: Int) -> Instant { Instant(sinceStart: .seconds(seconds)) }
        let first = table.add(1, at: at(0), for: .seconds(10), using: &random) ?? ""
        let second = table.add(2, at: at(0), for: .seconds(10), using: &random) ?? ""
        #expect(table.add(3, at: at(5), using: &random) == nil)
        #expect(table.take(first, at: at(5)) == 1 && table.take(first, at: at(5)) == nil)
        #expect(table.take(second, at: at(11)) == nil)
    }
}
