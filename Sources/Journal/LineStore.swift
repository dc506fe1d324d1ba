import Basics
package import Conference
import Foundation
import GRDB

/// How the halls' lines were, minute by minute, in a file of its own beside the journal.
///
/// It is no part of the record: what it does not take is lost, and no command ever waits for it or fails with it.
package struct LineStore: Sendable {
    private let database: DatabaseQueue

    /// Opens or makes the file at `path`, readable by its owner only.
    package init(path: String) throws {
        try JournalFile.makePrivate(path)
        database = try DatabaseQueue(path: path)
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 minutes") { db in try db.execute(sql: Self.minutes) }
        try migrator.migrate(database)
    }

    private static let minutes = """
        CREATE TABLE minute (
            site TEXT NOT NULL,
            minute INTEGER NOT NULL,
            \(HallFigures.fields.map { "\($0.name) INTEGER NOT NULL" }.joined(separator: ",\n    ")),
            PRIMARY KEY (site, minute)
        ) STRICT, WITHOUT ROWID;
        """

    private static let columns = HallFigures.fields.map(\.name)

    /// Adds minutes, each to what is there of it already; all or none.
    package func add(_ minutes: [(site: SiteID, minute: HallMinute)]) throws {
        try database.write { db in
            for (site, minute) in minutes {
                var minute = minute
                let former = try Row.fetchOne(
                    db, sql: "SELECT * FROM minute WHERE site = ? AND minute = ?", arguments: [site.rawValue, minute.minute])
                if let former { minute.figures.add(Self.minute(former).figures) }
                let places = [String](repeating: "?", count: Self.columns.count + 2).joined(separator: ", ")
                let statement = try db.cachedStatement(
                    sql: "INSERT OR REPLACE INTO minute (site, minute, \(Self.columns.joined(separator: ", "))) VALUES (\(places))")
                try statement.execute(
                    arguments: [site.rawValue, minute.minute] + StatementArguments(HallFigures.fields.map { minute.figures[keyPath: $0.field] }))
            }
        }
    }

    /// What all minutes of each site add up to.
    package func totals() throws -> [SiteID: HallTotal] {
        try database.read { db in
            var totals: [SiteID: HallTotal] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM minute ORDER BY site, minute")
            while let row = try rows.next() { totals[SiteID(rawValue: row["site"]), default: HallTotal()].add(Self.minute(row)) }
            return totals
        }
    }

    /// The last `limit` minutes of a site in which something was wrong, in order.
    package func spoilt(_ site: SiteID, limit: Int) throws -> [HallMinute] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM minute WHERE site = ? AND (freezes > 0 OR lost * 1000 >= ? * (packets + lost) AND lost > 0
                        OR concealed * 1000 >= ? * heard AND concealed > 0)
                    ORDER BY minute DESC LIMIT ?
                    """,
                arguments: [site.rawValue, Limits.weakLoss, Limits.weakLoss, limit]
            ).reversed().map(Self.minute)
        }
    }

    private static func minute(_ row: Row) -> HallMinute {
        var figures = HallFigures()
        for (name, field) in HallFigures.fields { figures[keyPath: field] = row[name] }
        return HallMinute(minute: row["minute"], figures: figures)
    }
}
