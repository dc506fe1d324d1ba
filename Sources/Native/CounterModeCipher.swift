import Basics
import COpenSSL

/// SRTP and SRTCP with AES_CM_128_HMAC_SHA1_80 (RFC 3711).
package final class CounterModeCipher {
    private static let tagBytes = 10
    private static let saltBytes = 14
    static let rtpOverhead = tagBytes
    static let rtcpOverhead = SRTPLayout.rtcpIndexBytes + tagBytes

    private let rtp: CipherContext
    private let rtcp: CipherContext
    private let rtpSalt: SessionSalt
    private let rtcpSalt: SessionSalt
    private var rtpAuthentication: KeyedSHA1
    private var rtcpAuthentication: KeyedSHA1

    init(_ master: SRTPMasterKey) {
        var rtpKey = master.derive(.rtpEncryption, count: 16)
        var rtcpKey = master.derive(.rtcpEncryption, count: 16)
        var rtpAuthenticationKey = master.derive(.rtpAuthentication, count: KeyedSHA1.keyBytes)
        var rtcpAuthenticationKey = master.derive(.rtcpAuthentication, count: KeyedSHA1.keyBytes)
        defer {
            cleanse(&rtpKey)
            cleanse(&rtcpKey)
            cleanse(&rtpAuthenticationKey)
            cleanse(&rtcpAuthenticationKey)
        }
        rtp = CipherContext(.counter, key: rtpKey)
        rtcp = CipherContext(.counter, key: rtcpKey)
        rtpSalt = SessionSalt(master, .rtpSalt, bytes: Self.saltBytes)
        rtcpSalt = SessionSalt(master, .rtcpSalt, bytes: Self.saltBytes)
        rtpAuthentication = KeyedSHA1(rtpAuthenticationKey)
        rtcpAuthentication = KeyedSHA1(rtcpAuthenticationKey)
    }

    deinit {
        rtpAuthentication.wipe()
        rtcpAuthentication.wipe()
    }

    func sealRTP(
        _ packet: inout MutableSpan<UInt8>, length: Int, headerLength: Int, rollover: UInt32
    ) -> Int {
        precondition(headerLength >= SRTPLayout.rtpHeaderBytes && headerLength <= length, "not an RTP header")
        precondition(length + Self.rtpOverhead <= packet.count, "no room for the tag")
        unsafe packet.withUnsafeMutableBufferPointer { buffer in
            let bytes = buffer.baseAddress!
            unsafe cryptRTP(bytes, length: length, headerLength: headerLength, rollover: rollover)
            let tag = unsafe rtpAuthentication.code(over: bytes, count: length, then: rollover)
            unsafe tag.copyFirst(Self.tagBytes, to: bytes + length)
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
            let tag = unsafe rtpAuthentication.code(over: bytes, count: plain, then: rollover)
            guard unsafe tag.firstEqual(Self.tagBytes, bytes + plain) else { return false }
            unsafe cryptRTP(bytes, length: plain, headerLength: headerLength, rollover: rollover)
            return true
        }
        guard genuine else { throw .authentication }
        return plain
    }

    func sealRTCP(_ packet: inout MutableSpan<UInt8>, length: Int, index: UInt32) -> Int {
        precondition(length >= SRTPLayout.rtcpHeaderBytes, "not an RTCP packet")
        precondition(length + Self.rtcpOverhead <= packet.count, "no room for the tag")
        unsafe packet.withUnsafeMutableBufferPointer { buffer in
            let bytes = buffer.baseAddress!
            unsafe cryptRTCP(bytes, length: length, index: index)
            let word = SRTPLayout.encryptedFlag | index
            let tag = unsafe rtcpAuthentication.code(over: bytes, count: length, then: word)
            unsafe SRTPLayout.store(word, bytes + length)
            unsafe tag.copyFirst(Self.tagBytes, to: bytes + length + SRTPLayout.rtcpIndexBytes)
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
            let word = unsafe SRTPLayout.load(bytes + plain)
            let tag = unsafe rtcpAuthentication.code(over: bytes, count: plain, then: word)
            let genuine = unsafe tag.firstEqual(Self.tagBytes, bytes + plain + SRTPLayout.rtcpIndexBytes)
            // We agreed on encryption; a packet that says it has none is nobody's we know.
            guard genuine, word & SRTPLayout.encryptedFlag != 0 else { return nil }
            let index = word & ~SRTPLayout.encryptedFlag
            unsafe cryptRTCP(bytes, length: plain, index: index)
            return index
        }
        guard let index else { throw .authentication }
        return (plain, index)
    }

    private func cryptRTP(_ bytes: UnsafeMutablePointer<UInt8>, length: Int, headerLength: Int, rollover: UInt32) {
        let index = unsafe SRTPLayout.rtpIndex(bytes, rollover: rollover)
        rtp.begin(rtpSalt.vector(source: unsafe SRTPLayout.load(bytes + 8), index: index), .seal)
        unsafe rtp.transform(bytes + headerLength, count: length - headerLength)
    }

    private func cryptRTCP(_ bytes: UnsafeMutablePointer<UInt8>, length: Int, index: UInt32) {
        rtcp.begin(rtcpSalt.vector(source: unsafe SRTPLayout.load(bytes + 4), index: UInt64(index)), .seal)
        unsafe rtcp.transform(bytes + SRTPLayout.rtcpHeaderBytes, count: length - SRTPLayout.rtcpHeaderBytes)
    }
}
