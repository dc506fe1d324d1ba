import Basics
import Testing

@testable import Conference

/// Asking for the floor, granting it, losing it.
struct FloorTests {
    private let ask = Command.ask(hanoi, delegate: nil, item: nil)
    private let grant = Command.grant(GrantOrder(site: hanoi, seconds: 300))
    private let join = Command.grant(GrantOrder(site: hanoi, seconds: 300, mode: .dialogue))

    @Test func `a site asks to speak`() {
        check(untilOpen, at: hanoi, ask, gives: .success([asked(hanoi)]))
    }

    @Test func `nobody asks before the opening`() {
        check([.conferenceCreated(plan), .conferenceConvened], at: hanoi, ask, gives: .failure(.notOpen))
    }

    @Test func `nobody asks in a recess`() {
        check(untilOpen + [.sessionRecessed()], at: hanoi, ask, gives: .failure(.notOpen))
    }

    @Test func `nobody asks twice`() {
        check(untilOpen + [asked(hanoi)], at: hanoi, ask, gives: .failure(.alreadyAsked))
    }

    @Test func `who has the floor does not ask for it`() {
        check(untilOpen + [granted(hanoi)], at: hanoi, ask, gives: .failure(.alreadyHoldingFloor))
    }

    @Test func `a site does not ask for another`() {
        check(untilOpen, at: laocai, ask, gives: .failure(.notAllowed))
    }

    @Test func `the secretariat asks for a site`() {
        check(untilOpen, .secretariat, ask, gives: .success([asked(hanoi)]))
    }

    @Test func `a site asks for its own delegate`() {
        let command = Command.ask(hanoi, delegate: DelegateID(rawValue: "chi"), item: nil)
        check(untilOpen, at: hanoi, command, gives: .failure(.delegateAtOtherSite))
    }

    @Test func `a site asks for a known delegate`() {
        let command = Command.ask(hanoi, delegate: DelegateID(rawValue: "ai"), item: nil)
        check(untilOpen, at: hanoi, command, gives: .failure(.unknownDelegate))
    }

    @Test func `a site asks for a known item`() {
        let command = Command.ask(hanoi, delegate: nil, item: ItemID(rawValue: "gi"))
        check(untilOpen, at: hanoi, command, gives: .failure(.unknownItem))
    }

    @Test func `a request is withdrawn`() {
        check(
            untilOpen + [asked(hanoi)], at: hanoi, .withdraw(hanoi),
            gives: .success([.floorRequestWithdrawn(hanoi)]))
    }

    @Test func `a request is withdrawn in a recess`() {
        check(
            untilOpen + [asked(hanoi), .sessionRecessed()], at: hanoi, .withdraw(hanoi),
            gives: .success([.floorRequestWithdrawn(hanoi)]))
    }

    @Test func `nothing is withdrawn that was not asked`() {
        check(untilOpen, at: hanoi, .withdraw(hanoi), gives: .failure(.notInQueue))
    }

    @Test func `the chair grants the floor`() {
        check(untilOpen, .chair, grant, gives: .success([granted(hanoi)]))
    }

    @Test func `the floor is granted to the central hall too`() {
        check(untilOpen, .chair, .grant(GrantOrder(site: centre, seconds: 60)), gives: .success([
            .floorGranted(Grant(site: centre, seconds: 60))
        ]))
    }

    @Test func `a site does not grant itself the floor`() {
        check(untilOpen, at: hanoi, grant, gives: .failure(.notAllowed))
    }

    @Test func `the floor is granted only in session`() {
        check(untilOpen + [.sessionRecessed()], .chair, grant, gives: .failure(.notOpen))
    }

    @Test func `the floor is not granted to a stranger`() {
        check(untilOpen, .chair, .grant(GrantOrder(site: nowhere, seconds: 300)), gives: .failure(.unknownSite))
    }

    @Test func `the floor is not granted twice`() {
        check(untilOpen + [granted(hanoi)], .chair, grant, gives: .failure(.alreadyHoldingFloor))
    }

    @Test(arguments: [Int.min, -1, 0, 4, 43_201, .max])
    func `the floor is granted for a sensible time`(seconds: Int) {
        check(untilOpen, .chair, .grant(GrantOrder(site: hanoi, seconds: seconds)), gives: .failure(.badDuration))
    }

    @Test func `a second holder makes a dialogue`() {
        check(untilOpen + [granted(hue)], .chair, join, gives: .success([granted(hanoi, .dialogue)]))
    }

    @Test func `a dialogue needs someone to talk to`() {
        check(untilOpen, .chair, join, gives: .failure(.noHolderForDialogue))
    }

    @Test func `a dialogue has no third side`() {
        check(untilOpen + [granted(hue), granted(paris, .dialogue)], .chair, join, gives: .failure(.tooManyHolders))
    }

    @Test func `a grant ends a dialogue`() {
        let past = untilOpen + [granted(hue), granted(paris, .dialogue), granted(hanoi)]
        #expect(state(after: past).floor.map(\.site) == [hanoi])
    }

    @Test func `a grant takes the site out of the queue`() {
        #expect(state(after: untilOpen + [asked(hue), asked(hanoi), granted(hue)]).queue.map(\.site) == [hanoi])
    }

