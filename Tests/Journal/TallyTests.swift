import Basics
import Conference
import Foundation
import GRDB
import Testing

@testable import Journal

/// Who voted is in the record; what they chose is not, nor can it be found out from the files.
struct TallyTests {
    private let folder: Folder
    private let journal: Journal
    private let ballot = VoteID(rawValue: "secret-vote")

    init() throws {
        folder = try Folder()
        journal = try folder.journal(4)
    }

    private var side: [String: Data] {
        var files: [String: Data] = [:]
        for suffix in ["", "-wal"] { files[suffix] = FileManager.default.contents(atPath: folder.path + suffix) }
        return files
    }

    /// Casts one ballot for each option named, in order, then clears the counts.
    private func vote(_ choices: [Int], in journal: Journal, clearing: Bool = true) throws {
        var seq = try journal.load().seq
        for (index, choice) in choices.enumerated() {
            seq += try journal.append(
                [.siteMuted(SiteID(rawValue: "site-\(index)"))], by: .chair, at: noon.advanced(bySeconds: index),
                expecting: seq, command: CommandID("00000000-0000-4000-8000-0000000\(10_000 + index)"),
                tally: .count(ballot, option: choice, of: 3)
            ).count
        }
        if clearing {
            _ = try journal.append(
                [.sessionRecessed()], by: .chair, at: noon, expecting: seq, tally: .clear(ballot))
        }
    }

    /// Another program that is reading the file.
    private func lookInto() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let reader = try DatabaseQueue(path: folder.path, configuration: configuration)
        try reader.writeWithoutTransaction { db in
            try db.execute(sql: "BEGIN")
            _ = try Row.fetchAll(db, sql: "SELECT * FROM event")
        }
        return reader
    }

    @Test func `ballots are counted, also across a restart`() throws {
        try vote([0, 2, 2, 0, 2], in: journal, clearing: false)
        #expect(try journal.counts(of: ballot, options: 3) == [2, 0, 3])
        #expect(try Journal(path: folder.path).counts(of: ballot, options: 3) == [2, 0, 3])
        #expect(try journal.counts(of: VoteID(rawValue: "another"), options: 3) == [0, 0, 0])
    }

    @Test func `a ballot that is sent again counts once`() throws {
        for _ in 0..<2 {
            _ = try journal.append(
                [.siteMuted(hue)], by: .operator(hue), at: noon, expecting: 4, command: commandIDs[9],
                tally: .count(ballot, option: 1, of: 2))
        }
        #expect(try journal.counts(of: ballot, options: 2) == [0, 1])
    }

    @Test func `a ballot that was not recorded was not counted`() throws {
        #expect(throws: WrongSequence.self) {
            try journal.append(
                [.siteMuted(hue)], by: .operator(hue), at: noon, expecting: 3, tally: .count(ballot, option: 1, of: 2))
        }
        #expect(try journal.counts(of: ballot, options: 2) == [0, 0])
    }

    @Test func `the files are the same to the last bit, whoever chose what`() throws {
        // The same three counts, given in three orders.
        let orders = [
            (0..<60).map { $0 % 3 }, (0..<60).map { $0 / 20 }, (0..<60).map { 2 - $0 / 20 },
        ]
        var files: [[String: Data]] = []
        for order in orders {
            let folder = try Folder()
            let journal = try folder.journal(4)
            try vote(order, in: journal)
            files.append(["": try #require(FileManager.default.contents(atPath: folder.path))])
            let log = try #require(FileManager.default.contents(atPath: folder.path + "-wal"))
            #expect(log.isEmpty)
        }
        #expect(files[0] == files[1] && files[1] == files[2])
    }

    @Test func `even while the vote is open the files have counts and nothing of how they grew`() throws {
        var files: [Data] = []
        for order in [[0, 1, 2, 2, 1, 0], [2, 2, 1, 1, 0, 0]] {
            let folder = try Folder()
            let journal = try folder.journal(4)
            try vote(order, in: journal, clearing: false)
            journal.settle()
            files.append(try #require(FileManager.default.contents(atPath: folder.path)))
            #expect(FileManager.default.contents(atPath: folder.path + "-wal")?.isEmpty == true)
        }
        #expect(files[0] == files[1])
    }

    @Test func `after the vote nothing of the counts is left in any file`() throws {
        let key = Data(ballot.rawValue.utf8)
        try vote([0, 1, 1], in: journal, clearing: false)
        journal.settle()
        #expect(side[""]?.range(of: key) != nil)
        _ = try journal.append([.sessionRecessed()], by: .chair, at: noon, expecting: 7, tally: .clear(ballot))
        for url in try FileManager.default.contentsOfDirectory(at: folder.url, includingPropertiesForKeys: nil) {
            #expect(try Data(contentsOf: url).range(of: key) == nil, "\(url.lastPathComponent)")
        }
    }

    @Test func `a log that another program kept from being cut is cut when it lets go`() throws {
        let reader = try lookInto()
        try vote([0, 1], in: journal)
        #expect(side["-wal"]?.isEmpty == false)
        try reader.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
        journal.settle()
        #expect(side["-wal"]?.isEmpty == true)
    }

    @Test func `a log that a crash left behind is cut at the next start`() throws {
        let reader = try lookInto()
        try vote([0, 1], in: journal)
        try reader.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
        #expect(side["-wal"]?.isEmpty == false)
        let next = try Journal(path: folder.path)
        #expect(side["-wal"]?.isEmpty == true)
        withExtendedLifetime(next) {}
    }

    @Test func `what is deleted is overwritten`() throws {
        #expect(try journal.database.read { db in try Int.fetchOne(db, sql: "PRAGMA secure_delete") } == 1)
    }
}
