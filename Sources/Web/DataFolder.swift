package import Accounts
package import Basics
package import Conference
package import Convene
package import FollowUp
package import Foundation
import Glibc
package import Journal

/// Where a server keeps everything: one journal for each conference, its certificate, its tokens.
package struct DataFolder: Sendable {
    package let path: String

    /// Makes the folder if need be, readable by its owner only.
    package init(_ path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path + "/conferences", withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw StartFailure("the data folder \(path) cannot be made: \(error.localizedDescription)")
        }
    }

    package var mediaSocket: String { path + "/media.sock" }
    package var adminSocket: String { path + "/admin.sock" }

    /// Keeps a second server out of the folder for as long as what it returns is held.
    package func lock() throws -> FileHandle {
        let lock = path + "/lock"
        if !FileManager.default.fileExists(atPath: lock) {
            _ = FileManager.default.createFile(atPath: lock, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        guard let handle = FileHandle(forUpdatingAtPath: lock) else {
            throw StartFailure("the data folder \(path) cannot be written to")
        }
        guard flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw StartFailure("another server already serves the data folder \(path)")
        }
        return handle
    }

    /// The token of `/api/admin/`, made at first use.
    package func adminToken() throws -> String {
        let file = path + "/admin-token"
        if let token = try? String(contentsOfFile: file, encoding: .utf8), !token.isEmpty { return token }
        var random = SystemRandomNumberGenerator()
        let token = Token(using: &random).text
        do {
            try writePrivately(token, to: file)
        } catch {
            throw StartFailure("\(file) cannot be written: \(error.localizedDescription)")
        }
        return token
    }

    /// The journals that are here, by their conferences' names.
    package func journals() throws -> [ConferenceID] {
        let folder = path + "/conferences"
        return try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".journal") }.map { ConferenceID(rawValue: String($0.dropLast(8))) }
            .sorted { $0.rawValue < $1.rawValue }
    }

    package func journal(of conference: ConferenceID) -> String {
        "\(path)/conferences/\(conference.rawValue).journal"
    }

    /// How the halls' lines were, minute by minute.
    package func lines(of conference: ConferenceID) -> String {
        "\(path)/conferences/\(conference.rawValue).lines"
    }

    /// Where the documents of a conference are, and the pictures of their pages.
    package func documents(of conference: ConferenceID) -> String {
        "\(path)/documents/\(conference.rawValue)"
    }

    /// What signs the passes of the secretariat and the links of invitees, made at first use.
    package func signingKey() throws -> SigningKey {
        let file = path + "/signing-key"
        if let secret = try? String(contentsOfFile: file, encoding: .utf8), !secret.isEmpty { return SigningKey(secret) }
        var random = SystemRandomNumberGenerator()
        let secret = Token(using: &random).text
        do {
            try writePrivately(secret, to: file)
        } catch {
            throw StartFailure("\(file) cannot be written: \(error.localizedDescription)")
        }
        return SigningKey(secret)
    }

    /// The preparations that are here, by their names.
    package func preparations() throws -> [PreparationID] {
        let folder = path + "/preparations"
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".journal") }.map { PreparationID(rawValue: String($0.dropLast(8))) }.sorted()
    }

    package func journal(of preparation: PreparationID) -> String { "\(path)/preparations/\(preparation.rawValue).journal" }

    /// A preparation's journal, what it adds up to, and what it added up to when its last version was published.
    package struct OpenedPreparation: Sendable {
        package var log: PreparationJournal
        package var preparation: Preparation?
        package var published: Preparation?
        package var seq: Int
    }

    /// Opens the journal of a preparation, or makes it with its first events.
    package func openPreparation(
        _ id: PreparationID, creating events: [PreparationEvent] = [], by party: Party = .system, at now: WallTime = wallTime()
    ) throws -> OpenedPreparation {
        let file = journal(of: id)
        do {
            try FileManager.default.createDirectory(
                atPath: path + "/preparations", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let log = try PreparationJournal(path: file)
            if !events.isEmpty { _ = try log.append(events, by: party, at: now, expecting: 0) }
            var published: Preparation?
            let (preparation, seq) = try log.fold { entry, state in
                if case .programmePublished = entry.event { published = state }
            }
            return OpenedPreparation(log: log, preparation: preparation, published: published, seq: seq)
        } catch let broken as BrokenChain {
            throw StartFailure("\(file): \(broken.message(in: .english))")
        } catch let problem as DiskProblem {
            throw StartFailure("\(file): \(problem.message(in: .english))")
        }
    }

    /// A journal, and what it adds up to.
    package struct Opened: Sendable {
        package var journal: Journal
        package var conference: Conference?
        package var seq: Int
        package var presented: PresentedDocuments
    }

    /// Opens one journal and folds it, checking its chain; failures name the file and the entry.
    package func open(_ conference: ConferenceID) throws -> Opened {
        let file = journal(of: conference)
        do {
            let journal = try Journal(path: file)
            var presented = PresentedDocuments()
            let (state, seq) = try journal.load { presented.apply(.kept($0)) }
            return Opened(journal: journal, conference: state, seq: seq, presented: presented)
        } catch let broken as BrokenChain {
            throw StartFailure("\(file): \(broken.message(in: .english))")
        } catch let problem as DiskProblem {
            throw StartFailure("\(file): \(problem.message(in: .english))")
        }
    }

    /// Makes the journal of a new conference with its first event.
    package func create(_ plan: ConferencePlan, at now: WallTime) throws {
        let file = journal(of: plan.id)
        guard !FileManager.default.fileExists(atPath: file) else {
            throw StartFailure("the conference \(plan.id.rawValue) already exists in \(path)")
        }
        let events = try Conference.create(plan)
        do {
            _ = try Journal(path: file).append(events, by: .system, at: now, expecting: 0)
        } catch let problem as DiskProblem {
            throw StartFailure("\(file): \(problem.message(in: .english))")
        }
    }

    /// The papers of what is being prepared.
    package var papers: String { path + "/papers" }

    /// Opens the journal of accounts and folds it; the first time it begins with nobody.
    package func openAccounts(at now: WallTime) throws -> (journal: AccountsJournal, state: Accounts, seq: Int) {
        let file = path + "/accounts.journal"
        do {
            let journal = try AccountsJournal(path: file)
            let (state, seq) = try journal.fold()
            if let state { return (journal, state, seq) }
            var opened: Accounts?
            let entries = try journal.append(Accounts.opening, by: .system, at: now, expecting: 0)
            for entry in entries { Accounts.apply(entry, to: &opened) }
            guard let opened else { throw StartFailure("\(file) cannot be begun") }
            return (journal, opened, entries.count)
        } catch let broken as BrokenChain {
            throw StartFailure("\(file): \(broken.message(in: .english))")
        } catch let problem as DiskProblem {
            throw StartFailure("\(file): \(problem.message(in: .english))")
        }
    }

    package var followUp: String { path + "/follow-up.journal" }
    /// What was sent to show that reports are true.
    package var evidence: String { path + "/evidence" }

    /// Opens the follow-up's journal and folds it; the first time it begins with every province there was.
    package func openFollowUp(provinces: ProvinceHistory, at now: WallTime) throws -> (journal: FollowUpJournal, state: FollowUp, seq: Int) {
        do {
            let journal = try FollowUpJournal(path: followUp)
            let (state, seq) = try journal.fold()
            if let state { return (journal, state, seq) }
            var opened: FollowUp?
            let entries = try journal.append(FollowUp.open(agencies: Agency.provinces(provinces)), by: .system, at: now, expecting: 0)
            for entry in entries { FollowUp.apply(entry, to: &opened) }
            guard let opened else { throw StartFailure("\(followUp) cannot be begun") }
            return (journal, opened, entries.count)
        } catch let broken as BrokenChain {
            throw StartFailure("\(followUp): \(broken.message(in: .english))")
        } catch let problem as DiskProblem {
            throw StartFailure("\(followUp): \(problem.message(in: .english))")
        }
    }
}
