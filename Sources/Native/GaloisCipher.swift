import CMultiBuffer

/// AES-128-GCM under one key, in place: by Intel's library where the processor has the instructions for it, else by OpenSSL.
enum GaloisCipher: ~Copyable {
    case openSSL(CipherContext)
    case multiBuffer(MultiBufferKey)

    enum Engine: Sendable {
        case openSSL, multiBuffer

        /// What this machine has.
        static var available: [Engine] { cmultibuffer_is_available() ? [.openSSL, .multiBuffer] : [.openSSL] }
    }

    static let tagBytes = 16

    /// The fastest that this machine has; OpenSSL's way to one packet costs as much again as its encryption.
    static var best: Engine { cmultibuffer_is_available() ? .multiBuffer : .openSSL }

    init(key: [UInt8], by engine: Engine) {
        precondition(key.count == 16, "AES-128 wants 16 bytes of key")
        switch engine {
        case .openSSL: self = .openSSL(CipherContext(.galoisCounter, key: key))
        case .multiBuffer: self = .multiBuffer(MultiBufferKey(key))
        }
    }

    /// Encrypts `count` bytes and writes the tag of them and of the associated bytes.
    func seal(
        _ bytes: UnsafeMutablePointer<UInt8>, count: Int, associated: UnsafePointer<UInt8>, associatedCount: Int,
        _ vector: InitialisationVector, tag: UnsafeMutablePointer<UInt8>
    ) {
        switch self {
        case .openSSL(let context):
            context.begin(vector, .seal)
            unsafe context.authenticate(associated, count: associatedCount)
            unsafe context.transform(bytes, count: count)
            unsafe context.finish(tag: tag)
        case .multiBuffer(let key):
            unsafe vector.withBytes { vector in
                unsafe cmultibuffer_seal(key.key, vector, associated, associatedCount, bytes, count, tag)
            }
        }
    }

    /// Decrypts `count` bytes; `false` when the tag is not that of these bytes and the associated ones.
    func open(
        _ bytes: UnsafeMutablePointer<UInt8>, count: Int, associated: UnsafePointer<UInt8>, associatedCount: Int,
        _ vector: InitialisationVector, tag: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        switch self {
        case .openSSL(let context):
            context.begin(vector, .open)
            unsafe context.authenticate(associated, count: associatedCount)
            unsafe context.transform(bytes, count: count)
            return unsafe context.verify(tag: tag)
        case .multiBuffer(let key):
            return unsafe vector.withBytes { vector in
                unsafe cmultibuffer_open(key.key, vector, associated, associatedCount, bytes, count, tag)
            }
        }
    }
}

/// Owns one expanded key of Intel's library; made only where that is available.
@safe
struct MultiBufferKey: ~Copyable {
    let key: OpaquePointer

    init(_ bytes: [UInt8]) {
        guard let key = unsafe cmultibuffer_make_key(bytes) else { preconditionFailure("no such library here") }
        unsafe (self.key = key)
    }

    deinit {
        unsafe cmultibuffer_free_key(key)
    }
}
