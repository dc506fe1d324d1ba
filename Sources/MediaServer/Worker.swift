import Basics
import Control
import Media
import Native

/// One thread, one socket, one router: reads in batches, writes in runs, and shares nothing.
final class Worker {
    private let router: Router<OpenSSLCryptography>
    private let clock: MonotonicClock
    private let candidates: [TransportAddress]
    private let index: Int
    private let crossings: Crossings
    private let pulse: Pulse
    private var crossing = [UInt8](repeating: 0, count: Limits.datagramBytes)
    private var relayDropped = 0
    private var socket: UDPSocket
    private let poller: Poller
    private var channel: MessageChannel<WorkerRequest, MediaReport>
    private let streams = StreamTable(tokens: Token.firstStream)
    private var received: ReceiveBatch
    private var streamed = ReceiveBatch()
    private var outgoing = PacketBatch()
    private var sendDropped = 0
    /// Connections that had more to say than one turn takes.
    private var talkative: Set<UInt64> = []
    private var nextSweep = Instant.start
    private var isRunning = true

    private enum Token {
        static let socket: UInt64 = 1
        static let channel: UInt64 = 2
        static let crossing: UInt64 = 3
        static let firstStream: UInt64 = 16
    }

    /// Batches taken in before the coordinator is heard again.
    private static let batchesPerTurn = 16
    /// How often connections are looked at that nobody comes over.
    private static let sweep: Duration = .seconds(1)
    /// A sender hands over a frame in one go, a few microseconds a packet; what takes longer goes out in parts.
    private static let waitForFrame: Duration = .microseconds(60)
    private static let waitsForFrame = 2

    init(
        _ index: Int, options: MediaOptions, clock: MonotonicClock, crossings: Crossings, pulse: Pulse, socket: consuming UDPSocket,
        cryptography: OpenSSLCryptography, channel stream: consuming ByteStream
    ) throws(SystemFailure) {
        self.index = index
        received = socket.makeBatch()
        self.socket = socket
        self.clock = clock
        self.crossings = crossings
        self.pulse = pulse
        candidates = options.candidates(of: index)
        var entropy = SystemEntropy()
        router = Router(
            cryptography: cryptography, seed: entropy.next(), secrets: entropy, mark: RouterMark(index))
        poller = try Poller()
        channel = MessageChannel(stream)
        try poller.add(self.socket.descriptor, token: Token.socket)
        try poller.add(channel.descriptor, token: Token.channel)
        try poller.add(crossings.descriptor(of: index), token: Token.crossing)
    }

    /// Both families where the machine has both.
    static func bind(_ address: TransportAddress?, port: UInt16) throws(SystemFailure) -> UDPSocket {
        var options = UDPSocket.Options()
        options.joins = true
        if let address {
            let local = TransportAddress(high: address.high, low: address.low, port: port)
            return try UDPSocket(boundTo: local, options: options)
        }
        do {
            return try UDPSocket(boundTo: .any(port: port), options: options)
        } catch {
            return try UDPSocket(boundTo: TransportAddress(v4: 0, port: port), options: options)
        }
    }

    // MARK: The loop

    func run() throws {
        channel.send(.snapshot([]))
        while isRunning && channel.isOpen {
            let unfinished = talkative
            talkative = []
            let events = try wait(atMost: unfinished.isEmpty ? timeout : .zero)
            for event in events {
                switch event.token {
                case Token.socket:
                    try receive()
                case Token.crossing:
                    try takeCrossings()
                case Token.channel:
                    for request in channel.receive() { try handle(request) }
                    channel.flush()
                default:
                    if event.writable { try streams.flush(event.token, poller) }
                    if !unfinished.contains(event.token) { try receive(from: event.token) }
                }
            }
            for stream in unfinished { try receive(from: stream) }
            let now = clock.now
            if !streams.isEmpty, nextSweep <= now {
                streams.expire(at: now, isKnown: router.isKnown)
                nextSweep = now.advanced(by: Self.sweep)
            }
            if let deadline = router.deadline, deadline <= now {
                router.handleDeadline(at: now)
                try drain()
            }
            try poller.change(
                channel.descriptor, token: Token.channel,
                to: channel.wantsToWrite ? [.reading, .writing] : .reading)
        }
    }

    private func wait(atMost time: Duration?) throws -> [Poller.Event] {
        pulse.step()
        defer { pulse.step() }
        return try poller.wait(atMost: time)
    }

    private func receive() throws {
        var batches = 0
        // What the kernel has handed over already is not asked for again by it, so that all of it belongs to this turn.
        while batches < Self.batchesPerTurn || received.hasMore {
            batches += 1
            var count = try socket.receive(into: &received)
            guard count > 0 else { return }
            router.handle(&received, at: clock.now)
            for _ in 0..<Self.waitsForFrame where count < Limits.datagramsPerReceive && router.awaitsRestOfFrame {
                pause(Self.waitForFrame)
                count = try socket.receive(into: &received)
                router.handle(&received, at: clock.now)
            }
            try drain()
            if count < Limits.datagramsPerReceive { return }
        }
    }

    /// Takes in one batch; whoever says more waits for the next turn, or one who never ends would have the worker to itself.
    private func receive(from stream: UInt64) throws {
        streamed.clear()
        let reading = streams.read(stream, into: &streamed)
        router.handle(&streamed, at: clock.now)
        if case .ended(let path) = reading { router.lose(path) }
        if reading == .more { talkative.insert(stream) }
        try drain()
    }

