import Basics
import Testing

@testable import Conference

/// What was spoken, for how long, and what is left of a delegation's time.
struct SpeechTests {
    private let team = DelegationID(rawValue: "doan-ha-noi")

    /// Hà Nội's delegation may speak for ten minutes; Bình belongs to it, Em does not.
    private func budgeted(_ minutes: Int? = 10, more: [Delegation] = []) -> [Event] {
        opened { plan in
            plan.delegations = [Delegation(id: team, name: Text(vi: "Đoàn", en: "Team"), site: hanoi, minutes: minutes)] + more
            plan.delegates[1].delegation = team
        }
    }

    private func grant(_ seconds: Int, _ delegate: DelegateID? = nil, _ mode: GrantMode? = nil, overBudget: Bool = false) -> Command {
        .grant(GrantOrder(site: hanoi, delegate: delegate, seconds: seconds, mode: mode, overBudget: overBudget))
    }

    /// The events at the seconds named, the last at noon.
    private func conference(_ start: [Event], _ timed: [(Int, Event)]) -> Conference {
        var conference: Conference?
        for (seq, (second, event)) in (start.map { (-100_000, $0) } + timed).enumerated() {
            let entry = JournalEntry(seq: seq + 1, at: noon.advanced(bySeconds: second), by: .system, event: event)
            Conference.apply(entry, to: &conference)
        }
        return conference!
    }

    @Test func `a finished turn is a speech`() throws {
        let speeches = state(after: untilOpen + [
            .floorRequested(hue, delegate: dung, item: talk), .floorGranted(Grant(site: hue, delegate: dung, item: talk, seconds: 300)),
            .floorYielded(hue),
        ]).speeches
        let speech = try #require(speeches.first)
        #expect(speeches.count == 1 && speech.site == hue && speech.delegate == dung && speech.item == talk)
        #expect(speech.kind == .intervention && speech.start == noon.advanced(bySeconds: -1) && speech.seconds == 1)
        #expect(speech.allotted == 300 && speech.over == 0 && speech.end == .yielded)
    }

    @Test func `a speech says how far over time it went`() {
        let speech = conference(untilOpen, [(-400, granted(hue)), (-300, .floorExtended(hue, seconds: 60)), (0, .floorRevoked(hue, .chair))])
            .speeches[0]
        #expect(speech.seconds == 400 && speech.allotted == 360 && speech.over == 40 && speech.end == .revoked)
    }

    @Test func `an interruption does not split a speech, and the time set aside does not count`() {
        let speeches = conference(untilOpen, [
            (-100, granted(hanoi)), (-90, pointOfOrder(hue)), (-80, granted(hue, .interruption)), (-30, .floorYielded(hue)),
            (-30, .floorResumed), (0, .floorYielded(hanoi)),
        ]).speeches
        #expect(speeches.map(\.site) == [hue, hanoi] && speeches.map(\.seconds) == [50, 50])
        #expect(speeches.map(\.kind) == [.pointOfOrder, .intervention])
        #expect(speeches[1].start == noon.advanced(bySeconds: -100))
    }

    @Test func `parts of seconds of an interrupted speech add up`() {
        var floor = Floor()
        func at(_ milliseconds: Int64) -> WallTime { WallTime(milliseconds: milliseconds) }
        floor.grant(Grant(site: hue, seconds: 60), at: at(0))
        floor.grant(Grant(site: hanoi, seconds: 60, mode: .interruption), at: at(600))
        floor.end(hanoi, as: .yielded, at: at(5_000))
        floor.resume(at: at(5_000))
        floor.end(hue, as: .yielded, at: at(5_500))
        #expect(floor.speeches.map(\.seconds) == [4, 1])
    }

    @Test func `a clock set back makes no speech shorter than nothing`() {
        #expect(conference(untilOpen, [(0, granted(hue)), (-60, .floorYielded(hue))]).speeches[0].seconds == 0)
    }

