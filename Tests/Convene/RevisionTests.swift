import Basics
import Conference
import Testing

@testable import Convene

/// Two secretaries at one desk.
struct RevisionTests {
    private let opening = ItemID(rawValue: "khai-mac")

    @Test func `of two who edit one item the second sees what changed, and decides`() throws {
        var desk = try Desk.ready()
        let seen = try #require(desk.preparation.items[opening])
        var first = seen.value, second = seen.value
        first.minutes = 30
        second.title = vi("Lễ khai mạc")
        try desk.act(.setItem(item: first, revision: seen.revision), by: lan)
        check(desk, .setItem(item: second, revision: seen.revision), by: minh, refused: .stale(.item(id: opening)))
        let now = try #require(desk.preparation.items[opening])
        #expect(now.value.minutes == 30 && now.by == lan)
        try desk.act(.setItem(item: second, revision: now.revision), by: minh)
        #expect(desk.preparation.items[opening]?.value == second)
    }

    @Test func `whoever edits what somebody removed is told that it is gone`() throws {
        var desk = try Desk.ready()
        let seen = try #require(desk.preparation.items[opening])
        try desk.act(.removeItem(item: opening, revision: seen.revision))
        check(desk, .setItem(item: seen.value, revision: seen.revision), by: minh, refused: .gone(.item(id: opening)))
    }

    /// Whatever two secretaries do in whatever order, nobody's word is written over unseen, and the journal adds up to the state.
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `no edit is lost unseen`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var desk = try Desk.ready()
        /// What each has on the screen.
        var screens = [lan: desk.preparation, minh: desk.preparation]
        for step in 0..<60 {
            let party = Bool.random(using: &random) ? lan : minh
            guard let screen = screens[party] else { continue }
            let command = Self.command(on: screen, step, using: &random)
            let before = desk.preparation
            do throws(PreparationRefusal) {
                let events = try desk.preparation.decide(command, by: party, at: morning)
                if case .setItem(let item, let revision) = command, revision > 0 {
                    // What was written over is what the writer had seen.
                    #expect(before.items[item.id]?.value == screen.items[item.id]?.value)
                }
                if case .setPerson(let person, let revision) = command, revision > 0 {
                    #expect(before.people[person.id]?.value == screen.people[person.id]?.value)
                }
                for event in events {
                    let entry = PreparationEntry(seq: desk.entries.count + 1, at: morning, by: party, event: event)
                    desk.entries.append(entry)
                    desk.preparation.apply(entry)
                }
                #expect(desk.preparation.order.values.flatMap(\.self).count == desk.preparation.items.count)
                #expect(Set(desk.preparation.directory.all) == Set(desk.preparation.people.keys))
                #expect(desk.preparation.papers.values.allSatisfy { desk.preparation.items[$0.value.item] != nil })
                screens[party] = desk.preparation
            } catch {
                // Whoever was refused looks again.
                screens[party] = desk.preparation
            }
        }
        var folded: Preparation?
        for entry in desk.entries { Preparation.apply(entry, to: &folded) }
        #expect(folded?.items == desk.preparation.items && folded?.people == desk.preparation.people)
        #expect(folded?.papers == desk.preparation.papers)
        #expect(folded?.order == desk.preparation.order && folded?.directory.all == desk.preparation.directory.all)
        for sitting in desk.preparation.sittings.keys { #expect(desk.preparation.plan(of: sitting)?.problems() == []) }
    }

    private static func command(
        on screen: Preparation, _ step: Int, using random: inout SeededGenerator
    ) -> PreparationCommand {
        let items = screen.items.values.sorted { $0.value.id.rawValue < $1.value.id.rawValue }
        let people = screen.people.values.sorted { $0.value.id.rawValue < $1.value.id.rawValue }
        let sitting = SittingID(rawValue: "toan-the")
        switch Int.random(in: 0..<10, using: &random) {
        case 8: return .bringPaper(
            paper: PaperID(rawValue: ""), item: items.randomElement(using: &random)?.value.id ?? ItemID(rawValue: ""), title: "Tài liệu",
            version: PaperVersion(file: "\(step)", name: "a.pdf", kind: .pdf, bytes: step, pages: 1))
        case 9:
            guard let kept = screen.papers.values.sorted(by: { $0.value.id < $1.value.id }).randomElement(using: &random) else { return .publish(note: nil) }
            return .removePaper(paper: kept.value.id, revision: kept.revision)
        case 0: return .setItem(
            item: PreparedItem(id: ItemID(rawValue: ""), sitting: sitting, kind: .intervention, title: vi("Tham luận"), minutes: 5), revision: 0)
        case 1...3:
            guard let kept = items.randomElement(using: &random) else { return .orderItems(sitting: sitting, items: []) }
            var item = kept.value
            item.minutes = step + 1
            item.speaker = people.randomElement(using: &random)?.value.id
            return .setItem(item: item, revision: kept.revision)
        case 4:
            guard let kept = items.randomElement(using: &random) else { return .publish(note: nil) }
            return .removeItem(item: kept.value.id, revision: kept.revision)
        case 5: return .orderItems(sitting: sitting, items: (screen.order[sitting] ?? []).shuffled(using: &random))
        case 6: return .setPerson(
            person: PreparedPerson(id: DelegateID(rawValue: ""), name: "Nguyễn Văn An", delegation: DelegationID(rawValue: "doan-lao-cai")), revision: 0)
        default:
            guard let kept = people.randomElement(using: &random) else { return .publish(note: nil) }
            var person = kept.value
            if Bool.random(using: &random) { return .removePerson(person: person.id, revision: kept.revision) }
            person.titles = ["Chức danh \(step)"]
            return .setPerson(person: person, revision: kept.revision)
        }
    }
}
