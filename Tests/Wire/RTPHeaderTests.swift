import Basics
import Testing
import Wire

struct RTPHeaderTests {
    private func parse(_ packet: [UInt8]) throws(Malformed) -> RTPHeader {
        try RTPHeader(parsing: packet.span)
    }

    @Test func `every field is found in its place`() throws {
        let packet = bytes("""
            b2e0fffe 01020304 0a0b0c0d 11111111 22222222 bede0001 10aa0000 01020304 00000004
            """)
        let header = try parse(packet)
        #expect(header.marker)
        #expect(header.payloadType == 96)
        #expect(header.sequence == SequenceNumber(0xFFFE))
        #expect(header.timestamp == 0x0102_0304)
        #expect(header.ssrc == SSRC(0x0A0B_0C0D))
        #expect(header.contributingCount == 2)
        let contributing = header.contributing(1, in: packet.span)
        #expect(contributing == SSRC(0x2222_2222))
        #expect(header.extensionProfile == 0xBEDE)
        #expect(header.extensionOffset == 24)
        #expect(header.extensionLength == 4)
        #expect(header.length == 28)
        let padding = try header.paddingLength(in: packet.span)
        #expect(padding == 4)
    }

    @Test func `a number across the transport is written as an element of its own`() throws {
        var packet = [UInt8](repeating: 0xEE, count: 24)
        var span = packet.mutableSpan
        let length = RTPHeader.write(
            marker: false, payloadType: 96, sequence: SequenceNumber(1), timestamp: 2, ssrc: SSRC(3),
            contributing: SSRC(4), padding: false, into: &span)
        RTPHeader.writeTransportSequence(SequenceNumber(0xABCD), id: 5, after: length, into: &span)
        let header = try parse(packet)
        #expect(header.length == length + RTPHeader.transportSequenceBytes)
        let element = header.extensionElement(5, in: packet.span)
        #expect(element.map { Array(packet[$0]) } == [0xAB, 0xCD])
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `what is written is read back`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sequence = SequenceNumber(random.number())
        let timestamp: UInt32 = random.number()
        let ssrc = SSRC(random.number())
        let contributing = Bool.random(using: &random) ? SSRC(random.number()) : nil
        let marker = Bool.random(using: &random)
        let payloadType = UInt8.random(in: 0..<128, using: &random)
        let level = AudioLevel(hasVoice: marker, decibels: -Int.random(in: 0...127, using: &random))
        let mid = random.bytes(Int.random(in: 1...16, using: &random))
        let extended = Bool.random(using: &random)

        var packet = [UInt8](repeating: 0xEE, count: 64)
        var span = packet.mutableSpan
        var length = RTPHeader.write(
            marker: marker, payloadType: payloadType, sequence: sequence, timestamp: timestamp, ssrc: ssrc,
            contributing: contributing, padding: false, into: &span
        )
        #expect(length == (contributing == nil ? 12 : 16))
        if extended {
            var writer = HeaderExtensionWriter(after: length, in: &span)
            writer.append(3, level, to: &span)
            writer.append(5, sequence, to: &span)
            writer.append(14, mid, to: &span)
            length = writer.finish(&span)
        }

        let header = try parse(packet)
        #expect(header.marker == marker && header.payloadType == payloadType && header.sequence == sequence)
        #expect(header.timestamp == timestamp && header.ssrc == ssrc && header.length == length)
        #expect(header.contributingCount == (contributing == nil ? 0 : 1))
        let found = [3, 5, 14, 4].map { header.extensionElement($0, in: packet.span) }
        guard extended else {
            #expect(found == [nil, nil, nil, nil])
            return
        }
        let values = found.map { $0.map { Array(packet[$0]) } }
        #expect(values[0].map { AudioLevel(byte: $0[0]) } == level)
        #expect(values[1] == [UInt8(sequence.rawValue >> 8), UInt8(sequence.rawValue & 0xFF)])
        #expect(values[2] == mid)
        #expect(values[3] == nil)
    }

    @Test func `one-byte elements are found past padding and end at 15`() throws {
        let packet = bytes("9060 0001 00000000 00000001 bede0003 00 10aa 00 21bbbb f0 30cc 0000")
        let header = try parse(packet)
        let found = [1, 2, 3, 15, 0].map { header.extensionElement($0, in: packet.span) }
        #expect(found == [18..<19, 21..<23, nil, nil, nil])
    }

    @Test func `two-byte elements may be empty and have large ids`() throws {
        let packet = bytes("9060 0001 00000000 00000001 10020003 0100 00 ff02aabb 0f01cc 0000")
        let header = try parse(packet)
        let found = [1, 255, 15, 2].map { header.extensionElement($0, in: packet.span) }
        #expect(found == [18..<18, 21..<23, 25..<26, nil])
    }

    @Test func `an element that claims to reach past the extension is not there`() throws {
        for text in ["bede0001 1faabbcc", "10000001 01ffaabb", "10000001 00000001", "abcd0001 10aa0000"] {
            let packet = bytes("9060 0001 00000000 00000001" + text)
            let header = try parse(packet)
            let found = header.extensionElement(1, in: packet.span)
            #expect(found == nil)
        }
    }

    @Test(arguments: [
        ("8060 0001 00000000 000000", Malformed.truncated),
        ("4060 0001 00000000 00000001", .badVersion),
        ("8160 0001 00000000 00000001", .truncated),
        ("9060 0001 00000000 00000001 bede", .truncated),
        ("9060 0001 00000000 00000001 bede0001", .truncated),
    ])
    func `what is not an RTP packet is refused`(text: String, problem: Malformed) {
        #expect(throws: problem) { try parse(bytes(text)) }
    }

    @Test(arguments: [
        "a060 0001 00000000 00000001", "a060 0001 00000000 00000001 0000", "a060 0001 00000000 00000001 0003",
    ])
    func `padding that cannot be is refused`(text: String) throws {
        let packet = bytes(text)
        let header = try parse(packet)
        #expect(throws: Malformed.self) { try header.paddingLength(in: packet.span) }
    }

    @Test func `audio levels are negative decibels`() {
        #expect(AudioLevel(byte: 0x80) == AudioLevel(hasVoice: true, decibels: 0))
        #expect(AudioLevel(byte: 0x7F) == AudioLevel(hasVoice: false, decibels: -127))
        #expect((0...255).allSatisfy { AudioLevel(byte: $0).byte == $0 })
        #expect(AudioLevel(hasVoice: false, decibels: -300).decibels == -127)
    }
}
