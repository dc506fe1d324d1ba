import Basics
import Conference
import Testing

@testable import FollowUp

/// Agencies come, merge and go; what they were charged with does not get lost.
struct AgencyTests {
    @Test func `the table has the provinces of every day`() {
        let world = World()
        func count(_ text: String) -> Int { world.followUp.agencies.provinces(on: day(text)).count }
        #expect(count("2021-12-14") == 63 && count("2025-06-30") == 63)
        #expect(count("2025-07-01") == 34 && count("2026-12-15") == 34)
    }

    @Test func `a code means a province only together with a day`() {
        let agencies = World().followUp.agencies
        func name(_ code: String, _ text: String) -> String? {
            agencies.provinces(on: day(text)).first { $0.code == code }?.short?.vi
        }
        #expect(name("44", "2025-06-30") == "Quảng Bình" && name("44", "2025-07-01") == "Quảng Trị")
        #expect(name("46", "2024-12-31") == "Thừa Thiên Huế" && name("46", "2025-01-01") == "Huế")
        #expect(name("75", "2026-04-29") == "Đồng Nai" && name("45", "2025-07-01") == nil)
    }

    @Test func `every province that ended has somebody who came after it`() {
        let agencies = World().followUp.agencies
        for province in provinces where province.until != nil {
            let owner = agencies.owner(of: province.id, on: day("2026-12-15"))
            #expect(agencies[owner]?.isValid(on: day("2026-12-15")) == true, "\(province.id)")
        }
        #expect(agencies.owner(of: AgencyID(rawValue: "70"), on: day("2025-08-01")) == AgencyID(rawValue: "75-2025-07-01"))
        #expect(agencies.owner(of: AgencyID(rawValue: "70"), on: day("2026-08-01")) == AgencyID(rawValue: "75-2026-04-30"))
    }

    @Test func `after a merger the successor owns what is open, and reports stay whose they were`() throws {
        var world = World(at: morning("2025-01-10"))
        let id = try world.assign(lead: quangBinhBefore, due: "2025-12-31", on: "2025-01-10")
        let before = try world.report(id, 40, by: quangBinhBefore, on: "2025-06-01")
        try world.tell(.accept(before), on: "2025-06-02")
        #expect(world.followUp.led(by: quangBinhBefore, on: day("2025-06-30")) == [id])
        #expect(world.followUp.led(by: quangTri, on: day("2025-07-01")) == [id])
        #expect(world.followUp.led(by: quangBinhBefore, on: day("2025-07-01")).isEmpty)
        #expect(world.refusal(of: .report(ReportDraft(assignment: id, percent: 50, text: "Tiếp")), by: .agency(quangBinhBefore), on: "2025-07-02") == .notLead)
        try world.finish(id, on: "2025-08-01")
        #expect(world.followUp[id]?.reports.compactMap { world.followUp[$0]?.report.agency } == [quangBinhBefore, quangTri])
        #expect(world.followUp[id]?.assignment.lead == quangBinhBefore)
    }

    @Test func `ministries merge from a day on`() throws {
        var world = World()
        let id = try world.assign(lead: bureau), helped = try world.assign(lead: quangTri, coordinating: [bureau])
        try world.tell(.mergeAgencies([bureau], into: ministry, from: day("2027-03-01")), on: "2027-02-10")
        #expect(world.followUp.led(by: bureau, on: day("2027-02-28")) == [id])
        #expect(world.followUp.led(by: ministry, on: day("2027-03-01")) == [id])
        #expect(world.followUp.coordinated(by: ministry, on: day("2027-03-01")) == [helped])
        #expect(world.refusal(of: .assign([AssignmentDraft(text: "Việc mới", lead: bureau)]), on: "2027-03-01") == .agencyNotValid)
        #expect(world.refusal(of: .mergeAgencies([bureau], into: quangTri, from: day("2027-04-01"))) == .alreadyMerged)
    }

    @Test func `no agency becomes its own successor`() throws {
        var world = World()
        #expect(world.refusal(of: .mergeAgencies([ministry], into: ministry, from: day("2027-01-01"))) == .ownSuccessor)
        try world.tell(.mergeAgencies([bureau], into: ministry, from: day("2027-06-01")))
        #expect(world.refusal(of: .mergeAgencies([ministry], into: bureau, from: day("2027-01-01"))) == .ownSuccessor)
        #expect(world.refusal(of: .mergeAgencies([quangTri, quangTri], into: ministry, from: day("2027-01-01"))) == .alreadyMerged)
        #expect(world.refusal(of: .mergeAgencies([quangTri], into: quangTriBefore, from: day("2027-01-01"))) == .ownSuccessor)
    }

    @Test func `pillars can be renamed, but one in use stays`() throws {
        var world = World()
        _ = try world.assign(pillars: [party])
        let renamed = [Pillar(id: party, name: Text(vi: "Kênh Đảng", en: "Party channel"))]
        try world.tell(.setPillars(renamed))
        #expect(world.followUp.pillars == renamed)
        #expect(world.refusal(of: .setPillars([Pillar(id: state, name: Text(vi: "Nhà nước", en: "State"))])) == .badPillars)
    }
}
