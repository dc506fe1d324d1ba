import Basics
import CSRTP
import Testing

@testable import Native

/// Our cipher against libsrtp: what one seals, the other opens.
struct SRTPInteroperationTests {
    @Test(arguments: SRTPProfile.allCases)
    func `libsrtp opens our RTP across a rollover`(profile: SRTPProfile) throws {
        let cipher = SRTPCipher(profile, .counting(profile))
        let oracle = Oracle(profile, sending: false)
        for step in 0..<40 {
            let packet = Self.packet(step)
            let sealed = cipher.sealedRTP(packet.bytes, headerLength: packet.header, rollover: packet.rollover)
            #expect(oracle.unprotect(sealed) == packet.bytes, "step \(step)")
        }
    }

    @Test(arguments: SRTPProfile.allCases)
    func `we open libsrtp's RTP across a rollover`(profile: SRTPProfile) throws {
        let cipher = SRTPCipher(profile, .counting(profile))
        let oracle = Oracle(profile, sending: true)
        for step in 0..<40 {
            let packet = Self.packet(step)
            let sealed = oracle.protect(packet.bytes)
            let opened = try cipher.openedRTP(sealed, headerLength: packet.header, rollover: packet.rollover)
            #expect(opened == packet.bytes, "step \(step)")
        }
    }

    @Test(arguments: SRTPProfile.allCases)
    func `RTCP goes both ways with its index`(profile: SRTPProfile) throws {
        let cipher = SRTPCipher(profile, .counting(profile))
        let receiver = Oracle(profile, sending: false)
        let sender = Oracle(profile, sending: true)
        for index in 1...5 as ClosedRange<UInt32> {
            #expect(receiver.unprotectControl(cipher.sealedRTCP(rtcpPacket(), index: index)) == rtcpPacket())
            let opened = try cipher.openedRTCP(sender.protectControl(rtcpPacket()))
            #expect(opened.packet == rtcpPacket())
            #expect(opened.index == index)
        }
    }

    @Test(arguments: SRTPProfile.allCases)
    func `one changed bit anywhere is noticed`(profile: SRTPProfile) throws {
        let cipher = SRTPCipher(profile, .counting(profile))
        let sealed = cipher.sealedRTP(rtpPacket(sequence: 9, payload: 40), rollover: 3)
        let control = cipher.sealedRTCP(rtcpPacket(), index: 5)
        for bit in 0..<sealed.count * 8 {
            var forged = sealed
            forged[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: OpenFailure.authentication) { try cipher.openedRTP(forged, rollover: 3) }
        }
        for bit in 0..<control.count * 8 {
            var forged = control
            forged[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: OpenFailure.authentication) { try cipher.openedRTCP(forged) }
        }
        #expect(throws: OpenFailure.authentication) { try cipher.openedRTP(sealed, rollover: 4) }
    }

    @Test(arguments: SRTPProfile.allCases)
    func `what is too short to carry a tag is malformed`(profile: SRTPProfile) throws {
        let cipher = SRTPCipher(profile, .counting(profile))
        for length in 12..<12 + cipher.rtpOverhead {
            #expect(throws: OpenFailure.malformed) {
                try cipher.openedRTP([UInt8](repeating: 0x80, count: length), rollover: 0)
            }
        }
        for length in 0..<8 + cipher.rtcpOverhead {
            #expect(throws: OpenFailure.malformed) {
                try cipher.openedRTCP([UInt8](repeating: 0x80, count: length))
            }
        }
    }

    /// Twenty packets before the sequence number wraps and twenty after, some with CSRCs, some empty.
    private static func packet(_ step: Int) -> (bytes: [UInt8], header: Int, rollover: UInt32) {
        let index = 0x1_0000 - 20 + step
        let sources = step % 3
        let bytes = rtpPacket(
            sequence: UInt16(truncatingIfNeeded: index), payload: step == 7 ? 0 : 20 + 29 * step, csrcs: sources
        )
        return (bytes, 12 + 4 * sources, UInt32(index >> 16))
    }
}

extension SRTPMasterKey {
    static func counting(_ profile: SRTPProfile) -> SRTPMasterKey {
        SRTPMasterKey(key: (1...16).map { $0 }, salt: (0..<profile.masterSaltBytes).map { UInt8($0) + 0xA0 })
    }
}

/// One direction of libsrtp.
@safe
private struct Oracle: ~Copyable {
    private static let ready: Bool = srtp_init() == srtp_err_status_ok

    private let session: srtp_t
    private let key: UnsafeMutablePointer<UInt8>

    init(_ profile: SRTPProfile, sending: Bool) {
        precondition(Self.ready)
        let master = SRTPMasterKey.counting(profile)
        unsafe key = .allocate(capacity: 64)
        for (index, byte) in (master.key + master.salt).enumerated() { unsafe key[index] = byte }
        var policy = unsafe srtp_policy_t()
        switch profile {
        case .aes128CMSHA1_80:
            unsafe srtp_crypto_policy_set_rtp_default(&policy.rtp)
            unsafe srtp_crypto_policy_set_rtcp_default(&policy.rtcp)
        case .aeadAES128GCM:
            unsafe srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtp)
            unsafe srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtcp)
        }
        unsafe policy.key = key
        unsafe policy.ssrc.type = sending ? ssrc_any_outbound : ssrc_any_inbound
        unsafe policy.window_size = 128
        var made: srtp_t?
        let status = unsafe srtp_create(&made, &policy)
        precondition(status == srtp_err_status_ok)
        unsafe session = made!
    }

    deinit {
        unsafe srtp_dealloc(session)
        unsafe key.deallocate()
    }

    func protect(_ packet: [UInt8]) -> [UInt8] {
        unsafe transform(packet) { unsafe srtp_protect(session, $0, $1) }!
    }

    func unprotect(_ packet: [UInt8]) -> [UInt8]? {
        unsafe transform(packet) { unsafe srtp_unprotect(session, $0, $1) }
    }

    func protectControl(_ packet: [UInt8]) -> [UInt8] {
        unsafe transform(packet) { unsafe srtp_protect_rtcp(session, $0, $1) }!
    }

    func unprotectControl(_ packet: [UInt8]) -> [UInt8]? {
        unsafe transform(packet) { unsafe srtp_unprotect_rtcp(session, $0, $1) }
    }

    private func transform(
        _ packet: [UInt8], _ body: (UnsafeMutableRawPointer, UnsafeMutablePointer<Int32>) -> srtp_err_status_t
    ) -> [UInt8]? {
        var room = packet + [UInt8](repeating: 0, count: 64)
        var length = Int32(packet.count)
        let status = unsafe room.withUnsafeMutableBytes { unsafe body($0.baseAddress!, &length) }
        return status == srtp_err_status_ok ? Array(room[..<Int(length)]) : nil
    }
}
