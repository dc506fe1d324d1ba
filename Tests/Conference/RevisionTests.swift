import Basics
import Testing

@testable import Conference

/// A programme that is published anew while its sitting is being held.
struct RevisionTests {
    private func revised(_ change: (inout ConferencePlan) -> Void) -> ConferencePlan {
        var next = plan
        change(&next)
        return next
    }

    @Test func `what was not begun changes, and only by the server`() {
        let longer = revised { $0.programme[2].minutes = 30 }
        check(untilOpen, .system, .revisePlan(longer), gives: .success([.planRevised(longer)]))
        check(untilOpen, .secretariat, .revisePlan(longer), gives: .failure(.notAllowed))
        check(untilOpen, .system, .revisePlan(plan), gives: .success([]))
    }

    @Test func `an item that ran or is running stays as it was`() {
        let past = untilOpen + [.itemStarted(opening), .itemStarted(report)]
        for index in [0, 1] {
            check(past, .system, .revisePlan(revised { $0.programme[index].minutes = 1 }), gives: .failure(.alreadyBegun))
            check(past, .system, .revisePlan(revised { $0.programme.remove(at: index) }), gives: .failure(.alreadyBegun))
        }
    }

    @Test func `a site that was there, and whoever spoke, stay in the plan`() {
        let without = revised { $0.sites.removeAll { $0.id == geneva } }
        check(untilOpen, .system, .revisePlan(without), gives: .success([.planRevised(without)]))
        check(untilOpen + [.siteJoined(geneva)], .system, .revisePlan(without), gives: .failure(.alreadyBegun))
        let mute = revised { $0.delegates.removeAll { $0.id == dung } }
        check(untilOpen + [.delegateMarked(dung, .present)], .system, .revisePlan(mute), gives: .failure(.alreadyBegun))
    }

    @Test func `a plan with faults, another conference's and one after the end are refused`() {
        check(untilOpen, .system, .revisePlan(revised { $0.programme[0].minutes = 0 }), gives: .failure(.badPlan))
        check(untilOpen, .system, .revisePlan(revised { $0.id = ConferenceID(rawValue: "khac") }), gives: .failure(.alreadyBegun))
        let longer = revised { $0.programme[2].minutes = 30 }
        check(untilOpen + [.conferenceClosed], .system, .revisePlan(longer), gives: .failure(.alreadyClosed))
    }

    @Test func `what has not begun can be called off, by the server alone`() {
        let waiting: [Event] = [.conferenceCreated(plan), .conferenceConvened]
        check(waiting, .system, .callOff("Đã hủy"), gives: .success([.messageSent(from: nil, to: .all, text: "Đã hủy"), .conferenceClosed]))
        check(waiting, .secretariat, .callOff("Đã hủy"), gives: .failure(.notAllowed))
        check(waiting, .system, .callOff(" "), gives: .failure(.badText))
        check(untilOpen, .system, .callOff("Đã hủy"), gives: .failure(.alreadyBegun))
    }
}
