import Basics
import Media
import Simulation
import Testing
import Wire

/// Sound that carries earlier sound to those who lose much and can read it (RFC 2198).
struct RedundancyTests {
    private let voice = SlotID(.audio, 0), stage = SlotID(.video, 0)
    private func microphone(_ id: UInt64) -> FeedID { FeedID(peer: PeerID(rawValue: id), source: .microphone) }

    /// A hall that hears the first of two others and reported that it lost this much of 256 packets.
    private func hall(losing fraction: UInt8) throws -> (Studio, speaker: TestHall, other: TestHall, hall: TestHall) {
        let studio = Studio()
        let speaker = try studio.join(1), other = try studio.join(2)
        let hall = try studio.join(3, readsRedundancy: true)
        studio.receive([speaker.microphone(sequence: 1)], from: 1)
        studio.receive([other.microphone(sequence: 1)], from: 2)
        studio.route(3, voice, to: microphone(1))
        studio.receive([hall.report(lost: 0, of: stage, upTo: 100)], from: 3)
        studio.receive([hall.report(lost: fraction, of: stage, upTo: 200)], from: 3)
        return (studio, speaker, other, hall)
    }

    private func send(_ numbers: ClosedRange<UInt16>, of speaker: TestHall, _ id: UInt64, in studio: Studio) {
        for number in numbers { studio.receive([speaker.microphone(sequence: number, payload: [UInt8(number), 7])], from: id) }
    }

    /// What the packets of the hall's voice carry: how long ago each block was, and its bytes.
    private func blocks(_ hall: TestHall) throws -> [[[Int]]] {
        try hall.received(voice).map { packet in
            guard packet.header.payloadType == 63 else { return [[0] + packet.payload.map(Int.init)] }
            return try RedundantBlock.blocks(of: packet.payload.span).map { block in
                #expect(block.payloadType == 111)
                return [Int(block.timestampOffset)] + packet.payload[block.range].map(Int.init)
            }
        }
    }

    @Test func `each sound carries the one before, once, to who loses some`() throws {
        let (studio, speaker, _, hall) = try hall(losing: 13)
        send(2...4, of: speaker, 1, in: studio)
        #expect(try blocks(hall) == [[[0, 2, 7]], [[960, 2, 7], [0, 3, 7]], [[960, 3, 7], [0, 4, 7]]])
        #expect(Set(hall.received(voice).map(\.header.sequence)).count == 3)
    }

    @Test func `and the two before to who loses much`() throws {
        let (studio, speaker, _, hall) = try hall(losing: 51)
        send(2...5, of: speaker, 1, in: studio)
        #expect(try blocks(hall).last == [[1_920, 3, 7], [960, 4, 7], [0, 5, 7]])
    }

    @Test func `a line that loses nothing is sent nothing more`() throws {
        let (studio, speaker, _, hall) = try hall(losing: 0)
        send(2...5, of: speaker, 1, in: studio)
        #expect(hall.received(voice).count == 4 && hall.received(voice).allSatisfy { $0.header.payloadType == 111 })
    }

    @Test func `nothing is carried from the hall that spoke before`() throws {
        let (studio, speaker, other, hall) = try hall(losing: 51)
        send(2...5, of: speaker, 1, in: studio)
        studio.route(3, voice, to: microphone(2))
        hall.forget()
        send(2...3, of: other, 2, in: studio)
        #expect(try blocks(hall) == [[[0, 2, 7]], [[960, 2, 7], [0, 3, 7]]])
    }

    @Test func `a sound that never came to the server is left out, and so is one before a pause`() throws {
        let (studio, speaker, _, hall) = try hall(losing: 51)
        send(2...3, of: speaker, 1, in: studio)
        send(5...5, of: speaker, 1, in: studio)
        #expect(try blocks(hall).last == [[1_920, 3, 7], [0, 5, 7]])
        send(40...40, of: speaker, 1, in: studio)
        #expect(try blocks(hall).last == [[0, 40, 7]])
    }

    @Test func `sound too large to be speech is sent alone`() throws {
        let (studio, speaker, _, hall) = try hall(losing: 51)
        for number in 2...4 as ClosedRange<UInt16> {
            studio.receive([speaker.microphone(sequence: number, payload: Array(repeating: 9, count: 700))], from: 1)
        }
        #expect(hall.received(voice).map(\.header.payloadType) == [111, 111, 111])
    }

    @Test func `an answer takes redundancy where sound is received, and where it is offered for Opus`() throws {
        let offer = TestHall.offer(audio: 1, video: 0, sends: true, readsRedundancy: true)
        let studio = Studio()
        func answer(_ offer: String, _ id: UInt64) throws -> [MediaSection] {
            let (text, _, _) = try studio.router.negotiate(PeerID(rawValue: id), tag: "", offer: offer, candidates: [], at: studio.now)
            return try SessionDescription(parsing: text).sections.filter { $0.kind == .audio }
        }
        let sections = try answer(offer, 1)
        #expect(sections.map(\.formats) == [["111"], ["111", "63"]])
        #expect(sections[1].formatParameters(63).keys.contains("111/111"))
        let strange = offer.replacing("a=fmtp:63 111/111", with: "a=fmtp:63 0/0")
        #expect(try answer(strange, 2).map(\.formats) == [["111"], ["111"]])
    }
}
