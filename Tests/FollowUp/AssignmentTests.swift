import Basics
import Conference
import Testing

@testable import FollowUp

/// From a conclusion to an assignment that is done.
struct AssignmentTests {
    @Test func `a conclusion is nobody's until somebody is charged with it`() throws {
        var world = World()
        let made = try world.tell(.recordConclusions([
            ConclusionDraft(conference: forum, number: "4", text: "Lập danh mục đối tác kết nghĩa"),
            ConclusionDraft(conference: forum, number: "5", text: "Bố trí cán bộ"),
        ]))
        #expect(made == [1, 2])
        #expect(world.followUp.unassigned(of: forum).map(\.rawValue) == [1, 2])
        try world.tell(.assign([AssignmentDraft(conclusion: ConclusionID(rawValue: 1), lead: ministry)]))
        #expect(world.followUp.unassigned(of: forum).map(\.rawValue) == [2])
        #expect(world.followUp.assignments[0].assignment.text == "Lập danh mục đối tác kết nghĩa")
        #expect(world.followUp.assignments[0].assignment.conference == forum)
        try world.tell(.setAside(ConclusionID(rawValue: 2), reason: "Đã có trong nghị quyết khác"))
        #expect(world.followUp.unassigned().isEmpty)
    }

    @Test func `an assignment has one lead, who is not among those who help`() {
        let world = World()
        func refusal(_ coordinating: [AgencyID]) -> FollowUpRefusal? {
            world.refusal(of: .assign([AssignmentDraft(text: "Trình đề án", lead: ministry, coordinating: coordinating)]))
        }
        #expect(refusal([bureau, quangTri]) == nil)
        #expect(refusal([ministry]) == .leadCoordinates)
        #expect(refusal([bureau, bureau]) == .badCoordinating)
        #expect(refusal([quangTriBefore]) == .agencyNotValid)
        #expect(refusal([AgencyID(rawValue: "bo-nao-do")]) == .unknownAgency)
    }

    @Test func `every province that is there that day gets its part`() throws {
        var world = World()
        let draft = AssignmentDraft(conference: forum, text: "Chọn một đối tác", pillars: [state], lead: ministry, deadline: .dated(day("2027-12-31")))
        let made = try world.tell(.assignEveryProvince(draft))
        #expect(made.count == 35 && world.followUp.assignments[0].children.count == 34)
        #expect(world.followUp.assignments.dropFirst().allSatisfy { $0.assignment.pillars == [state] && $0.due == day("2027-12-31") })

        var before = World(at: morning("2025-06-30"))
        #expect(try before.tell(.assignEveryProvince(draft), on: "2025-06-30").count == 64)
        #expect(before.followUp.violations.isEmpty)
    }

    @Test func `nothing is done without a report that was accepted`() throws {
        var world = World()
        let id = try world.assign()
        let half = try world.report(id, 50, on: "2027-01-10")
        #expect(world.followUp[id]?.percent == 0 && world.followUp.waitingReports == [half])
        try world.tell(.accept(half), on: "2027-01-11")
        #expect(world.followUp[id]?.percent == 50 && world.followUp[id]?.isOpen == true)
        let all = try world.report(id, 100, on: "2027-03-01")
        #expect(world.followUp[id]?.isOpen == true)
        try world.tell(.accept(all), on: "2027-04-01")
        #expect(world.status(id, on: "2027-04-02") == .doneOnTime)
        #expect(world.followUp.progress(of: id) == 10_000)
    }

    @Test func `what is sent back waits for a better report`() throws {
        var world = World()
        let id = try world.assign()
        let first = try world.report(id, 100, on: "2027-01-10")
        #expect(world.refusal(of: .report(ReportDraft(assignment: id, percent: 100, text: "Lần nữa")), by: .agency(quangTri)) == .reportWaiting)
        #expect(world.refusal(of: .sendBack(first, reason: " ")) == .badText)
        try world.tell(.sendBack(first, reason: "Thiếu số liệu"), on: "2027-01-12")
        #expect(world.status(id, on: "2027-01-13") == .returned)
        #expect(world.status(id, on: "2027-03-29") == .overdue)
        #expect(world.refusal(of: .accept(first)) == .reportDecided)
        let second = try world.report(id, 100, on: "2027-01-15")
        #expect(world.status(id, on: "2027-01-16") == .inTerm)
        try world.tell(.accept(second), on: "2027-01-17")
        #expect(world.refusal(of: .report(ReportDraft(assignment: id, percent: 100, text: "Nữa")), by: .agency(quangTri)) == .assignmentEnded)
        #expect(world.followUp[id]?.reports.count == 2)
    }