    @Test func `speeches are added up by site, delegate and delegation`() {
        let past = conference(budgeted(), [
            (-300, .floorGranted(Grant(site: hanoi, delegate: binh, seconds: 60))), (-200, granted(hanoi)), (-150, granted(hue)),
            (0, .floorYielded(hue)),
        ])
        #expect(past.speechTotalsBySite == [
            hanoi: SpeechTotal(speeches: 2, seconds: 150, over: 40), hue: SpeechTotal(speeches: 1, seconds: 150),
        ])
        #expect(past.speechTotalsByDelegate == [binh: SpeechTotal(speeches: 1, seconds: 100, over: 40)])
        #expect(past.speechTotalsByDelegation == [team: SpeechTotal(speeches: 2, seconds: 150, over: 40)])
    }

    @Test func `a speech without a name counts for nobody when a site has two delegations`() {
        let other = Delegation(id: DelegationID(rawValue: "doan-khac"), name: Text(vi: "Đoàn", en: "Team"), site: hanoi)
        let past = conference(budgeted(more: [other]), [(-60, granted(hanoi)), (0, .floorYielded(hanoi))])
        #expect(past.speechTotalsByDelegation.isEmpty)
    }

    @Test func `a grant stays within the budget of the delegation`() {
        check(budgeted(), .chair, grant(601, binh), gives: .failure(.overBudget))
        check(
            budgeted(), .chair, grant(600, binh),
            gives: .success([.floorGranted(Grant(site: hanoi, delegate: binh, seconds: 600))]))
    }

    @Test func `the chair may go over the budget knowingly`() {
        check(budgeted(), .chair, grant(900, binh, overBudget: true), gives: .success([
            .floorGranted(Grant(site: hanoi, delegate: binh, seconds: 900))
        ]))
    }

    @Test func `a grant to nobody by name counts for the only delegation of the site`() {
        check(budgeted(), .chair, grant(601), gives: .failure(.overBudget))
    }

    @Test func `a delegate of no delegation has no budget`() {
        let em = DelegateID(rawValue: "em")
        check(
            budgeted(), .chair, grant(900, em),
            gives: .success([.floorGranted(Grant(site: hanoi, delegate: em, seconds: 900))]))
    }

    @Test func `a delegation without minutes has no budget`() {
        check(
            budgeted(nil), .chair, grant(43_200),
            gives: .success([.floorGranted(Grant(site: hanoi, seconds: 43_200))]))
    }

    @Test func `what was spoken is gone from the budget`() throws {
        let past = conference(budgeted(), [(-400, granted(hanoi)), (-300, .floorYielded(hanoi))])
        #expect(past.budget(of: team) == Budget(total: 600, spent: 100, promised: 0))
        #expect(throws: Refusal.overBudget) { try past.decide(grant(501), by: .chair, at: noon) }
        #expect(try past.decide(grant(500), by: .chair, at: noon).count == 1)
    }

    @Test func `an extension stays within the budget`() {
        let past = budgeted() + [granted(hanoi)]
        check(past, .chair, .extend(hanoi, seconds: 301), gives: .failure(.overBudget))
        check(past, .chair, .extend(hanoi, seconds: 300), gives: .success([.floorExtended(hanoi, seconds: 300)]))
        check(
            past, .chair, .extend(hanoi, seconds: 301, overBudget: true),
            gives: .success([.floorExtended(hanoi, seconds: 301)]))
    }

    @Test func `a turn that a grant replaces counts for what was spoken of it`() throws {
        let past = conference(budgeted(), [(-400, granted(hanoi)), (-300, granted(hue, .interruption))])
        #expect(past.budget(of: team)?.left == 300)
        #expect(try past.decide(grant(500, nil, .sole), by: .chair, at: noon).count == 1)
        #expect(throws: Refusal.overBudget) { try past.decide(grant(501, nil, .sole), by: .chair, at: noon) }
    }
}
