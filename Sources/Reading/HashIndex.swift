/// A table from 64-bit keys to small numbers: open addressing, filled once.
struct HashIndex: Sendable {
    private var keys: [UInt64]
    private var values: [UInt32]
    private var count = 0

    init() {
        keys = [UInt64](repeating: 0, count: 64)
        values = [UInt32](repeating: 0, count: 64)
    }

    /// 0 for what is not there.
    @inline(__always)
    subscript(_ key: UInt64) -> UInt32 {
        let mask = keys.count - 1
        var slot = Self.slot(key, mask)
        while true {
            if keys[slot] == key { return values[slot] }
            if keys[slot] == 0 { return 0 }
            slot = (slot + 1) & mask
        }
    }

    mutating func insert(_ key: UInt64, _ value: UInt32) {
        precondition(key != 0, "a key of zero is an empty place")
        if (count + 1) * 3 > keys.count { grow() }
        let mask = keys.count - 1
        var slot = Self.slot(key, mask)
        while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
        if keys[slot] == 0 { count += 1 }
        keys[slot] = key
        values[slot] = value
    }

    private mutating func grow() {
        let (oldKeys, oldValues) = (keys, values)
        keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
        values = [UInt32](repeating: 0, count: oldKeys.count * 2)
        count = 0
        for (key, value) in zip(oldKeys, oldValues) where key != 0 { insert(key, value) }
    }

    @inline(__always)
    private static func slot(_ key: UInt64, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 20) & mask
    }
}
