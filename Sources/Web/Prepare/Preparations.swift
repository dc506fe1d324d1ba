package import Basics
package import Convene

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
