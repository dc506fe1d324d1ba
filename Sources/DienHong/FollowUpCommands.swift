import ArgumentParser
import Conference
import FollowUp
import Foundation
import Web

/// `dienhong follow-up`: who gets in to what became of the conclusions.
struct FollowUpCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow-up", abstract: "Let agencies and provinces follow up what conferences concluded.",
        subcommands: [FollowUpLinks.self, FollowUpTell.self, FollowUpInvent.self])
}

struct FollowUpLinks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "links", abstract: "Make links to the follow-up and print them as CSV; each is shown this once.")

    @OptionGroup var data: DataOptions

    @Flag(help: "A link for the secretariat, which assigns and confirms.")
    var secretariat = false

    @Flag(help: "A link for somebody who only looks.")
    var observer = false

    @Option(help: "An agency's or a province's short name; may be given several times.")
    var agency: [String] = []

    @Flag(help: "One link for each province that there is today.")
    var allProvinces = false

    @Option(help: "How many hours the links are good for.")
    var hours = 24 * 365

    @Option(help: "What the links begin with: the address that people reach the server at.")
    var url = "http://127.0.0.1:8080"

    mutating func run() async throws {
        let bearers = (secretariat ? [FollowUpActor.secretariat()] : []) + (observer ? [.observer] : [])
            + agency.map { .agency(AgencyID(rawValue: $0)) }
        let wish = FollowUpLinkWish(hours: hours, bearers: bearers, allProvinces: allProvinces)
        let made = try await AdminClient(try data.folder()).post("/api/admin/follow-up/links", wish, as: [MadeFollowUpLink].self)
        print("id,role,agency,name,link")
        for link in made {
            let role = link.bearer.isSecretariat ? "secretariat" : link.bearer.agency == nil ? "observer" : "agency"
            print([link.id, role, link.bearer.agency?.rawValue ?? "", link.name?.vi ?? "", url + link.path].joined(separator: ","))
        }
    }
}

struct FollowUpTell: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tell", abstract: "Send commands of the follow-up from a file, one JSON object a line, as the secretariat.")

    @OptionGroup var data: DataOptions

    @Argument(help: "The file; docs/followup.md has the commands.")
    var file: String

    mutating func run() async throws {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { throw StartFailure("\(file) cannot be read") }
        let admin = AdminClient(try data.folder())
        var count = 0
        for line in text.split(separator: "\n") {
            try await admin.post("/api/admin/follow-up/commands", raw: Data(line.utf8))
            count += 1
        }
        print("told \(count)")
    }
}
