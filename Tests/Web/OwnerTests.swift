import Basics
import Conference
import Control
import Foundation
import Journal
import NIOCore
import Synchronization
import Testing
import Web

struct OwnerTests {
    private let world = World()

    @Test func `a command is answered with its number once it is durable`() async throws {
        var (owner, broadcaster) = world.owner()
        #expect(try await owner.perform("convene") == .done(seq: 2))
        #expect(world.events == [.conferenceConvened])
        #expect(await broadcaster.seq == 2)
    }

    @Test func `the same command twice happens once and is answered the same`() async throws {
        var (owner, _) = world.owner()
        let id = UUID()
        #expect(try await owner.perform("convene", id: id) == .done(seq: 2))
        _ = try await owner.perform("open")
        #expect(try await owner.perform("convene", id: id) == .done(seq: 2))
        #expect(world.events == [.conferenceConvened, .sessionOpened])
    }

    @Test func `another's command is not answered again`() async throws {
        var (owner, _) = world.owner()
        let id = UUID()
        #expect(try await owner.perform("convene", id: id) == .done(seq: 2))
        #expect(try await owner.perform("convene", by: observer, id: id) == .refused(.notAllowed))
    }

    @Test func `what the disk does not take did not happen`() async throws {
        var (owner, broadcaster) = world.owner()
        world.state.withLock { $0.isDiskFull = true }
        #expect(try await owner.perform("convene") == .notDurable(.full))
        #expect(await broadcaster.conference.phase == .draft)
        world.state.withLock { $0.isDiskFull = false }
        #expect(try await owner.perform("convene") == .done(seq: 2))
    }

    @Test func `an operator asks for its own site and for no other`() async throws {
        var (owner, _) = world.owner()
        try await owner.open()
        #expect(try await owner.perform("ask", by: operatorOfHanoi) == .done(seq: 4))
        #expect(try await owner.perform("ask", ["site": "\"lao-cai\""], by: operatorOfHanoi) == .refused(.notAllowed))
    }

    // MARK: Presence

    @Test func `a site is there while its stream is open, and leaves ten seconds after`() async throws {
        var (owner, broadcaster) = world.owner()
        let opening = try #require(await broadcaster.open(operatorOfHanoi, after: 1))
        await owner.handle(.streamOpened(opening.reader, operatorOfHanoi))
        await owner.handle(.streamClosed(operatorOfHanoi))
        world.pass(.seconds(9))
        await owner.handle(.tick)
        #expect(world.events == [.siteJoined(hanoi)])
        world.pass(.seconds(1))
        await owner.handle(.tick)
        #expect(world.events == [.siteJoined(hanoi), .siteLeft(hanoi)])
    }

    @Test func `a chair's console is nobody's presence`() async throws {
        var (owner, broadcaster) = world.owner()
        let opening = try #require(await broadcaster.open(chair, after: 1))
        await owner.handle(.streamOpened(opening.reader, chair))
        #expect(world.events.isEmpty)
    }

    @Test func `after a restart those who are still there neither left nor joined`() async throws {
        var (owner, _) = world.owner()
        await owner.handle(.media(.attached(peers: [], isNew: true)))
        let hanoiPeer = await owner.connect(operatorOfHanoi, world)
        _ = await owner.connect(operatorOfLaocai, world)
        let before = world.events

        var (next, _) = world.owner()
        world.pass(.seconds(3))
        let tag = PeerTag(conference: plan.id, session: operatorOfHanoi.session, actor: operatorOfHanoi.actor)
        let snapshot = PeerSnapshot(
            peer: hanoiPeer, tag: json(tag), slots: SlotCounts(audio: 3, video: 4), connected: true, feeds: [.camera])
        await next.handle(.media(.attached(peers: [snapshot], isNew: false)))
        await next.handle(.tick)
        #expect(world.events == before)
        world.pass(.seconds(10))
        await next.handle(.tick)
        #expect(world.events == before + [.siteLeft(laocai)])
    }

    @Test func `a holder whose line dropped loses the floor after the grace period`() async throws {
        var (owner, _) = world.owner()
        try await owner.open()
        await owner.handle(.media(.attached(peers: [], isNew: true)))
        let peer = await owner.connect(operatorOfHanoi, world)
        _ = try await owner.perform("grant", ["site": "\"ha-noi\"", "seconds": "300"])
        await owner.handle(.media(.report(.peerGone(peer, .silent))))
        for _ in 0..<39 {
            world.pass(.seconds(1))
            await owner.handle(.tick)
        }
        #expect(world.events.last == .siteLeft(hanoi))
        for _ in 0..<2 {
            world.pass(.seconds(1))
            await owner.handle(.tick)
        }
        #expect(world.events.last == .floorRevoked(hanoi, .lineDropped))
    }

