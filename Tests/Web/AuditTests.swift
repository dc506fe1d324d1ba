import Accounts
import Basics
import Conference
import FollowUp
import Foundation
import HTTPTypes
import HummingbirdTesting
import Journal
import Testing
@testable import Web

/// Who did what, for an administrator, and what is not told even to that one.
struct AuditTests {
    private struct Line: Decodable { var at: WallTime, who: String, what: String, about: String?, area: String }
    private struct Page: Decodable { var rows: [Line], next: String? }

    private func page(_ query: String, _ browser: inout StaffBrowser) async throws -> Page {
        try JSONDecoder().decode(Page.self, from: Data(try await browser.ask(.get, "/admin/api/audit?\(query)").body.utf8))
    }

    @Test func `acts are told, words, choices and closed items are not`() async throws {
        try await withServer { client, folder in
            var administrator = try await staff("admin", [.administrator], client, folder)
            let chair = try await browser(.chair, client, folder), operatorOfHanoi = try await browser(.operator, of: hanoi, client, folder)
            for (type, fields) in [
                ("convene", [:]), ("open", [:]), ("message", ["to": "{\"site\":\"ha-noi\"}", "text": "\"Lời riêng tư.\""]),
                ("openVote", [
                    "vote": "\"v1\"", "title": "\"Tên biểu quyết\"", "options": "[\"Phương án một\",\"Phương án hai\"]", "unit": "\"site\"",
                    "isSecret": "false",
                ]),
            ] as [(String, [String: String])] {
                #expect(try await send(command(type, fields), chair, client).status == .ok, "\(type)")
            }
            #expect(try await send(command("cast", ["vote": "\"v1\"", "option": "1"]), operatorOfHanoi, client).status == .ok)
            #expect(try await send(command("closeVote", ["vote": "\"v1\""]), chair, client).status == .ok)
            #expect(try await send(command("startItem", ["item": "\"phien-kin\""]), chair, client).status == .ok)

            let all = try await page("area=conference", &administrator).rows
            #expect(all.map(\.what).contains("Bỏ phiếu") && all.contains { $0.who == "Điểm cầu, Hà Nội" })
            #expect(all.map(\.what).contains("Gửi tin nhắn"))
            for address in ["audit?area=conference", "audit.csv?"] {
                let text = try await administrator.ask(.get, "/admin/api/\(address)").body
                for secret in ["Lời riêng tư", "Tên biểu quyết", "Phương án", "Phiên kín"] { #expect(!text.contains(secret), "\(secret) in \(address)") }
            }
        }
    }

    @Test func `its pages follow one another without a gap, and nothing comes twice`() async throws {
        try await withServer { client, folder in
            var administrator = try await staff("admin", [.administrator], client, folder)
            for number in 0..<60 { _ = try await makeLink(.observer, client, folder); _ = try await invitation("nguoi-\(number)", [], client, folder) }
            var seen: [String] = [], before = "", last = WallTime(milliseconds: .max)
            repeat {
                let page = try await page(before.isEmpty ? "" : "before=\(before)", &administrator)
                #expect(page.rows.count <= 100)
                for line in page.rows {
                    #expect(line.at <= last)
                    last = line.at
                    if line.what == "Lập tài khoản và mời" { seen.append(line.about ?? "") }
                }
                before = page.next ?? ""
            } while !before.isEmpty
            #expect(Set(seen).count == 61 && seen.count == 61)
            #expect(try await page("area=links", &administrator).rows.count == 60)
            #expect(try await page("person=NGUOI-17", &administrator).rows.map(\.about) == ["nguoi-17"])
            #expect(try await page("day=2021-12-14", &administrator).rows.isEmpty)
        }
    }

    @Test func `it is for administrators`() async throws {
        try await withServer { client, folder in
            var secretary = try await staff("thu-ky", [.secretariat], client, folder), stranger = StaffBrowser(client: client)
            for path in ["/admin/api/audit", "/admin/api/audit.csv"] {
                #expect(try await secretary.ask(.get, path).status == .forbidden)
                #expect(try await stranger.ask(.get, path).status == .unauthorized)
            }
        }
    }

    @Test func `every event of a conference and of the follow-up has its words`() {
        for type in EventType.allCases { #expect(AuditWords.words[type.rawValue] != nil, "\(type)") }
        for type in FollowUpEventType.allCases { #expect(AuditWords.words[type.rawValue] != nil, "\(type)") }
        for role in Role.allCases { #expect(AuditWords.words["role.\(role.rawValue)"] != nil, "\(role)") }
    }
}
