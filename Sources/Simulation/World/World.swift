package import Basics
import Media
import Wire

/// A server and its browsers on invented lines and in invented time.
///
/// Everything that happens is planned in one agenda, and all chance comes from one seed, so one seed is one run.
package final class World {
    enum Event {
        case wake(PeerID)
        case leaves(PeerID, [UInt8])
        case reachesServer(TransportAddress, [UInt8])
        case reachesBrowser(PeerID, [UInt8])
        case serverReads
        case serverDeadline
        case script
    }

    final class Hall {
        let browser: Browser
        var up: Line
        var down: Line
        var address: TransportAddress
        var wake: Instant?

        init(_ browser: Browser, up: LineConditions, down: LineConditions, address: TransportAddress) {
            self.browser = browser
            self.up = Line(up)
            self.down = Line(down)
            self.address = address
        }
    }

    let cryptography = NullCryptography()
    let router: Router<NullCryptography>
    package private(set) var now = Instant.start
    var random: SeededGenerator
    var trace: Trace
    var halls: [PeerID: Hall] = [:]
    private(set) var peers: [PeerID] = []
    var byAddress: [TransportAddress: PeerID] = [:]
    var inspector: Inspector
    /// What the simulated world does of its own accord; called at moments that it plans itself.
    var script: ((World) -> Void)?
    var connected: Set<PeerID> = []
    var appeared: Set<FeedID> = []
    package private(set) var datagrams = 0

    private var agenda = Agenda<Event>()
    private var inbox: [(source: TransportAddress, bytes: [UInt8])] = []
    private var isReadPlanned = false
    private var plannedDeadline: Instant?
    private var received = ReceiveBatch()
    private var batch = PacketBatch(capacity: 512 * 1_024)
    private var nextAddress: UInt32 = 1
    /// How often the server's thread is late, and so reads many datagrams at once.
    var serverLate = 0.02

    init(seed: UInt64, inspects: Bool = true, trace: Trace = Trace()) {
        random = SeededGenerator(seed: seed)
        self.trace = trace
        inspector = Inspector(isOn: inspects)
        router = Router(cryptography: cryptography, seed: random.next())
    }

    // MARK: Who is there

    @discardableResult
    func join(_ id: PeerID, _ options: BrowserOptions, up: LineConditions, down: LineConditions) -> Browser {
        let browser = Browser(id: id, options: options, cryptography: cryptography, seed: random.next(), at: now)
        do {
            let (answer, _, _) = try router.negotiate(
                id, tag: "", video: options.format.codec, offer: browser.offer,
                candidates: [TransportAddress(v4: 0x7F00_0001, port: 10_000)], at: now)
            try browser.take(answer: answer)
        } catch {
            preconditionFailure("an offer of our own was refused: \(error)")
        }
        halls[id] = Hall(browser, up: up, down: down, address: TransportAddress(v4: 0, port: 0))
        peers.append(id)
        rebind(id)
        inspector.joined(browser)
        trace.say(now, "\(id.rawValue) joins: \(options.layers.count) layers, \(options.format), \(up) \(down)")
        planDeadline()
        settle(id)
        return browser
    }

    /// Gives the browser another address, as a router at home does that forgets.
    func rebind(_ id: PeerID) {
        nextAddress += 1
        halls[id]?.address = TransportAddress(v4: 0x0A00_0000 | nextAddress, port: 5_000)
        if let address = halls[id]?.address { byAddress[address] = id }
        trace.say(now, "\(id.rawValue) has address \(nextAddress)")
    }

    /// Takes the browser out of the world; the server learns of it from silence, or from an alert.
    func remove(_ id: PeerID, politely: Bool) {
        guard let hall = halls[id] else { return }
        if politely { hall.browser.leave(at: now) } else { hall.browser.crash() }
        settle(id)
        halls[id] = nil
        peers.removeAll { $0 == id }
        connected.remove(id)
        inspector.left(id)
        trace.say(now, "\(id.rawValue) is gone")
    }

    func route(_ changes: [RouteChange]) {
        for change in changes {
            inspector.routed(change, at: now)
            trace.say(now, "\(change.peer.rawValue) \(change.slot.words) → \(change.feed?.words ?? "nothing") up to \(change.upTo)")
        }
        router.route(changes, at: now)
        drain()
    }

    func planScript(after pause: Duration) { agenda.plan(.script, at: now.advanced(by: pause)) }

    // MARK: Time

    func run(until end: Instant) {
        while let next = agenda.next, next <= end, let (moment, event) = agenda.takeFirst() {
            now = max(now, moment)
            perform(event)
        }
        now = max(now, end)
    }

    private func perform(_ event: Event) {
        switch event {
        case .wake(let id):
            guard let hall = halls[id], hall.wake ?? .start <= now else { return }
            hall.wake = nil
            if let due = hall.browser.deadline, due <= now { hall.browser.advance(at: now) }
            settle(id)
        case .leaves(let id, let bytes):
            carryUp(bytes, of: id)
        case .reachesServer(let source, let bytes):
            inbox.append((source, bytes))
            planRead()
        case .reachesBrowser(let id, let bytes):
            guard let hall = halls[id] else { return }
            datagrams += 1
            trace.note(2, id.rawValue, UInt64(now.sinceStart.nanoseconds))
            trace.note(bytes)
            hall.browser.handle(bytes, at: now)
            settle(id)
        case .serverReads:
            isReadPlanned = false
            read()
        case .serverDeadline:
            guard let planned = plannedDeadline, planned <= now else { return }
            plannedDeadline = nil
            router.handleDeadline(at: now)
            drain()
            planDeadline()
        case .script:
            script?(self)
        }
    }

    /// Sends what the browser has to send, and plans its next moment.
    func settle(_ id: PeerID) {
        guard let hall = halls[id] else { return }
        let browser = hall.browser
        if !browser.outbox.isEmpty {
            let outbox = browser.outbox
            browser.outbox.removeAll(keepingCapacity: true)
            for (moment, bytes) in outbox {
                if moment <= now { carryUp(bytes, of: id) } else { agenda.plan(.leaves(id, bytes), at: moment) }
            }
        }
        inspector.judge(hall.browser, at: now, &trace)
        guard let due = browser.deadline else { return }
        if let wake = hall.wake, wake <= due { return }
        hall.wake = agenda.plan(.wake(id), at: max(due, now.advanced(by: .microseconds(1))))
    }

    private func carryUp(_ bytes: [UInt8], of id: PeerID) {
        guard let hall = halls[id] else { return }
        let address = hall.address
        let (first, second) = hall.up.carry(bytes.count, at: now, using: &random)
        if first == nil { trace.say(now, "\(id.rawValue) ⤬ server \(words(of: bytes))") }
        if let first { agenda.plan(.reachesServer(address, bytes), at: first) }
        if let second { agenda.plan(.reachesServer(address, bytes), at: second) }
    }

    private func carryDown(_ bytes: [UInt8], to destination: TransportAddress) {
        guard let id = byAddress[destination], let hall = halls[id], hall.address == destination else { return }
        let (first, second) = hall.down.carry(bytes.count, at: now, using: &random)
        if first == nil { trace.say(now, "server ⤬ \(id.rawValue) \(words(of: bytes))") }
        if let first { agenda.plan(.reachesBrowser(id, bytes), at: first) }
        if let second { agenda.plan(.reachesBrowser(id, bytes), at: second) }
    }

    // MARK: The server

    private func planRead() {
        guard !isReadPlanned else { return }
        isReadPlanned = true
        let isLate = chance(serverLate, using: &random)
        let pause: Duration = isLate ? .microseconds(Int64.random(in: 1_000...30_000, using: &random)) : .microseconds(20)
        agenda.plan(.serverReads, at: now.advanced(by: pause))
    }

    private func read() {
        var place = 0
        while place < inbox.count {
            received.clear()
            var offset = 0
            while place < inbox.count, received.count < Limits.datagramsPerReceive {
                let (source, bytes) = inbox[place]
                var storage = received.storage
                for index in bytes.indices { storage[offset + index] = bytes[index] }
                received.append(ReceivedDatagram(offset: Int32(offset), length: Int32(bytes.count), source: source))
                offset += bytes.count
                place += 1
                datagrams += 1
                trace.note(1, source.low, UInt64(now.sinceStart.nanoseconds))
                trace.note(bytes)
                if let id = byAddress[source] { trace.say(now, "\(id.rawValue) → server \(words(of: bytes))") }
            }
            router.handle(&received, at: now)
            drain()
        }
        inbox.removeAll(keepingCapacity: true)
        planDeadline()
    }

    private func planDeadline() {
        guard let deadline = router.deadline else { return }
        if let plannedDeadline, plannedDeadline <= deadline { return }
        plannedDeadline = agenda.plan(.serverDeadline, at: max(deadline, now))
    }

    private func drain() {
        var isUnfinished = true
        while isUnfinished {
            isUnfinished = router.poll(into: &batch)
            deliver()
            batch.clear()
        }
        while let event = router.nextEvent() { happened(event) }
    }

    private func happened(_ event: RouterEvent) {
        switch event {
        case .connected(let id): connected.insert(id)
        case .gone(let id, _): connected.remove(id)
        case .appeared(let feed): appeared.insert(feed)
        default: break
        }
        if case .levels = event { return }
        trace.say(now, "server: \(event)")
    }

    private func deliver() {
        for place in batch.runs.indices {
            let run = batch.runs[place]
            var offset = Int(run.offset)
            let end = offset + Int(run.length)
            while offset < end {
                let length = min(Int(run.segment), end - offset)
                let bytes = batch.bytes.extracting(offset..<offset + length).array
                if inspector.isOn, let id = byAddress[run.destination] {
                    inspector.sent(bytes, to: id, at: now, &trace)
                    trace.say(now, "server → \(id.rawValue) \(words(of: bytes))")
                }
                carryDown(bytes, to: run.destination)
                offset += length
            }
        }
    }
}
