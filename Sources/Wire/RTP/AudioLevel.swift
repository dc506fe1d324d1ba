/// How loud a packet's audio is, readable without decoding it (RFC 6464 §3).
package struct AudioLevel: BitwiseCopyable, Hashable, Sendable {
    package var hasVoice: Bool
    /// Loudness from -127 (silence) to 0 dBov.
    package var decibels: Int

    package init(hasVoice: Bool, decibels: Int) {
        self.hasVoice = hasVoice
        self.decibels = min(max(decibels, -127), 0)
    }

    package init(byte: UInt8) {
        hasVoice = byte & 0x80 != 0
        decibels = -Int(byte & 0x7F)
    }

    package var byte: UInt8 {
        (hasVoice ? 0x80 : 0) | UInt8(-min(max(decibels, -127), 0))
    }
}
