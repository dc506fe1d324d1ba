import Basics
import Control
import Foundation
import LoadClient
@testable import MediaServer
import Native

/// The real media server on this machine, with sites that see and hear each other, for a test to attack.
///
/// The tests of one server run it in threads of their own process, so that a sanitizer sees all of it.
final class AttackedServer {
    /// One simulated site and its socket.
    final class Site {
        let id: PeerID
        let peer: SimulatedPeer<OpenSSLCryptography>
        fileprivate var socket: UDPSocket

        fileprivate init(_ number: Int, _ cryptography: OpenSSLCryptography) throws {
            id = PeerID(rawValue: UInt64(number) + 1)
            socket = try UDPSocket(boundTo: .loopback(port: 0))
            var options = PeerOptions()
            options.quietWithoutFloor = false
            peer = SimulatedPeer(
                cryptography, card: .sample, options: options, wall: wallClock(), seed: UInt64(number))
        }

        /// Packets of what is shown to it.
        struct Counts {
            var packets = 0
            var lost = 0
            var retransmissions = 0

            mutating func add(_ other: Counts) {
                packets += other.packets
                lost += other.lost
                retransmissions += other.retransmissions
            }
        }

        var counts: Counts {
            peer.statistics.slots.values.reduce(into: Counts()) {
                $0.add(Counts(packets: $1.packets, lost: $1.lost, retransmissions: $1.retransmissions))
            }
        }
    }

    let server: TransportAddress
    let streams: TransportAddress
    private(set) var sites: [Site] = []
    /// What the server reported, without the metrics.
    private(set) var reports: [MediaReport] = []
    private let clock = MonotonicClock()
    private let poller: Poller
    private var control: MessageChannel<MediaReport, MediaRequest>
    private var received = ReceiveBatch()
    private var outgoing = PacketBatch()
    private var metricsText = ""
    private let end = DispatchSemaphore(value: 0)

    /// Long enough for any machine; who waits longer waits for ever.
    private static let patience: Duration = .seconds(60)

    init(workers: Int = 1) throws {
        var options = MediaOptions(
            socketPath: FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).sock").path)
        options.bound = .loopback(port: 0)
        options.workers = workers
        options.port = try CoordinatorTests.freePorts(workers)
        options.streamPort = try StreamListener(boundTo: .loopback(port: 0)).localPort
        server = .loopback(port: options.port)
        streams = .loopback(port: options.streamPort ?? 0)
        options.announced = [.loopback(port: 0)]
        let (bound, ready, end) = (options, DispatchSemaphore(value: 0), end)
        Thread {
            let coordinator = try? Coordinator(bound)
            ready.signal()
            try? coordinator?.run()
            end.signal()
        }.start()
        ready.wait()
        control = MessageChannel(try ByteStream(connectingTo: options.socketPath))
        poller = try Poller()
        try poller.add(control.descriptor, token: 0)
    }

    func shutDown() {
        control.send(.shutdown)
        end.wait()
    }

    /// Joins a site; it connects while ``run(until:)`` runs.
    @discardableResult
    func join(_ options: OpenSSLCryptography.Options = .init()) throws -> Site {
        let site = try Site(sites.count, OpenSSLCryptography(options))
        try poller.add(site.socket.descriptor, token: UInt64(sites.count) + 1)
        control.send(.negotiate(
            request: site.id.rawValue, peer: site.id, tag: "site \(site.id)", video: .vp8, offer: site.peer.offer))
        var answer: String?
        let limit = clock.now.advanced(by: Self.patience)
        while answer == nil, clock.now < limit {
            for report in control.receive() {
                if case .negotiated(site.id.rawValue, let text, _) = report { answer = text } else { reports.append(report) }
            }
            if answer == nil { _ = try poller.wait(atMost: .seconds(1)) }
        }
        try site.peer.take(answer: answer ?? "", at: clock.now)
        sites.append(site)
        return site
    }

    /// Takes a site out, as the control process does when its session ends.
    func leave(_ place: Int) throws {
        control.send(.close(sites[place].id))
        try run { reports.contains(.peerGone(sites[place].id, .closed)) }
    }

