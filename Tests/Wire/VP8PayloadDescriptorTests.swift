import Basics
import Testing
import Wire

struct VP8PayloadDescriptorTests {
    private func parse(_ text: String) throws(Malformed) -> VP8PayloadDescriptor {
        let payload = bytes(text)
        return try VP8PayloadDescriptor(parsing: payload.span)
    }

    @Test func `a key frame's first packet has a 15-bit picture id, layers and a size`() throws {
        let descriptor = try parse("90f0 ffff 2a e5 d00200 9d012a 8002 e041")
        #expect(descriptor.length == 6)
        #expect(descriptor.pictureID == 0x7FFF)
        #expect(descriptor.pictureIDIsLong)
        #expect(descriptor.pictureIDOffset == 2)
        #expect(descriptor.temporalLevelZeroIndex == 0x2A)
        #expect(descriptor.temporalLevelZeroIndexOffset == 4)
        #expect(descriptor.temporalLayer == 3)
        #expect(descriptor.layerSync)
        #expect(descriptor.keyIndex == 5)
        #expect(descriptor.keyIndexOffset == 5)
        #expect(descriptor.isKeyFrameStart)
        #expect(descriptor.dimensions == VideoDimensions(width: 640, height: 480))
    }

    @Test func `a 7-bit picture id is one byte`() throws {
        let descriptor = try parse("9080 7f 00")
        #expect(descriptor.pictureID == 127)
        #expect(!descriptor.pictureIDIsLong)
        #expect(descriptor.length == 3)
        #expect(descriptor.temporalLevelZeroIndex == nil && descriptor.keyIndex == nil)
        #expect(descriptor.isKeyFrameStart)
        #expect(descriptor.dimensions == nil)
    }

    @Test func `only the start of the first partition of a key frame starts one`() throws {
        for (payload, starts) in [
            ("1000", true), ("1001", false), ("0000", false), ("1100", false), ("10", false), ("3000", true),
        ] {
            let descriptor = try parse(payload)
            #expect(descriptor.isKeyFrameStart == starts, "\(payload)")
        }
    }

    @Test func `a layer without a key index and a key index without a layer share a byte`() throws {
        let layer = try parse("8020 bf 00")
        #expect(layer.temporalLayer == 2 && layer.layerSync && layer.keyIndex == nil)
        let key = try parse("8010 bf 00")
        #expect(key.temporalLayer == nil && !key.layerSync && key.keyIndex == 31)
    }

    @Test(arguments: ["", "80", "8080", "8080 80", "8040", "8010", "8020", "80f0 8000 00"])
    func `a descriptor that is cut is refused`(text: String) {
        #expect(throws: Malformed.truncated) { try parse(text) }
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `what is written is read back`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (picture, zero) = (UInt16.random(in: 0..<0x8000, using: &random), random.number() as UInt8)
        let (layer, key) = (UInt8.random(in: 0..<4, using: &random), UInt8.random(in: 0..<32, using: &random))
        let (starts, syncs) = (Bool.random(using: &random), Bool.random(using: &random))
        var payload: [UInt8] = Array(repeating: 1, count: 20)
        var span = payload.mutableSpan
        let length = VP8PayloadDescriptor.write(
            startsPartition: starts, pictureID: picture, temporalLevelZeroIndex: zero, temporalLayer: layer,
            layerSync: syncs, keyIndex: key, into: &span
        )
        let descriptor = try VP8PayloadDescriptor(parsing: payload.span)
        #expect(descriptor.length == length && descriptor.startsPartition == starts)
        #expect(descriptor.pictureID == picture && descriptor.pictureIDIsLong)
        #expect(descriptor.temporalLevelZeroIndex == zero && descriptor.temporalLayer == layer)
        #expect(descriptor.layerSync == syncs && descriptor.keyIndex == key)
    }
}