    private var timeout: Duration? {
        let next = streams.isEmpty ? router.deadline : min(router.deadline ?? nextSweep, nextSweep)
        return next.map { max(.zero, clock.now.duration(to: $0)) }
    }

    private func drain() throws {
        var isUnfinished = true
        while isUnfinished {
            isUnfinished = router.poll(into: &outgoing)
            if !outgoing.isEmpty {
                sendDropped += socket.send(outgoing).dropped
                try streams.send(outgoing, poller)
                outgoing.clear()
            }
        }
        sendCrossings()
        while let event = router.nextEvent() { channel.send(report(event)) }
    }

    // MARK: Other workers

    private func sendCrossings() {
        var woken: Set<Int> = []
        var payload = crossing.mutableSpan
        while let (worker, header, length) = router.nextRelay(into: &payload) {
            if crossings.pipe(from: index, to: worker).push(header, payload: payload.span.extracting(0..<length)) {
                woken.insert(worker)
            } else {
                relayDropped += 1
            }
        }
        for worker in woken { crossings.wake(worker) }
    }

    private func takeCrossings() throws {
        crossings.clear(index)
        let now = clock.now
        for other in 0..<crossings.workers where other != index {
            let pipe = crossings.pipe(from: other, to: index)
            var taken = 0
            var room = crossing
            var payload = room.mutableSpan
            while let (header, length) = pipe.pop(into: &payload) {
                router.handle(header, payload: payload.span.extracting(0..<length), at: now)
                taken += 1
                if taken % Limits.datagramsPerReceive == 0 { try drain() }
            }
        }
        try drain()
    }

    // MARK: Requests

    private func handle(_ request: WorkerRequest) throws {
        switch request {
        case .control(let request): handle(request)
        case .expect(let feed, let worker): router.expect(feed, from: worker)
        case .export(let feed, let worker, let isWanted): router.export(feed, to: worker, isWanted)
        case .forget(let peer): router.forget(peer)
        case .adopt(let move):
            if let stream = try streams.adopt(move, poller, at: clock.now) { try receive(from: stream) }
        }
        try drain()
    }

    private func handle(_ request: MediaRequest) {
        switch request {
        case .negotiate(let number, let peer, let tag, let video, let offer):
            do {
                let result = try router.negotiate(
                    peer, tag: tag, video: video, offer: offer, candidates: candidates, at: clock.now)
                channel.send(
                    .negotiated(
                        request: number, answer: result.answer,
                        slots: SlotCounts(audio: result.audioSlots, video: result.videoSlots)))
            } catch {
                channel.send(.refused(request: number, reason: error.description))
            }
        case .route(let routes):
            router.route(
                routes.map { RouteChange(peer: $0.peer, slot: $0.slot, feed: $0.feed, upTo: $0.upTo) }, at: clock.now)
        case .close(let peer):
            router.close(peer)
        case .metrics(let number):
            channel.send(.metrics(request: number, text: metrics))
        case .shutdown:
            for peer in router.snapshot { router.close(peer.id) }
            isRunning = false
        }
    }

    private func report(_ event: RouterEvent) -> MediaReport {
        switch event {
        case .connected(let peer): .peerConnected(peer)
        case .gone(let peer, let ending): .peerGone(peer, PeerEnd(rawValue: ending.rawValue) ?? .closed)
        case .appeared(let feed): .feedAppeared(feed)
        case .disappeared(let feed): .feedDisappeared(feed)
        case .switched(let peer, let slot, let feed): .switched(peer, slot, feed)
        case .limited(let peer, let slot, let limit): .limited(peer, slot, Control.SlotLimit(limit))
        case .levels(let levels): .levels(levels.map { FeedLevel(feed: $0.feed, decibels: $0.decibels) })
        case .weakLines(let lines): .weakLines(lines.map { LineReport($0) })
        }
    }

    /// This worker's samples in Prometheus text format, without the heads that all workers share.
    private var metrics: String {
        let label = "worker=\"\(index)\""
        var lines = Disposition.allCases.map { disposition in
            "dienhong_media_packets_total{\(label),disposition=\"\(disposition.label)\"} "
                + "\(router.dispositions[disposition])"
        }
        lines.append("dienhong_media_peers{\(label)} \(router.peerCount)")
        lines.append("dienhong_media_weak_lines{\(label)} \(router.weakLineCount)")
        for (name, value) in router.lineSums.samples { lines.append("dienhong_media_\(name){\(label)} \(value)") }
        lines.append("dienhong_media_send_dropped_total{\(label)} \(sendDropped)")
        lines.append("dienhong_media_relay_dropped_total{\(label)} \(relayDropped)")
        lines.append("dienhong_media_streams{\(label)} \(streams.count)")
        lines.append("dienhong_media_stream_dropped_total{\(label)} \(streams.dropped)")
        lines.append("dienhong_media_receive_too_long_total{\(label)} \(socket.tooLong)")
        return lines.joined(separator: "\n")
    }
}

extension LineReport {
    init(_ line: PeerLine) {
        self.init(
            peer: line.peer, receivedLost: line.receivedLost, sentLost: line.sentLost,
            roundTripMilliseconds: Int(line.roundTrip.nanoseconds / 1_000_000))
    }
}

extension Control.SlotLimit {
    init(_ limit: Media.SlotLimit) {
        switch limit {
        case .none: self = .none
        case .smaller: self = .smaller
        case .paused: self = .paused
        }
    }
}
