import Basics
import Control
import Foundation
import Native
import Synchronization

/// The media process: workers that carry media, and a coordinator that speaks with the control process.
package enum MediaServer {
    /// Runs until it is told to shut down, or nobody is left to serve; throws what keeps it from starting.
    package static func run(_ options: MediaOptions) throws {
        ignoreBrokenPipe()
        raiseDescriptorLimit()
        var options = options
        if options.announced.isEmpty { options.announced = try announcedByDefault(options) }
        let coordinator = try Coordinator(options)
        try coordinator.run()
    }

    /// Loopback first: a browser on this machine then needs neither a network nor a permission.
    private static func announcedByDefault(_ options: MediaOptions) throws -> [TransportAddress] {
        if let bound = options.bound { return [bound.at(port: 0)] }
        let loopback = TransportAddress(v4: 0x7F00_0001, port: 0)
        return try [loopback] + interfaceAddresses().filter { $0.v4 != nil && $0.v4 != loopback.v4 }
    }
}

/// Hands requests to the worker that has the peer, and every report on to the control process.
final class Coordinator {
    typealias WorkerChannel = MessageChannel<MediaReport, WorkerRequest>

    private let options: MediaOptions
    private let clock = MonotonicClock()
    private let poller: Poller
    private let listener: UnixListener
    private var door: StreamDoor?
    private var workers: [WorkerLine] = []
    private var control: ControlLine?
    private let crossings: Crossings
    private var register: PeerRegister
    private var plan = RelayPlan()
    private var gatherings: [UInt64: MetricsGathering] = [:]
    private var aloneSince: Instant?
    private var isRunning = true

    /// Boxes, since a channel owns its stream and cannot live in an array.
    final class WorkerLine {
        var channel: WorkerChannel
        let start: WorkerStart
        var watch = StandstillWatch()

        init(_ channel: consuming WorkerChannel, _ start: WorkerStart) {
            self.channel = channel
            self.start = start
        }
    }

    final class ControlLine {
        var channel: MessageChannel<MediaRequest, MediaReport>
        init(_ channel: consuming MessageChannel<MediaRequest, MediaReport>) { self.channel = channel }
    }

    private enum Token {
        static let listener: UInt64 = 0
        static let control: UInt64 = 1
        static let door: UInt64 = 2
        static let firstWorker: UInt64 = 16
        static let firstVisitor: UInt64 = 1 << 32
    }

    init(_ options: MediaOptions) throws {
        self.options = options
        poller = try Poller()
        listener = try UnixListener(path: options.socketPath)
        crossings = try Crossings(workers: options.workers)
        register = PeerRegister(workers: options.workers)
        try poller.add(listener.descriptor, token: Token.listener)
        for index in 0..<options.workers { try start(index) }
        if let port = options.streamPort { try openDoor(port) }
    }

    private func openDoor(_ port: UInt16) throws {
        let door = try StreamDoor(
            boundTo: options.bound, port: port, workers: options.workers, tokens: Token.firstVisitor)
        try poller.add(door.descriptor, token: Token.door)
        self.door = .some(door)
    }

    private func start(_ index: Int) throws {
        var pair = try StreamPair()
        guard let near = pair.first.take(), let far = pair.second.take() else { return }
        let start = WorkerStart(far)
        let line = WorkerLine(WorkerChannel(near), start)
        let (options, clock, crossings) = (options, clock, crossings)
        let thread = Thread { start.run(index, options, clock, crossings) }
        thread.name = "media-\(index)"
        thread.start()
        try poller.add(line.channel.descriptor, token: Token.firstWorker + UInt64(index))
        workers.append(line)
        // A worker says that it is ready, or why it is not, before anybody is let in.
        while line.channel.isOpen {
            _ = try poller.wait(atMost: .seconds(10))
            if !line.channel.receive().isEmpty { return }
        }
        throw SystemFailure(action: "start media worker \(index)", reason: start.failure ?? "it ended before it began")
    }

    // MARK: The loop

    func run() throws {
        while isRunning {
            for event in try poller.wait(atMost: .seconds(1)) {
                switch event.token {
                case Token.listener: try acceptControl()
                case Token.control: try hearControl()
                case Token.door: try door?.open(poller, at: clock.now)
                case Token.firstVisitor...: admit(event.token)
                default: try hearWorker(Int(event.token - Token.firstWorker))
                }
            }
            door?.expire(at: clock.now)
            try watchForStandstill()
            try watchForLoneliness()
        }
        for worker in workers { worker.channel.send(.control(.shutdown)) }
        control?.channel.flush()
        // A thread that still encrypts while the process ends finds its keys' library taken away.
        for worker in workers { worker.start.awaitEnd(atMost: MediaOptions.farewell) }
    }

    private func acceptControl() throws {
        guard let stream = try listener.accept() else { return }
        // A control process that comes anew takes the place of one that hangs.
        if let old = control { poller.remove(old.channel.descriptor) }
        let line = ControlLine(MessageChannel(stream))
        try poller.add(line.channel.descriptor, token: Token.control)
        control = line
        line.channel.send(.snapshot(register.snapshot))
    }

