/// The bytes that make each packet's encryption its own; 16 for a counter mode, of which GCM reads the first 12.
struct InitialisationVector {
    private var words: (UInt32, UInt32, UInt32, UInt32)

    init(_ first: UInt32, _ second: UInt32, _ third: UInt32, _ fourth: UInt32) {
        words = (first.bigEndian, second.bigEndian, third.bigEndian, fourth.bigEndian)
    }

    func withBytes<Result>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result {
        unsafe withUnsafeBytes(of: words) { unsafe body($0.baseAddress!.assumingMemoryBound(to: UInt8.self)) }
    }
}

/// A session salt, and the vectors it makes with a packet's SSRC and 48-bit index.
struct SessionSalt {
    private let words: (UInt32, UInt32, UInt32, UInt32)

    init(_ master: SRTPMasterKey, _ label: SRTPKeyLabel, bytes count: Int) {
        var bytes = master.derive(label, count: count)
        self.init(bytes)
        cleanse(&bytes)
    }

    /// A shorter salt stands at the left, with zeros after it (RFC 3711 §4.1.1, RFC 7714 §11).
    init(_ bytes: [UInt8]) {
        precondition(bytes.count == 12 || bytes.count == 14, "a salt has 96 or 112 bits")
        func word(_ start: Int) -> UInt32 {
            (start..<start + 4).reduce(0) { $0 << 8 | ($1 < bytes.count ? UInt32(bytes[$1]) : 0) }
        }
        words = (word(0), word(4), word(8), word(12))
    }

    /// The counter block of AES-CM (RFC 3711 §4.1.1).
    func vector(source: UInt32, index: UInt64) -> InitialisationVector {
        let high = UInt32(truncatingIfNeeded: index >> 16)
        let low = UInt32(truncatingIfNeeded: index & 0xFFFF) << 16
        return InitialisationVector(words.0, words.1 ^ source, words.2 ^ high, words.3 ^ low)
    }

    /// The 96-bit vector of GCM: two zero bytes, the SSRC, the index (RFC 7714 §8.1, §9.1).
    func shortVector(source: UInt32, index: UInt64) -> InitialisationVector {
        let high = UInt32(truncatingIfNeeded: index >> 32)
        let low = UInt32(truncatingIfNeeded: index)
        return InitialisationVector(words.0 ^ source >> 16, words.1 ^ (source << 16 | high), words.2 ^ low, 0)
    }
}
