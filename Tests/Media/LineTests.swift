import Basics
@testable import Media
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

    // MARK: Sharing

    /// Three cameras in layers of about 150, 500 and 1,500 kbit/s at 25 pictures a second, into a stage and two tiles.
    private final class Hall {
        let studio = Studio()
        let hall: TestHall
        private let cameras: [TestHall]
        private var frame: UInt16 = 0
        private var lastKey: UInt16 = 0
        private var sequences: [[UInt16]] = Array(repeating: [0, 0, 0], count: 3)
        static let slots = (0..<3).map { SlotID(.video, $0) }

        init(_ line: LineModel?, reports: Bool = true) throws {
            cameras = try (1...3).map { [studio] in try studio.join(UInt64($0)) }
            hall = try studio.join(9, video: 3, reports: reports)
            if let line { studio.lay(line, to: 9) }
            send(isKey: true)
            for (place, slot) in Self.slots.enumerated() {
                studio.route(
                    9, slot, to: FeedID(peer: PeerID(rawValue: UInt64(place + 1)), source: .camera),
                    upTo: place == 0 ? .high : .low)
            }
        }

        private func send(isKey: Bool) {
            frame &+= 1
            if isKey { lastKey = frame }
            // As Chromium does: one frame of four is base, the others need only it.
            let temporal: UInt8 = [0, 2, 1, 2][Int(frame &- lastKey) % 4]
            for place in 0..<3 {
                var packets: [[UInt8]] = []
                // Nobody wants the larger layers of the tiles.
                for (layer, bytes) in zip(Layer.allCases, place == 0 ? [750, 2_500, 7_500] : [750]) {
                    let parts = (bytes + 1_099) / 1_100
                    for part in 0..<parts {
                        sequences[place][layer.rawValue] &+= 1
                        packets.append(cameras[place].camera(
                            layer, sequence: sequences[place][layer.rawValue], timestamp: UInt32(frame) * 3_600,
                            picture: frame & 0x7FFF, isKey: isKey && part == 0, isStart: part == 0,
                            marker: part == parts - 1, size: bytes / parts, temporal: temporal))
                    }
                }
                studio.receive(packets, from: UInt64(place + 1))
            }
        }

        func live(seconds: Int) {
            studio.live(.seconds(seconds)) { step in
                if step % 8 == 0 { send(isKey: step % 200 == 0) }
            }
        }

        /// Kilobits each slot got in the last seconds of `seconds`.
        func rates(over seconds: Int) -> [Int] {
            hall.forget()
            live(seconds: seconds)
            return Self.slots.map { hall.received($0).reduce(0) { $0 + $1.payload.count } * 8 / 1_000 / seconds }
        }

        var limits: [SlotID: SlotLimit] {
            var limits: [SlotID: SlotLimit] = [:]
            for case .limited(_, let slot, let limit) in studio.events { limits[slot] = limit }
            return limits.filter { $0.value != .none }
        }
    }

    @Test func `a wide line is sent all that is wanted, and nobody is told anything`() throws {
        let hall = try Hall(LineModel(.kilobits(20_000)))
        hall.live(seconds: 2)
        let rates = hall.rates(over: 3)
        #expect(rates[0] > 1_400 && rates[1] > 130 && rates[2] > 130, "\(rates)")
        #expect(hall.limits.isEmpty)
    }

    @Test func `a hall that never tells of its line is sent all that is wanted`() throws {
        let hall = try Hall(LineModel(.kilobits(300)), reports: false)
        hall.live(seconds: 2)
        #expect(hall.rates(over: 2)[0] > 1_400)
        #expect(hall.limits.isEmpty)
    }

    @Test func `a narrower line gets a smaller speaker and keeps its tiles`() throws {
        let hall = try Hall(LineModel(.kilobits(1_200)))
        hall.live(seconds: 8)
        let rates = hall.rates(over: 6)
        #expect((400...700).contains(rates[0]) && rates[1] > 100 && rates[2] > 100, "\(rates)")
        #expect(hall.limits == [Hall.slots[0]: .smaller(.middle)])
    }

    @Test func `a narrow line loses its tiles before its speaker`() throws {
        let hall = try Hall(LineModel(.kilobits(260)))
        hall.live(seconds: 6)
        let rates = hall.rates(over: 4)
        #expect(rates[0] > 100, "\(rates)")
        #expect(rates[2] < 40, "\(rates)")
        #expect(hall.limits[Hall.slots[0]] == .smaller(.low))
    }

    @Test func `a line too narrow for a small picture still shows some of its frames, and hears of no gap`() throws {
        let hall = try Hall(LineModel(.kilobits(110)))
        hall.live(seconds: 20)
        let rates = hall.rates(over: 10)
        #expect(rates[0] > 30 && rates[0] < 100, "\(rates)")
        #expect(hall.limits[Hall.slots[0]] == .smaller(.low) && hall.limits[Hall.slots[2]] == .paused)
        let got = hall.hall.received(Hall.slots[0])
        #expect(zip(got, got.dropFirst()).allSatisfy { $0.header.sequence.distance(to: $1.header.sequence) == 1 })
    }

    /// The numbers of what came again without being asked for, of the speaker's `slot`.
    private func copies(_ hall: TestHall, _ slot: SlotID) throws -> [UInt16] {
        let first = try #require(hall.ssrc(slot))
        let again = try #require(hall.retransmissionSSRC(slot))
        #expect(hall.media.contains { $0.header.ssrc == first })
        // What is empty is padding, which only looks for what the line carries.
        return hall.media.filter { $0.header.ssrc == again && !$0.payload.isEmpty }.map { UInt16($0.payload[0]) << 8 | UInt16($0.payload[1]) }
    }

    @Test func `on a line that loses much the speaker is sent more than once, and nobody else is`() throws {
        var line = LineModel(.kilobits(5_000), seed: 3)
        line.loss = 0.2
        let hall = try Hall(line)
        hall.live(seconds: 8)
        hall.hall.forget()
        hall.live(seconds: 4)
        let sent = hall.hall.received(Hall.slots[0]).map(\.header.sequence.rawValue)
        let again = try copies(hall.hall, Hall.slots[0])
        #expect(again.count > sent.count / 2, "\(again.count) copies of \(sent.count)")
        #expect(Set(again).isSubset(of: Set(sent)))
        #expect(try copies(hall.hall, Hall.slots[1]).isEmpty)
    }

    @Test func `on a good line nothing is sent twice`() throws {
        let hall = try Hall(LineModel(.kilobits(20_000)))
        hall.live(seconds: 4)
        hall.hall.forget()
        hall.live(seconds: 2)
        #expect(try copies(hall.hall, Hall.slots[0]).isEmpty)
    }

    @Test func `a key frame too large for the line leaves over some time, in order and whole`() throws {
        let studio = Studio()
        let speaker = try studio.join(1), hall = try studio.join(2, reports: true)
        studio.lay(LineModel(.kilobits(3_000)), to: 2)
        studio.receive([speaker.camera(.high, sequence: 1, timestamp: 0, picture: 1, isKey: true)], from: 1)
        studio.route(2, stage, to: camera)
        var sequence: UInt16 = 1
        func frame(_ number: UInt16, parts: Int, isKey: Bool) {
            studio.receive((0..<parts).map { part in
                sequence &+= 1
                return speaker.camera(
                    .high, sequence: sequence, timestamp: UInt32(number) * 3_600, picture: number,
                    isKey: isKey && part == 0, isStart: part == 0, marker: part == parts - 1, size: 1_000)
            }, from: 1)
        }
        studio.live(.milliseconds(1_500)) { step in
            if step % 8 == 0 { frame(UInt16(2 + step / 8), parts: 2, isKey: step == 0) }
        }
        hall.forget()
        frame(100, parts: 60, isKey: true)
        let atOnce = hall.received(stage).count
        #expect(atOnce < 30)
        studio.live(.milliseconds(300))
        let got = hall.received(stage)
        #expect(got.count == 60)
        #expect(zip(got, got.dropFirst()).allSatisfy { $0.header.sequence.distance(to: $1.header.sequence) == 1 })
        #expect(got.last?.header.marker == true)
    }

    @Test func `a line that widens again gets everything back`() throws {
        let hall = try Hall(LineModel(.kilobits(600)))
        hall.live(seconds: 6)
        hall.studio.lay(LineModel(.kilobits(8_000)), to: 9)
        hall.live(seconds: 25)
        let rates = hall.rates(over: 2)
        #expect(rates[0] > 1_300 && rates[1] > 130 && rates[2] > 130, "\(rates)")
        #expect(hall.limits.isEmpty)
    }
}
