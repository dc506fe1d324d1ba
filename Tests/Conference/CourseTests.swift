import Basics
import Testing

@testable import Conference

/// The programme as it goes on, and who is next in it.
struct CourseTests {
    private let pause = ItemID(rawValue: "nghi"), ending = ItemID(rawValue: "be-mac")

    /// With a break after the report and a closing speech at the end.
    private var day: [Event] {
        opened { plan in
            plan.programme.insert(
                ProgrammeItem(id: pause, kind: .recess, title: Text(vi: "Nghỉ", en: "Break"), minutes: 15), at: 2)
            plan.programme.append(ProgrammeItem(
                id: ending, kind: .closing, title: Text(vi: "Bế mạc", en: "Closing"), speaker: an, site: centre, minutes: 10))
        }
    }

    private func suggested(_ past: [Event]) -> [String] {
        SpeakingOrder(state(after: past)).suggestions.map { "\($0.reason) \($0.site.rawValue)" }
    }

    @Test func `an item ends when another starts`() {
        let items = state(after: untilOpen + [.itemStarted(opening), .itemStarted(report)]).items
        #expect(items == [
            opening: ItemTimes(started: noon.advanced(bySeconds: -1), ended: noon), report: ItemTimes(started: noon),
        ])
    }

    @Test func `an item started again keeps its first start`() {
        let items = state(after: untilOpen + [.itemStarted(opening), .itemStarted(report), .itemStarted(opening)]).items
        #expect(items[opening] == ItemTimes(started: noon.advanced(bySeconds: -2)))
    }

    @Test func `closing ends the item under way`() {
        #expect(state(after: untilOpen + [.itemStarted(opening), .conferenceClosed]).items[opening]?.ended == noon)
    }

    @Test func `an item is passed over`() {
        check(untilOpen, .chair, .passOver(report), gives: .success([.itemNotReached(report)]))
        #expect(state(after: untilOpen + [.itemNotReached(report)]).notReached.items == [report])
    }

    @Test func `only an item that did not start is passed over, and once`() {
        check(untilOpen + [.itemStarted(report)], .chair, .passOver(report), gives: .failure(.itemStarted))
        check(untilOpen + [.itemNotReached(report)], .chair, .passOver(report), gives: .failure(.alreadyPassedOver))
        check(untilOpen, .chair, .passOver(ItemID(rawValue: "gi")), gives: .failure(.unknownItem))
        check(untilOpen, at: hanoi, .passOver(report), gives: .failure(.notAllowed))
    }

    @Test func `an item that was passed over is reached after all`() {
        #expect(state(after: untilOpen + [.itemNotReached(report), .itemStarted(report)]).notReached.items.isEmpty)
    }

    @Test func `closing says what was not reached`() {
        let past = untilOpen + [.itemStarted(opening), .itemNotReached(report), asked(hue)]
        check(
            past, .chair, .close,
            gives: .success([.itemNotReached(talk), .requestNotReached(hue), .conferenceClosed]))
        let notReached = state(after: past + [.itemNotReached(talk), .requestNotReached(hue), .conferenceClosed]).notReached
        #expect(notReached.items == [report, talk] && notReached.requests.map(\.site) == [hue])
    }

    @Test func `a recess says when it ends`() {
        let until = noon.advanced(bySeconds: 901)
        check(untilOpen, .chair, .recess(minutes: 15), gives: .success([.sessionRecessed(until: until)]))
        #expect(state(after: untilOpen + [.sessionRecessed(until: until)]).until == until)
        #expect(state(after: untilOpen + [.sessionRecessed(until: until), .sessionResumed]).until == nil)
    }

    @Test(arguments: [Int.min, -1, 0, 721, .max])
    func `a recess lasts some minutes`(minutes: Int) {
        check(untilOpen, .chair, .recess(minutes: minutes), gives: .failure(.badDuration))
    }

    @Test func `a break in the programme is a recess`() {
        check(day + [granted(hue)], .chair, .startItem(pause), gives: .success([
            .itemStarted(pause), .floorRevoked(hue, .recess), .sessionRecessed(until: noon.advanced(bySeconds: 901)),
        ]))
    }

    @Test func `before the first item the first speeches are suggested, up to the break`() {
        #expect(suggested(day) == ["programme trung-tam", "programme ha-noi"])
    }

    @Test func `points of order come before everything and the queue after the programme`() {
        let past = day + [.itemStarted(report), asked(laocai), pointOfOrder(hue)]
        #expect(suggested(past) == ["pointOfOrder hue", "programme ha-noi", "queue lao-cai"])
    }

    @Test func `who speaks or has spoken in the item is not suggested again`() {
        let speaking = day + [.itemStarted(report), .floorGranted(Grant(site: hanoi, delegate: binh, item: report, seconds: 60))]
        #expect(suggested(speaking) == [])
        #expect(suggested(day + [.itemStarted(report), .floorGranted(Grant(site: hanoi, item: report, seconds: 60)), .floorYielded(hanoi)])
            == [])
        #expect(suggested(speaking + [.floorYielded(hanoi), asked(hue)]) == ["queue hue"])
    }

    @Test func `a speaker is suggested until having spoken in that item`() {
        let other = day + [.itemStarted(report), .floorGranted(Grant(site: hanoi, item: talk, seconds: 60)), .floorYielded(hanoi)]
        #expect(suggested(other) == ["programme ha-noi"])
    }

    @Test func `items passed over or done are not suggested`() {
        #expect(suggested(day + [.itemNotReached(opening)]) == ["programme ha-noi"])
        #expect(suggested(day + [.itemStarted(report), .itemStarted(opening)]) == ["programme trung-tam"])
    }

    @Test func `in a discussion the queue is next`() {
        #expect(suggested(day + [.itemStarted(talk), asked(hue)]) == ["queue hue"])
    }

    @Test func `each site is suggested once, and nobody who speaks or was interrupted`() {
        let past = day + [asked(centre), asked(hue), granted(hanoi), granted(laocai, .interruption)]
        #expect(suggested(past) == ["programme trung-tam", "queue hue"])
    }

    @Test func `in a closed item nobody outside is suggested`() {
        let closed = opened { $0.programme[1].admits = [centre] } + [.itemStarted(report)]
        #expect(suggested(closed) == [])
    }

    @Test func `who asked for an item of theirs is suggested once`() {
        #expect(suggested(day + [.itemStarted(report), asked(hanoi, report)]) == ["programme ha-noi"])
    }
}
