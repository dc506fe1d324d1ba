import Basics
import Crypto
import Foundation
import HTTPTypes
import NIOCore

/// Files that show that reports are true, each under the hash of its bytes.
struct EvidenceStore: Sendable {
    let folder: String

    func file(of id: String) -> String { "\(folder)/\(id)" }

    func has(_ id: String) -> Bool {
        Self.isID(id) && FileManager.default.fileExists(atPath: file(of: id))
    }

    /// A hash and nothing else: what was sent never becomes a path.
    static func isID(_ id: String) -> Bool {
        id.utf8.count == 64 && id.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
    }

    /// Takes a file in as it comes, without ever holding it in memory; it lasts when this returns.
    func receive(
        _ body: some AsyncSequence<ByteBuffer, any Error> & Sendable, until late: @Sendable () -> Bool
    ) async throws -> (id: String, bytes: Int) {
        try prepare()
        let incoming = "\(folder)/\(UUID().uuidString).incoming"
        do {
            let (id, bytes) = try await spool(body, to: incoming, until: late)
            try await blocking {
                if FileManager.default.fileExists(atPath: file(of: id)) {
                    try FileManager.default.removeItem(atPath: incoming)
                } else {
                    try FileManager.default.moveItem(atPath: incoming, toPath: file(of: id))
                    try FileHandle(forReadingAtPath: folder)?.synchronize()
                }
            }
            return (id, bytes)
        } catch {
            try? FileManager.default.removeItem(atPath: incoming)
            throw error
        }
    }

    private func spool(
        _ body: some AsyncSequence<ByteBuffer, any Error> & Sendable, to path: String, until late: @Sendable () -> Bool
    ) async throws -> (id: String, bytes: Int) {
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let file = FileHandle(forWritingAtPath: path)
        else { throw Problem.noRoom }
        defer { try? file.close() }
        var hasher = SHA256(), count = 0
        for try await chunk in body {
            count += chunk.readableBytes
            guard count <= Limits.evidenceBytes else { throw Problem.evidenceTooLarge }
            guard !late() else { throw Problem.uploadTooSlow }
            let bytes = Data(chunk.readableBytesView)
            hasher.update(data: bytes)
            do { try await blocking { try file.write(contentsOf: bytes) } } catch { throw Problem.noRoom }
        }
        guard count > 0 else { throw Problem.malformed }
        try await blocking { try file.synchronize() }
        return (hasher.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined(), count)
    }

    private func prepare() throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        guard let free = attributes?[.systemFreeSize] as? NSNumber, free.int64Value > Limits.freeBytes else {
            throw Problem.noRoom
        }
    }
}

extension Problem {
    static let evidenceTooLarge = Problem(
        .contentTooLarge, "tooLarge", vi: "Tệp lớn hơn \(Limits.evidenceBytes >> 20) MB.",
        en: "The file is larger than \(Limits.evidenceBytes >> 20) MB.")
}
