import Accounts
import ArgumentParser
import Conference
import Foundation
import Web

/// `dienhong account`: who of the staff may sign in; the first administrator is made here, the others on the page `/admin`.
struct AccountCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Make accounts for staff, list them, invite anew, suspend.",
        subcommands: [CreateAccount.self, ListAccounts.self, RenewAccount.self, SuspendAccount.self, RevokePass.self])
}

struct CreateAccount: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make an account and print its invitation, which is good for a week and for one use.")

    @OptionGroup var data: DataOptions

    @Option(help: "The person's name, as the others see it.")
    var name: String

    @Option(help: "What the person signs in as: small letters, figures, dots and dashes, or an e-mail address.")
    var signIn: String

    @Option(help: "The person's e-mail address, by which the sign-in of an organisation knows who it is.")
    var email: String?

    @Flag(help: "The account may make others and see the audit.")
    var administrator = false

    @Flag(help: "The account may prepare conferences and follow up their conclusions.")
    var secretariat = false

    @Option(help: "What the invitation begins with: the address that people reach the server at.")
    var url = "http://127.0.0.1:8080"

    mutating func run() async throws {
        let rights: [Right] = (administrator ? [.administrator] : []) + (secretariat ? [.secretariat] : [])
        let wish = AccountWish(name: name, signInName: signIn, email: email, rights: rights)
        let made = try await AdminClient(try data.folder()).post("/api/admin/accounts", wish, as: MadeInvitation.self)
        print(url + made.path)
    }
}

struct ListAccounts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the accounts.")

    @OptionGroup var data: DataOptions

    mutating func run() async throws {
        let accounts = try await AdminClient(try data.folder()).get("/api/admin/accounts", as: [AccountSummary].self)
        print("sign-in,state,rights,name")
        for account in accounts {
            let rights = account.rights.map { right in
                switch right {
                case .administrator: "administrator"
                case .secretariat: "secretariat"
                case .post(let conference, let actor): "\(actor.role?.rawValue ?? "")@\(conference.rawValue)"
                }
            }
            print([account.signInName, account.state.rawValue, rights.sorted().joined(separator: " "), account.name].joined(separator: ","))
        }
    }
}

struct RenewAccount: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite", abstract: "Print a new invitation for an account; its former ways of signing in end at once.")

    @OptionGroup var data: DataOptions

    @Argument(help: "What the person signs in as.")
    var signIn: String

    @Option(help: "What the invitation begins with: the address that people reach the server at.")
    var url = "http://127.0.0.1:8080"

    mutating func run() async throws {
        let path = "/api/admin/accounts/\(signIn)/renew"
        print(url + (try await AdminClient(try data.folder()).post(path, [String](), as: MadeInvitation.self)).path)
    }
}

struct SuspendAccount: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Suspend an account; whoever is signed in to it is out at once.")

    @OptionGroup var data: DataOptions

    @Argument(help: "What the person signs in as.")
    var signIn: String

    mutating func run() async throws {
        try await AdminClient(try data.folder()).post("/api/admin/accounts/\(signIn)/suspend", raw: Data())
        print("suspended \(signIn)")
    }
}

struct RevokePass: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke-pass", abstract: "Revoke one pass to the secretariat's desk.")

    @OptionGroup var data: DataOptions

    @Argument(help: "The pass's id, as `desk` prints it.")
    var id: String

    mutating func run() async throws {
        try await AdminClient(try data.folder()).post("/api/admin/passes/\(id)/revoke", raw: Data())
        print("revoked \(id)")
    }
}
