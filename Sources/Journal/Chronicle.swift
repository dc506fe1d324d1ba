package import Basics
package import Conference
package import FollowUp
import Foundation

/// What a first event says of the journal that it opens.
package struct Opening: Hashable, Sendable {
    package var name: String
    /// Whether a state can be made of it.
    package var isSound: Bool
}

/// One event with its place in the journal, when it happened and who caused it.
package protocol ChronicleEntry<Event, Author>: Hashable, Sendable {
    associatedtype Event
    associatedtype Author

    /// 1 for the first of a journal.
    var seq: Int { get }
    var at: WallTime { get }
    var by: Author { get }
    var event: Event { get }
}

/// What one journal records: events, who caused them, and the state that they add up to.
package protocol Chronicle: Sendable {
    associatedtype Event: Codable & Hashable & Sendable
    associatedtype Author: Codable & Hashable & Sendable
    associatedtype Entry: ChronicleEntry<Event, Author>

    /// `nil` for an event that opens no journal.
    static func opening(by event: Event) -> Opening?
    static func entry(seq: Int, at: WallTime, by: Author, event: Event) -> Entry
    static func apply(_ entry: Entry, to state: inout Self?)
}

extension JournalEntry: ChronicleEntry {}

extension Conference: Chronicle {
    package static func opening(by event: Event) -> Opening? {
        guard case .conferenceCreated(let plan) = event else { return nil }
        return Opening(name: plan.id.rawValue, isSound: plan.problems().isEmpty)
    }

    package static func entry(seq: Int, at: WallTime, by: Actor, event: Event) -> JournalEntry {
        JournalEntry(seq: seq, at: at, by: by, event: event)
    }
}

extension FollowUpEntry: ChronicleEntry {}

extension FollowUp: Chronicle {
    package static func opening(by event: FollowUpEvent) -> Opening? {
        guard case .followUpOpened = event else { return nil }
        return Opening(name: "follow-up", isSound: true)
    }

    package static func entry(seq: Int, at: WallTime, by: FollowUpActor, event: FollowUpEvent) -> FollowUpEntry {
        FollowUpEntry(seq: seq, at: at, by: by, event: event)
    }
}

/// Makes entries of rows; those of one author are mostly one after the other.
struct EntryReader<Content: Chronicle> {
    private let decoder = JSONDecoder()
    private var last: (text: String, author: Content.Author)?

    mutating func read(_ row: EntryRow) throws -> (Content.Entry, Opening?) {
        let author: Content.Author
        if let last, last.text == row.by {
            author = last.author
        } else {
            author = try decoder.decode(Content.Author.self, from: Data(row.by.utf8))
            last = (row.by, author)
        }
        let event = try decoder.decode(Content.Event.self, from: Data(row.body.utf8))
        let entry = Content.entry(seq: row.seq, at: WallTime(milliseconds: row.at), by: author, event: event)
        return (entry, Content.opening(by: event))
    }

    mutating func read(_ rows: [StoredRow]) throws -> [Content.Entry] { try rows.map { try read($0.row).0 } }
}
