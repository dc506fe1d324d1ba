import ArgumentParser
import Conference
import Convene
import FollowUp
import Foundation
import Journal
import Web

/// `dienhong verify`: whether a journal is what was written.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a journal's chain: prints ok, or the first bad entry and ends with 1.")

    @Argument(help: "A journal, or a data folder to check all of its journals.")
    var path: String

    mutating func run() throws {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
            throw StartFailure("\(path) is not there")
        }
        let files: [String]
        if path.hasSuffix("follow-up.journal") { return try verify(path, FollowUpJournal.self) }
        if path.hasSuffix("accounts.journal") { return try verify(path, AccountsJournal.self) }
        if path.contains("preparations/") { return try verify(path, PreparationJournal.self) }
        if attributes[.type] as? FileAttributeType == .typeDirectory {
            let folder = try DataFolder(path)
            files = try folder.journals().map(folder.journal)
        } else {
            files = [path]
        }
        for file in files {
            do {
                var entries: [JournalEntry] = []
                let clock = ContinuousClock(), start = clock.now
                let journal = try Journal.verify(path: file) { entries.append($0) }
                let read = start.duration(to: clock.now)
                var conference: Conference?
                for entry in entries { Conference.apply(entry, to: &conference) }
                let folded = start.duration(to: clock.now) - read
                print(
                    "ok \(file): \(journal.entries) entries, last hash \(journal.hash.hexadecimal);",
                    "read in \(words(read)), folded in \(words(folded))")
            } catch let broken as BrokenChain {
                throw StartFailure("\(file): \(broken.message(in: .english))")
            } catch let problem as DiskProblem {
                throw StartFailure("\(file): \(problem.message(in: .english))")
            }
        }
        if attributes[.type] as? FileAttributeType == .typeDirectory {
            for id in try DataFolder(path).preparations() {
                try verify("\(path)/preparations/\(id.rawValue).journal", PreparationJournal.self)
            }
        }
        let followUp = path + "/follow-up.journal", accounts = path + "/accounts.journal"
        if FileManager.default.fileExists(atPath: followUp) { try verify(followUp, FollowUpJournal.self) }
        if FileManager.default.fileExists(atPath: accounts) { try verify(accounts, AccountsJournal.self) }
    }

    private func verify<Content>(_ file: String, _ kind: EventJournal<Content>.Type) throws {
        do {
            let clock = ContinuousClock(), start = clock.now
            var state: Content?
            let journal = try kind.verify(path: file) { Content.apply($0, to: &state) }
            print(
                "ok \(file): \(journal.entries) entries, last hash \(journal.hash.hexadecimal);",
                "read and folded in \(words(start.duration(to: clock.now)))")
        } catch let broken as BrokenChain {
            throw StartFailure("\(file): \(broken.message(in: .english))")
        } catch let problem as DiskProblem {
            throw StartFailure("\(file): \(problem.message(in: .english))")
        }
    }

    private func words(_ duration: Duration) -> String {
        String(format: "%.1f ms", duration / .milliseconds(1))
    }
}