    /// Lets every site see and hear the one before it.
    func showAround() {
        for (place, site) in sites.enumerated() {
            let other = sites[(place + 1) % sites.count].id
            site.peer.isSpeaking = true
            site.peer.setWanted(camera: [.low, .high], presentation: false)
            control.send(.route([
                SlotRoute(peer: site.id, slot: SlotID(.video, 0), feed: FeedID(peer: other, source: .camera), upTo: .high),
                SlotRoute(peer: site.id, slot: SlotID(.audio, 0), feed: FeedID(peer: other, source: .microphone), upTo: .high),
            ]))
        }
    }

    /// Lets the sites go on until `isDone`, but not without end; whether it was done.
    @discardableResult
    func run(until isDone: () throws -> Bool) throws -> Bool {
        let limit = clock.now.advanced(by: Self.patience)
        while try !isDone() {
            guard clock.now < limit else { return false }
            let deadline = sites.compactMap(\.peer.deadline).min() ?? clock.now.advanced(by: .milliseconds(20))
            let wait = min(.milliseconds(20), max(.zero, clock.now.duration(to: deadline)))
            for event in try poller.wait(atMost: wait) {
                if event.token == 0 { hear() } else { try receive(sites[Int(event.token) - 1]) }
            }
            for site in sites {
                site.peer.advance(at: clock.now, into: &outgoing)
                flush(site)
            }
        }
        return true
    }

    /// Lets every site get `count` packets more, all sites together.
    @discardableResult
    func run(packets count: Int) throws -> Bool {
        let before = received(by: sites)
        return try run { received(by: sites) >= before + count }
    }

    private func received(by sites: [Site]) -> Int { sites.reduce(0) { $0 + $1.peer.statistics.receivedPackets } }

    /// The counters of all dispositions and of dropped sends, by name.
    func metrics() throws -> [String: Int] {
        metricsText = ""
        control.send(.metrics(request: 0))
        try run { !metricsText.isEmpty }
        var counters: [String: Int] = [:]
        for line in metricsText.split(separator: "\n") where !line.hasPrefix("#") {
            guard let value = line.split(separator: " ").last.flatMap({ Int($0) }) else { continue }
            let name = line.firstMatch(of: /disposition="(\w+)"/).map { String($0.output.1) }
                ?? String(line.prefix { $0 != "{" && $0 != " " })
            counters[name, default: 0] += value
        }
        return counters
    }

    private func hear() {
        for report in control.receive() {
            if case .metrics(_, let text) = report { metricsText = text } else { reports.append(report) }
        }
    }

    private func receive(_ site: Site) throws {
        while try site.socket.receive(into: &received) > 0 {
            for index in 0..<received.count {
                var datagram = received.datagram(index)
                site.peer.handle(&datagram, at: clock.now, into: &outgoing)
            }
            flush(site)
        }
    }

    private func flush(_ site: Site) {
        if !outgoing.isEmpty { _ = site.socket.send(outgoing) }
        outgoing.clear()
    }
}

extension SiteCard {
    /// Pictures of some packets, all of one filling.
    fileprivate static var sample: SiteCard {
        let page = Array("OggS".utf8) + [UInt8](repeating: 0, count: 22) + [4, 1, 1, 3, 4, 1, 2, 0x78, 1, 2, 0x78, 3, 4, 5]
        return SiteCard(
            layers: [.low: video(key: 2_000, other: 300), .middle: video(key: 5_000, other: 900), .high: video(key: 12_000, other: 2_900)],
            audio: try! AudioLoop(ogg: page))
    }

    private static func video(key: Int, other: Int) -> VideoLoop {
        var file = Array("DKIF".utf8) + [0, 0, 32, 0] + Array("VP80".utf8)
        file += [64, 1, 180, 0, 15, 0, 0, 0, 1, 0, 0, 0] + [UInt8](repeating: 0, count: 8)
        for number in 0..<30 {
            let size = number == 0 ? key : other
            file += [UInt8(size & 0xFF), UInt8(size >> 8), 0, 0] + [UInt8](repeating: 0, count: 8)
            var frame = [UInt8](repeating: UInt8(number), count: size)
            frame[0] = number == 0 ? 0 : 1
            if number == 0 { frame.replaceSubrange(3..<10, with: [0x9D, 0x01, 0x2A, 64, 1, 180, 0]) }
            file += frame
        }
        return try! VideoLoop(ivf: file)
    }
}
