import Basics
package import Conference
import Crypto
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

    /// Takes a document in as it comes, without ever holding it in memory; it lasts when this returns.
    ///
    /// - Throws: ``Problem`` for who sent it: too large, no document, no room.
    package func receive(
        _ body: some AsyncSequence<ByteBuffer, any Error> & Sendable, of site: SiteID?, until late: @Sendable () -> Bool = { false }
    ) async throws -> Received {
        try prepare()
        try requireRoom()
        let incoming = "\(folder)/\(UUID().uuidString).incoming"
        do {
            let id = try await spool(body, to: incoming, owner: site, until: late)
            let pages = try await pageCount(of: incoming)
            try await blocking {
                let file = file(of: id)
                // The same document again: what is there already is the same to the last bit.
                if FileManager.default.fileExists(atPath: file) { try FileManager.default.removeItem(atPath: file) }
                try FileManager.default.moveItem(atPath: incoming, toPath: file)
                try FileHandle(forReadingAtPath: folder)?.synchronize()
            }
            return Received(id: id, pages: pages)
        } catch {
            try? FileManager.default.removeItem(atPath: incoming)
            throw error
        }
    }

    /// Returns the document's id: the hash of its owner and its bytes, so that nobody else's upload can be it.
    private func spool(
        _ body: some AsyncSequence<ByteBuffer, any Error> & Sendable, to path: String, owner: SiteID?,
        until late: @Sendable () -> Bool
    ) async throws -> String {
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let file = FileHandle(forWritingAtPath: path)
        else { throw Problem.noRoom }
        defer { try? file.close() }
        var hasher = SHA256()
        hasher.update(data: Array((owner?.rawValue ?? "").utf8) + [0])
        var head: [UInt8] = [], count = 0
        for try await chunk in body {
            count += chunk.readableBytes
            guard count <= Limits.documentBytes else { throw Problem.documentTooLarge }
            guard !late() else { throw Problem.uploadTooSlow }
            let bytes = Array(chunk.readableBytesView)
            if head.count < Self.headBytes {
                head += bytes.prefix(Self.headBytes - head.count)
                if head.count == Self.headBytes, !Self.looksLikePDF(head) { throw Problem.notADocument }
            }
            hasher.update(data: bytes)
            do {
                try await blocking { try file.write(contentsOf: Data(bytes)) }
            } catch {
                throw Problem.noRoom
            }
        }
        guard Self.looksLikePDF(head) else { throw Problem.notADocument }
        try await blocking { try file.synchronize() }
        return hasher.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    private static let headBytes = 1_024

    /// Readers look for the mark in the first kilobyte (ISO 32000-1 Annex H, implementation note 13).
    private static func looksLikePDF(_ head: [UInt8]) -> Bool {
        Data(head).range(of: Data("%PDF-".utf8)) != nil
    }

    private func pageCount(of file: String) async throws -> Int {
        let pages: Int
        do {
            pages = try await poppler.pageCount(of: file)
        } catch .missing {
            throw Problem.noPoppler
        } catch {
            throw Problem.notADocument
        }
        guard Limits.documentPages.contains(pages) else { throw Problem.tooManyPages }
        return pages
    }

    /// Renders one page to where ``page(_:of:)`` says; whole or not at all.
    package func render(page: Int, of id: String) async throws {
        try requireRoom()
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

    private func prepare() throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// The journal shares the disk, and needs it more.
    private func requireRoom() throws {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        guard let free = attributes?[.systemFreeSize] as? NSNumber, free.int64Value > Limits.freeBytes else {
            throw Problem.noRoom
        }
    }
}