    private func admit(_ visitor: UInt64) {
        if let move = door?.hear(visitor, poller) { workers[move.worker].channel.send(.adopt(move)) }
    }

    private func hearControl() throws {
        guard let line = control else { return }
        for request in line.channel.receive() { handle(request) }
        line.channel.flush()
        try settle(line)
    }

    private func settle(_ line: ControlLine) throws {
        if line.channel.isOpen {
            try poller.change(
                line.channel.descriptor, token: Token.control,
                to: line.channel.wantsToWrite ? [.reading, .writing] : .reading)
        } else {
            poller.remove(line.channel.descriptor)
            control = nil
        }
    }

    private func hearWorker(_ index: Int) throws {
        let line = workers[index]
        for report in line.channel.receive() {
            register.note(report)
            if case .peerGone(let peer, _) = report { forget(peer) }
            if case .metrics(let request, let text) = report {
                answerMetrics(request, text)
            } else {
                control?.channel.send(report)
            }
        }
        line.channel.flush()
        guard line.channel.isOpen || !isRunning else {
            throw SystemFailure(action: "run media worker \(index)", reason: workers[index].start.failure ?? "it ended")
        }
        if let control { try settle(control) }
    }

    /// Who hangs serves nobody and never will; whoever looks after this process starts another one.
    private func watchForStandstill() throws {
        let now = clock.now
        for (index, worker) in workers.enumerated() where worker.watch.standsStill(worker.start.pulse.now, at: now) {
            throw SystemFailure(action: "run media worker \(index)", reason: "it has been at one turn for \(StandstillWatch.looksMax) seconds")
        }
    }

    private func watchForLoneliness() throws {
        guard control == nil, register.isEmpty else {
            aloneSince = nil
            return
        }
        let now = clock.now
        let since = aloneSince ?? now
        aloneSince = since
        if since.duration(to: now) > MediaOptions.lonely { isRunning = false }
    }

    // MARK: Requests

    private func handle(_ request: MediaRequest) {
        switch request {
        case .negotiate(let number, let peer, let tag, _, _):
            workers[register.place(request: number, peer, tag: tag)].channel.send(.control(request))
        case .route(let routes):
            relay(routes)
            var byWorker: [Int: [SlotRoute]] = [:]
            for route in routes {
                if let worker = register.worker(of: route.peer) { byWorker[worker, default: []].append(route) }
            }
            for (worker, routes) in byWorker { workers[worker].channel.send(.control(.route(routes))) }
        case .close(let peer):
            if let worker = register.worker(of: peer) { workers[worker].channel.send(.control(request)) }
        case .metrics(let number):
            gatherings[number] = MetricsGathering(workers: workers.count)
            for worker in workers { worker.channel.send(.control(request)) }
        case .shutdown:
            isRunning = false
        }
    }

    /// Lets feeds cross to the workers that have receivers of them, before the routes that name them go there.
    private func relay(_ routes: [SlotRoute]) {
        guard workers.count > 1 else { return }
        for change in plan.apply(routes, workerOf: { register.worker(of: $0) }) {
            if change.isWanted { workers[change.to].channel.send(.expect(change.feed, from: change.from)) }
            workers[change.from].channel.send(.export(change.feed, to: change.to, change.isWanted))
        }
    }

    private func forget(_ peer: PeerID) {
        plan.forget(peer)
        guard workers.count > 1 else { return }
        for worker in workers { worker.channel.send(.forget(peer)) }
    }

    private func answerMetrics(_ request: UInt64, _ text: String) {
        guard let whole = gatherings[request]?.add(text) else { return }
        gatherings[request] = nil
        control?.channel.send(.metrics(request: request, text: whole))
    }
}

/// Carries a worker's end of its channel into the worker's thread.
final class WorkerStart: Sendable {
    private let stream: Mutex<ByteStream?>
    private let problem = Mutex<String?>(nil)
    let pulse = Pulse()
    private let end = DispatchSemaphore(value: 0)

    /// Why the worker ended, once its channel is closed.
    var failure: String? { problem.withLock { $0 } }

    init(_ stream: consuming ByteStream) {
        self.stream = Mutex(stream)
    }

    /// Waits until ``run(_:_:_:_:)`` is over, or for as long as a worker may take.
    func awaitEnd(atMost patience: DispatchTimeInterval) { _ = end.wait(timeout: .now() + patience) }

    func run(_ index: Int, _ options: MediaOptions, _ clock: MonotonicClock, _ crossings: Crossings) {
        defer { end.signal() }
        do {
            let socket = try Worker.bind(options.bound, port: options.port + UInt16(index))
            let cryptography = try OpenSSLCryptography()
            guard let stream = stream.withLock({ $0.take() }) else { return }
            let worker = try Worker(
                index, options: options, clock: clock, crossings: crossings, pulse: pulse, socket: socket,
                cryptography: cryptography, channel: stream)
            try worker.run()
        } catch {
            problem.withLock { $0 = "\(error)" }
        }
        // Closes the channel of a worker that never began; only now, when the reason is there to be read.
        stream.withLock { $0 = nil }
    }
}
