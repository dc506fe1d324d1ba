import Basics
import Conference
import Foundation
import Testing

@testable import FollowUp

/// Figures keep their words, their history and their disagreements.
struct FigureTests {
    private func figure(_ value: String, _ asOf: String, _ qualifier: Qualifier = .exactly, total: String? = nil) -> Figure {
        Figure(value: Quantity(value)!, total: total.flatMap { Quantity($0) }, qualifier: qualifier, asOf: AsOf(asOf)!,
            speaker: "Bộ trưởng", source: Source(document: "Báo cáo", words: "hơn \(value) thị trường"))
    }

    private func draft(_ figure: Figure) -> FigureDraft { FigureDraft(name: "Thị trường xuất khẩu", unit: "thị trường", figure: figure) }

    @Test func `two that disagree stand side by side until one is chosen`() throws {
        var world = World()
        let made = try world.tell(.observe([draft(figure("230", "2021", .over)), draft(figure("224", "2021"))]))
        #expect(made == [1, 1, 2])
        let series = world.followUp.figures.series(of: IndicatorID(rawValue: 1))
        #expect(series.count == 1 && series[0].said.map(\.figure.value) == [Quantity(230), Quantity(224)])
        #expect(world.followUp.figures.choice(at: series[0].point) == nil)
        let second = ObservationID(rawValue: 2)
        #expect(world.refusal(of: .choose(second, reason: "")) == .badText)
        try world.tell(.choose(second, reason: "Theo niên giám"))
        let choice = world.followUp.figures.choice(at: series[0].point)
        #expect(choice?.observation == second && choice?.by == secretariat && choice?.reason == "Theo niên giám")
        #expect(world.followUp.figures.series(of: IndicatorID(rawValue: 1))[0].said.count == 2)
    }

    @Test func `what nobody contradicts is not chosen`() throws {
        var world = World()
        try world.tell(.observe([draft(figure("230", "2021"))]))
        #expect(world.refusal(of: .choose(ObservationID(rawValue: 1), reason: "Vì") ) == .nothingToChoose)
        #expect(world.refusal(of: .choose(ObservationID(rawValue: 9), reason: "Vì")) == .unknownObservation)
    }

    @Test func `a report brings its figures, and both are kept`() throws {
        var world = World()
        let id = try world.assign()
        try world.tell(.addIndicator(name: "Thỏa thuận còn hiệu lực", unit: "thỏa thuận", owner: quangTri))
        for (value, date) in [("15", "2027-03-20"), ("17", "2027-03-26")] {
            let figures = [FigureDraft(indicator: IndicatorID(rawValue: 1), figure: figure(value, date))]
            let made = try world.tell(
                .report(ReportDraft(assignment: id, percent: 60, text: "Đã rà soát", figures: figures)), by: .agency(quangTri), on: date)
            try world.tell(.accept(ReportID(rawValue: made[0])), on: date)
        }
        let said = world.followUp.figures.observations(of: IndicatorID(rawValue: 1))
        #expect(said.map(\.figure.value) == [Quantity(15), Quantity(17)] && said.map(\.report?.rawValue) == [1, 2])
        #expect(world.followUp.reports[1].report.evidence.map(\.figure?.rawValue) == [2])
        let unknown = ReportDraft(assignment: id, percent: 60, text: "Lại", figures: [draft(figure("1", "2027"))])
        #expect(world.refusal(of: .report(unknown), by: .agency(quangTri), on: "2027-03-27") == .unknownIndicator)
    }

    @Test func `figures then and now stand in the review`() throws {
        var world = World()
        try world.tell(.observe([draft(figure("189", "2021", total: "193")), draft(figure("190", "2025")), draft(figure("192", "2026")), draft(figure("194", "2026"))]))
        let review = world.followUp.review(by: .pillar, since: day("2025-12-31"), on: day("2026-12-31"))
        #expect(review.figures[0].then.map(\.rawValue) == [2] && review.figures[0].now.map(\.rawValue) == [3, 4])
        // What is said for this year can be said before it is over.
        let early = world.followUp.review(by: .pillar, since: day("2021-12-14"), on: day("2026-02-01"))
        #expect(early.figures[0].then.map(\.rawValue) == [1] && early.figures[0].now.map(\.rawValue) == [3, 4])
    }

    @Test func `a range and a part hold`() {
        let world = World()
        func refusal(_ figure: Figure) -> FollowUpRefusal? { world.refusal(of: .observe([draft(figure)])) }
        let time = AsOf("2026")!
        #expect(refusal(Figure(value: Quantity(3), high: Quantity(5), qualifier: .about, asOf: time)) == nil)
        #expect(refusal(Figure(value: Quantity(5), high: Quantity(5), asOf: time)) == .badFigure)
        #expect(refusal(Figure(value: Quantity(194), total: Quantity(193), asOf: time)) == .badFigure)
    }

    @Test func `numbers are exact`() {
        for (text, shown) in [("24.80", "24.8"), ("-0.05", "-0.05"), ("0.0", "0"), ("100", "100"), ("9.999999999", "9.999999999")] {
            #expect(Quantity(text)?.description == shown)
        }
        for text in ["", "1,5", "1.", ".5", "1.2.3", "1e3", "99999999999999999999", "1.0000000001", "٣"] { #expect(Quantity(text) == nil) }
        #expect(Quantity("24.80") == Quantity("24.8") && Quantity("24.8")!.approximate == 24.8)
    }

    @Test func `a time is as precise as it was said`() {
        #expect(AsOf("2021")?.last == day("2021-12-31") && AsOf("2024-02")?.last == day("2024-02-29"))
        #expect(AsOf("2021-11")?.last == day("2021-11-30") && AsOf("2021-11-05")?.last == day("2021-11-05"))
        #expect(AsOf("2021-13") == nil && AsOf("21") == nil && AsOf("2021-11-31") == nil)
        #expect(AsOf("2021-12-31")! < AsOf("2022")! && AsOf("2021-11")! < AsOf("2021")!)
    }
}
