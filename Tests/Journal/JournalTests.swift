import Basics
import Conference
import Foundation
import GRDB
import Testing

@testable import Journal

/// Appending, reading, resuming, failing.
struct JournalTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func state(_ entries: [JournalEntry]) -> Conference? {
        var conference: Conference?
        for entry in entries { Conference.apply(entry, to: &conference) }
        return conference
    }

    @Test func `a new journal holds no conference`() throws {
        let loaded = try Journal(path: folder.path).load()
        #expect(loaded.conference == nil && loaded.seq == 0)
    }

    @Test func `what was appended is there after reopening`() throws {
        let entries = try folder.journal().entries(after: 0, limit: 1_000)
        let loaded = try Journal(path: folder.path).load()
        #expect(loaded.seq == entries.count && loaded.conference == state(entries) && loaded.conference?.phase == .closed)
    }

    @Test func `the scripts have every type of event`() {
        // Each script is what one golden journal holds; what came later is in the next.
        #expect(Set((script + conductScript + rehearsalScript).flatMap(\.1).map(\.type)) == Set(EventType.allCases))
    }

    @Test func `entries say what, when and who`() throws {
        let entry = try folder.journal(3).entries(after: 2, limit: 1)
        #expect(entry == [JournalEntry(seq: 3, at: noon.advanced(bySeconds: 2), by: .system, event: .siteJoined(hue))])
    }

    @Test func `reading resumes after any entry`() throws {
        let journal = try folder.journal()
        let all = try journal.entries(after: 0, limit: 1_000)
        for seq in 0...all.count {
            #expect(try journal.entries(after: seq, limit: 1_000) == Array(all.dropFirst(seq)))
        }
    }

    @Test func `reading stops at its limit`() throws {
        #expect(try folder.journal().entries(after: 4, limit: 3).map(\.seq) == [5, 6, 7])
    }

    @Test func `nothing is appended behind somebody's back`() throws {
        let journal = try folder.journal(2), other = try Journal(path: folder.path)
        _ = try other.append([.sessionOpened], by: .chair, at: noon, expecting: 2)
        #expect(throws: WrongSequence(expected: 2, actual: 3)) {
            try journal.append([.sessionOpened], by: .chair, at: noon, expecting: 2)
        }
    }

    @Test func `of two writers at one entry one fails`() async throws {
        let writers = [try folder.journal(4), try Journal(path: folder.path)]
        for seq in 4..<24 {
            let won = try await withThrowingTaskGroup(of: Bool.self) { group in
                for writer in writers {
                    group.addTask {
                        do {
                            _ = try writer.append([.stageLaidOut(.gallery)], by: .chair, at: noon, expecting: seq)
                            return true
                        } catch is WrongSequence {
                            return false
                        }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(won == 1)
        }
        #expect(try writers[0].load().seq == 24)
    }

    @Test func `a command happens once and gives the same answer`() throws {
        let journal = try folder.journal(13)
        let first = try journal.entries(of: commandIDs[12])
        let again = try journal.append(
            [.floorRevoked(hue, .chair), .sessionRecessed()], by: .chair, at: noon.advanced(bySeconds: 900), expecting: 14,
            command: commandIDs[12])
        #expect(again == first && again.map(\.seq) == [13, 14])
        #expect(try journal.load().seq == 14)
    }

    @Test func `a command is known after reopening`() throws {
        _ = try folder.journal(4)
        #expect(try Journal(path: folder.path).entries(of: commandIDs[3])?.map(\.seq) == [4])
    }

    @Test func `a command that never came has no answer`() throws {
        #expect(try folder.journal(4).entries(of: commandIDs[5]) == nil)
    }

    @Test func `a refused append leaves nothing behind`() throws {
        let journal = try folder.journal(4)
        #expect(throws: NotAppendable.events) {
            try journal.append([.sessionRecessed(), .conferenceCreated(plan)], by: .chair, at: noon, expecting: 4)
        }
        #expect(try journal.load().seq == 4)
    }

    @Test func `a journal begins with its conference and has but one`() throws {
        let journal = try Journal(path: folder.path)
        let attempts: [[Event]] = [[], [.sessionOpened], [.sessionOpened, .conferenceCreated(plan)]]
        for events in attempts {
            #expect(throws: NotAppendable.events) { try journal.append(events, by: .chair, at: noon, expecting: 0) }
        }
        _ = try journal.append([.conferenceCreated(plan), .conferenceConvened], by: .secretariat, at: noon, expecting: 0)
        #expect(throws: NotAppendable.events) {
            try journal.append([.conferenceCreated(plan)], by: .chair, at: noon, expecting: 2)
        }
    }

    @Test func `a full disk is said and nothing more is tried`() throws {
        let journal = try folder.journal(4)
        try journal.database.writeWithoutTransaction { db in
            let pages = try #require(try Int.fetchOne(db, sql: "PRAGMA page_count"))
            try db.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        let many = [Event](repeating: .queueReordered([SiteID](repeating: hue, count: 2_000)), count: 20)
        #expect(throws: DiskProblem.full) { try journal.append(many, by: .chair, at: noon, expecting: 4) }
        try journal.database.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA max_page_count = 1000000") }
        #expect(throws: DiskProblem.full) { try journal.append([.sessionRecessed()], by: .chair, at: noon, expecting: 4) }
        #expect(journal.diskProblem == .full)
        #expect(try journal.load().seq == 4)
    }

    @Test func `after the disk was cleared a restart goes on`() throws {
        _ = try folder.journal(4)
        let journal = try Journal(path: folder.path)
        #expect(try journal.append([.sessionRecessed()], by: .chair, at: noon, expecting: 4).map(\.seq) == [5])
    }

    @Test func `a file that another program holds is waited for and then said`() throws {
        let journal = try folder.journal(4)
        let other = try DatabaseQueue(path: folder.path)
        try journal.database.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA busy_timeout = 1") }
        try other.writeWithoutTransaction { db in
            try db.execute(sql: "BEGIN IMMEDIATE")
            #expect(throws: DiskProblem.inUse) { try journal.append([.sessionRecessed()], by: .chair, at: noon, expecting: 4) }
            try db.execute(sql: "ROLLBACK")
        }
        #expect(try journal.append([.sessionRecessed()], by: .chair, at: noon, expecting: 4).count == 1)
    }

    @Test(arguments: [
        (ResultCode.SQLITE_FULL, DiskProblem.full), (.SQLITE_IOERR, .failing), (.SQLITE_IOERR_FSYNC, .failing),
        (.SQLITE_IOERR_WRITE, .failing), (.SQLITE_READONLY, .readOnly), (.SQLITE_CORRUPT, .damaged),
        (.SQLITE_NOTADB, .damaged), (.SQLITE_CANTOPEN, .cannotOpen), (.SQLITE_BUSY, .inUse),
    ])
    func `what SQLite says of the disk has a name`(code: ResultCode, problem: DiskProblem) {
        #expect(DiskProblem(DatabaseError(resultCode: code)) == problem)
    }

    @Test(arguments: DiskProblem.allCases)
    func `a disk problem is told in both languages`(problem: DiskProblem) {
        #expect(Set(Language.allCases.map { problem.message(in: $0) }).count == 2)
    }

    @Test func `only the owner may read the file and those beside it`() throws {
        let journal = try folder.journal(2)
        for suffix in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + suffix)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(suffix)")
        }
        withExtendedLifetime(journal) {}
    }

    @Test func `an append lasts through a power cut`() throws {
        let (synchronous, mode) = try folder.journal(2).database.read { db in
            (try Int.fetchOne(db, sql: "PRAGMA synchronous"), try String.fetchOne(db, sql: "PRAGMA journal_mode"))
        }
        #expect(synchronous == 2 && mode == "wal")
    }

    @Test func `a folder that is not there is said`() {
        #expect(throws: DiskProblem.cannotOpen) { try Journal(path: folder.url.path() + "no/where/journal.sqlite") }
    }

    @Test func `a file that is no journal is said`() throws {
        try Data(repeating: 7, count: 9_000).write(to: URL(filePath: folder.path))
        #expect(throws: DiskProblem.damaged) { try Journal(path: folder.path) }
        #expect(throws: DiskProblem.damaged) { try Journal.verify(path: folder.path) }
    }

    @Test func `a journal of a newer version is left alone`() throws {
        try folder.journal(2).database.write { db in
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('999 tomorrow')")
        }
        #expect(throws: DiskProblem.newerVersion) { try Journal(path: folder.path) }
    }
}
