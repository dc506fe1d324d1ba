import Basics
import Foundation
import Native

/// One simulated site: its session, its event stream and its connection to the media server.
///
/// Confined to the thread of its loop.
final class SiteAgent {
    /// Which of a site's descriptors an event is of.
    enum Channel: UInt64, CaseIterable {
        case media, requests, events
    }

    private enum Purpose: Equatable {
        case link, state, command
        /// Numbered, since an answer may come when there is a newer offer already.
        case offer(Int)
    }

    let link: String
    private(set) var phase = SitePhase.waiting
    private(set) var reconnections = 0
    private(set) var pictureDelays: [Duration] = []

    private let number: Int
    private let url: SiteURL
    private let address: TransportAddress
    private let card: SiteCard
    private let options: FleetOptions
    private var random: SeededGenerator

    private var requests: HTTPConnection?
    private var queue = RequestQueue<Purpose>()
    private var response: HTTPResponse?
    private var stream: HTTPConnection?
    private var streamParser = EventStreamParser()
    private var cookies = CookieJar()
    private var base = "/"
    private var sequence: Int?
    private var backoff = Backoff()

    private var peer: SimulatedPeer<OpenSSLCryptography>?
    private var socket: UDPSocket?
    private var peerName: String?
    private var offers = 0
    private var wanted: SiteMessages.Wanted?
    private var past = PeerStatistics()

    private var floor = FloorView()
    private var behaviour: FloorBehaviour
    /// When somebody else got the floor, until the first video slot shows it.
    private var grantedAt: Instant?
    private var changesSeen = 0

    private var openAt: Instant?
    private var streamAt: Instant?
    private var offerAt: Instant?

    init(
        _ number: Int, _ site: SiteLink, _ url: SiteURL, at address: TransportAddress, _ options: FleetOptions,
        seed: UInt64
    ) {
        self.number = number
        self.url = url
        self.address = address
        self.options = options
        link = site.url
        card = site.card
        random = SeededGenerator(seed: seed)
        behaviour = FloorBehaviour(options)
        let spread = options.joinWithin.nanoseconds
        openAt = .start.advanced(by: .nanoseconds(Int64.random(in: 0...max(spread, 0), using: &random)))
    }

    // MARK: Time

    var deadline: Instant? {
        [openAt, streamAt, offerAt, behaviour.deadline, peer?.deadline].compactMap(\.self).min()
    }

    func advance(_ loop: FleetLoop) {
        let now = loop.now
        if take(&openAt, now) { ask(.link, "GET", url.path, loop) }
        if take(&streamAt, now) { openStream(loop) }
        if take(&offerAt, now) { offer(loop) }
        if let command = behaviour.due(floor, at: now, using: &random) { send(command, loop) }
        peer?.isSpeaking = floor.holdsFloor
        peer?.advance(at: now, into: &loop.outgoing)
        flush(loop)
        notePeer(now)
    }

    private func take(_ moment: inout Instant?, _ now: Instant) -> Bool {
        guard let due = moment, due <= now else { return false }
        moment = nil
        return true
    }

    // MARK: Descriptors

    func handle(_ channel: Channel, _ event: Poller.Event, _ loop: FleetLoop) {
        switch channel {
        case .media: receiveMedia(loop)
        case .requests: receiveResponses(loop)
        case .events: receiveEvents(loop)
        }
    }

    private func token(_ channel: Channel) -> UInt64 {
        UInt64(number) * UInt64(Channel.allCases.count) + channel.rawValue
    }

    private func connect(_ channel: Channel, _ loop: FleetLoop) -> HTTPConnection? {
        do {
            let connection = try HTTPConnection(to: address)
            try loop.poller.add(connection.descriptor, token: token(channel), for: [.reading, .writing])
            return connection
        } catch {
            return nil
        }
    }

    private func flush(_ connection: HTTPConnection, _ channel: Channel, _ loop: FleetLoop) -> Bool {
        guard connection.flush() else { return false }
        let interest: Poller.Interest = connection.wantsToWrite ? [.reading, .writing] : .reading
        return (try? loop.poller.change(connection.descriptor, token: token(channel), to: interest)) != nil
    }

    // MARK: Requests

    private func ask(
        _ purpose: Purpose, _ method: String, _ path: String, _ loop: FleetLoop, type: String? = nil,
        body: [UInt8] = []
    ) {
        var fields = cookies.field(for: path)
        if let type { fields.append(("Content-Type", type)) }
        queue.append(purpose, httpRequest(method, path, host: url.authority, fields: fields, body: body))
        if purpose == .link { phase = .opening }
        sendNext(loop)
    }

    private func sendNext(_ loop: FleetLoop) {
        guard let next = queue.next() else { return }
        if requests == nil { requests = connect(.requests, loop) }
        guard let requests else { return fail(loop) }
        requests.send(next)
        if !flush(requests, .requests, loop) { fail(loop) }
    }

