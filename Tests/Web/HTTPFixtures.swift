import Basics
import Conference
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import Web

struct Unavailable: Error {}

/// A browser: one link's session and its cookie.
struct Browser {
    var base: String
    var cookie: String
}

func withServer(
    rates: Rates = Rates(), _ body: @escaping @Sendable (any TestClientProtocol, DataFolder) async throws -> Void
) async throws {
    let folder = try DataFolder(temporaryFolder())
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    try folder.create(plan, at: wallTime())
    try await withServer(in: folder, rates: rates) { try await body($0, folder) }
}

func withServer(
    in folder: DataFolder, rates: Rates = Rates(), _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void
) async throws {
    var options = ControlServer.Options()
    options.web.publicFolder = publicFolder
    options.rates = rates
    let server = try await ControlServer(folder, options: options, logger: quiet) { throw Unavailable() }
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await server.runOwners() }
        try await Application(router: server.router, logger: quiet).test(.router, body)
        group.cancelAll()
    }
}

func makeLink(
    _ role: Role, of site: SiteID? = nil, delegate: DelegateID? = nil, channel: ChannelID? = nil, hours: Int = 1,
    _ client: any TestClientProtocol, _ folder: DataFolder
) async throws -> MadeLink {
    let bearer = LinkWish.Bearer(role: role, site: site, delegate: delegate, channel: channel)
    let wish = LinkWish(conference: plan.id, hours: hours, links: [bearer])
    return try await client.execute(
        uri: "/api/admin/links", method: .post,
        headers: [.authorization: "Bearer \(try folder.adminToken())"],
        body: ByteBuffer(bytes: try JSONEncoder().encode(wish))
    ) { try JSONDecoder().decode([MadeLink].self, from: Data($0.body.readableBytesView))[0] }
}

func enter(_ link: MadeLink, _ client: any TestClientProtocol) async throws -> Browser {
    try await client.execute(uri: link.path, method: .get) { response in
        #expect(response.status == .seeOther)
        let location = try #require(response.headers[.location])
        let cookies = response.headers[values: .setCookie]
        let session = try #require(cookies.first { $0.hasPrefix("session=") }?.split(separator: ";").first)
        return Browser(base: String(location[...location.lastIndex(of: "/")!]), cookie: String(session))
    }
}

func browser(
    _ role: Role, of site: SiteID? = nil, delegate: DelegateID? = nil, channel: ChannelID? = nil,
    _ client: any TestClientProtocol, _ folder: DataFolder
) async throws -> Browser {
    try await enter(try await makeLink(role, of: site, delegate: delegate, channel: channel, client, folder), client)
}

func send(
    _ command: String, _ browser: Browser, _ client: any TestClientProtocol, language: String = "vi"
) async throws -> (status: HTTPResponse.Status, body: String) {
    try await client.execute(
        uri: browser.base + "api/commands", method: .post,
        headers: [.cookie: "\(browser.cookie); language=\(language)"], body: ByteBuffer(string: command)
    ) { ($0.status, String(buffer: $0.body)) }
}

func status(
    _ method: HTTPRequest.Method, _ uri: String, cookie: String? = nil, _ client: any TestClientProtocol,
    type: String? = nil, body: String = ""
) async throws -> HTTPResponse.Status {
    var headers = HTTPFields()
    headers[.cookie] = cookie
    headers[.contentType] = type
    return try await client.execute(uri: uri, method: method, headers: headers, body: ByteBuffer(string: body)) { $0.status }
}
