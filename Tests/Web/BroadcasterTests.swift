import Basics
import Conference
import Foundation
import NIOCore
import Testing
import Web

struct BroadcasterTests {
    private let conference = Conference(plan)

    private let reader = Member(session: "reader", actor: .observer(nil))

    private func member(_ session: String, _ actor: Actor = .observer(nil)) -> Member { Member(session: session, actor: actor) }

    private func publish(_ entries: [JournalEntry], _ broadcaster: Broadcaster) async {
        await broadcaster.publish(entries.map(Happening.kept), of: Conduct(conference))
    }

    private func entries(_ range: ClosedRange<Int>) -> [JournalEntry] {
        range.map { JournalEntry(seq: $0, at: WallTime(milliseconds: 0), by: .chair, event: .stageLaidOut(.gallery)) }
    }

    /// The numbers of the journal events in what a reader got.
    private func numbers(_ buffers: [ByteBuffer]) -> [Int] {
        buffers.map(String.init(buffer:)).joined().split(separator: "\n")
            .compactMap { $0.hasPrefix("id: ") ? Int($0.dropFirst(4)) : nil }
    }

    private func read(_ opening: Broadcaster.Opening, _ broadcaster: Broadcaster) async -> [Int] {
        var all = numbers(opening.replay.map(\.bytes))
        if let missing = opening.missing { all = Array(missing) + all }
        await broadcaster.end(session: "reader", with: .comment)
        while let next = await broadcaster.next(opening.reader) { all += numbers(next) }
        return all
    }

    @Test func `a reader that comes back at any point loses nothing and gets nothing twice`() async throws {
        for left in 1...24 {
            for now in left...24 {
                // A ring of eight makes all three cases happen: nothing missed, still in the ring, only in the journal.
                let broadcaster = Broadcaster(conference, seq: 1, capacity: 8)
                if now > 1 { await publish(entries(2...now), broadcaster) }
                let opening = try #require(await broadcaster.open(reader, after: left))
                if now < 24 { await publish(entries((now + 1)...24), broadcaster) }
                #expect(await read(opening, broadcaster) == Array(left..<24).map { $0 + 1 })
            }
        }
    }

    @Test func `without a number the stream starts after the present state`() async throws {
        let broadcaster = Broadcaster(conference, seq: 5)
        let opening = try #require(await broadcaster.open(reader, after: nil))
        await publish(entries(6...6), broadcaster)
        #expect(await read(opening, broadcaster) == [6])
    }

    @Test func `the state has the plan as it was revised`() async {
        var revised = plan
        revised.programme[0].title = Text(vi: "Khai mạc sửa muộn", en: "Opening")
        let broadcaster = Broadcaster(conference, seq: 1)
        #expect(await !broadcaster.state(for: .chair).conference.contains("sửa muộn"))
        let entry = JournalEntry(seq: 2, at: WallTime(milliseconds: 0), by: .system, event: .planRevised(revised))
        await broadcaster.publish([.kept(entry)], of: Conduct(Conference(revised)))
        #expect(await broadcaster.state(for: .chair).conference.contains("sửa muộn"))
        #expect(await broadcaster.state(for: .observer(nil)).conference.contains("sửa muộn"))
    }

    @Test func `a number that is not yet there needs a new state`() async {
        let broadcaster = Broadcaster(conference, seq: 5)
        #expect(await broadcaster.open(reader, after: 6) == nil)
        #expect(await broadcaster.open(reader, after: -1) == nil)
    }

    @Test func `a reader too far behind needs a new state`() async {
        let broadcaster = Broadcaster(conference, seq: Limits.replayedEvents + 2)
        #expect(await broadcaster.open(reader, after: 1) == nil)
        #expect(await broadcaster.open(reader, after: 2) != nil)
    }

    @Test func `a slow reader is told to resynchronise, and keeps at most its share`() async throws {
        let broadcaster = Broadcaster(conference, seq: 1)
        let opening = try #require(await broadcaster.open(member("slow"), after: 1))
        let large = ServerEvent("levels", data: String(repeating: "x", count: 10_000))
        for _ in 0..<25 { await broadcaster.broadcast(large) }
        #expect(await broadcaster.resynced == 0)
        await broadcaster.broadcast(large)
        await broadcaster.broadcast(large)
        #expect(await broadcaster.next(opening.reader) == [ServerEvent.resync.bytes])
        #expect(await broadcaster.next(opening.reader) == nil)
        #expect(await broadcaster.readerCount == 0)
        #expect(await broadcaster.resynced == 1)
    }

    @Test func `what is sent to one session reaches no other`() async throws {
        let broadcaster = Broadcaster(conference, seq: 1)
        let first = try #require(await broadcaster.open(member("first"), after: 1))
        let second = try #require(await broadcaster.open(member("second"), after: 1))
        await broadcaster.send(ServerEvent("slots", data: "{}"), to: "first")
        await broadcaster.broadcast(.mediaReset)
        #expect(await broadcaster.next(first.reader)?.count == 2)
        #expect(await broadcaster.next(second.reader) == [ServerEvent.mediaReset.bytes])
    }

    @Test func `a session's oldest stream gives way to one too many`() async throws {
        let broadcaster = Broadcaster(conference, seq: 1)
        var openings: [Broadcaster.Opening] = []
        for _ in 0...Limits.streamsPerSession {
            openings.append(try #require(await broadcaster.open(reader, after: 1)))
        }
        #expect(await broadcaster.next(openings[0].reader) == nil)
        #expect(await broadcaster.streams(of: "reader") == Limits.streamsPerSession)
    }

    @Test func `a stream that says nothing gets a comment every fifteen seconds`() async throws {
        let broadcaster = Broadcaster(conference, seq: 1)
        let opening = try #require(await broadcaster.open(reader, after: 1))
        for _ in 0..<29 { await broadcaster.tick() }
        #expect(await broadcaster.next(opening.reader) == [ServerEvent.comment.bytes])
    }

    @Test func `a stream that is closed while it waits ends`() async throws {
        let broadcaster = Broadcaster(conference, seq: 1)
        let opening = try #require(await broadcaster.open(reader, after: 1))
        async let next = broadcaster.next(opening.reader)
        await broadcaster.close(opening.reader)
        #expect(await next == nil)
        #expect(await broadcaster.readerCount == 0)
    }
}
