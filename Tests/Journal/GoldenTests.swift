import Basics
import Conference
import Foundation
import Testing

@testable import Journal

/// Journals of every version that was ever used still open, with the same content. Files are added, never changed.
struct GoldenTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/journal-1.sqlite")
        try FileManager.default.copyItem(at: file, to: URL(filePath: folder.path))
    }

    @Test func `the first version's journal is verified`() throws {
        let verified = try Journal.verify(path: folder.path)
        #expect(verified.hash.hexadecimal == "b38d75ff6ddc2c162cb3b78c8f1bdfc0d78e38821548cb97831381b959c0498d")
        #expect(verified.conference == plan.id && verified.entries == 23)
    }

    @Test func `the first version's journal has the same content`() throws {
        let entries = try Journal(path: folder.path).entries(after: 0, limit: 1_000)
        #expect(entries.map(\.event) == script.flatMap(\.1))
        #expect(entries.map(\.by) == script.flatMap { actor, events in events.map { _ in actor } })
        #expect(entries[2].at == noon.advanced(bySeconds: 2))
    }

    @Test func `the first version's journal goes on`() throws {
        let journal = try Journal(path: folder.path)
        _ = try journal.append([.siteJoined(hanoi)], by: .system, at: noon.advanced(bySeconds: 99), expecting: 23)
        #expect(try Journal.verify(path: folder.path).entries == 24)
    }

    @Test func `the first version's links are listed`() throws {
        let links = try LinkStore(Journal(path: folder.path)).list()
        #expect(links.map(\.actor) == [.operator(hue), .chair] && links.map(\.isBound) == [true, false])
    }

    @Test func `a journal of the whole conduct has the same content`() throws {
        let folder = try Folder()
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/journal-2.sqlite")
        try FileManager.default.copyItem(at: file, to: URL(filePath: folder.path))
        let verified = try Journal.verify(path: folder.path)
        #expect(verified.hash.hexadecimal == "6fd5613da6f61c45327493f5f20b508dd7893ec4f7dcd3c16a9fbe4c3488f433")
        let journal = try Journal(path: folder.path)
        #expect(try journal.entries(after: 0, limit: 1_000).map(\.event) == conductScript.flatMap(\.1))
        let conference = try #require(try journal.load().conference)
        #expect(conference.plan == conductPlan && conference.phase == .closed && conference.violations.isEmpty)
        #expect(try LinkStore(journal).list().map(\.actor) == [
            .director, .delegate(DelegateID(rawValue: "an"), hue), .interpreter(ChannelID(rawValue: "en")),
        ])
    }

    @Test func `a journal of a test session has the same content`() throws {
        let folder = try Folder()
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/journal-3.sqlite")
        try FileManager.default.copyItem(at: file, to: URL(filePath: folder.path))
        let verified = try Journal.verify(path: folder.path)
        #expect(verified.hash.hexadecimal == "5ac15d98e963c101f2fdadb02fda5059877bd998059d24e1b818711dfa5d3d72")
        let journal = try Journal(path: folder.path)
        #expect(try journal.entries(after: 0, limit: 1_000).map(\.event) == rehearsalScript.flatMap(\.1))
        let conference = try #require(try journal.load().conference)
        #expect(conference.phase == .open && !conference.isRehearsing && conference.violations.isEmpty)
        #expect(conference.rehearsal?.sites[hue]?.count == 2 && conference.plan == conductPlan)
    }
}
