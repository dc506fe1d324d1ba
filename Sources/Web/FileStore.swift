import Foundation
import Hummingbird
import HTTPTypes
import NIOCore

/// Files that people brought, each under the hash of its bytes; nothing here is ever opened or run by the server's own code.
struct FileStore: Sendable {
    let folder: String
    /// How large one may be, and what is said of a larger one.
    let limit: Int
    let tooLarge: Problem

    func file(of id: String) -> String { "\(folder)/\(id)" }

    func has(_ id: String) -> Bool {
        Self.isID(id) && FileManager.default.fileExists(atPath: file(of: id))
    }

    /// A hash and nothing else: what was sent never becomes a path.
    static func isID(_ id: String) -> Bool {
        id.utf8.count == 64 && id.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
    }

    /// A file that was taken in, and what was found in it.
    struct Received<Finding: Sendable>: Sendable {
        var id: String
        var bytes: Int
        var finding: Finding
    }

    /// Takes a file in; it lasts when this returns. `check` may refuse it by its head, `examine` looks at it whole before it is kept.
    func receive<Finding: Sendable>(
        _ body: some AsyncSequence<ByteBuffer, any Error> & Sendable, until late: @Sendable () -> Bool,
        checking check: @Sendable ([UInt8]) throws -> Void = { _ in },
        examining examine: @Sendable (_ path: String, _ head: [UInt8]) async throws -> Finding
    ) async throws -> Received<Finding> {
        let spool = Spool(folder: folder, limit: limit, tooLarge: tooLarge)
        let taken = try await spool.take(body, until: late, checking: check)
        do {
            guard taken.bytes > 0 else { throw Problem.malformed }
            let finding = try await examine(taken.path, taken.head)
            try await spool.keep(taken, as: file(of: taken.hash))
            return Received(id: taken.hash, bytes: taken.bytes, finding: finding)
        } catch {
            spool.discard(taken)
            throw error
        }
    }

    /// The file as something to keep: whatever it is, a browser opens nothing of it here.
    func download(_ id: String, called name: String, _ context: Visit) async throws -> Response {
        guard has(id) else { throw Problem.notFound }
        var response = Response(
            status: .ok, headers: [.cacheControl: "no-store"],
            body: try await FileIO().loadFile(path: file(of: id), context: context))
        response.headers[.contentType] = "application/octet-stream"
        response.headers[.contentDisposition] = "attachment; filename*=UTF-8''\(Self.percentEncoded(name))"
        return response
    }

    /// For a header's extended value (RFC 8187 §3.2.1).
    private static func percentEncoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = 0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte || [0x2D, 0x2E, 0x5F].contains(byte)
            if isPlain { return String(UnicodeScalar(byte)) }
            return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
