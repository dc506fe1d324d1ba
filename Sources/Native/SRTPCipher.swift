package import Basics

/// One direction of an SRTP session under either profile; confined to its thread, since it reuses C contexts.
package enum SRTPCipher: PacketCipher {
    case counterMode(CounterModeCipher)
    case authenticated(AuthenticatedCipher)

    init(_ profile: SRTPProfile, _ master: SRTPMasterKey) {
        self = switch profile {
        case .aes128CMSHA1_80: .counterMode(CounterModeCipher(master))
        case .aeadAES128GCM: .authenticated(AuthenticatedCipher(master))
        }
    }

    /// Under keys that nobody else has; what it seals can only be counted.
    package static func random(_ profile: SRTPProfile) -> SRTPCipher {
        var entropy = SystemEntropy()
        func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in entropy.next() } }
        return SRTPCipher(
            profile, SRTPMasterKey(key: bytes(SRTPProfile.masterKeyBytes), salt: bytes(profile.masterSaltBytes)))
    }

    package var rtpOverhead: Int {
        switch self {
        case .counterMode: CounterModeCipher.rtpOverhead
        case .authenticated: AuthenticatedCipher.rtpOverhead
        }
    }

    package var rtcpOverhead: Int {
        switch self {
        case .counterMode: CounterModeCipher.rtcpOverhead
        case .authenticated: AuthenticatedCipher.rtcpOverhead
        }
    }

    package func sealRTP(
        _ packet: inout MutableSpan<UInt8>, length: Int, headerLength: Int, rollover: UInt32
    ) -> Int {
        switch self {
        case .counterMode(let cipher):
            cipher.sealRTP(&packet, length: length, headerLength: headerLength, rollover: rollover)
        case .authenticated(let cipher):
            cipher.sealRTP(&packet, length: length, headerLength: headerLength, rollover: rollover)
        }
    }

    package func openRTP(
        _ packet: inout MutableSpan<UInt8>, length: Int, headerLength: Int, rollover: UInt32
    ) throws(OpenFailure) -> Int {
        switch self {
        case .counterMode(let cipher):
            try cipher.openRTP(&packet, length: length, headerLength: headerLength, rollover: rollover)
        case .authenticated(let cipher):
            try cipher.openRTP(&packet, length: length, headerLength: headerLength, rollover: rollover)
        }
    }

    package func sealRTCP(_ packet: inout MutableSpan<UInt8>, length: Int, index: UInt32) -> Int {
        switch self {
        case .counterMode(let cipher): cipher.sealRTCP(&packet, length: length, index: index)
        case .authenticated(let cipher): cipher.sealRTCP(&packet, length: length, index: index)
        }
    }

    package func openRTCP(
        _ packet: inout MutableSpan<UInt8>, length: Int
    ) throws(OpenFailure) -> (length: Int, index: UInt32) {
        switch self {
        case .counterMode(let cipher): try cipher.openRTCP(&packet, length: length)
        case .authenticated(let cipher): try cipher.openRTCP(&packet, length: length)
        }
    }
}

/// Layout that both profiles share (RFC 3711 §3.1, §3.4).
enum SRTPLayout {
    /// Header bytes of RTP before the CSRCs, and so the shortest header.
    static let rtpHeaderBytes = 12
    /// The part of an RTCP packet that stays readable: first header word and sender SSRC.
    static let rtcpHeaderBytes = 8
    /// The E bit and the 31-bit index.
    static let rtcpIndexBytes = 4
    static let encryptedFlag: UInt32 = 0x8000_0000

    /// The 48-bit packet index: rollover counter and sequence number (RFC 3711 §3.3.1).
    static func rtpIndex(_ header: UnsafePointer<UInt8>, rollover: UInt32) -> UInt64 {
        UInt64(rollover) << 16 | UInt64(unsafe load(header) & 0xFFFF)
    }

    static func load(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
        unsafe UnsafeRawPointer(bytes).loadUnaligned(as: UInt32.self).bigEndian
    }

    static func store(_ value: UInt32, _ bytes: UnsafeMutablePointer<UInt8>) {
        unsafe UnsafeMutableRawPointer(bytes).storeBytes(of: value.bigEndian, as: UInt32.self)
    }
}
