import Basics
import Media
import Testing
import Wire

/// What is sent to a receiver that tells how its line carries it.
struct LineTests {
    private let stage = SlotID(.video, 0)
    private let voice = SlotID(.audio, 0)
    private let camera = FeedID(peer: PeerID(rawValue: 1), source: .camera)
    private let microphone = FeedID(peer: PeerID(rawValue: 1), source: .microphone)

    @Test func `sound, pictures and what is sent again are numbered as one`() throws {
        let studio = Studio()
        let speaker = try studio.join(1), hall = try studio.join(2, reports: true)
        studio.receive([
            speaker.camera(.high, sequence: 1, timestamp: 0, picture: 1, isKey: true), speaker.microphone(sequence: 1),
        ], from: 1)
        studio.route(2, stage, to: camera)
        studio.route(2, voice, to: microphone)
        for step in 2..<6 as Range<UInt16> {
            studio.receive([
                speaker.camera(.high, sequence: step, timestamp: UInt32(step) * 3_000, picture: step, isKey: step == 2),
                speaker.microphone(sequence: step),
            ], from: 1)
        }
        let lost = try #require(hall.received(stage).last)
        studio.receive([hall.sealed([
            .nack(sender: SSRC(1), media: lost.header.ssrc, NackEntry.entries(for: [lost.header.sequence]))
        ])], from: 2)
        #expect(hall.media.count == 9)
        #expect(hall.media.map(\.transportNumber) == (1...9).map { UInt16($0) })
        #expect(hall.media.last?.payload.dropFirst(2) == lost.payload[...])
    }

    @Test func `a receiver that does not tell is sent no numbers`() throws {
        let studio = Studio()
        let speaker = try studio.join(1), hall = try studio.join(2)
        studio.receive([speaker.microphone(sequence: 1)], from: 1)
        studio.route(2, voice, to: microphone)
        studio.receive([speaker.microphone(sequence: 2)], from: 1)
        #expect(hall.media.map(\.header.length) == [16])
    }
}
