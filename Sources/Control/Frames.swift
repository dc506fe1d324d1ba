import FoundationEssentials

import Basics

/// Why a byte stream is not the control protocol.
package enum ControlFailure: Error, Equatable {
    case frameTooLong(Int)
    case undecodable(String)
}

/// Cuts a byte stream into frames, a 4-byte big-endian length and then JSON, and values into frames.
package struct FrameDecoder<Message: Decodable> {
    private var pending: [UInt8] = []

    package init() {}

    package mutating func append(_ bytes: some Sequence<UInt8>) {
        pending.append(contentsOf: bytes)
    }

    /// The next whole message, or `nil` until more bytes come.
    package mutating func next() throws -> Message? {
        guard pending.count >= 4 else { return nil }
        let length = pending[..<4].reduce(0) { $0 << 8 | Int($1) }
        guard length <= Limits.controlFrameBytes else { throw ControlFailure.frameTooLong(length) }
        guard pending.count >= 4 + length else { return nil }
        defer { pending.removeFirst(4 + length) }
        do {
            return try JSONDecoder().decode(Message.self, from: Data(pending[4..<4 + length]))
        } catch {
            throw ControlFailure.undecodable("\(error)")
        }
    }
}

/// One message as a frame.
package func frame(_ message: some Encodable) throws -> [UInt8] {
    let body = try JSONEncoder().encode(message)
    guard body.count <= Limits.controlFrameBytes else { throw ControlFailure.frameTooLong(body.count) }
    let length = UInt32(body.count)
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> UInt32($0)) } + body
}
