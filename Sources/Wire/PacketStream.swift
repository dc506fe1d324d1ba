import Basics

/// Cuts a byte stream into the packets that it carries, each behind its length in two bytes (RFC 4571 §2).
package struct PacketStream {
    private var bytes: [UInt8] = []
    private var start = 0

    package init() {}

    package mutating func append(_ more: [UInt8]) {
        bytes.removeFirst(start)
        start = 0
        bytes += more
    }

    /// The next whole packet, `nil` until it has come; a length that none of ours can have ends the stream.
    package mutating func next() throws(Malformed) -> ArraySlice<UInt8>? {
        guard bytes.count - start >= 2 else { return nil }
        let length = Int(bytes[start]) << 8 | Int(bytes[start + 1])
        guard 1...Limits.datagramBytes ~= length else { throw .badLength }
        guard bytes.count - start >= 2 + length else { return nil }
        defer { start += 2 + length }
        return bytes[start + 2..<start + 2 + length]
    }

    /// What has come and was not taken out yet.
    package var rest: ArraySlice<UInt8> { bytes[start...] }
}
