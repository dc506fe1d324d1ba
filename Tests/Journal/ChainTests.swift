import Basics
import Conference
import Foundation
import GRDB
import Testing

@testable import Journal

/// Whatever is changed in the file shows, and the first bad entry is named.
struct ChainTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func check(_ tampering: String, finds expected: BrokenChain) throws {
        _ = try folder.journal()
        try folder.tamper(tampering)
        #expect(throws: expected) { try Journal.verify(path: folder.path) }
        #expect(throws: expected) { try Journal(path: folder.path).load() }
    }

    @Test func `an honest journal is verified`() throws {
        let journal = try folder.journal()
        let verified = try Journal.verify(path: folder.path)
        #expect(verified.entries == 23 && verified.conference == plan.id)
        withExtendedLifetime(journal) {}
    }

    @Test(arguments: [
        ("at", "at + 1"), ("by", #"'{"role":"secretariat"}'"#), ("body", #"'{"type":"sessionResumed"}'"#),
        ("body", "replace(body, 'h', 'H')"), ("command", "NULL"), ("command", "upper(command) || ' '"), ("last", "14"),
        ("hash", "zeroblob(32)"),
    ])
    func `a changed column shows`(column: String, value: String) throws {
        try check("UPDATE event SET \(column) = \(value) WHERE seq = 3", finds: BrokenChain(entry: 3, reason: .changed))
    }

    @Test func `a changed predecessor shows`() throws {
        try check(
            "UPDATE event SET previous = zeroblob(32) WHERE seq = 3", finds: BrokenChain(entry: 3, reason: .doesNotFollow))
    }

    @Test func `an entry of another conference shows`() throws {
        try check(
            "UPDATE event SET conference = 'khac' WHERE seq = 3", finds: BrokenChain(entry: 3, reason: .otherConference))
    }

    @Test func `a journal under another conference's name shows`() throws {
        try check("UPDATE event SET conference = 'khac'", finds: BrokenChain(entry: 1, reason: .changed))
    }

    @Test(arguments: [1, 3, 13, 22])
    func `an entry that was taken out shows`(seq: Int) throws {
        try check("DELETE FROM event WHERE seq = \(seq)", finds: BrokenChain(entry: seq, reason: .missing))
    }

    @Test func `an entry that was moved shows`() throws {
        try check("UPDATE event SET seq = 900, last = 900 WHERE seq = 3", finds: BrokenChain(entry: 3, reason: .missing))
    }

    @Test func `two entries that changed places show`() throws {
        try check(
            """
            UPDATE event SET seq = 900 - seq, last = 900 WHERE seq IN (7, 8);
            UPDATE event SET seq = seq - 885 WHERE seq > 800
            """,
            finds: BrokenChain(entry: 7, reason: .doesNotFollow))
    }

    @Test func `an append that was cut in the middle shows`() throws {
        try check("DELETE FROM event WHERE seq > 13", finds: BrokenChain(entry: 14, reason: .missing))
    }

    @Test func `an end that was cut off shows by the last hash written down elsewhere`() throws {
        _ = try folder.journal()
        let before = try Journal.verify(path: folder.path)
        try folder.tamper("DELETE FROM event WHERE seq = 23")
        #expect(try Journal.verify(path: folder.path).hash != before.hash)
    }

    @Test func `a forger has to forge everything that comes after`() throws {
        _ = try folder.journal()
        var forged = try #require(try DatabaseQueue(path: folder.path).read { db in
            try StoredRow.fetch(db, "WHERE seq = 3", []).first
        }).row
        forged.body = #"{"site":"ha-noi","type":"siteJoined"}"#
        try folder.tamper(
            "UPDATE event SET body = '\(forged.body)', hash = x'\(forged.hash.hexadecimal)' WHERE seq = 3")
        #expect(throws: BrokenChain(entry: 4, reason: .doesNotFollow)) { try Journal.verify(path: folder.path) }
    }

    /// Writes one more entry of any kind with a good hash, as a newer version would.
    private func appendWhole(_ body: String, by: String = #"{"role":"chair"}"#) throws {
        _ = try folder.journal()
        try DatabaseQueue(path: folder.path).write { db in
            let tail = try #require(try StoredRow.fetchLast(db))
            let row = EntryRow(
                conference: "thu", seq: 24, at: 0, by: by, body: body, command: nil, last: 24, previous: tail.hash)
            try StoredRow(row: row, hash: row.hash).insert(db)
        }
    }

    @Test(arguments: [#"{"type":"voteOpened"}"#, "not JSON", ""])
    func `an event of tomorrow is said to be one`(body: String) throws {
        try appendWhole(body)
        #expect(throws: BrokenChain(entry: 24, reason: .unreadable)) { try Journal.verify(path: folder.path) }
    }

    @Test func `a conference created twice is out of place`() throws {
        try appendWhole(String(decoding: try JSONEncoder().encode(Event.conferenceCreated(plan)), as: UTF8.self))
        #expect(throws: BrokenChain(entry: 24, reason: .outOfPlace)) { try Journal(path: folder.path).load() }
    }

    @Test func `no two rows have the same bytes`() {
        func hash(_ conference: String, _ by: String, _ command: String?) -> ChainHash {
            EntryRow(
                conference: conference, seq: 1, at: 0, by: by, body: "", command: command, last: 1, previous: .genesis
            ).hash
        }
        #expect(Set([hash("a", "bc", nil), hash("ab", "c", nil), hash("a", "bc", ""), hash("a", "b", "c")]).count == 4)
    }

    @Test(arguments: [
        "UPDATE event SET at = 0 WHERE seq = 3", "UPDATE event SET seq = 99 WHERE seq = 3", "DELETE FROM event",
        "DELETE FROM event WHERE seq = 23",
        """
        INSERT OR REPLACE INTO event
        SELECT conference, seq, 0, by, body, command, last, previous, hash FROM event WHERE seq = 3
        """,
        "INSERT INTO event SELECT conference, 99, at, by, body, NULL, 99, previous, hash FROM event WHERE seq = 23",
    ])
    func `the database itself refuses any change`(statement: String) throws {
        let journal = try folder.journal()
        #expect(throws: DatabaseError.self) { try journal.database.write { db in try db.execute(sql: statement) } }
        #expect(try journal.load().seq == 23)
    }

    @Test(arguments: BrokenChain.Reason.allCases)
    func `a broken chain is told in both languages`(reason: BrokenChain.Reason) {
        let broken = BrokenChain(entry: 1_234, reason: reason)
        #expect(Language.allCases.allSatisfy { broken.message(in: $0).contains("1234") })
    }
}
