import Conference
import Foundation
import Testing

@testable import FollowUp

/// Commands as clients send them.
struct RequestTests {
    private func command(_ json: String) throws -> FollowUpCommand {
        let text = #"{"id": "00000000-0000-4000-8000-000000000001", "# + json + "}"
        return try JSONDecoder().decode(FollowUpRequest.self, from: Data(text.utf8)).command
    }

    @Test(arguments: [
        (#""type": "addAgencies", "agencies": [{"id": "a", "name": {"vi": "A", "en": "A"}, "kind": "central"}]"#,
            .addAgencies([Agency(id: AgencyID(rawValue: "a"), name: Text(vi: "A", en: "A"), kind: .central)])),
        (#""type": "mergeAgencies", "agencies": ["a"], "into": "b", "from": "2027-01-01""#,
            .mergeAgencies([AgencyID(rawValue: "a")], into: AgencyID(rawValue: "b"), from: Day("2027-01-01")!)),
        (#""type": "recordConclusions", "conclusions": [{"text": "Một", "number": "1", "source": {"document": "Thông báo 12", "words": "Một"}}]"#,
            .recordConclusions([ConclusionDraft(number: "1", text: "Một", source: Source(document: "Thông báo 12", words: "Một"))])),
        (#""type": "correctConclusion", "conclusion": 4, "text": "Hai", "reason": "Chép nhầm""#,
            .correctConclusion(ConclusionID(rawValue: 4), text: "Hai", reason: "Chép nhầm")),
        (#""type": "recordLessons", "lessons": [{"text": "Một", "number": "1"}]"#, .recordLessons([ConclusionDraft(number: "1", text: "Một")])),
        (#""type": "assign", "assignments": [{"text": "Một", "lead": "a", "deadline": "2027-03-28", "pillars": ["doi-ngoai-dang"]}]"#,
            .assign([AssignmentDraft(text: "Một", pillars: [party], lead: AgencyID(rawValue: "a"), deadline: .dated(Day("2027-03-28")!))])),
        (#""type": "assignEveryProvince", "assignment": {"conclusion": 4, "lead": "a", "deadline": "continuous"}"#,
            .assignEveryProvince(AssignmentDraft(conclusion: ConclusionID(rawValue: 4), lead: AgencyID(rawValue: "a"), deadline: .continuous))),
        (#""type": "extend", "assignment": 3, "to": "2027-04-01", "reason": "Chờ""#,
            .extend(AssignmentID(rawValue: 3), to: Day("2027-04-01")!, reason: "Chờ")),
        (#""type": "transfer", "assignment": 3, "to": "b", "reason": "Chuyển""#,
            .transfer(AssignmentID(rawValue: 3), to: AgencyID(rawValue: "b"), reason: "Chuyển")),
        (#""type": "report", "report": {"assignment": 3, "percent": 60, "text": "Xong", "evidence": [{"kind": "link", "reference": "https://a.vn", "title": "A"}]}"#,
            .report(ReportDraft(assignment: AssignmentID(rawValue: 3), percent: 60, text: "Xong", evidence: [
                Evidence(kind: .link, reference: "https://a.vn", title: "A")]))),
        (#""type": "accept", "report": 7"#, .accept(ReportID(rawValue: 7))),
        (#""type": "sendBack", "report": 7, "reason": "Thiếu""#, .sendBack(ReportID(rawValue: 7), reason: "Thiếu")),
        (#""type": "observe", "figures": [{"name": "Thị trường", "unit": "thị trường", "figure": {"value": "230", "qualifier": "over", "asOf": "2021"}}]"#,
            .observe([FigureDraft(name: "Thị trường", unit: "thị trường", figure: Figure(value: Quantity(230), qualifier: .over, asOf: AsOf("2021")!))])),
        (#""type": "choose", "observation": 2, "reason": "Theo niên giám""#, .choose(ObservationID(rawValue: 2), reason: "Theo niên giám")),
    ] as [(String, FollowUpCommand)])
    func `a command is what it says`(json: String, expected: FollowUpCommand) throws {
        #expect(try command(json) == expected)
    }

    @Test(arguments: [
        #""type": "explode""#, #""type": "accept""#, #""type": "extend", "assignment": 3, "to": "2027-02-30", "reason": "x""#,
        #""type": "assign", "assignments": [{"lead": "a", "deadline": "soon"}]"#,
        #""type": "observe", "figures": [{"name": "a", "unit": "b", "figure": {"value": "1,5", "qualifier": "over", "asOf": "2021"}}]"#,
    ])
    func `what is no command is refused whole`(json: String) {
        #expect(throws: DecodingError.self) { try command(json) }
    }

    @Test func `every rule has its words in both languages`() {
        for refusal in FollowUpRefusal.allCases {
            #expect(!refusal.message(in: .vietnamese).isEmpty && !refusal.message(in: .english).isEmpty)
        }
        #expect(Set(FollowUpRefusal.allCases.map { $0.message(in: .english) }).count == FollowUpRefusal.allCases.count)
    }
}
