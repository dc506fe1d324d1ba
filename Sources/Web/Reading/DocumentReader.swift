import Basics
import Foundation
import Reading

/// The text of a document, whatever it came as; a PDF goes through poppler, in a process of its own.
package enum DocumentReader {
    package enum Failure: Error, Equatable, Sendable {
        case unreadable, tooLarge
        /// poppler-utils is not installed.
        case missing
    }

    package static func text(of bytes: [UInt8], poppler: Poppler = Poppler()) async throws(Failure) -> [UInt8] {
        do {
            if let text = try DocumentText.text(of: bytes) { return text }
        } catch {
            throw error == .tooLarge ? .tooLarge : .unreadable
        }
        let file = NSTemporaryDirectory() + "dienhong-read-\(UUID().uuidString).pdf"
        defer { try? FileManager.default.removeItem(atPath: file) }
        // Nobody else on this machine reads what the secretariat reads.
        guard FileManager.default.createFile(atPath: file, contents: Data(bytes), attributes: [.posixPermissions: 0o600]) else { throw .unreadable }
        do {
            return DocumentText.unwrapped(Array(try await poppler.text(of: file, limit: Limits.readingTextBytes).utf8))
        } catch {
            throw error == .missing ? .missing : .unreadable
        }
    }
}
