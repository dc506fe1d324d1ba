import Basics
import Conference
import Control
import Foundation
import Journal
import NIOCore
import Synchronization
import Testing
import Web

/// Messages, secret ballots and channels reach whom they are for.
struct AudienceTests {
    private let world = World()

    private func text(_ buffers: [ByteBuffer]) -> String { buffers.map(String.init(buffer:)).joined() }

    // MARK: Messages

    @Test func `a message is withheld from whom it is not for, live and in what is replayed`() async throws {
        var (owner, broadcaster) = world.owner()
        try await owner.open()
        let after = world.entries.count
        _ = try await owner.perform("message", ["to": "{\"site\":\"ha-noi\"}", "text": "\"Xin bật đèn.\""], by: director)
        _ = try await owner.perform("ask", by: operatorOfLaocai)
        let seen: [(Member, Bool)] = [
            (chair, true), (director, true), (operatorOfHanoi, true), (delegateAn, true), (operatorOfLaocai, false),
            (interpreter, false), (observer, false), (Member(session: "press", actor: .observer(hanoi)), false),
        ]
        for (member, isFor) in seen {
            let replay = text(try #require(await broadcaster.open(member, after: after)).replay.map(\.bytes))
            #expect(replay.contains("Xin bật đèn.") == isFor, "\(member)")
            #expect(replay.contains("\"withheld\"") == !isFor, "\(member)")
            // Every number is accounted for.
            #expect(replay.contains("id: \(after + 1)\n") && replay.contains("id: \(after + 2)\n"))
        }
        let live = try #require(await broadcaster.open(operatorOfLaocai, after: nil))
        _ = try await owner.perform("message", ["to": "\"secretariat\"", "text": "\"Mất tiếng.\""], by: operatorOfHanoi)
        let told = text(try #require(await broadcaster.next(live.reader)))
        #expect(told.contains("\"withheld\"") && !told.contains("Mất tiếng"))
        #expect(told.contains("\"by\":{\"role\":\"system\"}") && !told.contains("ha-noi"))
    }

    @Test func `an announcement is for everybody and in the state, a message is not`() async throws {
        var (owner, broadcaster) = world.owner()
        try await owner.open()
        _ = try await owner.perform("message", ["to": "\"all\"", "text": "\"Giải lao.\""])
        _ = try await owner.perform("message", ["to": "{\"site\":\"ha-noi\"}", "text": "\"Riêng.\""])
        let state = await broadcaster.state(for: operatorOfHanoi.actor).conference
        #expect(state.contains("Giải lao.") && !state.contains("Riêng."))
    }

    // MARK: Contacts

    @Test func `whom to call at a site is told to those who call, and to nobody else`() async throws {
        let number = "0912 345 678"
        var reachable = plan
        reachable.sites[1].contact = Contact(name: "Kỹ thuật Hà Nội", phone: number)
        let created = JournalEntry(seq: 1, at: WallTime(milliseconds: 0), by: .chair, event: .conferenceCreated(reachable))
        let broadcaster = Broadcaster(Conference(reachable), seq: 0)
        await broadcaster.publish([.kept(created)], of: Conduct(Conference(reachable)))
        let seen: [(Member, Bool)] = [
            (chair, true), (director, true), (operatorOfHanoi, false), (delegateAn, false), (interpreter, false), (observer, false),
        ]
        for (member, isFor) in seen {
            let replay = text(try #require(await broadcaster.open(member, after: 0)).replay.map(\.bytes))
            #expect(replay.contains(number) == isFor && replay.contains("conferenceCreated"), "\(member)")
            let state = await broadcaster.state(for: member.actor).conference
            #expect(state.contains(number) == isFor && state.contains("ha-noi"), "\(member)")
            #expect(text([ServerEvent(created, for: member.actor).bytes]) == replay)
        }
    }

    @Test func `the state that is told is the whole conference, before and after a change`() async throws {
        var (owner, broadcaster) = world.owner()
        try await owner.open()
        for _ in 0..<2 {
            let told = await broadcaster.state(for: chair.actor).conference
            let conference = await broadcaster.conference
            #expect(try JSONDecoder().decode(Conference.self, from: Data(told.utf8)) == conference)
            _ = try await owner.perform("ask", by: operatorOfHanoi)
        }
    }

    // MARK: Secret votes

    @Test func `who chose what in a secret vote is told to nobody, and its counts at the end to all`() async throws {
        var (owner, broadcaster) = world.owner()
        try await owner.open()
        let opening = try #require(await broadcaster.open(chair, after: nil))
        let vote = [
            "vote": "\"v1\"", "title": "\"Thông qua\"", "options": "[\"Có\",\"Không\",\"Khác\"]", "unit": "\"site\"",
            "isSecret": "true",
        ]
        _ = try await owner.perform("openVote", vote)
        let id = UUID()
        let ballots = [
            (operatorOfHanoi, 2, id), (operatorOfHanoi, 2, id), (operatorOfLaocai, 2, UUID()), (operatorOfCentre, 0, UUID()),
        ]
        for (member, option, id) in ballots {
            let fields = ["vote": "\"v1\"", "option": "\(option)"]
            guard case .done = try await owner.perform("cast", fields, by: member, id: id) else {
                Issue.record("not cast")
                return
            }
        }
        #expect(world.events.suffix(3).allSatisfy {
            if case .ballotCast(_, _, option: nil) = $0 { true } else { false }
        })
        #expect(await broadcaster.state(for: chair.actor).conference.contains("\"ballots\":null"))
        await broadcaster.end(session: chair.session, with: .comment)
        var told = ""
        while let next = await broadcaster.next(opening.reader) { told += text(next) }
        #expect(!told.contains("\"option\":"))
        // Nobody supplies the counts from outside.
        _ = try await owner.perform("closeVote", ["vote": "\"v1\"", "secretCounts": "[3,0,0]"])
        #expect(world.events.last == .voteClosed(VoteID(rawValue: "v1"), counts: [1, 0, 2]))
        #expect(world.state.withLock { $0.tallies.isEmpty })
    }

    @Test func `a ballot that is refused is not counted`() async throws {
        var (owner, _) = world.owner()
        try await owner.open()
        _ = try await owner.perform("openVote", [
            "vote": "\"v1\"", "title": "\"Bầu\"", "options": "[\"Có\",\"Không\"]", "unit": "\"delegate\"", "isSecret": "true",
        ])
        let fields = ["vote": "\"v1\"", "option": "1"]
        #expect(try await owner.perform("cast", fields, by: delegateAn) == .done(seq: world.entries.count))
        #expect(try await owner.perform("cast", fields, by: delegateAn) == .refused(.alreadyVoted))
        #expect(try await owner.perform("cast", fields, by: operatorOfLaocai) == .refused(.notEligible))
        #expect(world.state.withLock(\.tallies) == [VoteID(rawValue: "v1"): [0, 1]])
        _ = try await owner.perform("annulVote", ["vote": "\"v1\""])
        #expect(world.state.withLock { $0.tallies.isEmpty })
    }

    // MARK: Interpretation

    @Test func `whoever chooses a channel hears its interpreter, and no longer when it is left`() async throws {
        var (owner, broadcaster) = world.owner()
        try await owner.open()
        await owner.handle(.media(.attached(peers: [], isNew: true)))
        let booth = await owner.connect(interpreter, world, slots: SlotCounts(audio: 4, video: 4))
        let hall = await owner.connect(operatorOfHanoi, world, slots: SlotCounts(audio: 4, video: 4))
        let stream = try #require(await broadcaster.open(operatorOfHanoi, after: nil))
        _ = world.takeSent()
        await owner.handle(.listen(english, operatorOfHanoi))
        let voice = FeedID(peer: booth, source: .microphone)
        #expect(routes().contains { $0.peer == hall && $0.slot == SlotID(.audio, 3) && $0.feed == voice })
        let slots = text(try #require(await broadcaster.next(stream.reader)))
        #expect(slots.contains("{\"channel\":\"en\",\"slot\":3,\"source\":\"microphone\"}"))
        await owner.handle(.listen(nil, operatorOfHanoi))
        #expect(routes().contains { $0.peer == hall && $0.slot == SlotID(.audio, 3) && $0.feed == nil })
    }

    private func routes() -> [SlotRoute] {
        world.takeSent().flatMap { request -> [SlotRoute] in
            if case .route(let routes) = request { routes } else { [] }
        }
    }

    // MARK: Offers

    private func offer(_ sections: String...) -> OfferedMedia {
        OfferedMedia("v=0\r\ns=-\r\n" + sections.joined())
    }

    private func section(_ kind: String, _ direction: String?) -> String {
        "m=\(kind) 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:0\r\n" + (direction.map { "a=\($0)\r\n" } ?? "")
    }

    @Test func `an offer says what it sends, and without a word it sends`() {
        #expect(!offer(section("audio", "recvonly"), section("video", "inactive")).sendsAudio)
        #expect(offer(section("audio", "sendonly"), section("video", "recvonly")).sendsAudio)
        #expect(!offer(section("audio", "sendonly"), section("video", "recvonly")).sendsVideo)
        #expect(offer(section("audio", "recvonly"), section("video", nil)).sendsVideo)
        #expect(!OfferedMedia("v=0\r\na=recvonly\r\n" + section("audio", nil)).sendsAudio)
        #expect(OfferedMedia("v=0\r\na=recvonly\r\n" + section("video", "sendrecv")).sendsVideo)
    }

    @Test func `halls send all, interpreters their voice, and nobody else anything`() {
        let voice = offer(section("audio", "sendonly"), section("audio", "recvonly"))
        let all = offer(section("audio", "sendonly"), section("video", "sendonly"))
        let nothing = offer(section("audio", "recvonly"), section("video", "recvonly"))
        for member in [chair, director, delegateAn, observer, interpreter, operatorOfHanoi] {
            #expect(nothing.isAllowed(to: member.actor))
            #expect(voice.isAllowed(to: member.actor) == (member == interpreter || member == operatorOfHanoi))
            #expect(all.isAllowed(to: member.actor) == (member == operatorOfHanoi))
        }
    }
}
