import ArgumentParser
import Conference
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
        if attributes[.type] as? FileAttributeType == .typeDirectory {
            let folder = try DataFolder(path)
            files = try folder.journals().map(folder.journal)
        } else {
            files = [path]
        }
        for file in files {
            do {
                let journal = try Journal.verify(path: file)
                print("ok \(file): \(journal.entries) entries, last hash \(journal.hash.hexadecimal)")
            } catch let broken as BrokenChain {
                throw StartFailure("\(file): \(broken.message(in: .english))")
            } catch let problem as DiskProblem {
                throw StartFailure("\(file): \(problem.message(in: .english))")
            }
        }
    }
}
