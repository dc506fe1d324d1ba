import Basics
import Conference
import Convene
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import Web

/// The desk and the invitations over HTTP, against a real data folder.
struct PreparationTests {
    private static let base = "/prepare/api/preparations"

    private typealias Answer = (status: HTTPResponse.Status, body: String)

    private func ask(
        _ client: any TestClientProtocol, _ method: HTTPRequest.Method, _ path: String, pass: String?, _ body: String = ""
    ) async throws -> Answer {
        try await client.execute(
            uri: path, method: method, headers: pass.map { [.cookie: "desk=\($0)"] } ?? [:], body: ByteBuffer(string: body)
        ) { ($0.status, String(buffer: $0.body)) }
    }

    private func pass(_ folder: DataFolder, _ name: String = "Lan", seconds: Int = 60) throws -> String {
        try folder.signingKey().deskPass(name: name, expires: wallTime().advanced(bySeconds: seconds))
    }

    private func act(_ client: any TestClientProtocol, _ folder: DataFolder, _ command: String) async throws -> Answer {
        try await ask(
            client, .post, "\(Self.base)/thu/commands", pass: try pass(folder), #"{"id":"\#(UUID().uuidString)","command":\#(command)}"#)
    }

    /// A preparation with a centre, one sitting and one item, published, and the centre invited.
    private func published(_ client: any TestClientProtocol, _ folder: DataFolder) async throws {
        let made = try await ask(
            client, .post, Self.base, pass: try pass(folder), #"{"id":"thu","title":{"vi":"Thử","en":""},"host":{"vi":"Ban","en":""}}"#)
        #expect(made.status == .created)
        for command in [
            #"{"setSite":{"site":{"id":"","name":{"vi":"Trung tâm","en":""},"level":"centre","link":"interactive"},"revision":0}}"#,
            #"{"setSitting":{"sitting":{"id":"","title":{"vi":"Sáng","en":""},"kind":"plenary","day":"2090-03-01","start":"08:00","end":"11:00"},"revision":0}}"#,
            #"{"setItem":{"item":{"id":"","sitting":"sang","kind":"discussion","title":{"vi":"Bàn","en":""},"minutes":30},"revision":0}}"#,
            #"{"publish":{}}"#, #"{"invite":{"invitees":["site:trung-tam"]}}"#,
        ] {
            let answer = try await act(client, folder, command)
            #expect(answer.status == .ok, "\(answer.body)")
        }
    }

    @Test func `nobody comes to the desk without a pass that is signed and good`() async throws {
        try await withServer { client, folder in
            let good = try pass(folder)
            var forged = good.split(separator: ".").map(String.init)
            forged[1] += "0"
            for bad in [nil, "", "a.b.c", forged.joined(separator: "."), try pass(folder, seconds: -1)] {
                let answer = try await ask(client, .get, Self.base, pass: bad)
                #expect(answer.status == .unauthorized && answer.body.contains("noDesk"))
            }
            #expect(try await ask(client, .get, Self.base, pass: good).status == .ok)
        }
    }

    @Test func `a published sitting is a conference that is convened`() async throws {
        try await withServer { client, folder in
            try await published(client, folder)
            let desk = try await ask(client, .get, "\(Self.base)/thu", pass: try pass(folder))
            #expect(desk.body.contains(#""conference":{"id":"thu--sang","phase":"convened"}"#))
            #expect(try folder.journals().contains(ConferenceID(rawValue: "thu--sang")))
        }
    }

    @Test func `a later version reaches the sitting`() async throws {
        try await withServer { client, folder in
            try await published(client, folder)
            let longer = #"{"setItem":{"item":{"id":"ban","sitting":"sang","kind":"discussion","title":{"vi":"Bàn","en":""},"minutes":45},"revision":4}}"#
            #expect(try await act(client, folder, longer).status == .ok)
            #expect(try await act(client, folder, #"{"publish":{}}"#).status == .ok)
            let entries = try folder.open(ConferenceID(rawValue: "thu--sang"))
            #expect(entries.conference?.plan.programme.first?.minutes == 45)
        }
    }

    @Test func `who edits an older record gets the present one with the refusal`() async throws {
        try await withServer { client, folder in
            try await published(client, folder)
            let stale = try await act(client, folder, #"{"setSite":{"site":{"id":"trung-tam","name":{"vi":"Khác","en":""},"level":"centre","link":"interactive"},"revision":1}}"#)
            #expect(stale.status == .conflict)
            #expect(stale.body.contains(#""code":"stale""#) && stale.body.contains(#""by":"Lan""#) && stale.body.contains("Trung tâm"))
        }
    }

    @Test func `an invitation opens one invitee's page, and no longer when it was issued anew`() async throws {
        try await withServer { client, folder in
            try await published(client, folder)
            let id = PreparationID(rawValue: "thu"), site = Invitee.site(SiteID(rawValue: "trung-tam"))
            let path = try folder.signingKey().invitationPath(site, of: id, generation: 1)
            let foreign = try folder.signingKey().invitationPath(site, of: PreparationID(rawValue: "khac"), generation: 1)
                .replacing("/khac/", with: "/thu/")
            #expect(try await ask(client, .get, path, pass: nil).status == .ok)
            #expect(try await ask(client, .get, "\(path)/calendar.ics", pass: nil).body.contains("DTSTART:20900301T010000Z"))
            #expect(try await ask(client, .get, foreign, pass: nil).status == .notFound)
            let answer = #"{"id":"\#(UUID().uuidString)","answer":{"accepted":{}}}"#
            #expect(try await ask(client, .post, "\(path)/api/answer", pass: nil, answer).status == .ok)
            // An invitation is no way to the desk.
            #expect(try await ask(client, .get, "\(Self.base)/thu", pass: nil).status == .unauthorized)
            #expect(try await act(client, folder, #"{"reissueInvitation":{"invitee":"site:trung-tam"}}"#).status == .ok)
            #expect(try await ask(client, .get, path, pass: nil).status == .notFound)
        }
    }

    @Test func `what was prepared is there after a restart`() async throws {
        let folder = try DataFolder(temporaryFolder())
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try await withServer(in: folder) { try await published($0, folder) }
        try await withServer(in: folder) { client in
            let desk = try await ask(client, .get, "\(Self.base)/thu", pass: try pass(folder))
            #expect(desk.status == .ok && desk.body.contains(#""version":1"#))
        }
    }
}
