package import Foundation
import NIOCore
import NIOPosix

/// Asks the server of a data folder for what only the machine's operator may do, over its Unix socket.
package struct AdminClient: Sendable {
    private let folder: DataFolder

    package init(_ folder: DataFolder) {
        self.folder = folder
    }

    /// What the server refused, in its words.
    package struct Refused: Error, CustomStringConvertible {
        package var description: String
    }

    /// Whether a server answers.
    package func isServed() async -> Bool {
        (try? await request("GET", "/health")) != nil
    }

    package func get<Answer: Decodable>(_ path: String, as type: Answer.Type) async throws -> Answer {
        try JSONDecoder().decode(type, from: try await request("GET", path))
    }

    package func post<Answer: Decodable>(
        _ path: String, _ body: some Encodable, as type: Answer.Type
    ) async throws -> Answer {
        try JSONDecoder().decode(type, from: try await request("POST", path, body: try JSONEncoder().encode(body)))
    }

    package func post(_ path: String, raw body: Data) async throws {
        _ = try await request("POST", path, body: body)
    }

    package func delete(_ path: String) async throws {
        _ = try await request("DELETE", path)
    }

    private struct Problem: Decodable { var message: String }

    private func request(_ method: String, _ path: String, body: Data = Data()) async throws -> Data {
        let head = [
            "\(method) \(path) HTTP/1.1", "Host: localhost", "Connection: close",
            "Authorization: Bearer \(try folder.adminToken())", "Accept-Language: en",
            "Content-Type: application/json", "Content-Length: \(body.count)", "", "",
        ].joined(separator: "\r\n")
        let answer: ByteBuffer
        do {
            answer = try await exchange(ByteBuffer(bytes: Data(head.utf8) + body))
        } catch {
            throw StartFailure("no server serves the data folder \(folder.path); start it with: dienhong serve")
        }
        let bytes = Data(answer.readableBytesView)
        guard let end = bytes.range(of: Data("\r\n\r\n".utf8)) else { throw Refused(description: "no answer") }
        let status = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: " ").dropFirst().first
        let content = bytes[end.upperBound...]
        guard let status, status.hasPrefix("2") else {
            let problem = try? JSONDecoder().decode(Problem.self, from: content)
            throw Refused(description: problem?.message ?? "the server answered \(status ?? "nothing")")
        }
        return Data(content)
    }

    private func exchange(_ request: ByteBuffer) async throws -> ByteBuffer {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(2))
            .connect(unixDomainSocketPath: folder.adminSocket) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(request)
            var answer = ByteBuffer()
            for try await part in inbound { answer.writeImmutableBuffer(part) }
            return answer
        }
    }
}
