import ArgumentParser
import Accounts
import Basics
import Foundation
import Web

/// `dienhong desk`: lets one of the secretariat in who prepares conferences.
struct Desk: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the link to the desk where conferences are prepared, for one person.")

    @OptionGroup var data: DataOptions

    @Option(help: "Who it is, as the others at the desk will see it.")
    var name: String

    @Option(help: "How many days the link is good for.")
    var days = 30

    @Option(help: "What the link begins with: the address that people reach the server at.")
    var url = "http://127.0.0.1:8080"

    func run() throws {
        let pass = try data.folder().signingKey().deskPass(name: name, expires: wallTime().advanced(bySeconds: days * 86_400))
        print("\(url)/desk/\(pass)")
        FileHandle.standardError.write(Data("this pass is revoked with: dienhong account revoke-pass -- \(SigningKey.id(of: pass).rawValue)\n".utf8))
    }
}
