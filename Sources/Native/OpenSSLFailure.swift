import COpenSSL

extension SystemFailure {
    /// Takes the first entry of OpenSSL's error queue as the reason, and empties the queue.
    static func openSSL(_ action: String) -> SystemFailure {
        let code = ERR_get_error()
        var text = [CChar](repeating: 0, count: 256)
        unsafe ERR_error_string_n(code, &text, text.count)
        ERR_clear_error()
        let reason = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return SystemFailure(action: action, reason: code == 0 ? "OpenSSL gave no reason" : reason)
    }
}
