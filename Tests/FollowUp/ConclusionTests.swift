import Basics
import Conference
import Testing

@testable import FollowUp

/// What is recorded before anybody is charged with anything.
struct ConclusionTests {
    private let first = ConclusionID(rawValue: 1)

    private func world() throws -> World {
        var world = World()
        let source = Source(document: "Thông báo 12", words: "Lập danh mục đối tác")
        try world.tell(.recordConclusions([ConclusionDraft(conference: forum, number: "4", text: "Lập danh mục đối tác", source: source)]))
        return world
    }

    @Test func `a correction changes the words, and keeps what they were, the source and why`() throws {
        var world = try world()
        try world.tell(.correctConclusion(first, text: "Lập danh mục đối tác kết nghĩa", reason: "Chép thiếu"), on: "2026-12-16")
        let followed = try #require(world.followUp[first])
        #expect(followed.conclusion.text == "Lập danh mục đối tác kết nghĩa" && followed.conclusion.number == "4")
        #expect(followed.conclusion.source.words == "Lập danh mục đối tác")
        #expect(followed.corrections == [Correction(former: "Lập danh mục đối tác", reason: "Chép thiếu", by: secretariat, at: morning("2026-12-16"))])
    }

    @Test func `an assignment keeps the words it was given with, and a later one has the corrected ones`() throws {
        var world = try world()
        let draft = AssignmentDraft(conclusion: first, lead: ministry)
        try world.tell(.assign([draft]))
        try world.tell(.correctConclusion(first, text: "Lập danh mục", reason: "Chép thừa"))
        try world.tell(.assign([draft]))
        #expect(world.followUp.assignments.map(\.assignment.text) == ["Lập danh mục đối tác", "Lập danh mục"])
    }

    @Test func `a correction needs other words, a reason, a conclusion that stands, and whoever manages it`() throws {
        var world = try world()
        #expect(world.refusal(of: .correctConclusion(first, text: "Lập danh mục đối tác", reason: "x")) == .nothing)
        #expect(world.refusal(of: .correctConclusion(first, text: "Khác", reason: " ")) == .badText)
        #expect(world.refusal(of: .correctConclusion(ConclusionID(rawValue: 2), text: "Khác", reason: "x")) == .unknownConclusion)
        let other = FollowUpActor.secretariat(of: ConferenceID(rawValue: "khac"))
        #expect(world.refusal(of: .correctConclusion(first, text: "Khác", reason: "x"), by: other) == .badConference)
        #expect(world.refusal(of: .correctConclusion(first, text: "Khác", reason: "x"), by: .agency(ministry)) == .notAllowed)
        try world.tell(.setAside(first, reason: "Trùng"))
        #expect(world.refusal(of: .correctConclusion(first, text: "Khác", reason: "x")) == .conclusionSetAside)
    }

    @Test func `lessons are kept with their source, and stand in the review of their conference`() throws {
        var world = World()
        let source = Source(document: "Thông báo 12", words: "bám sát đường lối")
        let made = try world.tell(.recordLessons([
            ConclusionDraft(conference: forum, number: "1", text: "bám sát đường lối", source: source), ConclusionDraft(text: "của hội nghị khác"),
        ]))
        #expect(made == [1, 2])
        let review = world.followUp.review(of: forum, by: .pillar, on: day("2027-12-01"))
        #expect(review.lessons.map(\.text) == ["bám sát đường lối"] && review.lessons[0].source == source)
        #expect(world.followUp.review(by: .pillar, on: day("2027-12-01")).lessons.count == 2)
        #expect(world.refusal(of: .recordLessons([])) == .nothing)
        #expect(world.refusal(of: .recordLessons([ConclusionDraft(text: "")])) == .badText)
    }
}
