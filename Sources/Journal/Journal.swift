package import Basics
package import Conference
import Foundation
import GRDB
import Synchronization

/// The append-only record of one conference: an event counts once it is here, and stays.
///
/// One connection writes and does the checkpoints. An append is durable when it returns: write-ahead log with
/// `synchronous=FULL`. After the disk has failed once no append is tried again, since an fsync that follows a
/// failed one may report success for what was lost.
package final class Journal: Sendable {
    let database: DatabaseQueue
    private let problem = Mutex<DiskProblem?>(nil)
    /// Whether the write-ahead log still holds how a secret vote's counts grew.
    let holdsBallots = Mutex(false)

    /// Opens or makes the file at `path`, readable by its owner only.
    package init(path: String) throws {
        do {
            try Self.makePrivate(path)
            database = try DatabaseQueue(path: path, configuration: Self.configuration)
            try database.read { db in
                guard try !Schema.migrator.hasBeenSuperseded(db) else { throw DiskProblem.newerVersion }
            }
            try Schema.migrator.migrate(database)
            // A crash may have left the growing counts of a secret vote in the write-ahead log.
            truncateLog()
        } catch {
            throw DiskProblem(error) ?? error
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "Journal"
        // Another program that looks into the file for a moment is waited for.
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            // GRDB's own WAL mode lowers synchronous to NORMAL: a power cut would take acknowledged events.
            let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
            guard mode == "wal" else { throw DiskProblem.cannotOpen }
            try db.execute(sql: "PRAGMA synchronous = FULL")
            // What is deleted is overwritten: the counts of a secret vote.
            try db.execute(sql: "PRAGMA secure_delete = ON")
        }
        return configuration
    }

    /// SQLite gives its side files the mode of the file itself.
    static func makePrivate(_ path: String) throws {
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.fileExists(atPath: path) else {
            guard FileManager.default.createFile(atPath: path, contents: nil, attributes: attributes) else {
                throw DiskProblem.cannotOpen
            }
            return
        }
        try? FileManager.default.setAttributes(attributes, ofItemAtPath: path)
    }

    /// The disk's first failure, after which nothing is appended any more.
    package var diskProblem: DiskProblem? { problem.withLock(\.self) }

    /// Appends `events` all or none, right after entry `seq`, and returns once they last.
    ///
    /// A `command` that was appended before changes nothing and gives the entries it gave then. A change of a secret
    /// vote's counts happens together with the events or not at all.
    /// - Throws: ``WrongSequence`` when entry `seq` is not the last, ``DiskProblem`` when the disk does not take it.
    package func append(
        _ events: [Event], by actor: Actor, at time: WallTime, expecting seq: Int, command: CommandID? = nil,
        tally: TallyChange? = nil
    ) throws -> [JournalEntry] {
        let entries = try writing { db in
            if let command, let former = try Self.entries(of: command, in: db) { return former }
            let entries = try Self.append(events, by: actor, at: time, expecting: seq, command: command, in: db)
            try tally?.make(in: db)
            return entries
        }
        if tally != nil { holdsBallots.withLock { $0 = true } }
        if case .clear = tally { truncateLog() }
        return entries
    }

    private static func append(
        _ events: [Event], by actor: Actor, at time: WallTime, expecting seq: Int, command: CommandID?,
        in db: Database
    ) throws -> [JournalEntry] {
        let tail = try StoredRow.fetchLast(db)
        guard (tail?.row.seq ?? 0) == seq else { throw WrongSequence(expected: seq, actual: tail?.row.seq ?? 0) }
        let created = events.map(\.createdConference)
        // A conference is created once, by its first event.
        guard !events.isEmpty, let conference = tail?.row.conference ?? created[0],
            (tail == nil ? created.dropFirst() : created[...]).allSatisfy({ $0 == nil })
        else { throw NotAppendable.events }

        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        func json(_ value: some Encodable) throws -> String {
            String(decoding: try encoder.encode(value), as: UTF8.self)
        }
        let by = try json(actor)
        var hash = tail?.hash ?? .genesis
        return try events.enumerated().map { index, event in
            let row = EntryRow(
                conference: conference, seq: seq + 1 + index, at: time.milliseconds, by: by, body: try json(event),
                command: index == 0 ? command?.rawValue : nil, last: seq + events.count, previous: hash)
            hash = row.hash
            try StoredRow(row: row, hash: hash).insert(db)
            return JournalEntry(seq: row.seq, at: time, by: actor, event: event)
        }
    }

    /// What `command` gave when it was appended, or `nil` when it never was.
    package func entries(of command: CommandID) throws -> [JournalEntry]? {
        try reading { db in try Self.entries(of: command, in: db) }
    }

    private static func entries(of command: CommandID, in db: Database) throws -> [JournalEntry]? {
        guard let first = try StoredRow.fetch(db, "WHERE command = ?", [command.rawValue]).first else { return nil }
        return try StoredRow.fetch(db, "WHERE seq BETWEEN ? AND ? ORDER BY seq", [first.row.seq, first.row.last])
            .map { try JournalEntry($0.row) }
    }

    /// At most `limit` entries after entry `seq`, in order.
    package func entries(after seq: Int, limit: Int) throws -> [JournalEntry] {
        try reading { db in
            try StoredRow.fetch(db, "WHERE seq > ? ORDER BY seq LIMIT ?", [seq, limit])
                .map { try JournalEntry($0.row) }
        }
    }

    /// The state that the journal adds up to and its last entry, the chain checked on the way; `visit` sees every entry.
    ///
    /// - Throws: ``BrokenChain`` with the first bad entry.
    package func load(_ visit: (JournalEntry) -> Void = { _ in }) throws -> (conference: Conference?, seq: Int) {
        var conference: Conference?
        let end = try reading { db in
            try Self.walk(db) { entry in
                Conference.apply(entry, to: &conference)
                visit(entry)
            }
        }
        return (conference, end.entries)
    }

    func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do { return try database.read(body) } catch { throw DiskProblem(error) ?? error }
    }

    /// One transaction, durable when this returns; the first failure of the disk is the last that is tried.
    func writing<Value>(_ body: (Database) throws -> Value) throws -> Value {
        if let problem = diskProblem { throw problem }
        do {
            return try database.write(body)
        } catch {
            guard let problem = DiskProblem(error) else { throw error }
            if !problem.isPassing { self.problem.withLock { $0 = $0 ?? problem } }
            throw problem
        }
    }
}

extension Event {
    fileprivate var createdConference: String? {
        if case .conferenceCreated(let plan) = self { plan.id.rawValue } else { nil }
    }
}
