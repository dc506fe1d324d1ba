import Basics
import Foundation
import Reading
import Web

/// The text of a file, or one line of words why there is none.
enum ReadableFile {
    static func text(of file: String) async throws -> [UInt8] {
        let bytes = try load(file)
        do {
            return try await DocumentReader.text(of: bytes)
        } catch {
            let reason = switch error {
            case .unreadable: "a document that cannot be read"
            case .tooLarge: "more text than one document has"
            case .missing: "pdftotext (poppler-utils) or unzip is not installed"
            }
            throw StartFailure("\(file): \(reason); nothing is proposed")
        }
    }

    private static func load(_ file: String) throws -> [UInt8] {
        let handle: FileHandle
        if file == "-" {
            handle = .standardInput
        } else {
            guard let opened = FileHandle(forReadingAtPath: file) else { throw StartFailure("\(file) is not there") }
            handle = opened
        }
        let data = try handle.read(upToCount: Limits.readingFileBytes + 1) ?? Data()
        guard data.count <= Limits.readingFileBytes else {
            throw StartFailure("\(file): more than \(Limits.readingFileBytes >> 20) MB, which is no one document; nothing is proposed")
        }
        return [UInt8](data)
    }

    static func words(_ reason: Reader.Unreadable) -> String {
        switch reason {
        case .empty: "no text in it (a scan has none); nothing is proposed"
        case .tooLong(let bytes): "\(bytes) bytes of text, more than the \(Limits.readingTextBytes) of one document; nothing is proposed"
        case .notText: "no UTF-8 text; nothing is proposed"
        case .notVietnamese: "hardly a word of it is Vietnamese; nothing is proposed"
        }
    }
}
