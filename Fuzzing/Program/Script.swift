/// Bytes read as a script of small choices; when they are used up everything is zero.
struct Script {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        self.bytes = bytes[...]
    }

    var isOver: Bool { bytes.isEmpty }

    mutating func byte() -> UInt8 { bytes.popFirst() ?? 0 }
    mutating func flag() -> Bool { byte() & 1 == 1 }
    mutating func below(_ limit: Int) -> Int { Int(byte()) % limit }
    mutating func word() -> UInt16 { UInt16(byte()) << 8 | UInt16(byte()) }
    mutating func long() -> UInt32 { UInt32(word()) << 16 | UInt32(word()) }
    mutating func longest() -> UInt64 { UInt64(long()) << 32 | UInt64(long()) }

    /// The next `count` bytes, fewer at the end.
    mutating func take(_ count: Int) -> [UInt8] {
        defer { bytes = bytes.dropFirst(count) }
        return Array(bytes.prefix(count))
    }

    /// Bytes behind their length.
    mutating func piece(atMost limit: Int = 1_500) -> [UInt8] { take(Int(word()) % (limit + 1)) }
}
