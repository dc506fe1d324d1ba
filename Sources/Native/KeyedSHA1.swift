import COpenSSL

/// HMAC-SHA1 under one key, whose two padded blocks are hashed once and not per packet (RFC 2104 §4).
struct KeyedSHA1 {
    /// The session authentication key has 160 bits (RFC 3711 §5.2).
    static let keyBytes = 20
    private static let blockBytes = 64

    private var inner = SHA_CTX()
    private var outer = SHA_CTX()

    init(_ key: [UInt8]) {
        precondition(key.count <= Self.blockBytes, "longer keys are never derived")
        Self.start(&inner, key, pad: 0x36)
        Self.start(&outer, key, pad: 0x5C)
    }

    private static func start(_ state: inout SHA_CTX, _ key: [UInt8], pad: UInt8) {
        var block = [UInt8](repeating: pad, count: blockBytes)
        for index in key.indices { block[index] ^= key[index] }
        unsafe SHA1_Init(&state)
        unsafe SHA1_Update(&state, block, block.count)
        cleanse(&block)
    }

    /// The code over `count` bytes and one word after them in network order.
    func code(over bytes: UnsafePointer<UInt8>, count: Int, then word: UInt32) -> Digest {
        var state = inner
        var word = word.bigEndian
        var digest = Digest()
        unsafe SHA1_Update(&state, bytes, count)
        unsafe SHA1_Update(&state, &word, 4)
        unsafe digest.withMutableBytes { unsafe SHA1_Final($0, &state) }
        (state = outer)
        unsafe digest.withMutableBytes { digest in
            unsafe SHA1_Update(&state, digest, Digest.byteCount)
            unsafe SHA1_Final(digest, &state)
        }
        return digest
    }

    mutating func wipe() {
        unsafe OPENSSL_cleanse(&inner, MemoryLayout<SHA_CTX>.size)
        unsafe OPENSSL_cleanse(&outer, MemoryLayout<SHA_CTX>.size)
    }

    struct Digest {
        static let byteCount = 20
        private var bytes = InlineArray<20, UInt8>(repeating: 0)

        mutating func withMutableBytes(_ body: (UnsafeMutablePointer<UInt8>) -> Void) {
            var span = bytes.mutableSpan
            unsafe span.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress!) }
        }

        func copyFirst(_ count: Int, to target: UnsafeMutablePointer<UInt8>) {
            for index in 0..<count { unsafe target[index] = bytes[index] }
        }

        func firstEqual(_ count: Int, _ other: UnsafePointer<UInt8>) -> Bool {
            var difference: UInt8 = 0
            for index in 0..<count { difference |= unsafe bytes[index] ^ other[index] }
            return difference == 0
        }
    }
}
