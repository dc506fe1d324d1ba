import Testing
import Wire

struct DatagramKindTests {
    @Test(arguments: [
        ("", DatagramKind.unknown), ("80", .unknown), ("16feff", .dtls), ("3f00", .dtls),
        ("0001", .unknown), ("80c8", .rtcp), ("80bf", .rtp), ("80df", .rtcp), ("80e0", .rtp), ("bf60", .rtp),
        ("c060", .unknown), ("4000", .unknown),
        ("00010000 2112a442 000000000000000000000000", .stun),
        ("04010000 2112a442 000000000000000000000000", .unknown),
        ("00010000 2112a443 000000000000000000000000", .unknown),
    ])
    func `the first bytes tell what a datagram is`(text: String, kind: DatagramKind) {
        let datagram = bytes(text)
        let found = DatagramKind.classify(datagram.span)
        #expect(found == kind)
    }
}
