import Basics

/// SRTP and SRTCP with AEAD_AES_128_GCM (RFC 7714).
package final class AuthenticatedCipher {
    static let rtpOverhead = GaloisCipher.tagBytes
    static let rtcpOverhead = GaloisCipher.tagBytes + SRTPLayout.rtcpIndexBytes

    private static let saltBytes = 12

    private let rtp: GaloisCipher
    private let rtcp: GaloisCipher
    private let rtpSalt: SessionSalt
    private let rtcpSalt: SessionSalt

    init(_ master: SRTPMasterKey) {
        var rtpKey = master.derive(.rtpEncryption, count: 16)
        var rtcpKey = master.derive(.rtcpEncryption, count: 16)
        defer {
            cleanse(&rtpKey)
            cleanse(&rtcpKey)
        }
        rtp = GaloisCipher(key: rtpKey, by: GaloisCipher.best)
        rtcp = GaloisCipher(key: rtcpKey, by: GaloisCipher.best)
        rtpSalt = SessionSalt(master, .rtpSalt, bytes: Self.saltBytes)
        rtcpSalt = SessionSalt(master, .rtcpSalt, bytes: Self.saltBytes)
    }

    /// With session keys given instead of derived, as the vectors of RFC 7714 §16 and §17 have them.
    init(sessionKey: [UInt8], sessionSalt: [UInt8], by engine: GaloisCipher.Engine = GaloisCipher.best) {
        rtp = GaloisCipher(key: sessionKey, by: engine)
        rtcp = GaloisCipher(key: sessionKey, by: engine)
        rtpSalt = SessionSalt(sessionSalt)
        rtcpSalt = SessionSalt(sessionSalt)
    }

    func sealRTP(
        _ packet: inout MutableSpan<UInt8>, length: Int, headerLength: Int, rollover: UInt32
    ) -> Int {
        precondition(headerLength >= SRTPLayout.rtpHeaderBytes && headerLength <= length, "not an RTP header")
        precondition(length + Self.rtpOverhead <= packet.count, "no room for the tag")
        unsafe packet.withUnsafeMutableBufferPointer { buffer in
            let bytes = buffer.baseAddress!
            let index = unsafe SRTPLayout.rtpIndex(bytes, rollover: rollover)
            let vector = rtpSalt.shortVector(source: unsafe SRTPLayout.load(bytes + 8), index: index)
            unsafe rtp.seal(
                bytes + headerLength, count: length - headerLength, associated: bytes, associatedCount: headerLength,
                vector, tag: bytes + length)
        }
        return length + Self.rtpOverhead
    }

    func openRTP(
        _ packet: inout MutableSpan<UInt8>, length: Int, headerLength: Int, rollover: UInt32
    ) throws(OpenFailure) -> Int {
        precondition(headerLength >= SRTPLayout.rtpHeaderBytes && length <= packet.count, "not an RTP header")
        let plain = length - Self.rtpOverhead
        guard plain >= headerLength else { throw .malformed }
        let genuine = unsafe packet.withUnsafeMutableBufferPointer { buffer in
            let bytes = buffer.baseAddress!
            let index = unsafe SRTPLayout.rtpIndex(bytes, rollover: rollover)
            let vector = rtpSalt.shortVector(source: unsafe SRTPLayout.load(bytes + 8), index: index)
            return unsafe rtp.open(
                bytes + headerLength, count: plain - headerLength, associated: bytes, associatedCount: headerLength,
                vector, tag: bytes + plain)
        }
        guard genuine else { throw .authentication }
        return plain
    }

    func sealRTCP(_ packet: inout MutableSpan<UInt8>, length: Int, index: UInt32) -> Int {
        precondition(length >= SRTPLayout.rtcpHeaderBytes, "not an RTCP packet")
        precondition(length + Self.rtcpOverhead <= packet.count, "no room for the tag")
        unsafe packet.withUnsafeMutableBufferPointer { buffer in
            let bytes = buffer.baseAddress!
            let trailer = unsafe bytes + length + GaloisCipher.tagBytes
            unsafe SRTPLayout.store(SRTPLayout.encryptedFlag | index, trailer)
            let vector = rtcpSalt.shortVector(
                source: unsafe SRTPLayout.load(bytes + 4), index: UInt64(index)
            )
            unsafe withAssociated(bytes, trailer) { associated, count in
                unsafe rtcp.seal(
                    bytes + SRTPLayout.rtcpHeaderBytes, count: length - SRTPLayout.rtcpHeaderBytes,
                    associated: associated, associatedCount: count, vector, tag: bytes + length)
            }
        }
        return length + Self.rtcpOverhead
    }

    func openRTCP(
        _ packet: inout MutableSpan<UInt8>, length: Int
    ) throws(OpenFailure) -> (length: Int, index: UInt32) {
        precondition(length <= packet.count, "longer than its buffer")
        let plain = length - Self.rtcpOverhead
        guard plain >= SRTPLayout.rtcpHeaderBytes else { throw .malformed }
        let index: UInt32? = unsafe packet.withUnsafeMutableBufferPointer { buffer in
            let bytes = buffer.baseAddress!
            let trailer = unsafe bytes + plain + CipherContext.tagBytes
            let word = unsafe SRTPLayout.load(trailer)
            // We agreed on encryption; a packet that says it has none is nobody's we know.
            guard word & SRTPLayout.encryptedFlag != 0 else { return nil }
            let index = word & ~SRTPLayout.encryptedFlag
            let vector = rtcpSalt.shortVector(
                source: unsafe SRTPLayout.load(bytes + 4), index: UInt64(index)
            )
            let isGenuine = unsafe withAssociated(bytes, trailer) { associated, count in
                unsafe rtcp.open(
                    bytes + SRTPLayout.rtcpHeaderBytes, count: plain - SRTPLayout.rtcpHeaderBytes,
                    associated: associated, associatedCount: count, vector, tag: bytes + plain)
            }
            return isGenuine ? index : nil
        }
        guard let index else { throw .authentication }
        return (plain, index)
    }

    /// The associated data of RTCP is the header and then the index word (RFC 7714 §9.2), side by side.
    private func withAssociated<Result>(
        _ header: UnsafePointer<UInt8>, _ trailer: UnsafePointer<UInt8>,
        _ body: (UnsafePointer<UInt8>, Int) -> Result
    ) -> Result {
        let words = unsafe (
            SRTPLayout.load(header).bigEndian, SRTPLayout.load(header + 4).bigEndian,
            SRTPLayout.load(trailer).bigEndian)
        return unsafe withUnsafeBytes(of: words) { bytes in
            unsafe body(bytes.baseAddress!.assumingMemoryBound(to: UInt8.self), bytes.count)
        }
    }
}
