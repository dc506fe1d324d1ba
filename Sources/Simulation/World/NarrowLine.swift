import Basics
import Media

/// A hall on a narrow line beside one on a wide line, both before a speaker and two tiles: what is seen and heard on it, what
/// the server believes of it, and how soon everything is back when it widens.
package struct NarrowLine {
    package struct Outcome: Sendable {
        package var seed: UInt64
        package var kilobits: Int
        /// What the server believed the line to carry, and what was shown, at the end of the narrow time.
        package var estimate = 0
        package var smaller = 0
        package var paused = 0
        package var soundDelay: Duration = .zero
        package var pictureDelay: Duration = .zero
        package var concealed = 0.0
        package var backAfter: Duration?
        package var violations: [String] = []
    }

    static let settling: Duration = .seconds(20)
    static let watched: Duration = .seconds(15)
    static let patience: Duration = .seconds(30)
    /// Below this a line carries sound and hardly a picture.
    private static let leastForPicture = 160

    private let world: World
    private let speaker = PeerID(rawValue: 1)
    private let narrow: Browser
    private let wide: Browser
    private var outcome: Outcome

    package static func run(seed: UInt64) -> Outcome {
        var line = NarrowLine(seed: seed)
        return line.run()
    }

    private init(seed: UInt64) {
        var random = SeededGenerator(seed: seed ^ 0x11E7)
        world = World(seed: seed, inspects: false)
        outcome = Outcome(seed: seed, kilobits: 90 << Int.random(in: 0...4, using: &random) + Int.random(in: 0...50, using: &random))
        let fair = LineConditions(delay: .milliseconds(Int64.random(in: 5...60, using: &random)), jitter: .milliseconds(5))
        var bad = fair
        bad.rate = outcome.kilobits * 1_000
        bad.loss = .independent([0, 0, 0.01, 0.03].randomElement(using: &random) ?? 0)
        world.join(speaker, Self.camera([.low, .middle, .high]), up: fair, down: fair).isSpeaking = true
        for tile in 2...3 as ClosedRange<UInt64> {
            world.join(PeerID(rawValue: tile), Self.camera([.low]), up: fair, down: fair)
        }
        narrow = world.join(PeerID(rawValue: 4), Self.hall, up: fair, down: bad)
        wide = world.join(PeerID(rawValue: 5), Self.hall, up: fair, down: fair)
    }

    private mutating func run() -> Outcome {
        advance(.seconds(2))
        for hall in [narrow, wide] { route(hall) }
        advance(Self.settling)
        for slot in (narrow.slots + wide.slots) {
            slot.pictures?.forgetFigures()
            slot.voice?.forgetFigures()
        }
        advance(Self.watched)
        judgeNarrow()
        judgeWide()
        widen()
        for problem in world.router.footprint.problems { outcome.violations.append(problem) }
        return outcome
    }

    private func advance(_ duration: Duration) { world.run(until: world.now.advanced(by: duration)) }

    private func route(_ hall: Browser) {
        let voice = RouteChange(
            peer: hall.id, slot: SlotID(.audio, 0), feed: FeedID(peer: speaker, source: .microphone), upTo: .high)
        world.route([voice] + (0..<3).map { place in
            RouteChange(
                peer: hall.id, slot: SlotID(.video, place),
                feed: FeedID(peer: PeerID(rawValue: UInt64(place + 1)), source: .camera), upTo: place == 0 ? .high : .low)
        })
    }

    // MARK: Judging

    private func line(of hall: Browser) -> ReceiverLine? { world.router.lines.first { $0.peer == hall.id } }

    private mutating func judgeNarrow() {
        guard let line = line(of: narrow) else { return outcome.violations.append("nothing is known of the line") }
        outcome.estimate = Int(line.estimate.kilobits)
        outcome.smaller = line.smaller
        outcome.paused = line.paused
        for slot in narrow.slots {
            if let voice = slot.voice, let last = voice.last {
                outcome.concealed = Double(voice.concealed) * 0.02 / (Self.watched / .seconds(1))
                outcome.soundDelay = last.stamp.captured.duration(to: last.at)
            }
            if slot.id.index == 0, let shown = slot.pictures?.shown {
                outcome.pictureDelay = shown.stamp.captured.duration(to: shown.at)
                let age = shown.at.duration(to: world.now)
                check(
                    outcome.kilobits < Self.leastForPicture || age < .milliseconds(1_500),
                    "the speaker has stood still for \(age.milliseconds) ms")
            }
        }
        check(outcome.concealed < 0.05, "\(Int(outcome.concealed * 1_000)) of a thousand parts of the sound are made up")
        check(outcome.soundDelay < .milliseconds(900), "the sound is \(outcome.soundDelay.milliseconds) ms behind")
        check(
            outcome.soundDelay < outcome.pictureDelay + .milliseconds(400),
            "the sound is \(outcome.soundDelay.milliseconds) ms behind, the picture \(outcome.pictureDelay.milliseconds)")
        check(outcome.estimate > outcome.kilobits * 3 / 10, "only \(outcome.estimate) of \(outcome.kilobits) kbit/s are believed")
        check(outcome.estimate < outcome.kilobits * 14 / 10, "\(outcome.estimate) instead of \(outcome.kilobits) kbit/s are believed")
    }

    /// One bad line costs nobody else.
    private mutating func judgeWide() {
        guard let line = line(of: wide) else { return outcome.violations.append("nothing is known of the wide line") }
        check(line.smaller + line.paused == 0, "a wide line shows \(line.smaller) smaller, \(line.paused) not at all")
        for slot in wide.slots {
            let frozen = slot.pictures?.freezes.closed(at: world.now).frozen ?? .zero
            check(frozen < .milliseconds(500), "on a wide line a picture stood still for \(frozen.milliseconds) ms")
        }
    }

    private mutating func widen() {
        world.halls[narrow.id]?.down.conditions.rate = 20_000_000
        let begin = world.now
        while outcome.backAfter == nil, begin.duration(to: world.now) < Self.patience {
            advance(.milliseconds(100))
            if let line = line(of: narrow), line.smaller + line.paused == 0 { outcome.backAfter = begin.duration(to: world.now) }
        }
        check(outcome.backAfter != nil, "not everything is back after \(Self.patience.milliseconds / 1_000) s on a wide line")
    }

    private mutating func check(_ isWell: Bool, _ problem: String) {
        if !isWell { outcome.violations.append(problem) }
    }

    // MARK: Who takes part

    /// 25 frames a second: about 150, 500 and 1,500 kbit/s.
    private static func camera(_ layers: [Layer]) -> BrowserOptions {
        var options = BrowserOptions()
        options.audioSlots = 0
        options.videoSlots = 0
        options.layers = layers.map { layer in
            let shape = switch layer {
            case .low: LayerEncoder.Shape(framesPerSecond: 25, keyParts: 3, deltaParts: 1, packetBytes: 700)
            case .middle: LayerEncoder.Shape(framesPerSecond: 25, keyParts: 10, deltaParts: 3, packetBytes: 800)
            case .high: LayerEncoder.Shape(framesPerSecond: 25, keyParts: 30, deltaParts: 7, packetBytes: 1_050)
            }
            return (layer, shape)
        }
        return options
    }

    private static var hall: BrowserOptions {
        var options = BrowserOptions()
        options.audioSlots = 1
        options.videoSlots = 3
        options.hasMicrophone = false
        return options
    }
}
