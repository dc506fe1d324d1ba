import Basics

/// Bytes that are not what an authenticator sends.
package struct BadPasskey: Error, Hashable, Sendable {
    package init() {}
}

/// Reads the part of CBOR that authenticators send (RFC 8949; CTAP2 canonical form): definite lengths only.
struct CBORReader {
    private let bytes: [UInt8]
    private(set) var position: Int
    private var depth = 0

    init(_ bytes: [UInt8], from position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    var isAtEnd: Bool { position == bytes.count }

    private enum Kind: UInt8 { case unsigned, negative, bytes, text, array, map, tag, simple }

    /// The kind of the next value and its argument, in the shortest form (RFC 8949 §3).
    private mutating func head() throws(BadPasskey) -> (kind: Kind, argument: UInt64) {
        let first = try byte()
        guard let kind = Kind(rawValue: first >> 5) else { throw BadPasskey() }
        let small = first & 31
        guard small >= 24 else { return (kind, UInt64(small)) }
        guard small <= 27 else { throw BadPasskey() }
        let length = 1 << Int(small - 24)
        var argument: UInt64 = 0
        for _ in 0..<length { argument = argument << 8 | UInt64(try byte()) }
        guard kind == .simple || argument >= (length == 1 ? 24 : 1 << (length * 4)) else { throw BadPasskey() }
        return (kind, argument)
    }

    private mutating func byte() throws(BadPasskey) -> UInt8 {
        guard position < bytes.count else { throw BadPasskey() }
        position += 1
        return bytes[position - 1]
    }

    private mutating func take(_ count: UInt64) throws(BadPasskey) -> [UInt8] {
        guard count <= UInt64(bytes.count - position) else { throw BadPasskey() }
        let end = position + Int(count)
        defer { position = end }
        return Array(bytes[position..<end])
    }

    mutating func integer() throws(BadPasskey) -> Int {
        let (kind, argument) = try head()
        guard argument <= UInt64(Int32.max) else { throw BadPasskey() }
        switch kind {
        case .unsigned: return Int(argument)
        case .negative: return -1 - Int(argument)
        default: throw BadPasskey()
        }
    }

    mutating func byteString() throws(BadPasskey) -> [UInt8] {
        let (kind, count) = try head()
        guard kind == .bytes else { throw BadPasskey() }
        return try take(count)
    }

    mutating func text() throws(BadPasskey) -> String {
        let (kind, count) = try head()
        guard kind == .text, let text = String(validating: try take(count), as: UTF8.self) else { throw BadPasskey() }
        return text
    }

    /// The number of pairs that follow.
    mutating func map() throws(BadPasskey) -> Int {
        let (kind, count) = try head()
        // A pair has two bytes at least.
        guard kind == .map, count <= UInt64(bytes.count - position) / 2 else { throw BadPasskey() }
        return Int(count)
    }

    /// Passes over one value, whatever it is.
    mutating func skip() throws(BadPasskey) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Limits.passkeyDepth else { throw BadPasskey() }
        let (kind, argument) = try head()
        switch kind {
        case .unsigned, .negative, .simple: return
        case .bytes, .text: _ = try take(argument)
        case .tag: try skip()
        case .array, .map:
            guard argument <= UInt64(bytes.count - position) else { throw BadPasskey() }
            for _ in 0..<(kind == .map ? 2 * argument : argument) { try skip() }
        }
    }
}
