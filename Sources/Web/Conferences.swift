package import Conference

/// A conference that is being served: the way to its owner, what it publishes, and its journal to read.
package struct LiveConference: Sendable {
    package var id: ConferenceID
    package var inbox: ConferenceInbox
    package var broadcaster: Broadcaster
    package var documents: DocumentStore
    package var lines: LineWatch
    package var entries: @Sendable (_ range: ClosedRange<Int>) async throws -> [JournalEntry]
}

/// The conferences of this server.
package actor Conferences {
    private var live: [ConferenceID: LiveConference] = [:]

    package init() {}

    package subscript(id: ConferenceID) -> LiveConference? { live[id] }

    package var all: [LiveConference] { live.values.sorted { $0.id.rawValue < $1.id.rawValue } }

    package func add(_ conference: LiveConference) {
        live[conference.id] = conference
    }
}
