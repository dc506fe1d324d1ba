import Basics
import Testing

@testable import Native

/// The published vectors of RFC 3711 and RFC 7714.
struct SRTPVectorTests {
    @Test func `the AES counter mode key stream is the one of RFC 3711 appendix B.2`() {
        let cipher = CipherContext(.counter, key: bytes("2B7E151628AED2A6ABF7158809CF4F3C"))
        let salt = SessionSalt(bytes("F0F1F2F3F4F5F6F7F8F9FAFBFCFD"))
        var stream = [UInt8](repeating: 0, count: 48)
        cipher.begin(salt.vector(source: 0, index: 0), .seal)
        unsafe stream.withUnsafeMutableBufferPointer { bytes in
            unsafe cipher.transform(bytes.baseAddress!, count: bytes.count)
        }
        #expect(stream == bytes("""
            E03EAD0935C95E80E166B16DD92B4EB4
            D23513162B02D0F72A43A2FE4A5F97AB
            41E95B3BB0A2E8DD477901E4FCA894C0
            """))
    }

    @Test func `session keys are the ones of RFC 3711 appendix B.3`() {
        let master = SRTPMasterKey(
            key: bytes("E1F97A0D3E018BE0D64FA32C06DE4139"), salt: bytes("0EC675AD498AFEEBB6960B3AABE6")
        )
        #expect(master.derive(.rtpEncryption, count: 16) == bytes("C61E7A93744F39EE10734AFE3FF7A087"))
        #expect(master.derive(.rtpSalt, count: 14) == bytes("30CBBC08863D8C85D49DB34A9AE1"))
        #expect(master.derive(.rtpAuthentication, count: 94) == bytes("""
            CEBE321F6FF7716B6FD4AB49AF256A156D38BAA48F0A0ACF3C34E2359E6CDBCEE049646C43D9327AD175578EF7227098
            6371C10C9A369AC2F94A8C5FBCDDDC256D6E919A48B610EF17C2041E474035766B68642C59BBFC2F34DB60DBDFB2
            """))
    }

    private static let rtp = bytes("""
        8040f17b 8041f8d3 5501a0b2 47616c6c 69612065 7374206f 6d6e6973 20646976
        69736120 696e2070 61727465 73207472 6573
        """)

    @Test(arguments: GaloisCipher.Engine.available)
    func `an RTP packet is sealed as RFC 7714 section 16.1 shows`(engine: GaloisCipher.Engine) throws {
        let cipher = AuthenticatedCipher(
            sessionKey: bytes("000102030405060708090a0b0c0d0e0f"), sessionSalt: bytes("51756964 2070726f 2071756f"),
            by: engine
        )
        let sealed = bytes("""
            8040f17b 8041f8d3 5501a0b2 f24de3a3 fb34de6c acba861c 9d7e4bca be633bd5
            0d294e6f 42a5f47a 51c7d19b 36de3adf 8833899d 7f27beb1 6a9152cf 765ee439 0cce
            """)
        #expect(SRTPCipher.authenticated(cipher).sealedRTP(Self.rtp, rollover: 0) == sealed)
        #expect(try SRTPCipher.authenticated(cipher).openedRTP(sealed, rollover: 0) == Self.rtp)
    }

    @Test(arguments: GaloisCipher.Engine.available)
    func `an RTCP packet is sealed as RFC 7714 section 17.1 shows`(engine: GaloisCipher.Engine) throws {
        let cipher = AuthenticatedCipher(
            sessionKey: bytes("000102030405060708090a0b0c0d0e0f"), sessionSalt: bytes("51756964 2070726f 2071756f"),
            by: engine
        )
        let plain = bytes("""
            81c8000d 4d617273 4e545031 4e545032 52545020 0000042a 0000e930 4c756e61
            deadbeef deadbeef deadbeef deadbeef deadbeef
            """)
        let sealed = bytes("""
            81c8000d 4d617273 63e94885 dcdab67c a727d766 2f6b7e99 7ff5c0f7 6c06f32d
            c676a5f1 730d6fda 4ce09b46 86303ded 0bb9275b c84aa458 96cf4d2f c5abf872
            45d9eade 800005d4
            """)
        #expect(SRTPCipher.authenticated(cipher).sealedRTCP(plain, index: 0x5d4) == sealed)
        let opened = try SRTPCipher.authenticated(cipher).openedRTCP(sealed)
        #expect(opened.packet == plain)
        #expect(opened.index == 0x5d4)
    }
}
