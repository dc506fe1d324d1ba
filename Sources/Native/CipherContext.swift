import COpenSSL

/// Owns one AES-128 context whose key schedule is made once; each packet only sets its initialisation vector.
@safe
struct CipherContext: ~Copyable {
    enum Mode { case counter, galoisCounter }
    enum Direction: Int32 { case open = 0, seal = 1 }

    static let tagBytes = 16

    private let context: OpaquePointer

    init(_ mode: Mode, key: [UInt8]) {
        precondition(key.count == 16, "AES-128 wants 16 bytes of key")
        guard let context = unsafe EVP_CIPHER_CTX_new() else { preconditionFailure("out of memory") }
        unsafe (self.context = context)
        let name = switch mode {
        case .counter: "AES-128-CTR"
        case .galoisCounter: "AES-128-GCM"
        }
        // Fetched by name once: the EVP_aes_… functions would look the implementation up at each use.
        guard let cipher = unsafe EVP_CIPHER_fetch(nil, name, nil) else {
            preconditionFailure("OpenSSL lacks \(name)")
        }
        let done = unsafe EVP_CipherInit_ex(context, cipher, nil, key, nil, Direction.seal.rawValue)
        unsafe EVP_CIPHER_free(cipher)
        precondition(done == 1, "an AES key of the right length cannot be refused")
    }

    deinit {
        unsafe EVP_CIPHER_CTX_free(context)
    }

    func begin(_ vector: InitialisationVector, _ direction: Direction) {
        let done = unsafe vector.withBytes { bytes in
            unsafe EVP_CipherInit_ex(context, nil, nil, nil, bytes, direction.rawValue)
        }
        precondition(done == 1, "a vector of the right length cannot be refused")
    }

    /// Adds bytes that are authenticated but not encrypted.
    func authenticate(_ bytes: UnsafePointer<UInt8>, count: Int) {
        var length: Int32 = 0
        let done = unsafe EVP_CipherUpdate(context, nil, &length, bytes, Int32(count))
        precondition(done == 1, "associated data cannot be refused")
    }

    /// Encrypts or decrypts in place.
    func transform(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) {
        guard count > 0 else { return }
        var length: Int32 = 0
        let done = unsafe EVP_CipherUpdate(context, bytes, &length, bytes, Int32(count))
        precondition(done == 1 && Int(length) == count, "a counter mode cannot refuse bytes")
    }

    /// Ends sealing with the authentication tag.
    func finish(tag: UnsafeMutablePointer<UInt8>) {
        var length: Int32 = 0
        let done = unsafe EVP_CipherFinal_ex(context, tag, &length) == 1
            && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagBytes), tag) == 1
        precondition(done, "sealing cannot fail")
    }

    /// Ends opening; `false` when the tag is not the one of these bytes.
    func verify(tag: UnsafeMutablePointer<UInt8>) -> Bool {
        var length: Int32 = 0
        return unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagBytes), tag) == 1
            && EVP_CipherFinal_ex(context, tag, &length) == 1
    }
}
