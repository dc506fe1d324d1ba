import Basics
import Testing

@testable import Conference

/// Points of order, and speakers who are set aside for them.
struct InterruptionTests {
    private let raise = Command.ask(hue, delegate: nil, item: nil, kind: .pointOfOrder)
    private let interruption = Command.grant(GrantOrder(site: hue, seconds: 60, mode: .interruption))
    /// Hà Nội speaks, Huế interrupts.
    private let interrupted = untilOpen + [granted(hanoi), granted(hue, .interruption)]

    private func queue(_ past: [Event]) -> [SiteID] { state(after: past).queue.map(\.site) }

    @Test func `a point of order goes to the head of the queue`() {
        #expect(queue(untilOpen + [asked(hanoi), asked(paris), pointOfOrder(hue)]) == [hue, hanoi, paris])
    }

    @Test func `a point of order waits behind earlier ones`() {
        #expect(queue(untilOpen + [asked(hanoi), pointOfOrder(paris), pointOfOrder(hue)]) == [paris, hue, hanoi])
    }

    @Test func `a site raises a point of order while another speaks`() {
        check(untilOpen + [granted(hanoi)], at: hue, raise, gives: .success([pointOfOrder(hue)]))
    }

    @Test func `a point of order takes the place of the speech that the site asked for`() {
        check(
            untilOpen + [asked(hue)], at: hue, raise,
            gives: .success([.floorRequestWithdrawn(hue), pointOfOrder(hue)]))
    }

    @Test func `a point of order is not raised twice`() {
        check(untilOpen + [pointOfOrder(hue)], at: hue, raise, gives: .failure(.alreadyAsked))
        check(
            untilOpen + [pointOfOrder(hue)], at: hue, .ask(hue, delegate: nil, item: nil),
            gives: .failure(.alreadyAsked))
    }

    @Test func `who speaks raises no point of order`() {
        check(untilOpen + [granted(hue)], at: hue, raise, gives: .failure(.alreadyHoldingFloor))
    }

    @Test func `who was interrupted does not ask`() {
        check(interrupted, at: hanoi, .ask(hanoi, delegate: nil, item: nil), gives: .failure(.alreadyHoldingFloor))
    }

    @Test func `a granted point of order interrupts who speaks`() {
        let order = Command.grant(GrantOrder(site: hue, seconds: 300))
        check(
            untilOpen + [granted(hanoi), pointOfOrder(hue)], .chair, order,
            gives: .success([granted(hue, .interruption)]))
    }

    @Test func `a granted point of order has the floor alone when nobody speaks`() {
        check(
            untilOpen + [pointOfOrder(hue)], .chair, .grant(GrantOrder(site: hue, seconds: 300)),
            gives: .success([granted(hue)]))
    }

    @Test func `the chair lets a point of order replace who speaks`() {
        let order = Command.grant(GrantOrder(site: hue, seconds: 300, mode: .sole))
        check(untilOpen + [granted(hanoi), pointOfOrder(hue)], .chair, order, gives: .success([granted(hue)]))
    }

    @Test func `a point of order is not the speech of the programme`() {
        let past = untilOpen + [.itemStarted(report), granted(hue), pointOfOrder(hanoi)]
        check(
            past, .chair, .grant(GrantOrder(site: hanoi, seconds: 300)),
            gives: .success([granted(hanoi, .interruption)]))
    }

    @Test func `the interrupted are set aside with the time they had`() {
        let conference = state(after: untilOpen + [granted(hanoi), asked(paris), granted(hue, .interruption)])
        #expect(conference.floor.map(\.site) == [hue])
        #expect(conference.interrupted.map(\.site) == [hanoi])
        #expect(conference.interrupted[0].spokenMilliseconds == 2_000)
    }

