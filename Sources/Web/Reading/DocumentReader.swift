import Basics
import Foundation
import Reading

/// The text of a document, whatever it came as; a PDF goes through poppler, a DOCX through unzip, each in a process of its own.
package enum DocumentReader {
    package enum Failure: Error, Equatable, Sendable {
        case unreadable, tooLarge
        /// poppler-utils or unzip is not installed.
        case missing
    }

    package static func text(of bytes: [UInt8], poppler: Poppler = Poppler()) async throws(Failure) -> [UInt8] {
        if let text = DocumentText.text(of: bytes) { return text }
        let file = NSTemporaryDirectory() + "dienhong-read-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: file) }
        // Nobody else on this machine reads what the secretariat reads.
        guard FileManager.default.createFile(atPath: file, contents: Data(bytes), attributes: [.posixPermissions: 0o600]) else { throw .unreadable }
        if DocumentFormat(bytes) == .word { return try await word(file) }
        do {
            return DocumentText.unwrapped(Array(try await poppler.text(of: file, limit: Limits.readingTextBytes).utf8))
        } catch {
            throw error == .missing ? .missing : .unreadable
        }
    }

    /// A DOCX is an archive of a stranger's: Debian's unzip takes out the one file that has the words, and is ended when it swells.
    private static func word(_ file: String) async throws(Failure) -> [UInt8] {
        let process = RestrainedProcess(seconds: Limits.popplerSeconds, bytes: Limits.unzipBytes, fileBytes: 0)
        let xml: String
        do {
            xml = try await process.run("unzip", ["-p", "-qq", file, "word/document.xml"], limit: Limits.readingMarkupBytes)
        } catch {
            switch error {
            case .missing: throw .missing
            case .failed: throw .unreadable
            // It said more than it may, or took too long over it.
            case .killed: throw .tooLarge
            }
        }
        do { return try DocumentText.word(xml: Array(xml.utf8)) } catch { throw .tooLarge }
    }
}
