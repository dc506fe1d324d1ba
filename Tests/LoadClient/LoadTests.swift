import Basics
import Native
import Testing
import Wire

@testable import LoadClient

/// What a benchmark's load client counts, and how.
struct LoadTests {
    private static let request = SourceRequest(
        number: 3, videoSSRC: 10, videoType: 96, audioSSRC: 11, audioType: 111, transportID: 3, levelID: 1)

    @Test func `percentiles are those of all delays`() {
        var delays = DelayHistogram()
        for delay in 1...200 { delays.add(nanoseconds: Int64(delay) * 1_000) }
        #expect(delays.percentile(0.5) == 100)
        #expect(delays.percentile(0.99) == 198)
        #expect(delays.percentile(1) == 200)
        delays.clear()
        #expect(delays.percentile(0.5) == 0)
    }

    @Test func `a frame is cut as browsers cut it, and every packet says which it is`() throws {
        let source = LoadSource(Self.request, at: .start)
        var packets: [[UInt8]] = []
        source.packetsDue(at: .start.advanced(by: .milliseconds(40)), wall: 77) { packet in
            var room = [UInt8](repeating: 0, count: Limits.datagramBytes)
            var span = room.mutableSpan
            let (_, length) = packet.write(into: &span)
            packets.append(Array(room[..<length]))
        }
        let video = packets.filter { $0[1] & 0x7F == 96 }
        #expect(video.map(\.count) == Array(repeating: 1_084, count: 6) + Array(repeating: 1_085, count: 4))
        let first = try #require(video.first)
        let header = try RTPHeader(parsing: first.span)
        let picture = Array(first[header.length...])
        let descriptor = try VP8PayloadDescriptor(parsing: picture.span)
        #expect(descriptor.isKeyFrameStart)
        for (place, packet) in video.enumerated() {
            let payload = Array(packet[header.length...])
            let trailer = LoadSource.trailer(of: payload.span)
            #expect(trailer?.source == 3)
            #expect(trailer?.number == 1_000 + Int64(place))
            #expect(source.videoFacts(1_000 + Int64(place)).sent == 77)
        }
    }

    @Test func `what does not come is lost, whatever numbers the server gives`() {
        let source = LoadSource(Self.request, at: .start)
        source.beginWindow()
        source.packetsDue(at: .start.advanced(by: .milliseconds(40)), wall: 1_000) { _ in }
        source.endWindow()
        // The server's numbers pass their end in the middle of the frame.
        var stream = LoadStream(SSRC(99), source, isSound: false, sequence: SequenceNumber(65_533), number: 1_000)
        for place in [0, 1, 2, 4, 3, 7, 8, 9] {
            let sequence = SequenceNumber(UInt16(truncatingIfNeeded: 65_533 + place))
            let number = stream.number(of: sequence)
            #expect(number == 1_000 + Int64(place))
            #expect(stream.rollover(of: number) == (place < 3 ? 0 : 1))
            #expect(stream.receive(number, arrival: 3_000) == 2_000)
        }
        #expect(stream.delivered == 8)
        #expect(stream.expected == 10)
        // The first packet is the one by which the stream was met, and does not come twice outside of this test.
        #expect(stream.late == 2)
    }
}
