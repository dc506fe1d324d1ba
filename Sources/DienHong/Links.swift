import ArgumentParser
import Conference
import Foundation
import Web

/// `dienhong links`: who gets in.
struct Links: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make, list and revoke the links that let people in.",
        subcommands: [MakeLinks.self, ListLinks.self, RevokeLink.self]
    )
}

extension Role: ExpressibleByArgument {}

struct MakeLinks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make links and print them as CSV; each is shown this once.")

    @OptionGroup var data: DataOptions

    @Option(help: "The conference; may be left out when there is only one.")
    var conference: String?

    @Option(help: "chair, secretariat, director, operator, delegate, interpreter or observer.")
    var role: Role

    @Option(help: "The site of an operator or observer; may be given several times.")
    var site: [String] = []

    @Flag(help: "One link for each site of the conference.")
    var allSites = false

    @Option(help: "The delegate of a delegate's link; may be given several times.")
    var delegate: [String] = []

    @Flag(help: "One link for each delegate named in the conference.")
    var allDelegates = false

    @Option(help: "The channel of an interpreter; may be given several times.")
    var channel: [String] = []

    @Flag(help: "One link for each channel of interpretation.")
    var allChannels = false

    @Option(help: "How many hours the links are good for.")
    var hours = 72

    @Option(help: "What the links begin with: the address that people reach the server at.")
    var url = "http://127.0.0.1:8080"

    mutating func run() async throws {
        let admin = AdminClient(try data.folder())
        let conference = try await Self.conference(conference, admin)
        let plan = try await admin.get("/api/admin/conferences/\(conference.rawValue)", as: ConferencePlan.self)
        let wish = LinkWish(conference: conference, hours: hours, links: bearers(in: plan))
        let made = try await admin.post("/api/admin/links", wish, as: [MadeLink].self)
        print(made.map { LinkLine($0, in: plan, url: url) }.csv, terminator: "")
    }

    private func bearers(in plan: ConferencePlan) -> [LinkWish.Bearer] {
        let sites = allSites ? plan.sites.map(\.id) : site.map { SiteID(rawValue: $0) }
        let delegates = allDelegates ? plan.delegates.map(\.id) : delegate.map { DelegateID(rawValue: $0) }
        let channels = allChannels ? plan.channels.map(\.id) : channel.map { ChannelID(rawValue: $0) }
        let named = sites.map { LinkWish.Bearer(role: role, site: $0) }
            + delegates.map { LinkWish.Bearer(role: role, delegate: $0) }
            + channels.map { LinkWish.Bearer(role: role, channel: $0) }
        return named.isEmpty ? [LinkWish.Bearer(role: role)] : named
    }

    /// The one that is meant: the one named, or the only one.
    static func conference(_ name: String?, _ admin: AdminClient) async throws -> ConferenceID {
        let all = try await admin.get("/api/admin/conferences", as: [ConferenceID].self)
        if let name {
            guard let known = all.first(where: { $0.rawValue == name }) else {
                throw StartFailure("there is no conference \(name); there are: \(all.map(\.rawValue).joined(separator: ", "))")
            }
            return known
        }
        guard all.count == 1 else {
            throw StartFailure("name the conference with --conference: \(all.map(\.rawValue).joined(separator: ", "))")
        }
        return all[0]
    }
}

struct ListLinks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the links, without their secrets.")

    @OptionGroup var data: DataOptions

    mutating func run() async throws {
        let links = try await AdminClient(try data.folder()).get("/api/admin/links", as: [LinkSummary].self)
        print("id,conference,role,site,delegate,channel,used,state")
        for link in links {
            let state = link.isRevoked ? "revoked" : link.expires <= wallTime() ? "expired" : "good"
            print([
                link.id, link.conference.rawValue, link.role.rawValue, link.site?.rawValue ?? "",
                link.delegate?.rawValue ?? "", link.channel?.rawValue ?? "", link.isUsed ? "yes" : "no", state,
            ].joined(separator: ","))
        }
    }
}

struct RevokeLink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Revoke a link; its sessions end at once.")

    @OptionGroup var data: DataOptions

    @Argument(help: "The link's id, as `links list` shows it.")
    var id: String

    mutating func run() async throws {
        try await AdminClient(try data.folder()).delete("/api/admin/links/\(id)")
        print("revoked \(id)")
    }
}