    @Test func `both sides of a dialogue come back in their seats`() {
        let dialogue = untilOpen + [granted(hanoi), granted(paris, .dialogue), .floorYielded(hanoi), granted(laocai, .dialogue)]
        let before = state(after: dialogue).floor
        let after = state(after: dialogue + [granted(hue, .interruption), .floorYielded(hue), .floorResumed]).floor
        #expect(after.map(\.site) == before.map(\.site) && after.map(\.seat) == before.map(\.seat))
        #expect(after.allSatisfy { $0.since == noon })
    }

    @Test func `when the interrupter is done the interrupted go on`() {
        check(interrupted, at: hue, .yield(hue), gives: .success([.floorYielded(hue), .floorResumed]))
        check(interrupted, .chair, .revoke(hue), gives: .success([.floorRevoked(hue, .chair), .floorResumed]))
        check(interrupted, .system, .dropLine(hue), after: 30, gives: .success([
            .floorRevoked(hue, .lineDropped), .floorResumed,
        ]))
    }

    @Test func `without an interruption nobody comes back`() {
        check(untilOpen + [granted(hue)], at: hue, .yield(hue), gives: .success([.floorYielded(hue)]))
    }

    @Test func `nobody interrupts an empty floor`() {
        check(untilOpen, .chair, interruption, gives: .failure(.nobodyToInterrupt))
    }

    @Test func `who was set aside is told that the turn is over, or gives it back, while the interrupter goes on`() {
        check(interrupted, .chair, .revoke(hanoi), gives: .success([.floorRevoked(hanoi, .chair)]))
        check(interrupted, at: hanoi, .yield(hanoi), gives: .success([.floorYielded(hanoi)]))
        let conference = state(after: interrupted + [.floorRevoked(hanoi, .chair)])
        #expect(conference.floor.map(\.site) == [hue] && conference.interrupted.isEmpty)
        #expect(conference.speeches.map(\.end) == [.revoked])
        check(
            interrupted + [.floorRevoked(hanoi, .chair)], at: hue, .yield(hue), gives: .success([.floorYielded(hue)]))
    }

    @Test func `an interruption is not interrupted`() {
        let second = Command.grant(GrantOrder(site: paris, seconds: 60, mode: .interruption))
        check(interrupted, .chair, second, gives: .failure(.tooManyHolders))
    }

    @Test func `nobody joins an interruption`() {
        let join = Command.grant(GrantOrder(site: paris, seconds: 60, mode: .dialogue))
        check(interrupted, .chair, join, gives: .failure(.tooManyHolders))
    }

    @Test func `a sole grant ends the turns of the interrupted for good`() {
        let conference = state(after: interrupted + [granted(paris)])
        #expect(conference.floor.map(\.site) == [paris] && conference.interrupted.isEmpty)
        #expect(conference.speeches.map(\.site) == [hanoi, hue])
        #expect(conference.speeches.allSatisfy { $0.end == .replaced })
    }

    @Test func `who was interrupted can be given the floor anew`() {
        let conference = state(after: interrupted + [granted(hanoi)])
        #expect(conference.floor.map(\.site) == [hanoi] && conference.floor[0].spokenMilliseconds == 0)
    }

    @Test func `a recess ends an interruption`() {
        check(interrupted, .chair, .recess(), gives: .success([
            .floorRevoked(hanoi, .recess), .floorRevoked(hue, .recess), .sessionRecessed(),
        ]))
        let conference = state(after: interrupted + [.sessionRecessed()])
        #expect(conference.interrupted.isEmpty && conference.speeches.map(\.end) == [.recess, .recess])
    }

    @Test func `closing ends an interruption`() {
        let conference = state(after: interrupted + [.conferenceClosed])
        #expect(conference.interrupted.isEmpty && conference.speeches.map(\.end) == [.closed, .closed])
    }

    @Test func `an interrupter keeps the floor for the grace period`() {
        check(interrupted, .system, .dropLine(hue), after: 29, gives: .failure(.lineNotDropped))
        check(interrupted, .system, .dropLine(hanoi), after: 99, gives: .failure(.notHoldingFloor))
    }
}
