package import Basics
import Conference
package import Convene
import Foundation

/// A preparation that is being served.
package struct LivePreparation: Sendable {
    package var id: PreparationID
    package var inbox: PreparationInbox
    package var board: PreparationBoard
}

/// The preparations of this server.
package actor Preparations {
    private var live: [PreparationID: LivePreparation] = [:]

    package init() {}

    package subscript(id: PreparationID) -> LivePreparation? { live[id] }

    package var all: [LivePreparation] { live.values.sorted { $0.id < $1.id } }

    package func add(_ preparation: LivePreparation) {
        live[preparation.id] = preparation
    }
}

extension Limits {
    /// Changes waiting for one preparation's owner: a secretariat of fifty, each in haste.
    package static let preparationInbox = 1_024
    /// Open desks of one preparation.
    package static let deskReaders = 500
    /// Preparations of one server.
    package static let preparations = 1_000
    /// A command about a preparation: a pasted list is the largest, and in JSON each line break has two bytes.
    package static let preparationCommandBytes = 6 * 1024 * 1024
}

/// A command that was done, for whoever asked for it.
struct CommandDone: Encodable {
    var seq: Int
}

extension LivePreparation {
    /// Asks for a change, and says up to which entry it is done.
    func perform(_ command: PreparationCommand, _ id: CommandID, by party: Party) async throws -> CommandDone {
        CommandDone(seq: try await inbox.command(command, by: party, id: id).done().seq)
    }
}

extension CommandID {
    /// Of a command of the server's own.
    static func made() -> CommandID {
        guard let id = CommandID(UUID().uuidString) else { preconditionFailure("a UUID that is none") }
        return id
    }
}
