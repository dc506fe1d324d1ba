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
        try attributes[.type] as? FileAttributeType == .typeDirectory ? verifyFolder() : verifyFile()
    }

    private func verifyFolder() throws {
        let folder = try DataFolder(path)
        for id in try folder.journals() { try verify(folder.journal(of: id), Journal.self) }
        for id in try folder.preparations() { try verify(folder.journal(of: id), PreparationJournal.self) }
        let followUp = path + "/follow-up.journal", accounts = path + "/accounts.journal"
        if FileManager.default.fileExists(atPath: followUp) { try verify(followUp, FollowUpJournal.self) }
        if FileManager.default.fileExists(atPath: accounts) { try verify(accounts, AccountsJournal.self) }
    }

    /// What a journal records is told by its name, and a preparation's by the folder that it is in.
    private func verifyFile() throws {
        let file = URL(filePath: path)
        switch (file.deletingLastPathComponent().lastPathComponent, file.lastPathComponent) {
        case (_, "follow-up.journal"): try verify(path, FollowUpJournal.self)
        case (_, "accounts.journal"): try verify(path, AccountsJournal.self)
        case ("preparations", _): try verify(path, PreparationJournal.self)
        default: try verify(path, Journal.self)
        }
    }

    private func verify<Content>(_ file: String, _ kind: EventJournal<Content>.Type) throws {
        do {
            let clock = ContinuousClock(), start = clock.now
            var state: Content?
            var folding = Duration.zero
            let journal = try kind.verify(path: file) { entry in
                let before = clock.now
                Content.apply(entry, to: &state)
                folding += before.duration(to: clock.now)
            }
            print(
                "ok \(file): \(journal.entries) entries, last hash \(journal.hash.hexadecimal);",
                "read in \(words(start.duration(to: clock.now) - folding)), folded in \(words(folding))")
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
