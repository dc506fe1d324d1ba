import Testing
import Wire

struct H264PayloadTests {
    @Test(arguments: [
        ("6742e01f", true), ("6588", false), ("4188", false), ("68ce", false),
        ("18 0002 6742 0002 68ce 0002 6588", true), ("18 0002 68ce 0002 6588", false), ("18 0002 4188", false),
        ("7c87 42", true), ("7c85 88", false), ("7c05 88", false), ("7c45 88", false), ("7c81 88", false), ("5c87", true),
        ("18", false), ("18 ffff 4188", false), ("18 0000 0002 67ff", true), ("67", false), ("", false),
    ])
    func `a decoder can start at a sequence parameter set`(text: String, starts: Bool) {
        let payload = bytes(text)
        let found = H264Payload.isKeyFrameStart(payload.span)
        #expect(found == starts)
    }

    @Test(arguments: [
        ("6742", true), ("68ce", true), ("6588", false), ("18 0002 6742 0002 68ce", true),
        ("18 0002 6588", false), ("7c87 42", true), ("7c07 42", false),
    ])
    func `parameter sets are recognised alone and aggregated`(text: String, isSet: Bool) {
        let payload = bytes(text)
        let found = H264Payload.isParameterSet(payload.span)
        #expect(found == isSet)
    }
}
