import Basics
import Testing
import Wire

struct STUNMessageTests {
    private let cryptography = TestCryptography()
    private let transaction = TransactionID(high: 0xB7E7_A701_BC34_D686, low: 0xFA87_DFAE)
    private let key = STUNVectors.password

    @Test func `the sample request is read and is authentic`() throws {
        let datagram = STUNVectors.request
        let message = try STUNMessage(parsing: datagram.span)
        #expect(message.kind == .bindingRequest)
        #expect(message.transaction == transaction)
        #expect(message.software == "STUN test client")
        #expect(message.username == "evtj:h6vY")
        #expect(message.priority == 0x6E00_01FF)
        #expect(message.controlled == 0x932F_F9B1_5126_3B36)
        #expect(message.controlling == nil)
        #expect(!message.useCandidate)
        #expect(message.hasIntegrity)
        let authentic = message.isAuthentic(datagram.span, key: key, by: cryptography)
        #expect(authentic)
        let withAnotherKey = message.isAuthentic(datagram.span, key: Array("guess".utf8), by: cryptography)
        #expect(!withAnotherKey)
    }

    @Test func `the sample responses give back the address, IPv4 and IPv6`() throws {
        let addresses = [
            TransportAddress(v4: 0xC000_0201, port: 32_853),
            TransportAddress(high: 0x2001_0DB8_1234_5678, low: 0x0011_2233_4455_6677, port: 32_853),
        ]
        for (datagram, address) in zip([STUNVectors.responseV4, STUNVectors.responseV6], addresses) {
            let message = try STUNMessage(parsing: datagram.span)
            #expect(message.kind == .bindingSuccess)
            #expect(message.software == "test vector")
            #expect(message.mappedAddress == address)
            let authentic = message.isAuthentic(datagram.span, key: key, by: cryptography)
            #expect(authentic)
        }
    }

    @Test func `writing the sample messages gives their bytes up to padding`() throws {
        // The samples pad with spaces; RFC 8489 §14 wants zeros, and the codes follow from that.
        for (sample, spaces) in [
            (STUNVectors.request, 73..<76), (STUNVectors.responseV4, 35..<36),
            (STUNVectors.responseV6, 35..<36),
        ] {
            var expected = sample
            for index in spaces { expected[index] = 0 }
            let message = try STUNMessage(parsing: sample.span)
            let written = message.encoded(key: key, by: cryptography)
            #expect(written.dropLast(28) == expected.dropLast(28))
            let again = try STUNMessage(parsing: written.span)
            #expect(again == message)
            let authentic = again.isAuthentic(written.span, key: key, by: cryptography)
            #expect(authentic)
        }
    }

    @Test func `every attribute survives the wire`() throws {
        var message = STUNMessage(.bindingRequest, transaction: transaction)
        message.username = "phòng:họp"
        message.priority = 1
        message.useCandidate = true
        message.controlling = .max
        message.mappedAddress = TransportAddress(high: 1, low: 2, port: 3)
        message.software = "Diên Hồng"
        let datagram = message.encoded(key: nil, by: cryptography)
        let again = try STUNMessage(parsing: datagram.span)
        #expect(again == message)
        #expect(!again.hasIntegrity)
        let authentic = again.isAuthentic(datagram.span, key: key, by: cryptography)
        #expect(!authentic)
    }

    @Test(arguments: [400, 401, 420, 487, 500, 699])
    func `an error code survives the wire`(code: Int) throws {
        var message = STUNMessage(.bindingError, transaction: transaction)
        message.errorCode = code
        let datagram = message.encoded(key: key, by: cryptography)
        let again = try STUNMessage(parsing: datagram.span)
        #expect(again.errorCode == code)
    }

    @Test func `unknown attributes are listed when they must be understood and skipped when not`() throws {
        let datagram = bytes("0001000c 2112a442 000000000000000000000000 7fff0001 aa000000 c0570000")
        let message = try STUNMessage(parsing: datagram.span)
        #expect(message.unknownRequired == [0x7FFF])
    }

    @Test func `what follows the integrity is not believed`() throws {
        let message = STUNMessage(.bindingRequest, transaction: transaction)
        var datagram = Array(message.encoded(key: key, by: cryptography).dropLast(8))
        datagram += bytes("00250000")
        datagram[3] = UInt8(datagram.count - 20)
        let parsed = try STUNMessage(parsing: datagram.span)
        #expect(!parsed.useCandidate)
        let authentic = parsed.isAuthentic(datagram.span, key: key, by: cryptography)
        #expect(authentic)
    }

    @Test func `one changed bit is noticed`() {
        var datagram = STUNVectors.request
        datagram[44] ^= 1
        #expect(throws: Malformed.badValue) { try STUNMessage(parsing: datagram.span) }
        // Without FINGERPRINT it is the integrity that does not fit.
        datagram[3] -= 8
        let shorter = Array(datagram.dropLast(8))
        let message = try? STUNMessage(parsing: shorter.span)
        let authentic = message?.isAuthentic(shorter.span, key: key, by: cryptography)
        #expect(authentic == false)
    }

    @Test(arguments: [
        ("00010000 2112a443 000000000000000000000000", Malformed.badValue),
        ("00030000 2112a442 000000000000000000000000", .badValue),
        ("00010004 2112a442 000000000000000000000000", .badLength),
        ("00010000 2112a442 0000000000000000000000", .truncated),
        ("00010004 2112a442 000000000000000000000000 00060008", .truncated),
        ("00010008 2112a442 000000000000000000000000 00240003 00000000", .badLength),
        ("00010008 2112a442 000000000000000000000000 00060001 ff000000", .badValue),
        ("00010008 2112a442 000000000000000000000000 00080004 00000000", .badLength),
    ])
    func `what is not a Binding message is refused`(text: String, problem: Malformed) {
        let datagram = bytes(text)
        #expect(throws: problem) { try STUNMessage(parsing: datagram.span) }
    }

    @Test func `a username of more than 513 bytes is refused`() {
        let attribute: [UInt8] = [0x00, 0x06, 0x02, 0x02] + Array(repeating: 0x61, count: 514) + [0, 0]
        let length = UInt16(attribute.count)
        let datagram = bytes("0001") + [UInt8(length >> 8), UInt8(length & 0xFF)]
            + bytes("2112a442 000000000000000000000000") + attribute
        #expect(throws: Malformed.tooLong) { try STUNMessage(parsing: datagram.span) }
    }
}
