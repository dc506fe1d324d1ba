import ArgumentParser
import Foundation
import Web

@main
struct DienHong: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dienhong",
        abstract: "National conferences held online: convene, hold, record, follow through.",
        subcommands: [
            Demo.self, Serve.self, MediaCommand.self, Sites.self, Load.self, Create.self, Links.self, Desk.self, AccountCommands.self, FollowUpCommands.self,
            Verify.self, Read.self,
        ]
    )

    /// Ends with one line of words where the operator can act on it.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let failure as StartFailure {
            fail(failure.description)
        } catch let refused as AdminClient.Refused {
            fail(refused.description)
        } catch {
            exit(withError: error)
        }
    }

    private static func fail(_ words: String) -> Never {
        FileHandle.standardError.write(Data("dienhong: \(words)\n".utf8))
        Foundation.exit(1)
    }
}
