import Foundation
import GRDB

/// A row with the hash that was stored beside it.
struct StoredRow {
    var row: EntryRow
    var hash: ChainHash

    static let columns = "conference, seq, at, by, body, command, last, previous, hash"

    init(row: EntryRow, hash: ChainHash) {
        self.row = row
        self.hash = hash
    }

    /// `nil` when a column does not hold what its type promises; only another program can have put it there.
    init?(_ stored: Row) {
        func value<Value: DatabaseValueConvertible>(_ column: String) -> Value? {
            Value.fromDatabaseValue(stored[column] as DatabaseValue)
        }
        guard let conference: String = value("conference"), let seq: Int = value("seq"), let at: Int64 = value("at"),
            let by: String = value("by"), let body: String = value("body"), let last: Int = value("last"),
            let previous: Data = value("previous"), let hash: Data = value("hash")
        else { return nil }
        row = EntryRow(
            conference: conference, seq: seq, at: at, by: by, body: body, command: value("command"), last: last,
            previous: ChainHash(bytes: Array(previous)))
        self.hash = ChainHash(bytes: Array(hash))
    }

    func insert(_ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO event (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                row.conference, row.seq, row.at, row.by, row.body, row.command, row.last,
                Data(row.previous.bytes), Data(hash.bytes),
            ])
    }

    static func fetch(_ db: Database, _ which: String, _ arguments: StatementArguments) throws -> [StoredRow] {
        try Row.fetchAll(db, sql: "SELECT \(columns) FROM event \(which)", arguments: arguments).map { row in
            guard let stored = StoredRow(row) else { throw DiskProblem.damaged }
            return stored
        }
    }

    static func fetchLast(_ db: Database) throws -> StoredRow? {
        try fetch(db, "WHERE \(own) ORDER BY seq DESC LIMIT 1", []).first
    }

    /// Every file has one journal's rows, whose order the index by name and number has.
    static let own = "conference = (SELECT conference FROM event LIMIT 1)"

    /// What the rows are walked by: the index, and where another program has put in rows of its own their numbers.
    static func order(_ db: Database) throws -> String {
        let isOne = try Bool.fetchOne(
            db, sql: "SELECT (SELECT min(conference) FROM event) IS (SELECT max(conference) FROM event)")
        return isOne == true ? "conference, seq" : "seq"
    }
}
