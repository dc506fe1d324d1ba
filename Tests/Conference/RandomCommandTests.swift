import Basics
import Foundation
import Testing

@testable import Conference

/// Whatever anyone sends in whatever order, the state stays sound.
struct RandomCommandTests {
    private static func peers(using random: inout SeededGenerator) -> [RoutablePeer] {
        (1...10 as ClosedRange<UInt64>).map { id in
            let role = Role.allCases.randomElement(using: &random)!
            return RoutablePeer(
                id: PeerID(rawValue: id), site: RandomConference.sites.randomElement(using: &random), role: role,
                audioSlots: Int.random(in: 0...5, using: &random), videoSlots: Int.random(in: 0...8, using: &random),
                feeds: Set(SourceKind.allCases.filter { _ in Bool.random(using: &random) }),
                wall: Array(RandomConference.sites.shuffled(using: &random).prefix(5)),
                channel: Bool.random(using: &random) ? english : nil, interprets: role == .interpreter ? english : nil,
                isTest: role == .operator && Bool.random(using: &random))
        }
    }

    /// What must hold of every table, in words.
    private static func faults(
        of table: [SlotAssignment], _ conference: Conference, _ peers: [RoutablePeer]
    ) -> [String] {
        let known = Dictionary(uniqueKeysWithValues: peers.map { ($0.id, $0) })
        return table.compactMap { row in
            guard let peer = known[row.peer] else { return "a slot of nobody" }
            if let source = row.feed.flatMap({ known[$0.peer] }), source.isTest || peer.isTest {
                return source.id == peer.id && conference.isRehearsing ? nil : "\(peer.id) gets the test of \(source.id)"
            }
            guard row.feed != nil || row.site != nil else { return nil }
            let role = peer.role
            let presides = role == .chair || role == .secretariat
            let isOutside = conference.isInClosedItem
                && !(presides || role != .director && role != .interpreter && peer.site.map(conference.admits) ?? false)
            if isOutside { return "\(peer.id) sees or hears what it may not" }
            if row.feed?.peer == peer.id, row.slot.kind == .audio { return "\(peer.id) hears itself" }
            if let site = row.site, !conference.admits(site) { return "\(site) is seen or heard from outside" }
            guard row.slot.kind == .audio else { return nil }
            guard let heard = row.site else {
                let source = row.feed.flatMap { known[$0.peer] }
                let isInterpreter = row.slot.index == 3 && source?.role == .interpreter
                    && source?.interprets == peer.channel && !conference.isInClosedItem && conference.phase != .recess
                    && conference.phase != .closed
                return isInterpreter ? nil : "a voice of no site"
            }
            if conference.muted.contains(heard) { return "\(heard) is muted and heard" }
            if heard == peer.site { return "\(heard) hears itself" }
            return conference.holds(heard) || heard == conference.central ? nil : "\(heard) is heard without the floor"
        }
    }

    private static func faults(
        of wanted: [PeerID: Wanted], _ conference: Conference, _ peers: [RoutablePeer]
    ) -> [String] {
        peers.compactMap { peer in
            guard let site = peer.site, !conference.admits(site), let asked = wanted[peer.id] else { return nil }
            return asked == Wanted() ? nil : "\(site) sends into a closed item"
        }
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func again<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `no sequence of commands leads into a bad state`(seed: UInt64) {
        var world = RandomConference(seed: seed)
        for count in 0..<200 {
            let before = world.conduct
            let (actor, command, _) = world.step()
            let durable = world.conduct.durable
            var faults = durable.violations + (world.conduct.live?.violations ?? [])
            if durable.isInClosedItem != (world.conduct.live != nil) { faults.append("a closed item without its state") }
            if let live = world.conduct.live,
                (live.muted, live.attendance, live.people, live.items) != (durable.muted, durable.attendance, durable.people, durable.items)
            {
                faults.append("inside and outside do not agree on what is kept")
            }
            if before.durable.isInClosedItem {
                if durable.isInClosedItem, !durable.floor.isEmpty { faults.append("the floor of a closed item is kept") }
                if durable.speeches != before.durable.speeches { faults.append("a speech of a closed item is kept") }
            }
            if count % 8 == 0 {
                let peers = Self.peers(using: &world.random), conference = world.conduct.shown
                let table = Routing.table(conference: conference, peers: peers)
                faults += Self.faults(of: table, conference, peers)
                faults += Self.faults(
                    of: Routing.wanted(table, conference: conference, peers: peers), conference, peers)
                if table.count != peers.map({ $0.audioSlots + $0.videoSlots }).reduce(0, +) { faults.append("a slot without a row") }
            }
            guard faults.isEmpty else {
                Issue.record("seed \(seed), after \(command) by \(actor): \(faults)")
                return
            }
        }
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `what the journal keeps adds up to the same state`(seed: UInt64) throws {
        var world = RandomConference(seed: seed)
        for _ in 0..<200 { _ = world.step() }
        var folded: Conference?
        for entry in world.kept { Conference.apply(try Self.again(entry), to: &folded) }
        let durable = world.conduct.durable
        #expect(folded == durable)
        #expect(try Self.json(Self.again(durable)) == Self.json(durable))
        #expect(try Self.json(Self.again(world.conduct.shown)) == Self.json(world.conduct.shown))
        #expect(durable.suggestedOrder.sorted() == durable.queue.map(\.site).sorted())
        #expect(SpeakingOrder(durable).suggestions.allSatisfy { durable.admits($0.site) })
    }

    @Test func `the random commands get everywhere`() {
        var seen: Set<EventType> = [], phases: Set<Phase> = [], ends: Set<SpeechEnd> = []
        var sawClosedFloor = false, sawSecretResult = false, sawOpenResult = false
        for seed in 0..<150 as Range<UInt64> {
            var world = RandomConference(seed: seed)
            for _ in 0..<500 {
                _ = world.step()
                phases.insert(world.conduct.durable.phase)
                sawClosedFloor = sawClosedFloor || world.conduct.live?.floor.isEmpty == false
            }
            seen.formUnion(world.seen)
            ends.formUnion(world.conduct.durable.speeches.map(\.end))
            for result in world.conduct.durable.votes where result.counts.reduce(0, +) > 0 {
                if result.motion.isSecret { sawSecretResult = true } else { sawOpenResult = true }
            }
        }
        #expect(Set(EventType.allCases).subtracting(seen) == [.conferenceCreated])
        #expect(phases == Set(Phase.allCases))
        #expect(ends == Set(SpeechEnd.allCases))
        #expect(sawClosedFloor && sawSecretResult && sawOpenResult)
    }
}