    @Test func `the status follows the day`() throws {
        var world = World()
        let id = try world.assign(due: "2027-03-28")
        #expect(world.status(id, on: "2027-03-12") == .inTerm)
        #expect(world.status(id, on: "2027-03-13") == .dueSoon)
        #expect(world.status(id, on: "2027-03-28") == .dueSoon)
        #expect(world.status(id, on: "2027-03-29") == .overdue)
        let endless = try world.assign(due: nil)
        #expect(world.status(endless, on: "2099-01-01") == .inTerm)
    }

    @Test func `whoever reported in time is not late while the secretariat reads`() throws {
        var world = World()
        let id = try world.assign(due: "2027-03-28")
        let report = try world.report(id, 100, on: "2027-03-28")
        #expect(world.status(id, on: "2027-04-05") == .inTerm)
        #expect(world.followUp.overdue(on: day("2027-04-05")).isEmpty)
        try world.tell(.sendBack(report, reason: "Thiếu minh chứng"), on: "2027-04-06")
        #expect(world.status(id, on: "2027-04-06") == .overdue)
        try world.finish(id, on: "2027-04-07")
        #expect(world.status(id, on: "2027-04-08") == .doneLate)
    }

    @Test func `a deadline moves forward only, with a reason, and its history stays`() throws {
        var world = World()
        let id = try world.assign(due: "2027-03-28")
        func refusal(_ to: String, reason: String = "Chờ đối tác", on today: String = "2027-03-01") -> FollowUpRefusal? {
            world.refusal(of: .extend(id, to: day(to), reason: reason), on: today)
        }
        #expect(refusal("2027-02-28") == .extensionIntoPast)
        #expect(refusal("2027-03-28") == .extensionNotLater)
        #expect(refusal("2027-04-15", reason: "") == .badText)
        try world.tell(.extend(id, to: day("2027-04-15"), reason: "Chờ đối tác"), on: "2027-03-01")
        #expect(world.followUp[id]?.extensions.map(\.from) == [day("2027-03-28")])
        #expect(world.status(id, on: "2027-04-01") == .dueSoon)
        #expect(world.followUp[id]?.assignment.deadline == .dated(day("2027-03-28")))
        let endless = try world.assign(due: nil)
        #expect(world.refusal(of: .extend(endless, to: day("2027-12-31"), reason: "Chờ")) == .notDated)
    }

    @Test func `a parent is as far as its children by their weights, and shows who is overdue`() throws {
        var world = World()
        let parent = try world.assign(lead: ministry, due: "2027-12-31")
        let heavy = try world.assign(lead: dienBien, due: "2027-12-31", parent: parent, weight: 99)
        let light = try world.assign(lead: hue, due: "2027-03-01", parent: parent)
        try world.finish(heavy, by: dienBien, on: "2027-02-01")
        #expect(world.followUp.progress(of: parent) == 9_900)
        #expect(world.followUp.overdueBelow(parent, on: day("2027-03-02")) == [light])
        let report = ReportDraft(assignment: parent, percent: 100, text: "Xong")
        #expect(world.refusal(of: .report(report), by: .agency(ministry)) == .childrenOpen)
        try world.tell(.stop(light, reason: "Không còn phù hợp"), on: "2027-03-03")
        #expect(world.followUp.progress(of: parent) == 10_000 && world.followUp[parent]?.isOpen == true)
        try world.finish(parent, by: ministry, on: "2027-03-04")
        #expect(world.status(parent, on: "2027-03-05") == .doneOnTime)
    }

    @Test func `almost everything is not everything`() throws {
        var world = World()
        let parent = try world.assign(lead: ministry)
        for index in 0..<3 {
            let child = try world.assign(lead: dienBien, parent: parent, weight: index == 0 ? 1 : 1_000)
            if index > 0 { try world.finish(child, by: dienBien, on: "2027-01-01") }
        }
        #expect(world.followUp.progress(of: parent) == 9_995)
    }

    @Test func `what is stopped stops with all below it`() throws {
        var world = World()
        let parent = try world.assign(lead: ministry)
        let done = try world.assign(lead: dienBien, parent: parent), open = try world.assign(lead: hue, parent: parent)
        try world.finish(done, by: dienBien, on: "2027-01-01")
        try world.tell(.stop(parent, reason: "Theo kết luận mới"), on: "2027-01-02")
        #expect(world.status(open, on: "2027-01-03") == .stopped && world.status(done, on: "2027-01-03") == .doneOnTime)
        #expect(world.followUp.due.count == 0 && world.followUp.violations.isEmpty)
    }