    @Test func `a grant names whom the site asked for`() {
        check(untilOpen + [.floorRequested(hanoi, delegate: binh, item: talk)], .chair, grant, gives: .success([
            .floorGranted(Grant(site: hanoi, delegate: binh, item: talk, seconds: 300))
        ]))
    }

    @Test func `a grant names the speaker of the item under way`() {
        check(untilOpen + [.itemStarted(report)], .chair, grant, gives: .success([
            .floorGranted(Grant(site: hanoi, delegate: DelegateID(rawValue: "binh"), item: report, seconds: 300))
        ]))
    }

    @Test func `the speaker of the item is not put into another's mouth`() {
        check(untilOpen + [.itemStarted(opening)], .chair, grant, gives: .success([granted(hanoi)]))
    }

    @Test func `time is added`() {
        check(
            untilOpen + [granted(hanoi)], .chair, .extend(hanoi, seconds: 60),
            gives: .success([.floorExtended(hanoi, seconds: 60)]))
    }

    @Test func `added time counts`() {
        #expect(state(after: untilOpen + [granted(hanoi), .floorExtended(hanoi, seconds: 60)]).floor[0].allotted
            == 360)
    }

    @Test(arguments: [Int.min, -300, 0, 42_901, .max])
    func `time is added sensibly`(seconds: Int) {
        check(untilOpen + [granted(hanoi)], .chair, .extend(hanoi, seconds: seconds), gives: .failure(.badDuration))
    }

    @Test func `no time is added for one who does not speak`() {
        check(untilOpen, .chair, .extend(hanoi, seconds: 60), gives: .failure(.notHoldingFloor))
    }

    @Test func `the chair takes the floor back`() {
        check(untilOpen + [granted(hanoi)], .chair, .revoke(hanoi), gives: .success([.floorRevoked(hanoi, .chair)]))
    }

    @Test func `the floor is taken only from who has it`() {
        check(untilOpen + [granted(hue)], .chair, .revoke(hanoi), gives: .failure(.notHoldingFloor))
    }

    @Test func `a site gives the floor back`() {
        check(untilOpen + [granted(hanoi)], at: hanoi, .yield(hanoi), gives: .success([.floorYielded(hanoi)]))
    }

    @Test func `the chair revokes and does not yield`() {
        check(untilOpen + [granted(hanoi)], .chair, .yield(hanoi), gives: .failure(.notAllowed))
    }

    @Test func `nothing is given back that one does not have`() {
        check(untilOpen, at: hanoi, .yield(hanoi), gives: .failure(.notHoldingFloor))
    }

    @Test func `when one side goes the other keeps the floor`() {
        let past = untilOpen + [granted(hue), granted(hanoi, .dialogue), .floorYielded(hue)]
        #expect(state(after: past).floor.map(\.site) == [hanoi])
    }

    @Test func `the queue is put in order`() {
        check(
            untilOpen + [asked(hanoi), asked(hue)], .chair, .reorder([hue, hanoi]),
            gives: .success([.queueReordered([hue, hanoi])]))
    }

    @Test(arguments: [[], [hanoi], [hanoi, hanoi], [hanoi, hue, paris], [hanoi, paris]])
    func `an order names each waiting site once`(sites: [SiteID]) {
        check(untilOpen + [asked(hanoi), asked(hue)], .chair, .reorder(sites), gives: .failure(.badOrder))
    }

    @Test func `an order keeps when each site asked`() {
        let before = state(after: untilOpen + [asked(hanoi), asked(hue), .queueReordered([hanoi, hue])])
        let after = state(after: untilOpen + [asked(hanoi), asked(hue), .queueReordered([hue, hanoi])])
        #expect(after.queue == before.queue.reversed())
    }

    @Test func `a recess takes the floor from its holders`() {
        check(untilOpen + [granted(hue), granted(hanoi, .dialogue)], .chair, .recess(), gives: .success([
            .floorRevoked(hue, .recess), .floorRevoked(hanoi, .recess), .sessionRecessed(),
        ]))
    }

    @Test func `a recess keeps the queue`() {
        #expect(state(after: untilOpen + [asked(hue), .sessionRecessed(), .sessionResumed]).queue.map(\.site)
            == [hue])
    }

    @Test func `closing empties floor and queue`() {
        let closed = state(after: untilOpen + [granted(hue), asked(hanoi), .conferenceClosed])
        #expect(closed.floor.isEmpty && closed.queue.isEmpty && closed.phase == .closed)
    }

    @Test func `the suggested order is of the programme, of protocol, of asking`() {
        let past = untilOpen + [asked(paris), asked(geneva), asked(hue), asked(laocai), asked(hanoi, report)]
        #expect(state(after: past).suggestedOrder == [hanoi, laocai, hue, paris, geneva])
    }

    @Test func `the delegate named counts before the head of the delegation`() {
        let binh = Event.floorRequested(hanoi, delegate: DelegateID(rawValue: "binh"), item: nil)
        #expect(state(after: untilOpen + [binh, asked(laocai)]).suggestedOrder == [laocai, hanoi])
    }
}
