import Basics
import Crypto
import Foundation
import NIOCore

/// Takes what is sent to the disk as it comes: never whole in memory, hashed on the way, and kept whole or not at all.
struct Spool: Sendable {
    let folder: String
    /// How many bytes it may have, and what is said of more.
    let limit: Int
    let tooLarge: Problem

    /// What was taken in, and waits to be kept.
    struct Taken: Sendable {
        var path: String
        /// Of the salt and the bytes (SHA-256), as a file may be called.
        var hash: String
        var bytes: Int
        /// The first kilobyte, or all there is.
        var head: [UInt8]
    }

    private static let headBytes = 1_024

    /// `check` is shown the head as soon as it is there, so that nobody sends a gigabyte of what is not wanted.
    ///
    /// - Throws: ``Problem`` for who sent it: too large, too slow, no room; and whatever `check` throws.
    func take(
        _ body: some AsyncSequence<ByteBuffer, any Error> & Sendable, salt: [UInt8] = [], until late: @Sendable () -> Bool,
        checking check: @Sendable ([UInt8]) throws -> Void = { _ in }
    ) async throws -> Taken {
        try makeRoom()
        let path = "\(folder)/\(UUID().uuidString).incoming"
        do {
            return try await write(body, to: path, salt, until: late, checking: check)
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
    }

    /// Gives it its name for good; what has that name already is the same to the last bit.
    func keep(_ taken: Taken, as file: String) async throws {
        try await blocking {
            if FileManager.default.fileExists(atPath: file) { try FileManager.default.removeItem(atPath: file) }
            try FileManager.default.moveItem(atPath: taken.path, toPath: file)
            try FileHandle(forReadingAtPath: folder)?.synchronize()
        }
    }

    func discard(_ taken: Taken) {
        try? FileManager.default.removeItem(atPath: taken.path)
    }

    /// The journal shares the disk, and needs it more.
    func requireRoom() throws {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        guard let free = attributes?[.systemFreeSize] as? NSNumber, free.int64Value > Limits.freeBytes else {
            throw Problem.noRoom
        }
    }

    private func makeRoom() throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try requireRoom()
    }

    private func write(
        _ body: some AsyncSequence<ByteBuffer, any Error> & Sendable, to path: String, _ salt: [UInt8],
        until late: @Sendable () -> Bool, checking check: @Sendable ([UInt8]) throws -> Void
    ) async throws -> Taken {
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let file = FileHandle(forWritingAtPath: path)
        else { throw Problem.noRoom }
        defer { try? file.close() }
        var hasher = SHA256(), head: [UInt8] = [], count = 0
        hasher.update(data: salt)
        for try await chunk in body {
            count += chunk.readableBytes
            guard count <= limit else { throw tooLarge }
            guard !late() else { throw Problem.uploadTooSlow }
            let bytes = Data(chunk.readableBytesView)
            if head.count < Self.headBytes {
                head += bytes.prefix(Self.headBytes - head.count)
                if head.count == Self.headBytes { try check(head) }
            }
            hasher.update(data: bytes)
            do { try await blocking { try file.write(contentsOf: bytes) } } catch { throw Problem.noRoom }
        }
        if head.count < Self.headBytes { try check(head) }
        try await blocking { try file.synchronize() }
        let hash = hasher.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        return Taken(path: path, hash: hash, bytes: count, head: head)
    }
}