    // MARK: Media

    @Test func `an offer goes to the media process and its answer back`() async throws {
        var (owner, _) = world.owner()
        await owner.handle(.media(.attached(peers: [], isNew: true)))
        let outcome = Mutex<OfferOutcome?>(nil)
        await owner.handle(.offer("offer", operatorOfHanoi, isTest: false) { result in outcome.withLock { $0 = result } })
        guard case .negotiate(let number, let peer, let tag, .vp8, "offer") = world.takeSent().last else {
            Issue.record("nothing was negotiated")
            return
        }
        #expect(PeerTag(tag) == PeerTag(conference: plan.id, session: "ha-noi", actor: .operator(hanoi)))
        await owner.handle(.media(.report(.negotiated(
            request: number, answer: "answer", slots: SlotCounts(audio: 3, video: 4)))))
        #expect(outcome.withLock(\.self) == .answered(peer, answer: "answer"))
    }

    @Test func `an offer is refused with the media process's reason, or for want of one`() async throws {
        var (owner, _) = world.owner()
        let outcome = Mutex<OfferOutcome?>(nil)
        await owner.handle(.offer("offer", operatorOfHanoi, isTest: false) { result in outcome.withLock { $0 = result } })
        #expect(outcome.withLock(\.self) == .unavailable)

        await owner.handle(.media(.attached(peers: [], isNew: true)))
        await owner.handle(.offer("offer", operatorOfHanoi, isTest: false) { result in outcome.withLock { $0 = result } })
        await owner.handle(.media(.report(.refused(request: 1, reason: "no audio"))))
        #expect(outcome.withLock(\.self) == .refused(reason: "no audio"))

        await owner.handle(.offer("offer", operatorOfHanoi, isTest: false) { result in outcome.withLock { $0 = result } })
        await owner.handle(.media(.detached))
        #expect(outcome.withLock(\.self) == .unavailable)
    }

    @Test func `a second connection of a site takes the place of the first`() async throws {
        var (owner, _) = world.owner()
        await owner.handle(.media(.attached(peers: [], isNew: true)))
        let first = await owner.connect(operatorOfHanoi, world)
        await owner.handle(.offer("offer", operatorOfHanoi, isTest: false) { _ in })
        await owner.handle(.media(.report(.negotiated(
            request: first.rawValue + 1, answer: "", slots: SlotCounts(audio: 3, video: 4)))))
        #expect(world.takeSent().contains(.close(first)))
    }

    @Test func `granting the floor routes its holder to the others, and only that`() async throws {
        var (owner, _) = world.owner()
        try await owner.open()
        await owner.handle(.media(.attached(peers: [], isNew: true)))
        let speaker = await owner.connect(operatorOfHanoi, world)
        let listener = await owner.connect(operatorOfLaocai, world)
        _ = world.takeSent()
        _ = try await owner.perform("grant", ["site": "\"ha-noi\"", "seconds": "300"])
        let routes = world.takeSent().flatMap { request -> [SlotRoute] in
            if case .route(let routes) = request { routes } else { [] }
        }
        #expect(routes.contains { $0.peer == listener && $0.feed == FeedID(peer: speaker, source: .microphone) })
        #expect(routes.contains { $0.peer == listener && $0.feed == FeedID(peer: speaker, source: .camera) })
        #expect(!routes.contains { $0.peer == speaker && $0.feed == FeedID(peer: speaker, source: .microphone) })
        await owner.handle(.tick)
        #expect(world.takeSent().isEmpty)
    }

    @Test func `a new connection to the media process is given every slot again`() async throws {
        var (owner, _) = world.owner()
        await owner.handle(.media(.attached(peers: [], isNew: true)))
        let peer = await owner.connect(operatorOfHanoi, world)
        _ = world.takeSent()
        let tag = PeerTag(conference: plan.id, session: operatorOfHanoi.session, actor: operatorOfHanoi.actor)
        await owner.handle(.media(.detached))
        await owner.handle(.media(.attached(peers: [PeerSnapshot(
            peer: peer, tag: json(tag), slots: SlotCounts(audio: 3, video: 4), connected: true, feeds: [])], isNew: false)))
        guard case .route(let routes) = world.takeSent().last else {
            Issue.record("nothing was routed")
            return
        }
        #expect(routes.count == 7)
    }

    @Test func `sites are told when the media server lost them`() async throws {
        var (owner, broadcaster) = world.owner()
        await owner.handle(.media(.attached(peers: [], isNew: true)))
        _ = await owner.connect(operatorOfHanoi, world)
        let opening = try #require(await broadcaster.open(operatorOfHanoi, after: nil))
        let bystander = try #require(await broadcaster.open(chair, after: nil))
        await owner.handle(.media(.detached))
        await owner.handle(.media(.attached(peers: [], isNew: false)))
        #expect(await broadcaster.next(opening.reader)?.contains(ServerEvent.mediaReset.bytes) == true)
        #expect(await broadcaster.next(bystander.reader)?.contains(ServerEvent.mediaReset.bytes) != true)
    }

