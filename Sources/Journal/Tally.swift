package import Conference
import GRDB
import Synchronization

/// What happens to the counts of a secret vote together with an append.
package enum TallyChange: Hashable, Sendable {
    /// One more for one of so many options.
    case count(VoteID, option: Int, of: Int)
    /// The vote is over, and its counts are in the record or annulled.
    case clear(VoteID)

    /// What a stored count begins at; see ``Schema``.
    static let base = 1 << 30

    func make(in db: Database) throws {
        switch self {
        case .count(let vote, let option, let options):
            precondition((0..<options).contains(option), "a ballot for no option")
            // All at once and before the first is counted: rows that came one by one would tell an order.
            for number in 0..<options {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO tally (vote, option, count) VALUES (?, ?, ?)",
                    arguments: [vote.rawValue, number, Self.base])
            }
            try db.execute(
                sql: "UPDATE tally SET count = count + 1 WHERE vote = ? AND option = ?", arguments: [vote.rawValue, option])
        case .clear(let vote):
            try db.execute(sql: "DELETE FROM tally WHERE vote = ?", arguments: [vote.rawValue])
        }
    }
}

extension EventJournal where Content == Conference {
    /// How often each of so many options was chosen in a secret vote so far.
    package func counts(of vote: VoteID, options: Int) throws -> [Int] {
        try file.reading { db in
            var counts = [Int](repeating: 0, count: options)
            for row in try Row.fetchAll(db, sql: "SELECT option, count FROM tally WHERE vote = ?", arguments: [vote.rawValue]) {
                let option: Int = row["option"]
                if counts.indices.contains(option) { counts[option] = row["count"] - TallyChange.base }
            }
            return counts
        }
    }

    /// Cuts what tells how counts grew; called every second, since doing it for each ballot would make a hall wait.
    package func settle() {
        if file.holdsBallots.withLock(\.self) { file.truncateLog() }
    }
}

extension JournalFile {
    /// Moves what the write-ahead log holds into the file and cuts the log to nothing.
    ///
    /// The log has a picture of the counts for each ballot, beside the entry that names its voter: whoever read it would
    /// know who chose what. While another program reads the file the log stays, until ``settle()`` is called again.
    func truncateLog() {
        let isCut = try? database.writeWithoutTransaction { db in
            // Not for five seconds as elsewhere: everybody waits for this.
            try db.execute(sql: "PRAGMA busy_timeout = 50")
            defer { try? db.execute(sql: "PRAGMA busy_timeout = 5000") }
            return try Int.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == 0
        }
        holdsBallots.withLock { $0 = isCut != true }
    }
}
