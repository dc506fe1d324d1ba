import Basics
package import Conference
import Foundation
package import NIOCore

/// The documents of one conference in the data folder, each under the hash of what it is and whose.
package struct DocumentStore: Sendable {
    private let folder: String
    private let poppler: Poppler

    package init(folder: String, poppler: Poppler = Poppler()) {
        self.folder = folder
        self.poppler = poppler
    }

    /// A document that was received whole and checked.
    package struct Received: Equatable, Sendable {
        package var id: String
        package var pages: Int
    }

    package func file(of id: String) -> String { "\(folder)/\(id).pdf" }
    package func page(_ page: Int, of id: String) -> String { "\(folder)/\(id)/\(page).jpg" }

    package func hasPage(_ page: Int, of id: String) -> Bool {
        FileManager.default.fileExists(atPath: self.page(page, of: id))
    }

    /// Takes a document in under the hash of its owner and its bytes, so that nobody else's upload can be it.
    ///
    /// - Throws: ``Problem`` for who sent it: too large, no document, no room.
    package func receive(
        _ body: some AsyncSequence<ByteBuffer, any Error> & Sendable, of site: SiteID?, until late: @Sendable () -> Bool = { false }
    ) async throws -> Received {
        let taken = try await spool.take(body, salt: Array((site?.rawValue ?? "").utf8) + [0], until: late) { head in
            guard Self.looksLikePDF(head) else { throw Problem.notADocument }
        }
        do {
            let pages = try await poppler.pages(of: taken.path)
            try await spool.keep(taken, as: file(of: taken.hash))
            return Received(id: taken.hash, pages: pages)
        } catch {
            spool.discard(taken)
            throw error
        }
    }

    private var spool: Spool { Spool(folder: folder, limit: Limits.documentBytes, tooLarge: .documentTooLarge) }

    /// Readers look for the mark in the first kilobyte (ISO 32000-1 Annex H, implementation note 13).
    private static func looksLikePDF(_ head: [UInt8]) -> Bool {
        Data(head).range(of: Data("%PDF-".utf8)) != nil
    }

    /// Renders one page to where ``page(_:of:)`` says; whole or not at all.
    package func render(page: Int, of id: String) async throws {
        try spool.requireRoom()
        let target = self.page(page, of: id)
        try FileManager.default.createDirectory(
            atPath: "\(folder)/\(id)", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let temporary = "\(folder)/\(id)/\(page)-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: temporary + ".jpg") }
        do {
            try await poppler.render(page: page, of: file(of: id), to: temporary)
            _ = try? FileManager.default.removeItem(atPath: target)
            try FileManager.default.moveItem(atPath: temporary + ".jpg", toPath: target)
        } catch Poppler.Failure.missing {
            throw Problem.noPoppler
        } catch {
            throw Problem.pageNotShown
        }
    }

    /// Forgets a document that the conference does not know.
    package func remove(_ id: String) {
        try? FileManager.default.removeItem(atPath: file(of: id))
        try? FileManager.default.removeItem(atPath: "\(folder)/\(id)")
    }

    /// Clears away what a crash left behind: halves of uploads, and documents that never got into the journal.
    package func sweep(keeping known: Set<String>) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            let id = name.hasSuffix(".pdf") ? String(name.dropLast(4)) : name
            if !known.contains(id) { try? FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
        }
    }
}

extension Poppler {
    /// How many pages a PDF that somebody sent has; throws the ``Problem`` for them.
    func pages(of file: String) async throws -> Int {
        let pages: Int
        do {
            pages = try await pageCount(of: file)
        } catch .missing {
            throw Problem.noPoppler
        } catch {
            throw Problem.notADocument
        }
        guard Limits.documentPages.contains(pages) else { throw Problem.tooManyPages }
        return pages
    }
}
