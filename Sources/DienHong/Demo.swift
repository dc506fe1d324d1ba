import ArgumentParser
import Conference
import Foundation
import Native
import UnixSignals
import Web

/// `dienhong demo`: a whole conference on this machine, with simulated provinces.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Hold the demonstration conference on this machine, with simulated provinces.")

    @Flag(help: "Go on with the conference of the last time, instead of beginning a new one.")
    var keep = false

    @Option(help: "The TCP port of the pages.")
    var port = 8080

    @Option(help: "The UDP port of the media process.")
    var mediaPort = 10_000

    @Option(help: "How many provinces are simulated; the others stay empty.")
    var sites = 63

    @Option(name: .customLong("data"), help: "The folder of the demonstration; it is emptied unless --keep is given.")
    var path = "demo-data"

    @Option(help: "The conference.")
    var conference = "Demonstration/conference.json"

    @Option(name: .customLong("public"), help: "The folder of the web client.")
    var publicFolder = "Public"

    mutating func run() async throws {
        ignoreBrokenPipe()
        let (plan, bytes) = try Create.read(conference)
        let folder = try prepare()
        let admin = AdminClient(folder)
        let children = Children(log: folder.path + "/demo.log")

        let stop = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let (keep, sites, port) = (keep, sites, port)
        children.start("server", [
            "serve", "--data", folder.path, "--port", "\(port)", "--media-port", "\(mediaPort)",
            "--public", publicFolder, "--with-parent",
        ])
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in stop { return } }
                group.addTask {
                    try await children.waitUntilServed(admin)
                    let links = try await Self.open(plan, bytes, admin, keep: keep, simulated: sites, port: port)
                    say(links.block)
                    if !links.simulated.isEmpty {
                        let file = folder.path + "/simulated.csv"
                        try writePrivately(links.simulated.csv, to: file)
                        children.start("sites", ["sites", "--links", file, "--cards", folder.path + "-cards", "--with-parent"])
                    }
                    try await children.supervise()
                }
                defer { group.cancelAll() }
                try await group.next()
            }
        } catch {
            await children.stop()
            throw error
        }
        say("\nStopping …")
        await children.stop()
    }

    /// An empty folder, or with `--keep` the one of the last time. Only a demonstration's own folder is ever emptied.
    private func prepare() throws -> DataFolder {
        let files = FileManager.default
        let mark = path + "/demonstration"
        let isOurs = files.fileExists(atPath: mark)
        let isThere = !((try? files.contentsOfDirectory(atPath: path)) ?? []).isEmpty
        if isThere, !isOurs { throw StartFailure("\(path) holds something else than a demonstration; name another with --data") }
        if isThere {
            // Held for a moment, so that a running demonstration is not swept away.
            try DataFolder(path).lock().close()
            if !keep { try files.removeItem(atPath: path) }
        }
        let folder = try DataFolder(path)
        _ = files.createFile(atPath: mark, contents: nil)
        return folder
    }

    /// Brings the conference to its session, and makes links for everyone.
    private static func open(
        _ plan: ConferencePlan, _ bytes: Data, _ admin: AdminClient, keep: Bool, simulated count: Int, port: Int
    ) async throws -> DemoLinks {
        let known = try await admin.get("/api/admin/conferences", as: [ConferenceID].self)
        if !known.contains(plan.id) {
            try await admin.post("/api/admin/conferences", raw: bytes)
            for command in ["convene", "open"] {
                let body = Data("{\"id\":\"\(UUID().uuidString)\",\"type\":\"\(command)\"}".utf8)
                try await admin.post("/api/admin/conferences/\(plan.id.rawValue)/commands", raw: body)
            }
        }
        let provinces = plan.sites.filter { $0.kind == .province }
        let free = plan.sites.filter { $0.kind == .centre }
            + plan.sites.filter { $0.kind == .mission }.prefix(2) + provinces.dropFirst(count).prefix(1)
        let people = [LinkWish.Bearer(role: .chair), .init(role: .secretariat), .init(role: .director)]
            + free.map { .init(role: .operator, site: $0.id) }
            + plan.delegates.prefix(1).map { .init(role: .delegate, delegate: $0.id) }
            + plan.channels.map { .init(role: .interpreter, channel: $0.id) } + [.init(role: .observer)]
        let halls = provinces.prefix(count).map { LinkWish.Bearer(role: .operator, site: $0.id) }
        let made = try await admin.post(
            "/api/admin/links", LinkWish(conference: plan.id, hours: 24, links: people + halls), as: [MadeLink].self)
        return DemoLinks(plan: plan, made: made, people: people.count, port: port)
    }
}

/// The links of a demonstration: some for people, the others for the simulated sites.
private struct DemoLinks {
    var block: String
    var simulated: [LinkLine]

    init(plan: ConferencePlan, made: [MadeLink], people: Int, port: Int) {
        simulated = made.dropFirst(people).map { LinkLine($0, in: plan, url: "http://127.0.0.1:\(port)") }
        let rows = made.prefix(people).map { made in
            // A secure context by name as well as by number; this is what people type.
            let line = LinkLine(made, in: plan, url: "http://localhost:\(port)")
            let who = line.name.isEmpty ? "" : " · \(line.name)"
            return "  \(line.role.title)\(who)\n    \(line.url)"
        }
        let note = simulated.isEmpty ? "" : " \(simulated.count) provinces are simulated."
        block = """

            \(plan.title.vi)
            \(plan.title.en)

            The conference is open.\(note) Open each link in a browser of its own, or in a private window:

            \(rows.joined(separator: "\n"))

            Ctrl-C ends all of it.

            """
    }
}

extension Role {
    fileprivate var title: String {
        switch self {
        case .chair: "Chủ trì (chair)"
        case .secretariat: "Ban Thư ký (secretariat)"
        case .director: "Đạo diễn hình (director)"
        case .operator: "Điểm cầu (site)"
        case .delegate: "Đại biểu (delegate)"
        case .interpreter: "Phiên dịch (interpreter)"
        case .observer: "Theo dõi (observer)"
        }
    }
}