    @Test func `what is transferred goes on elsewhere, and its history stays`() throws {
        var world = World()
        let id = try world.assign(coordinating: [ministry])
        _ = try world.report(id, 30, on: "2027-01-01")
        #expect(world.refusal(of: .transfer(id, to: quangTri, reason: "Nhầm")) == .sameAgency)
        let next = AssignmentID(rawValue: try world.tell(.transfer(id, to: ministry, reason: "Thuộc Bộ"), on: "2027-01-02")[0])
        #expect(world.status(id, on: "2027-01-03") == .transferred && world.status(next, on: "2027-01-03") == .inTerm)
        #expect(world.followUp[next]?.assignment.continues == id && world.followUp[next]?.assignment.coordinating == [])
        #expect(world.followUp[id]?.reports.count == 1 && world.followUp.waitingReports.isEmpty)
        #expect(world.followUp.led(by: ministry, on: day("2027-01-03")) == [next])
        #expect(world.followUp.led(by: quangTri, on: day("2027-01-03")) == [id])
    }

    @Test func `an agency takes on and reports what it leads, and nothing else`() throws {
        var world = World()
        let id = try world.assign(coordinating: [ministry])
        #expect(world.refusal(of: .acknowledge(id), by: .agency(ministry)) == .notLead)
        try world.tell(.acknowledge(id), by: .agency(quangTri))
        #expect(world.refusal(of: .acknowledge(id), by: .agency(quangTri)) == .alreadyAcknowledged)
        let report = ReportDraft(assignment: id, percent: 10, text: "Đã bắt đầu")
        #expect(world.refusal(of: .report(report), by: .agency(ministry)) == .notLead)
        #expect(world.refusal(of: .report(report), by: .observer) == .notAllowed)
        let given = try world.report(id, 10, on: "2027-01-01")
        for actor in [FollowUpActor.agency(quangTri), .observer] {
            #expect(world.refusal(of: .accept(given), by: actor) == .notAllowed)
            #expect(world.refusal(of: .extend(id, to: day("2028-01-01"), reason: "Chờ"), by: actor) == .notAllowed)
            #expect(world.refusal(of: .assign([AssignmentDraft(text: "Việc", lead: ministry)]), by: actor) == .notAllowed)
        }
    }

    @Test func `a conference's own secretariat follows up its own conclusions only`() throws {
        var world = World()
        let id = try world.assign()
        let own = FollowUpActor.secretariat(of: forum), other = FollowUpActor.secretariat(of: ConferenceID(rawValue: "khac"))
        #expect(world.refusal(of: .stop(id, reason: "Dừng"), by: own) == nil)
        #expect(world.refusal(of: .stop(id, reason: "Dừng"), by: other) == .badConference)
        #expect(world.refusal(of: .recordConclusions([ConclusionDraft(conference: forum, text: "Một")]), by: other) == .badConference)
        #expect(world.refusal(of: .setPillars(Pillar.usual), by: own) == .notAllowed)
    }

    @Test func `percentages, evidence and weights are what they can be`() throws {
        var world = World()
        let id = try world.assign()
        func refusal(_ percent: Int, _ evidence: [Evidence] = []) -> FollowUpRefusal? {
            world.refusal(of: .report(ReportDraft(assignment: id, percent: percent, text: "Kết quả", evidence: evidence)), by: .agency(quangTri))
        }
        #expect(refusal(-1) == .badPercent && refusal(101) == .badPercent && refusal(0) == nil)
        #expect(refusal(10, [Evidence(kind: .link, reference: "javascript:alert(1)", title: "x")]) == .badEvidence)
        #expect(refusal(10, [Evidence(kind: .link, reference: "https://example.vn/a", title: "Quyết định")]) == nil)
        #expect(refusal(10, [Evidence(kind: .file, reference: "../etc/passwd", title: "x")]) == .badEvidence)
        #expect(world.refusal(of: .assign([AssignmentDraft(text: "Việc", lead: ministry, weight: 0)])) == .badWeight)
        #expect(world.refusal(of: .assign([AssignmentDraft(text: "Việc", pillars: [PillarID(rawValue: "x")], lead: ministry)])) == .unknownPillar)
    }
}
