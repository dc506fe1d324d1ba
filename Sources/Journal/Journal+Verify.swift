package import Conference
import GRDB

/// What a whole journal holds.
package struct VerifiedJournal: Hashable, Sendable {
    package var conference: ConferenceID?
    package var entries: Int
    /// The last entry's hash. Written down elsewhere, it shows later that nothing was cut off the end.
    package var hash: ChainHash
}

extension EventJournal {
    /// Walks the journal at `path` without writing to it, and shows each good entry.
    ///
    /// - Throws: ``BrokenChain`` with the first bad entry, ``DiskProblem`` when the file is none or cannot be read.
    package static func verify(path: String, _ visit: (Content.Entry) -> Void = { _ in }) throws -> VerifiedJournal {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        do {
            let database = try DatabaseQueue(path: path, configuration: configuration)
            return try database.read { db in
                guard try db.tableExists("event") else { throw DiskProblem.damaged }
                return try walk(db, visit)
            }
        } catch {
            throw DiskProblem(error) ?? error
        }
    }

    static func walk(_ db: Database, _ visit: (Content.Entry) -> Void) throws -> VerifiedJournal {
        var walk = ChainWalk<Content>()
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(StoredRow.columns) FROM event ORDER BY \(try StoredRow.order(db))")
        while let next = try rows.next() {
            guard let stored = StoredRow(next) else { throw BrokenChain(entry: walk.last + 1, reason: .changed) }
            visit(try walk.follow(stored.row, hash: stored.hash))
        }
        try walk.end()
        return VerifiedJournal(
            conference: walk.name.map(ConferenceID.init(rawValue:)), entries: walk.last, hash: walk.hash)
    }
}
