import Basics
import Conference
import Control
import Foundation
import Journal
import NIOCore
import Synchronization
import Testing
import Web

/// What is done behind closed doors is told inside and written nowhere.
struct ClosedItemTests {
    private let world = World()
    private let everybody = [
        chair, operatorOfCentre, operatorOfHanoi, operatorOfLaocai, director, interpreter, delegateAn, observer,
    ]
    private let outside = [operatorOfLaocai, director, interpreter, observer]

    /// An owner in the closed item, which admits the centre and Hanoi.
    private func ownerInClosedItem() async throws -> (ConferenceOwner, Broadcaster) {
        var (owner, broadcaster) = world.owner()
        try await owner.open()
        _ = try await owner.perform("startItem", ["item": "\"phien-kin\""])
        return (owner, broadcaster)
    }

    private func open(_ members: [Member], _ broadcaster: Broadcaster) async throws -> [Member: Broadcaster.Opening] {
        var openings: [Member: Broadcaster.Opening] = [:]
        for member in members { openings[member] = try #require(await broadcaster.open(member, after: nil)) }
        return openings
    }

    /// Everything that a reader got since its stream opened.
    private func read(_ member: Member, _ openings: [Member: Broadcaster.Opening], _ broadcaster: Broadcaster) async -> String {
        guard let opening = openings[member] else { return "" }
        await broadcaster.end(session: member.session, with: .comment)
        var text = ""
        while let next = await broadcaster.next(opening.reader) { text += next.map(String.init(buffer:)).joined() }
        return text
    }

    @Test func `it is told to those admitted and kept nowhere`() async throws {
        var (owner, broadcaster) = try await ownerInClosedItem()
        let before = world.entries.count
        let openings = try await open(everybody, broadcaster)
        #expect(try await owner.perform("ask", by: operatorOfHanoi) == .done(seq: before))
        #expect(try await owner.perform("grant", ["site": "\"ha-noi\"", "seconds": "60"]) == .done(seq: before))
        let words = "\"Chỉ trong phòng này.\""
        let message = ["to": "\"secretariat\"", "text": words]
        #expect(try await owner.perform("message", message, by: operatorOfHanoi) == .done(seq: before))
        #expect(world.entries.count == before)
        for member in everybody {
            let text = await read(member, openings, broadcaster)
            let isInside = !outside.contains(member)
            #expect(text.contains("floorRequested") == isInside, "\(member)")
            #expect(text.contains("floorGranted") == isInside, "\(member)")
            #expect(text.contains("event: unkept\n") == isInside && !text.contains("id: "), "\(member)")
            // Also behind closed doors a message is only for whom it is.
            #expect(text.contains("Chỉ trong") == [chair, operatorOfHanoi, delegateAn].contains(member), "\(member)")
        }
    }

    @Test func `its state is shown to those admitted alone`() async throws {
        var (owner, broadcaster) = try await ownerInClosedItem()
        let durable = await broadcaster.state(for: observer.actor).conference
        _ = try await owner.perform("grant", ["site": "\"ha-noi\"", "seconds": "60"])
        for member in everybody {
            let state = await broadcaster.state(for: member.actor)
            let isInside = !outside.contains(member)
            #expect((state.conference == durable) == !isInside, "\(member)")
            #expect(state.conference.contains("\"allotted\":60") == isInside, "\(member)")
            #expect(state.seq == world.entries.count)
        }
    }

    @Test func `a state says which of what is told it has already`() async throws {
        var (owner, broadcaster) = try await ownerInClosedItem()
        let openings = try await open([chair], broadcaster)
        _ = try await owner.perform("ask", by: operatorOfHanoi)
        #expect(await broadcaster.state(for: chair.actor).unkept == 1)
        _ = try await owner.perform("ask", by: operatorOfCentre)
        let text = await read(chair, openings, broadcaster)
        #expect(text.contains("\"unkept\":1") && text.contains("\"unkept\":2"))
    }

    @Test func `when it ends nothing of it is left`() async throws {
        var (owner, broadcaster) = try await ownerInClosedItem()
        _ = try await owner.perform("grant", ["site": "\"ha-noi\"", "seconds": "60"])
        let openings = try await open(everybody, broadcaster)
        let before = world.entries.count
        #expect(try await owner.perform("startItem", ["item": "\"ket-luan\""]) == .done(seq: before + 1))
        #expect(world.events.last == .itemStarted(ItemID(rawValue: "ket-luan")))
        let state = await broadcaster.state(for: chair.actor).conference
        for member in everybody {
            #expect(await broadcaster.state(for: member.actor).conference == state)
            let text = await read(member, openings, broadcaster)
            #expect(text.contains("itemStarted"))
            // That the floor was taken is told before the item, and inside only.
            #expect(text.contains("floorRevoked") == !outside.contains(member), "\(member)")
        }
        #expect(state.contains("\"floor\":[]") && state.contains("\"speeches\":[]"))
        #expect(!world.events.contains { if case .floorGranted = $0 { true } else { false } })
    }

    @Test func `a command that is sent again happens once`() async throws {
        var (owner, broadcaster) = try await ownerInClosedItem()
        let id = UUID()
        let first = try await owner.perform("ask", by: operatorOfHanoi, id: id)
        #expect(try await owner.perform("ask", by: operatorOfHanoi, id: id) == first)
        #expect(await broadcaster.conduct.shown.queue.count == 1)
    }

    @Test func `a full disk does not stop it`() async throws {
        var (owner, broadcaster) = try await ownerInClosedItem()
        world.state.withLock { $0.isDiskFull = true }
        #expect(try await owner.perform("ask", by: operatorOfHanoi) == .done(seq: world.entries.count))
        #expect(await broadcaster.conduct.shown.waits(hanoi))
        #expect(try await owner.perform("startItem", ["item": "\"ket-luan\""]) == .notDurable(.full))
        #expect(await broadcaster.conduct.shown.waits(hanoi))
    }

    @Test func `after a crash it goes on with an empty floor`() async throws {
        var (owner, _) = try await ownerInClosedItem()
        _ = try await owner.perform("grant", ["site": "\"ha-noi\"", "seconds": "60"])
        var (next, broadcaster) = world.owner()
        #expect(await broadcaster.conduct.shown.isInClosedItem)
        #expect(await broadcaster.conduct.shown.floor.isEmpty)
        #expect(try await next.perform("ask", by: operatorOfHanoi) == .done(seq: world.entries.count))
    }

    @Test func `who was there is kept`() async throws {
        var (owner, broadcaster) = try await ownerInClosedItem()
        let opening = try #require(await broadcaster.open(operatorOfHanoi, after: nil))
        await owner.handle(.streamOpened(opening.reader, operatorOfHanoi))
        #expect(world.events.last == .siteJoined(hanoi))
        #expect(await broadcaster.conduct.shown.isPresent(hanoi))
    }

    @Test func `neither picture nor sound leaves the room`() async throws {
        var (owner, _) = world.owner()
        try await owner.open()
        await owner.handle(.media(.attached(peers: [], isNew: true)))
        let inside = await owner.connect(operatorOfHanoi, world)
        let others = [
            await owner.connect(operatorOfLaocai, world), await owner.connect(observer, world),
            await owner.connect(director, world),
        ]
        _ = try await owner.perform("grant", ["site": "\"ha-noi\"", "seconds": "300"])
        let granted = routes()
        for peer in others { #expect(granted.contains { $0.peer == peer && $0.feed?.peer == inside }) }
        _ = try await owner.perform("startItem", ["item": "\"phien-kin\""])
        _ = try await owner.perform("grant", ["site": "\"ha-noi\"", "seconds": "300"])
        let closed = routes()
        for peer in others {
            #expect(closed.contains { $0.peer == peer && $0.feed == nil })
            #expect(!closed.contains { $0.peer == peer && $0.feed != nil })
        }
    }

    @Test func `how loud it is inside is not told outside`() async throws {
        var (owner, broadcaster) = try await ownerInClosedItem()
        await owner.handle(.media(.attached(peers: [], isNew: true)))
        let peer = await owner.connect(operatorOfHanoi, world)
        let openings = try await open(everybody, broadcaster)
        let level = FeedLevel(feed: FeedID(peer: peer, source: .microphone), decibels: -20)
        await owner.handle(.media(.report(.levels([level]))))
        for member in everybody {
            let text = await read(member, openings, broadcaster)
            #expect(text.contains("levels") == !outside.contains(member), "\(member)")
        }
    }

    @Test func `a document that was brought to it goes with it`() async throws {
        var (owner, broadcaster) = try await ownerInClosedItem()
        let paper = Document(id: DocumentID(rawValue: "x"), name: "Riêng", pages: 1, site: hanoi)
        let room = ItemID(rawValue: "phien-kin")
        await owner.handle(.addDocument(paper, operatorOfHanoi, room: room) { _ in })
        #expect(await broadcaster.conduct.shown.document(paper.id) == paper)
        #expect(await broadcaster.conduct.durable.documents.isEmpty)
        _ = try await owner.perform("startItem", ["item": "\"ket-luan\""])
        #expect(world.state.withLock(\.forgotten) == [paper.id])
    }

    @Test func `a document that was on its way when the doors closed or opened is refused`() async throws {
        var (owner, broadcaster) = try await ownerInClosedItem()
        let paper = Document(id: DocumentID(rawValue: "x"), name: "Riêng", pages: 1, site: hanoi)
        let outcome = Mutex<CommandOutcome?>(nil)
        await owner.handle(.addDocument(paper, operatorOfHanoi, room: nil) { result in outcome.withLock { $0 = result } })
        #expect(outcome.withLock(\.self) == .refused(.inClosedItem))
        _ = try await owner.perform("startItem", ["item": "\"ket-luan\""])
        let room = ItemID(rawValue: "phien-kin")
        await owner.handle(.addDocument(paper, operatorOfHanoi, room: room) { result in outcome.withLock { $0 = result } })
        #expect(outcome.withLock(\.self) == .refused(.inClosedItem))
        #expect(await broadcaster.conduct.durable.documents.isEmpty)
    }

    private func routes() -> [SlotRoute] {
        world.takeSent().flatMap { request -> [SlotRoute] in
            if case .route(let routes) = request { routes } else { [] }
        }
    }
}
