package import Basics
import Foundation
import GRDB

/// One entry of any journal as an audit reads it: who and what as they lie in the file.
package struct RecordedAct: Hashable, Sendable {
    package var seq: Int
    /// The last entry that was appended together with this one.
    package var last: Int
    package var at: WallTime
    /// JSON.
    package var by: String
    /// JSON.
    package var body: String

    package init(seq: Int, last: Int, at: WallTime, by: String, body: String) {
        self.seq = seq
        self.last = last
        self.at = at
        self.by = by
        self.body = body
    }
}

/// Which acts are wanted: those before a place, within a time.
package struct ActRange: Sendable {
    /// The acts at exactly `at` with a lower number than `seq` are still wanted; those before it are anyway.
    package var before: (at: WallTime, seq: Int)?
    package var from: WallTime?
    package var limit: Int

    package init(before: (at: WallTime, seq: Int)?, from: WallTime?, limit: Int) {
        self.before = before
        self.from = from
        self.limit = limit
    }

    fileprivate var arguments: StatementArguments {
        let at = before?.at.milliseconds ?? .max
        return [at, at, before?.seq ?? .max, from?.milliseconds ?? .min]
    }
}

extension EventJournal {
    /// The newest acts of the range, newest first, without those of the server itself.
    package func acts(_ range: ActRange, without author: Content.Author?) throws -> [RecordedAct] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let unwanted = try author.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
        return try file.reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT seq, last, at, by, body FROM event
                    WHERE (at < ? OR (at = ? AND seq < ?)) AND at >= ? AND by IS NOT ?
                    ORDER BY at DESC, seq DESC LIMIT ?
                    """,
                arguments: range.arguments + [unwanted, range.limit]
            ).map { row in
                RecordedAct(
                    seq: row["seq"], last: row["last"], at: WallTime(milliseconds: row["at"]), by: row["by"], body: row["body"])
            }
        }
    }
}

extension LinkStore {
    /// What happened to links, newest first: made, used by a browser, revoked; `by` has the link's id.
    package func acts(_ range: ActRange) throws -> [RecordedAct] {
        try journal.reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT seq, at, what, id, role, site FROM (
                        SELECT 3 * rowid AS seq, created AS at, 'linkMade' AS what, id, role, site FROM link
                        UNION ALL
                        SELECT 3 * rowid + 1, revoked, 'linkRevoked', id, role, site FROM link WHERE revoked IS NOT NULL
                        UNION ALL
                        SELECT 3 * session.rowid + 2, session.created, 'linkUsed', link.id, link.role, link.site
                        FROM session JOIN link ON link.id = session.link
                    ) WHERE (at < ? OR (at = ? AND seq < ?)) AND at >= ? ORDER BY at DESC, seq DESC LIMIT ?
                    """,
                arguments: range.arguments + [range.limit]
            ).map { row in
                let site = row["site"] as String?
                let body = ["type": row["what"] as String, "role": row["role"] as String].merging(site.map { ["site": $0] } ?? [:]) { $1 }
                let encoded = String(decoding: (try? JSONEncoder().encode(body)) ?? Data(), as: UTF8.self)
                return RecordedAct(
                    seq: row["seq"], last: row["seq"], at: WallTime(milliseconds: row["at"]), by: row["id"], body: encoded)
            }
        }
    }
}

extension CredentialStore {
    /// Notes that what was appended up to `last` to a journal came from an account.
    package func sign(_ journal: String, last: Int, by account: String) throws {
        try self.journal.writing { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO account_act (journal, last, account) VALUES (?, ?, ?)", arguments: [journal, last, account])
        }
    }

    /// Whose acts these were, by the numbers of their last entries.
    package func signatures(_ journal: String, _ numbers: [Int]) throws -> [Int: String] {
        guard let first = numbers.min(), let last = numbers.max() else { return [:] }
        return try self.journal.reading { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT last, account FROM account_act WHERE journal = ? AND last BETWEEN ? AND ?", arguments: [journal, first, last])
            return Dictionary(rows.map { ($0["last"] as Int, $0["account"] as String) }) { first, _ in first }
        }
    }
}
