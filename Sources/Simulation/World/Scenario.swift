import Basics
import Media

/// A conference in which anything may happen, drawn from a seed: people come and go, routes change, lines fail; then all
/// is left in peace, and what should be seen must be seen.
package struct Scenario {
    /// How a run ended.
    package struct Outcome: Sendable {
        package var seed: UInt64
        package var hash: UInt64
        package var violations: [String]
        package var datagrams: Int
        package var worstSync: Duration
    }

    private let seed: UInt64
    private let world: World
    private var random: SeededGenerator
    private let format: PictureFormat
    private var nextPeer: UInt64 = 1

    static let troubled: Duration = .seconds(5)
    /// After the last fault: three seconds of patience with a lost picture, a request for a key frame each second, and the way.
    static let settling: Duration = .seconds(6)

    /// As long as it takes at most until a line that was narrow gets everything again.
    static let widening: Duration = .seconds(25)

    package init(seed: UInt64, write: ((String) -> Void)? = nil) {
        self.seed = seed
        world = World(seed: seed, trace: Trace(write: write))
        random = SeededGenerator(seed: seed ^ 0x5DEE_CE66)
        format = switch Int.random(in: 0..<8, using: &random) {
        case 0...4: .layered
        case 5: .plain(shortNumbers: false)
        case 6: .plain(shortNumbers: true)
        default: .h264
        }
    }

    /// Runs one seed to its end.
    package static func run(seed: UInt64, write: ((String) -> Void)? = nil) -> Outcome {
        var scenario = Scenario(seed: seed, write: write)
        return scenario.run()
    }

    private mutating func run() -> Outcome {
        for _ in 0..<Int.random(in: 3...5, using: &random) { join() }
        let end = Instant.start.advanced(by: Self.troubled)
        while world.now < end {
            world.run(until: world.now.advanced(by: .milliseconds(Int64.random(in: 50...600, using: &random))))
            disturb()
        }
        calm()
        world.run(until: world.now.advanced(by: Self.settling))
        // A line that was narrow is not believed to be wide at once.
        let patience = end.advanced(by: Self.widening)
        var wideSince = world.now.advanced(by: .zero - .seconds(1))
        while wideSince.duration(to: world.now) < .seconds(2), world.now < patience {
            world.run(until: world.now.advanced(by: .milliseconds(250)))
            if world.router.lineSums.short > 0 { wideSince = world.now }
        }
        world.checkSettled(after: Self.settling)
        return Outcome(
            seed: seed, hash: world.trace.hash, violations: world.inspector.violations, datagrams: world.datagrams,
            worstSync: world.inspector.worstSync)
    }

    // MARK: What may happen

    private mutating func join() {
        var options = BrowserOptions()
        options.format = format
        options.readsRedundancy = nextPeer % 2 == 0
        options.audioSlots = Int.random(in: 1...2, using: &random)
        options.videoSlots = Int.random(in: 1...3, using: &random)
        options.paces = Bool.random(using: &random)
        options.clockOffset = .milliseconds(Int64.random(in: 0...4_000_000, using: &random))
        options.clockSkew = Double.random(in: -100e-6...100e-6, using: &random)
        var shape = LayerEncoder.Shape()
        shape.framesPerSecond = [5, 10, 15, 30].randomElement(using: &random) ?? 15
        shape.keyParts = [3, 6, 12, 45].randomElement(using: &random) ?? 6
        shape.deltaParts = Int.random(in: 1...3, using: &random)
        shape.packetBytes = 80
        let layers: [Layer] = [[], [.high], [.low, .middle, .high], [.low, .middle, .high]].randomElement(using: &random) ?? []
        options.layers = layers.map { layer in
            var own = shape
            if layer < .high { own.keyParts = max(2, shape.keyParts / (layer == .low ? 6 : 3)) }
            if layer < .high { own.deltaParts = 1 }
            return (layer, own)
        }
        let browser = world.join(PeerID(rawValue: nextPeer), options, up: conditions(), down: conditions())
        browser.isSpeaking = Bool.random(using: &random)
        nextPeer += 1
    }

    private mutating func conditions() -> LineConditions {
        var line = LineConditions(delay: .milliseconds(Int64.random(in: 5...120, using: &random)))
        switch Int.random(in: 0..<4, using: &random) {
        case 0: break
        case 1: line.loss = .independent(Double.random(in: 0...0.15, using: &random))
        case 2:
            line.loss = .bursts(
                Double.random(in: 0.01...0.1, using: &random), length: Double.random(in: 2...20, using: &random))
        default:
            // From what hardly carries a voice to what carries all: each doubling is as likely as another.
            line.rate = 30_000 << Int.random(in: 0...6, using: &random)
        }
        if Bool.random(using: &random) { line.jitter = .milliseconds(Int64.random(in: 1...60, using: &random)) }
        if chance(0.3, using: &random) { line.reordered = Double.random(in: 0...0.05, using: &random) }
        if chance(0.3, using: &random) { line.duplicated = Double.random(in: 0...0.05, using: &random) }
        return line
    }

    private mutating func disturb() {
        guard let id = world.peers.randomElement(using: &random) else { return join() }
        switch Int.random(in: 0..<24, using: &random) {
        case 0 where world.peers.count < 6: join()
        case 1 where world.peers.count > 2: world.remove(id, politely: Bool.random(using: &random))
        case 2: cut(id)
        case 3: world.rebind(id)
        case 4...6:
            world.halls[id]?.up.conditions = conditions()
            world.halls[id]?.down.conditions = conditions()
        case 7: world.halls[id]?.browser.isSpeaking.toggle()
        case 8...9:
            guard let browser = world.halls[id]?.browser, browser.camera.count > 1 else { return }
            let place = Int.random(in: 0..<browser.camera.count, using: &random)
            browser.setActive(Bool.random(using: &random), layer: place, at: world.now)
            world.settle(id)
        default: route(id)
        }
    }

    private mutating func cut(_ id: PeerID) {
        let end = world.now.advanced(by: .milliseconds(Int64.random(in: 50...3_000, using: &random)))
        if Bool.random(using: &random) { world.halls[id]?.up.cut(until: end) }
        if Bool.random(using: &random) { world.halls[id]?.down.cut(until: end) }
        world.trace.say(world.now, "\(id.rawValue) is cut off until \(end.sinceStart.milliseconds) ms")
    }

    private mutating func route(_ id: PeerID) {
        guard let slot = world.halls[id]?.browser.slots.randomElement(using: &random)?.id else { return }
        let others = world.peers.filter { $0 != id }
        var feed: FeedID?
        if let other = others.randomElement(using: &random), chance(0.85, using: &random) {
            feed = FeedID(peer: other, source: slot.kind == .audio ? .microphone : .camera)
        }
        // A site is in one slot of a kind at a time, as routing has it.
        let taken = world.inspector.feeds(of: id, but: slot)
        if let wanted = feed, taken.contains(wanted) { feed = nil }
        let limit = Layer.allCases.randomElement(using: &random) ?? .high
        world.route([RouteChange(peer: id, slot: slot, feed: feed, upTo: slot.kind == .audio ? .high : limit)])
    }

    /// Ends all faults: lines are fair, everybody who has a camera sends, and every slot that can have a feed has one.
    private mutating func calm() {
        world.trace.say(world.now, "peace")
        world.serverLate = 0
        for id in world.peers {
            var fair = LineConditions(delay: .milliseconds(30), jitter: .milliseconds(10))
            fair.loss = .independent(0.01)
            world.halls[id]?.up.conditions = fair
            world.halls[id]?.down.conditions = fair
            guard let browser = world.halls[id]?.browser else { continue }
            for place in browser.camera.indices { browser.setActive(true, layer: place, at: world.now) }
            browser.isSpeaking = true
            world.settle(id)
        }
        for id in world.peers { for _ in 0..<4 { route(id) } }
    }
}
