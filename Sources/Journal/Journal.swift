package import Basics
package import Conference
package import FollowUp
import Foundation
import GRDB
import Synchronization

/// The append-only record of one conference.
package typealias Journal = EventJournal<Conference>

/// The append-only record of what all conferences of an installation concluded, and of what became of it.
package typealias FollowUpJournal = EventJournal<FollowUp>

/// An append-only, hash-chained record: an event counts once it is here, and stays.
package final class EventJournal<Content: Chronicle>: Sendable {
    let file: JournalFile
    var database: DatabaseQueue { file.database }

    /// Opens or makes the file at `path`, readable by its owner only.
    package init(path: String) throws {
        file = try JournalFile(path: path)
    }

    /// The disk's first failure, after which nothing is appended any more.
    package var diskProblem: DiskProblem? { file.diskProblem }

    /// Appends `events` all or none, right after entry `seq`, and returns once they last.
    ///
    /// A `command` that was appended before changes nothing and gives the entries it gave then. A change of a secret
    /// vote's counts happens together with the events or not at all.
    /// - Throws: ``WrongSequence`` when entry `seq` is not the last, ``DiskProblem`` when the disk does not take it.
    package func append(
        _ events: [Content.Event], by author: Content.Author, at time: WallTime, expecting seq: Int, command: CommandID? = nil,
        tally: TallyChange? = nil
    ) throws -> [Content.Entry] {
        let entries = try file.writing { db in
            if let command, let former = try Self.entries(of: command, in: db) { return former }
            let entries = try Self.append(events, by: author, at: time, expecting: seq, command: command, in: db)
            try tally?.make(in: db)
            return entries
        }
        if tally != nil { file.holdsBallots.withLock { $0 = true } }
        if case .clear = tally { file.truncateLog() }
        return entries
    }

    private static func append(
        _ events: [Content.Event], by author: Content.Author, at time: WallTime, expecting seq: Int, command: CommandID?,
        in db: Database
    ) throws -> [Content.Entry] {
        let tail = try StoredRow.fetchLast(db)
        guard (tail?.row.seq ?? 0) == seq else { throw WrongSequence(expected: seq, actual: tail?.row.seq ?? 0) }
        let openings = events.map { Content.opening(by: $0)?.name }
        // A journal is opened once, by its first event.
        guard !events.isEmpty, let conference = tail?.row.conference ?? openings[0],
            (tail == nil ? openings.dropFirst() : openings[...]).allSatisfy({ $0 == nil })
        else { throw NotAppendable.events }

        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        func json(_ value: some Encodable) throws -> String {
            String(decoding: try encoder.encode(value), as: UTF8.self)
        }
        let by = try json(author)
        var hash = tail?.hash ?? .genesis
        return try events.enumerated().map { index, event in
            let row = EntryRow(
                conference: conference, seq: seq + 1 + index, at: time.milliseconds, by: by, body: try json(event),
                command: index == 0 ? command?.rawValue : nil, last: seq + events.count, previous: hash)
            hash = row.hash
            try StoredRow(row: row, hash: hash).insert(db)
            return Content.entry(seq: row.seq, at: time, by: author, event: event)
        }
    }

    /// What `command` gave when it was appended, or `nil` when it never was.
    package func entries(of command: CommandID) throws -> [Content.Entry]? {
        try file.reading { db in try Self.entries(of: command, in: db) }
    }

    private static func entries(of command: CommandID, in db: Database) throws -> [Content.Entry]? {
        guard let first = try StoredRow.fetch(db, "WHERE \(StoredRow.own) AND command = ?", [command.rawValue]).first else { return nil }
        var reader = EntryReader<Content>()
        return try reader.read(StoredRow.fetch(
            db, "WHERE \(StoredRow.own) AND seq BETWEEN ? AND ? ORDER BY seq", [first.row.seq, first.row.last]))
    }

    /// At most `limit` entries after entry `seq`, in order.
    package func entries(after seq: Int, limit: Int) throws -> [Content.Entry] {
        try file.reading { db in
            var reader = EntryReader<Content>()
            return try reader.read(StoredRow.fetch(
                db, "WHERE \(StoredRow.own) AND seq > ? ORDER BY seq LIMIT ?", [seq, limit]))
        }
    }

    /// The state that the journal adds up to and its last entry, the chain checked on the way; `visit` sees every entry and the state after it.
    ///
    /// - Throws: ``BrokenChain`` with the first bad entry.
    package func fold(_ visit: (Content.Entry, Content?) -> Void = { _, _ in }) throws -> (state: Content?, seq: Int) {
        var state: Content?
        let end = try file.reading { db in
            try Self.walk(db) { entry in
                Content.apply(entry, to: &state)
                visit(entry, state)
            }
        }
        return (state, end.entries)
    }
}

extension EventJournal where Content == Conference {
    /// ``fold(_:)`` by the state's name.
    package func load(_ visit: (JournalEntry) -> Void = { _ in }) throws -> (conference: Conference?, seq: Int) {
        let (conference, seq) = try fold { entry, _ in visit(entry) }
        return (conference, seq)
    }
}
