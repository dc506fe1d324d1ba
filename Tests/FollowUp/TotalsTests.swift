import Conference
import Testing

@testable import FollowUp

/// Counts that are published have to add up.
struct TotalsTests {
    @Test func `the published national report adds up`() {
        var totals = Totals()
        totals.count(.doneOnTime, 14_068)
        totals.count(.doneLate, 1_983)
        totals.count(.inTerm, 5_640)
        totals.count(.overdue, 223)
        #expect(totals.total == 21_914 && totals.done == 16_051 && totals.open == 5_863)
        #expect(totals.rates.map(\.perMille) == [732, 876, 38])
        #expect(totals.rates.map(\.part) == [16_051, 14_068, 223] && totals.rates.map(\.whole) == [21_914, 16_051, 5_863])
    }

    @Test func `a rate of nothing is none, and each says what it is made of`() {
        #expect(Totals().rates.allSatisfy { $0.perMille == nil && !$0.formula.vi.isEmpty && !$0.formula.en.isEmpty })
    }

    @Test func `groups add up to the whole`() throws {
        var world = World()
        for (index, lead) in [quangTri, dienBien, ministry, hue, bureau].enumerated() {
            let id = try world.assign(lead: lead, due: index % 2 == 0 ? "2027-01-10" : "2027-06-30")
            if index == 1 { try world.finish(id, by: lead, on: "2027-01-01") }
        }
        for grouping in [Board.Grouping.province, .agency, .conference] {
            let board = world.followUp.board(by: grouping, on: day("2027-01-12"))
            #expect(board.groups.reduce(Totals()) { $0 + $1.totals } == board.totals)
            #expect(board.totals.total == 5 && board.totals.overdue == 3)
            #expect(world.followUp.board(by: grouping, of: forum, on: day("2027-01-12")) == board)
        }
        let map = world.followUp.board(by: .province, on: day("2027-01-12"))
        #expect(map.groups.count == 35 && map.groups.first { $0.key == "44-2025-07-01" }?.totals.overdue == 1)
    }

    @Test func `the map of an earlier day shows who owned it then`() throws {
        var world = World(at: morning("2025-01-10"))
        _ = try world.assign(lead: quangBinhBefore, due: "2025-05-01", on: "2025-01-10")
        let before = world.followUp.board(by: .province, on: day("2025-08-01"), units: day("2025-06-30"))
        #expect(before.groups.first { $0.totals.total == 1 }?.key == "44" && before.groups.count == 63)
        let after = world.followUp.board(by: .province, on: day("2025-08-01"))
        #expect(after.groups.first { $0.totals.total == 1 }?.key == "44-2025-07-01" && after.groups.count == 34)
    }

    @Test func `my assignments begin with what is overdue`() throws {
        var world = World()
        let later = try world.assign(due: "2027-06-30"), late = try world.assign(due: "2027-01-10")
        let soon = try world.assign(due: "2027-01-20"), endless = try world.assign(due: nil), later2 = try world.assign(due: "2027-01-05")
        try world.finish(later2, on: "2027-01-01")
        #expect(world.followUp.led(by: quangTri, on: day("2027-01-12")) == [late, soon, later, endless, later2])
        #expect(world.followUp.overdue(on: day("2027-01-12")) == [late])
        #expect(world.followUp.due(within: 14, of: day("2027-01-12")) == [soon])
    }

    @Test func `the review says what was done, late and open`() throws {
        var world = World()
        let onTime = try world.assign(due: "2027-06-30"), tooLate = try world.assign(due: "2027-01-10"), open = try world.assign(due: "2027-02-01")
        try world.finish(onTime, on: "2027-01-15")
        try world.finish(tooLate, on: "2027-01-15")
        try world.tell(.recordConclusions([ConclusionDraft(conference: forum, text: "Chưa giao")]))
        let review = world.followUp.review(of: forum, by: .province, on: day("2027-03-01"))
        #expect(review.totals.total == 3 && review.unassigned.count == 1 && review.groups.count == 1)
        #expect(review.groups[0].done.sorted() == [onTime, tooLate] && review.groups[0].late == [open, tooLate] && review.groups[0].open == [open])
        #expect(world.followUp.review(of: forum, by: .pillar, on: day("2027-03-01")).groups.map(\.key) == ["doi-ngoai-dang"])
    }
}