    private func receiveResponses(_ loop: FleetLoop) {
        guard let requests else { return }
        guard flush(requests, .requests, loop) else { return fail(loop) }
        var isLost = false
        requests.receive { input in
            switch input {
            case .head(let head): response = head
            case .body(let piece): response?.body += piece
            case .end: finishRequest(loop)
            case .closed: isLost = true
            }
            return self.requests === requests
        }
        if isLost, self.requests === requests { lost(loop) }
    }

    /// An idle connection that the server closes is no failure; one that owes an answer is.
    private func lost(_ loop: FleetLoop) {
        requests = nil
        response = nil
        if !queue.isEmpty { fail(loop) }
    }

    private func finishRequest(_ loop: FleetLoop) {
        guard let response, let purpose = queue.finish() else { return }
        self.response = nil
        cookies.take(from: response)
        if response["connection"]?.lowercased() == "close" { requests = nil }
        switch purpose {
        case .link: opened(response, loop)
        case .state: takeState(response, loop)
        case .offer(let number): if number == offers { takeAnswer(response, loop) }
        case .command: break
        }
        sendNext(loop)
    }

    /// The server cannot be reached or makes no sense: what was asked is forgotten, and asked again later.
    private func fail(_ loop: FleetLoop) {
        requests = nil
        response = nil
        let purposes = queue.fail()
        reconnections += 1
        let later = loop.now.advanced(by: backoff.next(using: &random))
        if purposes.contains(.link) || purposes.contains(.state) {
            openAt = later
        } else if purposes.contains(.offer(offers)) {
            offerAt = later
        }
    }

    // MARK: The session

    private func opened(_ response: HTTPResponse, _ loop: FleetLoop) {
        guard response.status == 303, let location = response["location"],
            let slash = location.lastIndex(of: "/")
        else {
            if response.status < 500 {
                phase = .refused(reason: "The link was answered with \(response.status).")
            } else {
                openAt = loop.now.advanced(by: backoff.next(using: &random))
            }
            return
        }
        base = String(location[...slash])
        backoff.succeed()
        ask(.state, "GET", base + "api/state", loop)
    }

    private func takeState(_ response: HTTPResponse, _ loop: FleetLoop) {
        guard response.status == 200,
            let state = try? JSONDecoder().decode(SiteMessages.State.self, from: Data(response.body))
        else {
            openAt = loop.now.advanced(by: backoff.next(using: &random))
            return
        }
        floor = FloorView(state)
        sequence = state.seq
        behaviour.begin(at: loop.now, using: &random)
        openStream(loop)
        if peer == nil { offer(loop) }
    }

    // MARK: The event stream

    private func openStream(_ loop: FleetLoop) {
        guard let sequence else { return }
        streamParser = EventStreamParser()
        guard let connection = connect(.events, loop) else {
            stream = nil
            streamAt = loop.now.advanced(by: backoff.next(using: &random))
            return
        }
        let path = base + "api/events?after=\(sequence)"
        let fields = cookies.field(for: path) + [("Accept", "text/event-stream")]
        connection.send(httpRequest("GET", path, host: url.authority, fields: fields))
        stream = connection
        if !flush(connection, .events, loop) { streamLost(loop) }
    }

    private func receiveEvents(_ loop: FleetLoop) {
        guard let stream else { return }
        guard flush(stream, .events, loop) else { return streamLost(loop) }
        var isLost = false
        stream.receive { input in
            switch input {
            case .head(let head):
                isLost = head.status != 200
                if head.status == 401 || head.status == 403 { phase = .refused(reason: "The session is over.") }
            case .body(let piece):
                for event in streamParser.feed(piece) where self.stream === stream { take(event, loop) }
            case .end, .closed:
                isLost = true
            }
            return !isLost && self.stream === stream
        }
        if isLost, self.stream === stream { streamLost(loop) }
    }

    private func streamLost(_ loop: FleetLoop) {
        stream = nil
        if case .refused = phase { return end(loop) }
        reconnections += 1
        streamAt = loop.now.advanced(by: backoff.next(using: &random))
    }

    private func take(_ event: StreamedEvent, _ loop: FleetLoop) {
        backoff.succeed()
        let data = Data(event.data.utf8)
        switch event.type {
        case "journal":
            guard let entry = try? JSONDecoder().decode(SiteMessages.Journal.self, from: data) else { return }
            sequence = entry.seq
            if floor.apply(entry.event), entry.event.site != floor.site { grantedAt = loop.now }
        case "wanted":
            wanted = try? JSONDecoder().decode(SiteMessages.Wanted.self, from: data)
            applyWanted()
        case "media-reset":
            drop()
            offerAt = loop.now.advanced(by: .milliseconds(Int.random(in: 0...500, using: &random)))
        case "resync":
            stream = nil
            ask(.state, "GET", base + "api/state", loop)
        case "ended":
            let reason = (try? JSONDecoder().decode(SiteMessages.Ended.self, from: data))?.reason ?? "unknown"
            phase = .refused(reason: "The session has ended: \(reason).")
            end(loop)
        default:
            break
        }
    }