    @Test func `a revoked session loses its stream and its media`() async throws {
        var (owner, broadcaster) = world.owner()
        await owner.handle(.media(.attached(peers: [], isNew: true)))
        let peer = await owner.connect(operatorOfHanoi, world)
        let opening = try #require(await broadcaster.open(operatorOfHanoi, after: nil))
        await owner.handle(.sessionEnded(operatorOfHanoi.session))
        #expect(await broadcaster.next(opening.reader)?.contains(ServerEvent.ended(reason: "revoked").bytes) == true)
        #expect(await broadcaster.next(opening.reader) == nil)
        #expect(world.takeSent().contains(.close(peer)))
    }

    @Test func `a session that was revoked meanwhile is not taken over from the media process`() async throws {
        var (owner, _) = world.owner()
        world.state.withLock { _ = $0.revoked.insert("ha-noi") }
        let tag = PeerTag(conference: plan.id, session: "ha-noi", actor: .operator(hanoi))
        let peer = PeerID(rawValue: 7)
        await owner.handle(.media(.attached(peers: [PeerSnapshot(
            peer: peer, tag: json(tag), slots: SlotCounts(audio: 0, video: 0), connected: true, feeds: [])], isNew: false)))
        #expect(world.takeSent() == [.close(peer)])
        #expect(world.events.isEmpty)
    }

    @Test func `nobody ends another's connection`() async throws {
        var (owner, _) = world.owner()
        await owner.handle(.media(.attached(peers: [], isNew: true)))
        let peer = await owner.connect(operatorOfHanoi, world)
        let outcome = Mutex<HangUpOutcome?>(nil)
        await owner.handle(.hangUp(peer, operatorOfLaocai) { result in outcome.withLock { $0 = result } })
        #expect(outcome.withLock(\.self) == .notYours)
        await owner.handle(.hangUp(peer, operatorOfHanoi) { result in outcome.withLock { $0 = result } })
        #expect(outcome.withLock(\.self) == .done)
    }

    // MARK: Test sessions

    @Test func `a test gets back what it sends, and is no hall`() async throws {
        var (owner, broadcaster) = world.owner()
        _ = try await owner.perform("convene")
        _ = try await owner.perform("startRehearsal")
        await owner.handle(.media(.attached(peers: [], isNew: true)))
        let opening = try #require(await broadcaster.open(operatorOfHanoi, after: nil))
        let test = await owner.connect(operatorOfHanoi, world, slots: SlotCounts(audio: 1, video: 2), isTest: true)
        let routes = world.takeSent().flatMap { request -> [SlotRoute] in
            if case .route(let routes) = request { routes } else { [] }
        }
        #expect(Set(routes.compactMap(\.feed)) == [
            FeedID(peer: test, source: .microphone), FeedID(peer: test, source: .camera),
        ])
        let told = (await broadcaster.next(opening.reader) ?? []).map { String(buffer: $0) }.joined()
        #expect(told.contains("\"connected\":true") && !told.contains("\"camera\":true"), "\(told)")
        // The same session's hall in another window must not take the test's slots for its own.
        #expect(!told.contains("event: slots"), "\(told)")
    }

    @Test func `a test takes no hall's place, and a hall takes the test's`() async throws {
        var (owner, _) = world.owner()
        await owner.handle(.media(.attached(peers: [], isNew: true)))
        let hall = await owner.connect(operatorOfHanoi, world)
        let test = await owner.connect(operatorOfHanoi, world, isTest: true)
        #expect(!world.takeSent().contains(.close(hall)))
        _ = await owner.connect(operatorOfHanoi, world)
        let sent = world.takeSent()
        #expect(sent.contains(.close(hall)) && sent.contains(.close(test)))
    }

    @Test func `a new control process knows a test again`() async throws {
        var (owner, broadcaster) = world.owner()
        let opening = try #require(await broadcaster.open(operatorOfHanoi, after: nil))
        let tag = PeerTag(conference: plan.id, session: "ha-noi", actor: .operator(hanoi), isTest: true)
        let peer = PeerID(rawValue: 7)
        await owner.handle(.media(.attached(peers: [PeerSnapshot(
            peer: peer, tag: json(tag), slots: SlotCounts(audio: 1, video: 2), connected: true, feeds: [.camera])], isNew: false)))
        let told = (await broadcaster.next(opening.reader) ?? []).map { String(buffer: $0) }.joined()
        #expect(told.contains("\"connected\":true") && !told.contains("\"camera\":true"), "\(told)")
    }
}
