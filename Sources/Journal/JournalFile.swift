import Foundation
import GRDB
import Synchronization

/// The file of one journal, and of the links that are kept with it.
///
/// One connection writes and does the checkpoints. An append is durable when it returns: write-ahead log with
/// `synchronous=FULL`. After the disk has failed once no append is tried again, since an fsync that follows a
/// failed one may report success for what was lost.
final class JournalFile: Sendable {
    let database: DatabaseQueue
    private let problem = Mutex<DiskProblem?>(nil)
    /// Whether the write-ahead log still holds how a secret vote's counts grew.
    let holdsBallots = Mutex(false)

    /// Opens or makes the file at `path`, readable by its owner only.
    init(path: String) throws {
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
    var diskProblem: DiskProblem? { problem.withLock(\.self) }

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
