import Basics
@testable import Media
import Testing
import Wire

struct IngressTests {
    @Test func `a replay window knows the fresh, the duplicate and the old across a rollover`() {
        var window = ReplayWindow()
        var accepted: [Int64] = []
        for sequence in [65_534, 65_535, 0, 2, 1] as [UInt16] {
            let index = window.index(of: SequenceNumber(rawValue: sequence))
            if window.verdict(on: index) == .fresh {
                window.accept(index)
                accepted.append(index)
            }
        }
        #expect(accepted == [65_534, 65_535, 65_536, 65_538, 65_537])
        #expect(window.verdict(on: 65_536) == .duplicate)
        window.accept(65_536 + 2_000)
        #expect(window.verdict(on: 65_536) == .tooOld)
        #expect(window.verdict(on: 65_536 + 1_999) == .fresh)
    }

    /// The window against a set that forgets nothing.
    @Test(arguments: 0..<50 as Range<UInt64>)
    func `a replay window never takes a packet twice`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var window = ReplayWindow()
        var seen: Set<Int64> = []
        var position: Int64 = Int64.random(in: 0..<70_000, using: &random)
        for _ in 0..<3_000 {
            position += Int64.random(in: -30...40, using: &random)
            let index = max(0, position)
            guard window.verdict(on: index) == .fresh else { continue }
            #expect(seen.insert(index).inserted)
            window.accept(index)
        }
    }

    @Test func `what we dropped leaves no gap`() {
        var closer = GapCloser()
        #expect(closer.number(for: 10) == 10)
        let skipped = closer.skip(11)
        #expect(skipped)
        #expect(closer.number(for: 12) == 11)
        let late = closer.skip(9)
        #expect(!late)
        #expect(closer.number(for: 9) == 9)
    }

    @Test func `a straggler from before what is forgotten has no number`() {
        var closer = GapCloser()
        _ = closer.number(for: 3)
        for index in 5..<105 as Range<Int64> { _ = closer.skip(index) }
        let late = closer.number(for: 4), next = closer.number(for: 105)
        #expect([late, next] == [nil, 5] as [Int64?])
    }

    @Test func `a sender report of the day before yesterday is only old`() {
        var statistics = ReceptionStatistics(rate: 90_000)
        statistics.received(index: 1, timestamp: 0, bytes: 9, at: .start)
        let block = statistics.report(
            about: SSRC(1), lastSenderReport: (middle: 7, at: .start), at: .start.advanced(by: .seconds(3 * 86_400)))
        #expect(block.delaySinceLastSenderReport == .max)
    }

    @Test func `no two slots share a source`() throws {
        /// Says everything three times.
        struct Stutterer: RandomNumberGenerator {
            var random = SeededGenerator(seed: 3), said = 0, last: UInt64 = 0
            mutating func next() -> UInt64 {
                if said % 3 == 0 { last = random.next() }
                said += 1
                return last
            }
        }
        var random = Stutterer()
        let negotiation = try Negotiation(
            offer: TestHall.offer(audio: 3, video: 4, sends: false),
            local: .init(
                credentials: ICECredentials(fragment: "a", password: "b"), fingerprint: [], candidates: [], videoCodec: .vp8),
            random: &random)
        let sources = negotiation.slots.flatMap { [$0.ssrc, $0.retransmissionSSRC].compactMap(\.self) }
        #expect(Set(sources).count == 3 + 2 * 4)
    }

    @Test func `picture ids of seven bits go on past their end, whatever was lost or came late`() {
        var widener = PictureWidener()
        let frames: [(UInt16, UInt32)] = [
            (126, 0), (127, 3_000), (0, 6_000), (127, 3_000), (3, 15_000), (3, 15_000), (2, 396_000),
        ]
        let wide = frames.map { widener.widen($0.0, timestamp: $0.1) }
        #expect(wide == [126, 127, 128, 127, 131, 131, 258])
    }

    @Test func `a hole without end is not remembered without end`() {
        var generator = NackGenerator()
        for index in 1...100_000 as ClosedRange<Int64> { generator.received(index * 50) }
        #expect(generator.count == NackGenerator.outstandingMax + 1)
    }

    @Test func `a lost packet is asked for often at first, then for a second and more, then given up`() {
        var generator = NackGenerator()
        generator.received(1)
        generator.received(3)
        var asked: [Int] = []
        var gaveUp: Int?
        for milliseconds in stride(from: 0, to: 2_000, by: 20) {
            let request = generator.poll(at: Instant.start.advanced(by: .milliseconds(milliseconds)))
            if !request.sequences.isEmpty { asked.append(milliseconds) }
            if request.needsKeyFrame { gaveUp = gaveUp ?? milliseconds }
        }
        #expect(asked == [0, 40, 80] + stride(from: 180, through: 1_180, by: 100))
        #expect(gaveUp == 1_280 && generator.isIdle)
    }

    @Test func `a hole too large to mend asks for a key frame`() {
        var generator = NackGenerator()
        generator.received(1)
        generator.received(5_000)
        generator.received(9_000)
        let request = generator.poll(at: .start)
        #expect(request == .init(needsKeyFrame: true))
    }

    @Test func `key frames are asked for once in an interval, however many want one`() {
        var requests = KeyFrameRequests(interval: .seconds(1))
        var sent = 0
        for step in 0..<100 {
            requests.want()
            if requests.poll(at: Instant.start.advanced(by: .milliseconds(25 * step))) { sent += 1 }
        }
        #expect(sent == 3)
    }

    /// When requests go out while somebody always wants a key frame, in milliseconds, with an answer to the first `answered`.
    private func requestTimes(answered: Int) -> [Int] {
        var requests = KeyFrameRequests(interval: .seconds(1))
        var sent: [Int] = []
        for milliseconds in stride(from: 0, through: 3_000, by: 20) {
            requests.want()
            guard requests.poll(at: Instant.start.advanced(by: .milliseconds(milliseconds))) else { continue }
            sent.append(milliseconds)
            if sent.count <= answered { requests.keyFrameArrived() }
        }
        return sent
    }

    @Test func `who missed the key frame that was asked for gets another soon, and no more than that in the long run`() {
        #expect(requestTimes(answered: .max) == [0, 300, 1_000, 2_000, 3_000])
    }

    @Test func `a request that found no answer is repeated after the whole interval`() {
        #expect(requestTimes(answered: 1) == [0, 300, 1_300, 2_300])
    }

    @Test func `what was lost on the way here is told once enough was sent`() {
        var recorder = FeedbackRecorder()
        for sequence in 0..<60 as Range<UInt16> where sequence % 10 != 5 {
            recorder.received(SequenceNumber(rawValue: sequence), at: .start)
        }
        _ = recorder.poll(from: SSRC(1), about: SSRC(2))
        let loss = recorder.takeLoss(), nothing = recorder.takeLoss()
        #expect(loss == 0.1 && nothing == nil)
    }

    @Test func `feedback counts what came and what did not`() {
        var recorder = FeedbackRecorder()
        let now = Instant.start.advanced(by: .seconds(5))
        for sequence in [65_535, 1, 2] as [UInt16] {
            recorder.received(SequenceNumber(rawValue: sequence), at: now)
        }
        let report = recorder.poll(from: SSRC(1), about: SSRC(2))
        #expect(report?.base == SequenceNumber(rawValue: 65_535))
        #expect(report?.arrivals == [.seconds(5), nil, .seconds(5), .seconds(5)])
        let nothing = recorder.poll(from: SSRC(1), about: SSRC(2))
        #expect(nothing == nil)
    }

    @Test func `a straggler from before what one report holds is not told of, and nothing is lost by it`() {
        var recorder = FeedbackRecorder()
        recorder.received(SequenceNumber(rawValue: 5_000), at: .start)
        _ = recorder.poll(from: SSRC(1), about: SSRC(2))
        recorder.received(SequenceNumber(rawValue: 3_940), at: .start)
        let report = recorder.poll(from: SSRC(1), about: SSRC(2))
        #expect(report == nil)
    }

    @Test func `a resend costs credit and waits a round trip`() {
        var budget = ResendBudget()
        let later = Instant.start.advanced(by: .milliseconds(200))
        let answers = [
            budget.allow(1, bytes: 1_000, sentOctets: 0, loss: 0, roundTrip: .milliseconds(100), at: .start),
            budget.allow(1, bytes: 1_000, sentOctets: 0, loss: 0, roundTrip: .milliseconds(100), at: .start),
            budget.allow(1, bytes: 1_000, sentOctets: 0, loss: 0, roundTrip: .milliseconds(100), at: later),
            budget.allow(2, bytes: 200_000, sentOctets: 0, loss: 0, roundTrip: .milliseconds(100), at: later),
        ]
        #expect(answers == [true, false, true, false])
    }

    @Test func `where much is lost, as much may be sent again`() {
        let later = Instant.start.advanced(by: .seconds(1))
        func allowed(loss: Double) -> Int {
            var budget = ResendBudget()
            _ = budget.allow(0, bytes: 120_000, sentOctets: 0, loss: loss, roundTrip: .milliseconds(100), at: .start)
            return (1...1_000).count {
                budget.allow(Int64($0), bytes: 100, sentOctets: 100_000, loss: loss, roundTrip: .zero, at: later)
            }
        }
        #expect(allowed(loss: 0) == 150)
        #expect(allowed(loss: 0.02) == 230)
    }

    @Test func `a timeline never goes back`() {
        var timeline = Timeline(base: 0, rate: 90_000)
        let first = timeline.offset(for: 500, captured: 1_000_000_000)
        #expect(first &+ 500 == 90_000)
        timeline.sent(90_000)
        let earlier = timeline.offset(for: 7, captured: 900_000_000)
        #expect(earlier &+ 7 == 93_000)
    }
}
