import Basics
import Testing

@testable import Conference

/// The roll of the delegates, and the quorum.
struct PeopleTests {
    private func attend(_ status: PersonStatus, _ substitute: String? = nil) -> Command {
        .attend(dung, status, substitute: substitute)
    }

    @Test(arguments: [.operator(hue), .chair, .secretariat] as [Actor])
    func `a delegate is marked by the site or by who presides`(actor: Actor) {
        check(untilOpen, actor, attend(.present), gives: .success([.delegateMarked(dung, .present)]))
    }

    @Test func `nobody marks the delegates of another site`() {
        check(untilOpen, at: hanoi, attend(.present), gives: .failure(.delegateAtOtherSite))
        check(untilOpen, .director, attend(.present), gives: .failure(.notAllowed))
        check(untilOpen, .delegate(dung, hue), attend(.present), gives: .failure(.notAllowed))
    }

    @Test func `a stranger is not marked`() {
        check(untilOpen, .chair, .attend(DelegateID(rawValue: "ai"), .present), gives: .failure(.unknownDelegate))
    }

    @Test func `delegates are marked before the opening and after the closing`() {
        check(
            [.conferenceCreated(plan)], .chair, attend(.excused), gives: .success([.delegateMarked(dung, .excused)]))
        check(untilOpen + [.conferenceClosed], .chair, attend(.left), gives: .success([.delegateMarked(dung, .left)]))
    }

    @Test func `a substitute has a name, and nobody else has one`() {
        let marked = Event.delegateMarked(dung, .substituted, substitute: "Nguyễn An")
        check(untilOpen, at: hue, attend(.substituted, "Nguyễn An"), gives: .success([marked]))
        check(untilOpen, at: hue, attend(.substituted), gives: .failure(.badSubstitute))
        check(untilOpen, at: hue, attend(.present, "Nguyễn An"), gives: .failure(.badSubstitute))
        check(untilOpen, at: hue, attend(.substituted, " "), gives: .failure(.badText))
    }

    @Test func `the same is not marked twice`() {
        check(
            untilOpen + [.delegateMarked(dung, .present)], at: hue, attend(.present),
            gives: .failure(.alreadyMarked))
        check(
            untilOpen + [.delegateMarked(dung, .present)], at: hue, attend(.left),
            gives: .success([.delegateMarked(dung, .left)]))
        let past = untilOpen + [.delegateMarked(dung, .substituted, substitute: "A")]
        check(past, at: hue, attend(.substituted, "A"), gives: .failure(.alreadyMarked))
        check(
            past, at: hue, attend(.substituted, "B"),
            gives: .success([.delegateMarked(dung, .substituted, substitute: "B")]))
    }

    @Test func `the roll says what was marked last, and when`() {
        let past = untilOpen + [.delegateMarked(dung, .substituted, substitute: "A"), .delegateMarked(dung, .late)]
        #expect(state(after: past).people == [dung: PersonAttendance(status: .late, at: noon)])
    }

    @Test func `the roll is added up by site and by kind of site`() {
        let conference = state(after: untilOpen + [
            .delegateMarked(dung, .late), .delegateMarked(binh, .absent), .delegateMarked(an, .present),
        ])
        #expect(conference.peopleTotalsBySite[hanoi] == PeopleTotals(counts: [.absent: 1], unmarked: 1))
        #expect(conference.peopleTotalsBySite[hue] == PeopleTotals(counts: [.late: 1]))
        #expect(conference.peopleTotalsByKind == [
            .centre: PeopleTotals(counts: [.present: 1]), .province: PeopleTotals(counts: [.late: 1, .absent: 1], unmarked: 2),
        ])
        #expect(conference.peopleTotalsByKind[.province]?.all == 4)
    }

    @Test(arguments: [(1, 100, 1), (50, 5, 3), (51, 100, 51), (67, 6, 5), (100, 7, 7), (66, 3, 2)])
    func `a quorum is rounded up`(percent: Int, total: Int, needed: Int) {
        #expect(Quorum(unit: .site, percent: percent).needed(of: total) == needed)
    }

    @Test func `a quorum of sites counts those that are there`() {
        let start = opened { $0.quorum = Quorum(unit: .site, percent: 50) }
        let there = start + [.siteJoined(centre), .siteJoined(hue), .siteJoined(hanoi)]
        #expect(state(after: there).quorum == QuorumState(needed: 3, present: 3))
        #expect(state(after: there).quorum?.isReached == true)
        #expect(state(after: there + [.siteLeft(hue)]).quorum?.isReached == false)
    }

    @Test func `a quorum of delegates counts those who are there, late or replaced`() {
        let past = opened { $0.quorum = Quorum(unit: .delegate, percent: 60) } + [
            .delegateMarked(an, .present), .delegateMarked(binh, .late), .delegateMarked(dung, .substituted, substitute: "A"),
            .delegateMarked(DelegateID(rawValue: "chi"), .excused), .delegateMarked(DelegateID(rawValue: "em"), .left),
        ]
        #expect(state(after: past).quorum == QuorumState(needed: 3, present: 3))
    }

    @Test func `without a quorum in the plan nothing is asked`() {
        #expect(state(after: untilOpen).quorum == nil)
    }
}
