import Basics
import Media
import Native
import Testing
import Wire

@testable import LoadClient

/// Simulated sites against the media core, with real keys and an invented network and clock.
struct RouterTests {
    @Test func `a camera fills the slot it is routed to`() throws {
        let network = try Network(sites: 2)
        network.run(for: .seconds(2))
        #expect(network.sites.allSatisfy { $0.phase == .connected })
        network.show(0, to: 1)
        network.run(for: .seconds(2))
        let slot = try #require(network.sites[1].statistics.slots[SlotID(.video, 0)])
        #expect(slot.packets > 20)
        #expect(slot.keyFrames >= 1)
        #expect(slot.lost == 0)
        #expect(network.sites.allSatisfy { $0.statistics.undecryptable == 0 })
    }

    @Test func `only the wanted layers are sent, and the largest of them arrives`() throws {
        let network = try Network(sites: 2)
        network.run(for: .seconds(1))
        network.show(0, to: 1)
        network.sites[0].setWanted(camera: [.low, .high], presentation: false)
        network.run(for: .seconds(4))
        let before = network.sites[1].statistics.slots[SlotID(.video, 0)]?.bytes ?? 0
        network.run(for: .seconds(2))
        let after = network.sites[1].statistics.slots[SlotID(.video, 0)]?.bytes ?? 0
        #expect(after - before > 2 * 15 * 2_900 * 3 / 4)
        network.sites[0].setWanted(camera: [], presentation: false)
        network.run(for: .milliseconds(500))
        let quiet = network.sites[0].statistics.sentPackets
        network.run(for: .seconds(2))
        // Silence told five times a second, reports, and no picture.
        #expect(network.sites[0].statistics.sentPackets - quiet < 20)
    }

    @Test func `a microphone is heard while its site speaks`() throws {
        let network = try Network(sites: 2)
        network.run(for: .seconds(1))
        network.hear(0, at: 1)
        network.sites[0].isSpeaking = true
        network.run(for: .seconds(2))
        let slot = try #require(network.sites[1].statistics.slots[SlotID(.audio, 0)])
        #expect(slot.packets > 80)
    }

    @Test(arguments: 0..<5 as Range<UInt64>)
    func `lost packets are asked for and come again`(seed: UInt64) throws {
        let network = try Network(sites: 2, seed: seed)
        // The handshake is OpenSSL's and repeats itself by the real clock; it is tried under loss elsewhere.
        network.run(for: .seconds(2))
        network.loss = 0.05
        network.show(0, to: 1)
        network.run(for: .seconds(10))
        let slot = try #require(network.sites[1].statistics.slots[SlotID(.video, 0)])
        #expect(slot.packets > 100)
        #expect(slot.retransmissions > 0)
        #expect(network.sites[0].statistics.answeredNacks > 0)
        #expect(slot.lost <= slot.packets / 100)
    }
}

/// A media core and some simulated sites in one process, joined by lists of datagrams.
private final class Network {
    private static let server = TransportAddress(v4: 0x0A00_0001, port: 3_478)

    let sites: [SimulatedPeer<OpenSSLCryptography>]
    private let router: Router<OpenSSLCryptography>
    private var now = Instant.start
    private var random: SeededGenerator
    var loss = 0.0
    private var outgoing = PacketBatch(capacity: 1024 * 1024)
    private var incoming = ReceiveBatch()
    private var toServer: [(bytes: [UInt8], source: TransportAddress)] = []
    private var toSites: [(bytes: [UInt8], site: Int)] = []

    init(sites count: Int, seed: UInt64 = 1) throws {
        random = SeededGenerator(seed: seed)
        router = Router(cryptography: try OpenSSLCryptography(), seed: seed)
        let cryptography = try OpenSSLCryptography()
        sites = (0..<count).map { number in
            SimulatedPeer(
                cryptography, card: .sample, wall: WallTime(milliseconds: 1_700_000_000_000), seed: seed &+ UInt64(number)
            )
        }
        for (number, site) in sites.enumerated() {
            let id = PeerID(rawValue: UInt64(number))
            let (answer, _, _) = try router.negotiate(
                id, tag: "", offer: site.offer, candidates: [Self.server], at: now
            )
            try site.take(answer: answer, at: now)
        }
    }

    func show(_ sender: UInt64, to receiver: UInt64) {
        route(SlotID(.video, 0), FeedID(peer: PeerID(rawValue: sender), source: .camera), receiver)
    }

    func hear(_ sender: UInt64, at receiver: UInt64) {
        route(SlotID(.audio, 0), FeedID(peer: PeerID(rawValue: sender), source: .microphone), receiver)
    }

    private func route(_ slot: SlotID, _ feed: FeedID, _ receiver: UInt64) {
        router.route([RouteChange(peer: PeerID(rawValue: receiver), slot: slot, feed: feed, upTo: .high)], at: now)
    }

    func run(for duration: Duration) {
        let end = now.advanced(by: duration)
        while now < end {
            now = now.advanced(by: .milliseconds(5))
            for number in sites.indices { step(number) }
            stepRouter()
        }
    }

    private func step(_ number: Int) {
        let mine = toSites.filter { $0.site == number }
        toSites.removeAll { $0.site == number }
        for var (bytes, _) in mine {
            var span = bytes.mutableSpan
            sites[number].handle(&span, at: now, into: &outgoing)
        }
        if let deadline = sites[number].deadline, deadline <= now { sites[number].advance(at: now, into: &outgoing) }
        for (bytes, _) in takeOutgoing() {
            toServer.append((bytes, TransportAddress(v4: 0x0A00_0100 + UInt32(number), port: 5_000)))
        }
    }

    private func stepRouter() {
        while !toServer.isEmpty {
            incoming.clear()
            for (place, datagram) in toServer.prefix(Limits.datagramsPerReceive).enumerated() {
                var storage = incoming.storage
                for index in datagram.bytes.indices { storage[place * 2_048 + index] = datagram.bytes[index] }
                incoming.append(ReceivedDatagram(
                    offset: Int32(place * 2_048), length: Int32(datagram.bytes.count), source: datagram.source
                ))
            }
            toServer.removeFirst(min(toServer.count, Limits.datagramsPerReceive))
            router.handle(&incoming, at: now)
            pollRouter()
        }
        if let deadline = router.deadline, deadline <= now {
            router.handleDeadline(at: now)
            pollRouter()
        }
        while router.nextEvent() != nil {}
    }

    private func pollRouter() {
        var more = true
        while more {
            more = router.poll(into: &outgoing)
            for (bytes, destination) in takeOutgoing() {
                toSites.append((bytes, Int(destination.v4! - 0x0A00_0100)))
            }
        }
    }

    /// The datagrams of the batch, but those that the network loses.
    private func takeOutgoing() -> [(bytes: [UInt8], destination: TransportAddress)] {
        var all: [(bytes: [UInt8], destination: TransportAddress)] = []
        for index in outgoing.runs.indices {
            let run = outgoing.runs[index]
            let end = Int(run.offset + run.length)
            for start in stride(from: Int(run.offset), to: end, by: Int(run.segment)) {
                let datagram = outgoing.bytes.extracting(start..<min(start + Int(run.segment), end)).array
                if Double.random(in: 0..<1, using: &random) >= loss { all.append((datagram, run.destination)) }
            }
        }
        outgoing.clear()
        return all
    }
}
