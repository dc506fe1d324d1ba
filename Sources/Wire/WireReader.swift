/// Reads big-endian fields in wire order from borrowed bytes.
package struct WireReader: ~Escapable {
    private let bytes: Span<UInt8>
    package private(set) var position = 0

    @_lifetime(copy bytes)
    package init(_ bytes: Span<UInt8>) {
        self.bytes = bytes
    }

    package var remaining: Int { bytes.count - position }

    @_lifetime(self: copy self)
    package mutating func read() throws(Malformed) -> UInt8 {
        try skip(1)
        return bytes[position - 1]
    }

    @_lifetime(self: copy self)
    package mutating func read() throws(Malformed) -> UInt16 {
        try skip(2)
        return bytes.bigEndian16(at: position - 2)
    }

    @_lifetime(self: copy self)
    package mutating func read() throws(Malformed) -> UInt32 {
        try skip(4)
        return bytes.bigEndian32(at: position - 4)
    }

    @_lifetime(self: copy self)
    package mutating func read() throws(Malformed) -> UInt64 {
        let high: UInt32 = try read()
        let low: UInt32 = try read()
        return UInt64(high) << 32 | UInt64(low)
    }

    /// The next `count` bytes, still borrowed from where the reader's own come from.
    @_lifetime(copy self)
    package mutating func readBytes(_ count: Int) throws(Malformed) -> Span<UInt8> {
        try skip(count)
        return bytes.extracting(position - count..<position)
    }

    @_lifetime(self: copy self)
    package mutating func skip(_ count: Int) throws(Malformed) {
        guard count >= 0, count <= remaining else { throw .truncated }
        position += count
    }
}

extension Span<UInt8> {
    /// The two bytes at `offset`, which the caller has checked to be there.
    package func bigEndian16(at offset: Int) -> UInt16 {
        UInt16(self[offset]) << 8 | UInt16(self[offset + 1])
    }

    /// The four bytes at `offset`, which the caller has checked to be there.
    package func bigEndian32(at offset: Int) -> UInt32 {
        UInt32(bigEndian16(at: offset)) << 16 | UInt32(bigEndian16(at: offset + 2))
    }

    /// A copy that owns its bytes.
    package var array: [UInt8] {
        var copy: [UInt8] = []
        copy.reserveCapacity(count)
        for index in indices { copy.append(self[index]) }
        return copy
    }
}

extension MutableSpan<UInt8> {
    @_lifetime(self: copy self)
    package mutating func setBigEndian16(_ value: UInt16, at offset: Int) {
        self[offset] = UInt8(truncatingIfNeeded: value >> 8)
        self[offset + 1] = UInt8(truncatingIfNeeded: value)
    }

    @_lifetime(self: copy self)
    package mutating func setBigEndian32(_ value: UInt32, at offset: Int) {
        setBigEndian16(UInt16(truncatingIfNeeded: value >> 16), at: offset)
        setBigEndian16(UInt16(truncatingIfNeeded: value), at: offset + 2)
    }
}
