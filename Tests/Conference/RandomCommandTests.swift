import Basics
import Testing

@testable import Conference

/// Whatever anyone sends in whatever order, the state stays sound.
struct RandomCommandTests {
    private static let sites = plan.sites.map(\.id) + [nowhere]

    private static func command(for conference: Conference, using random: inout SeededGenerator) -> Command {
        let site = sites.randomElement(using: &random)!
        let items = [opening, report, talk, ItemID(rawValue: "gi"), nil, nil]
        let item = items.randomElement(using: &random)!
        let person = plan.delegates.randomElement(using: &random)!.id
        let delegate = Bool.random(using: &random) ? nil : person
        let seconds = [0, 5, 300, 43_200, -1, .max].randomElement(using: &random)!
        switch Int.random(in: 0..<40, using: &random) {
        case 0: return .convene
        case 1: return .open
        case 2: return .recess
        case 3, 4: return .resume
        case 5: return Int.random(in: 0..<20, using: &random) == 0 ? .close : .open
        case 6: return .startItem(item ?? talk)
        case 7...13: return .ask(site, delegate: delegate, item: item)
        case 14: return .withdraw(site)
        case 15...20:
            let mode = GrantMode.allCases.randomElement(using: &random)!
            return .grant(Grant(site: site, delegate: delegate, item: item, seconds: seconds, mode: mode))
        case 21, 22: return .extend(site, seconds: seconds)
        case 23: return .revoke(site)
        case 24: return .yield(conference.floor.randomElement(using: &random)?.site ?? site)
        case 25: return .reorder(conference.queue.map(\.site).shuffled(using: &random))
        case 26: return .reorder(Array(sites.shuffled(using: &random).prefix(conference.queue.count)))
        case 27: return .layout(Layout.allCases.randomElement(using: &random)!)
        case 28, 29: return .mute(site)
        case 30, 31: return .unmute(site)
        case 32...34: return .join(site)
        case 35, 36: return .leave(site)
        default: return .dropLine(site)
        }
    }

    private static func actor(in conference: Conference, using random: inout SeededGenerator) -> Actor {
        let site = (sites + conference.floor.map(\.site)).randomElement(using: &random)!
        return ([.chair, .chair, .secretariat, .system, .system, .operator(site), .observer(site)] as [Actor])
            .randomElement(using: &random)!
    }

    private static func peers(using random: inout SeededGenerator) -> [RoutablePeer] {
        (1...8).map { id in
            RoutablePeer(
                id: PeerID(rawValue: id), site: sites.randomElement(using: &random),
                role: Role.allCases.randomElement(using: &random)!,
                audioSlots: Int.random(in: 0...4, using: &random), videoSlots: Int.random(in: 0...8, using: &random),
                feeds: Set(SourceKind.allCases.filter { _ in Bool.random(using: &random) }),
                wall: Array(sites.shuffled(using: &random).prefix(5)))
        }
    }

    /// What must hold of every table, in words.
    private static func faults(
        of table: [SlotAssignment], _ conference: Conference, _ peers: [RoutablePeer]
    ) -> [String] {
        let site = Dictionary(uniqueKeysWithValues: peers.map { ($0.id, $0.site) })
        return table.compactMap { row in
            guard let heard = row.site, row.slot.kind == .audio else { return nil }
            if conference.muted.contains(heard) { return "\(heard) is muted and heard" }
            if heard == site[row.peer] { return "\(heard) hears itself" }
            return conference.holds(heard) || heard == conference.central ? nil : "\(heard) is heard without the floor"
        }
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `no sequence of commands leads into a bad state`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var now = noon
        var entries = [JournalEntry(seq: 1, at: now, by: .secretariat, event: .conferenceCreated(plan))]
        var conference = Conference(plan)
        for _ in 0..<200 {
            now = now.advanced(bySeconds: Int.random(in: -1...20, using: &random))
            let actor = Self.actor(in: conference, using: &random)
            let command = Self.command(for: conference, using: &random)
            let events = (try? conference.decide(command, by: actor, at: now)) ?? []
            for event in events {
                let entry = JournalEntry(seq: entries.count + 1, at: now, by: actor, event: event)
                conference.apply(entry)
                entries.append(entry)
            }
            let faults = conference.violations
            guard faults.isEmpty else {
                Issue.record("seed \(seed), after \(command) by \(actor): \(faults)")
                return
            }
        }
        var folded: Conference?
        for entry in entries { Conference.apply(entry, to: &folded) }
        #expect(folded == conference)
        #expect(conference.suggestedOrder.sorted() == conference.queue.map(\.site).sorted())

        let peers = Self.peers(using: &random)
        let table = Routing.table(conference: conference, peers: peers)
        #expect(Self.faults(of: table, conference, peers) == [])
        #expect(table.count == peers.map { $0.audioSlots + $0.videoSlots }.reduce(0, +))
    }

    @Test func `the random commands get everywhere`() {
        var random = SeededGenerator(seed: 1)
        var seen: Set<EventType> = [], phases: Set<Phase> = []
        for _ in 0..<40 {
            var conference = Conference(plan), now = noon
            for seq in 2..<500 {
                now = now.advanced(bySeconds: 10)
                let actor = Self.actor(in: conference, using: &random)
                let command = Self.command(for: conference, using: &random)
                for event in (try? conference.decide(command, by: actor, at: now)) ?? [] {
                    conference.apply(JournalEntry(seq: seq, at: now, by: actor, event: event))
                    seen.insert(event.type)
                }
                phases.insert(conference.phase)
            }
        }
        #expect(Set(EventType.allCases).subtracting(seen) == [.conferenceCreated])
        #expect(phases == Set(Phase.allCases))
    }
}