    // MARK: Media

    private func offer(_ loop: FleetLoop) {
        drop()
        let fresh = SimulatedPeer(
            loop.cryptography, card: card, options: options.peer, wall: loop.wallStart, seed: random.next()
        )
        peer = fresh
        phase = .negotiating
        offers += 1
        let body = Array(fresh.offer.utf8)
        ask(.offer(offers), "POST", base + "api/media", loop, type: "application/sdp", body: body)
    }

    private func takeAnswer(_ response: HTTPResponse, _ loop: FleetLoop) {
        guard let peer, peer.phase == .offering else { return }
        switch response.status {
        case 201:
            do {
                try openSocket(loop)
                try peer.take(answer: String(decoding: response.body, as: UTF8.self), at: loop.now)
            } catch {
                phase = .refused(reason: "\(error)")
                return drop()
            }
            peerName = response["location"]?.split(separator: "/").last.map(String.init)
            phase = .connecting
            applyWanted()
        case 401, 404, 410:
            drop()
            openAt = loop.now.advanced(by: backoff.next(using: &random))
        case 400..<500:
            drop()
            phase = .refused(reason: String(decoding: response.body, as: UTF8.self))
        default:
            drop()
            let wait = Duration.seconds(1) + .milliseconds(Int.random(in: 0...1_000, using: &random))
            offerAt = loop.now.advanced(by: wait)
        }
    }

    private func openSocket(_ loop: FleetLoop) throws {
        let opened: UDPSocket
        do {
            opened = try UDPSocket(boundTo: .any(port: 0), messages: FleetLoop.messagesPerSocket)
        } catch {
            // A machine without IPv6.
            opened = try UDPSocket(boundTo: TransportAddress(v4: 0, port: 0), messages: FleetLoop.messagesPerSocket)
        }
        try loop.poller.add(opened.descriptor, token: token(.media))
        socket = consume opened
    }

    private func receiveMedia(_ loop: FleetLoop) {
        guard let peer, socket != nil else { return }
        guard (try? socket?.receive(into: &loop.incoming)) != nil else { return }
        for index in 0..<loop.incoming.count {
            var datagram = loop.incoming.datagram(index)
            peer.handle(&datagram, at: loop.now, into: &loop.outgoing)
        }
        flush(loop)
        notePeer(loop.now)
    }

    private func flush(_ loop: FleetLoop) {
        guard !loop.outgoing.isEmpty else { return }
        _ = socket?.send(loop.outgoing)
        loop.outgoing.clear()
    }

    private func applyWanted() {
        guard let wanted, let peer, wanted.peer == peerName else { return }
        let layers = Set(wanted.camera.compactMap(Layer.init(rid:)))
        peer.setWanted(camera: layers, presentation: !wanted.presentation.isEmpty)
    }

    /// Looks at what became of the connection.
    private func notePeer(_ now: Instant) {
        guard let peer else { return }
        switch peer.phase {
        case .offering, .connecting:
            break
        case .connected:
            if phase != .connected { backoff.succeed() }
            phase = .connected
            notePicture(peer.statistics)
        case .ended:
            drop()
            reconnections += 1
            phase = .negotiating
            offerAt = now.advanced(by: backoff.next(using: &random))
        }
    }

    private func notePicture(_ statistics: PeerStatistics) {
        guard let slot = statistics.slots[SlotID(.video, 0)], slot.changes != changesSeen else { return }
        changesSeen = slot.changes
        if let granted = grantedAt, let change = slot.lastChange {
            pictureDelays.append(granted.duration(to: change))
            grantedAt = nil
        }
    }

    private func drop() {
        if let peer { past.add(peer.statistics) }
        peer = nil
        socket = nil
        peerName = nil
        changesSeen = 0
    }

    /// Says goodbye to the media server and closes everything.
    func end(_ loop: FleetLoop) {
        peer?.close(into: &loop.outgoing)
        flush(loop)
        drop()
        stream = nil
        requests = nil
        _ = queue.fail()
        openAt = nil
        streamAt = nil
        offerAt = nil
    }

    // MARK: The floor

    private func send(_ command: String, _ loop: FleetLoop) {
        let message = SiteMessages.Command(id: uuid(), type: command)
        guard let body = try? JSONEncoder().encode(message) else { return }
        ask(.command, "POST", base + "api/commands", loop, type: "application/json", body: Array(body))
    }

    /// A random UUID (RFC 9562 §5.4).
    private func uuid() -> String {
        var digits = (0..<32).map { _ in String(Int.random(in: 0..<16, using: &random), radix: 16) }
        digits[12] = "4"
        digits[16] = "a"
        for dash in [20, 16, 12, 8] { digits.insert("-", at: dash) }
        return digits.joined()
    }

    var statistics: FleetStatistics.Site {
        var sum = past
        if let peer { sum.add(peer.statistics) }
        return FleetStatistics.Site(
            link: link, phase: phase, peer: sum, pictureDelays: pictureDelays, reconnections: reconnections
        )
    }
}
