import Basics
import Conference
import Foundation
import Testing

@testable import FollowUp

let ministry = AgencyID(rawValue: "bo-ngoai-giao"), bureau = AgencyID(rawValue: "ban-doi-ngoai")
let quangTri = AgencyID(rawValue: "44-2025-07-01"), dienBien = AgencyID(rawValue: "11"), hue = AgencyID(rawValue: "46-2025-01-01")
let quangBinhBefore = AgencyID(rawValue: "44"), quangTriBefore = AgencyID(rawValue: "45")
let secretariat = FollowUpActor.secretariat()
let forum = ConferenceID(rawValue: "doi-ngoai-2026")
let party = PillarID(rawValue: "doi-ngoai-dang"), state = PillarID(rawValue: "ngoai-giao-nha-nuoc")

/// Nine in the morning in Vietnam.
func morning(_ day: String) -> WallTime {
    WallTime(Day(day)!, minutes: 9 * 60)
}

func day(_ text: String) -> Day { Day(text)! }

/// The table as it is shipped.
let provinceTable: String = {
    let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try! String(contentsOf: root.appending(path: "Public/data/provinces_history.csv"), encoding: .utf8)
}()

let provinces = Agency.provinces(try! ProvinceHistory(provinceTable))

let central = [
    Agency(id: ministry, name: Text(vi: "Bộ Ngoại giao", en: "Ministry of Foreign Affairs"), kind: .central),
    Agency(id: bureau, name: Text(vi: "Ban Đối ngoại Trung ương", en: "Commission for External Relations"), kind: .central),
]

/// A follow-up and what has happened to it, as its owner keeps them.
struct World {
    var followUp: FollowUp
    var entries: [FollowUpEntry] = []

    init(agencies: [Agency] = central + provinces, at time: WallTime = morning("2026-12-15")) {
        var state: FollowUp?
        for event in FollowUp.open(agencies: agencies) {
            let entry = FollowUpEntry(seq: entries.count + 1, at: time, by: .system, event: event)
            FollowUp.apply(entry, to: &state)
            entries.append(entry)
        }
        followUp = state!
    }

    /// What the command made.
    @discardableResult
    mutating func tell(
        _ command: FollowUpCommand, by actor: FollowUpActor = secretariat, on day: String = "2026-12-15"
    ) throws(FollowUpRefusal) -> [Int] {
        try tell(command, by: actor, at: morning(day))
    }

    @discardableResult
    mutating func tell(
        _ command: FollowUpCommand, by actor: FollowUpActor, at time: WallTime
    ) throws(FollowUpRefusal) -> [Int] {
        let events = try followUp.decide(command, by: actor, at: time)
        for event in events {
            let entry = FollowUpEntry(seq: entries.count + 1, at: time, by: actor, event: event)
            followUp.apply(entry)
            entries.append(entry)
        }
        return events.compactMap(\.made)
    }

    func refusal(
        of command: FollowUpCommand, by actor: FollowUpActor = secretariat, on day: String = "2026-12-15"
    ) -> FollowUpRefusal? {
        do {
            _ = try followUp.decide(command, by: actor, at: morning(day))
            return nil
        } catch {
            return error
        }
    }

    /// One assignment, and its number.
    mutating func assign(
        _ text: String = "Trình đề án", lead: AgencyID = quangTri, due: String? = "2027-03-28", parent: AssignmentID? = nil,
        weight: Int = 1, coordinating: [AgencyID] = [], pillars: [PillarID] = [party], on day: String = "2026-12-15"
    ) throws -> AssignmentID {
        let draft = AssignmentDraft(
            conference: forum, text: text, pillars: pillars, lead: lead, coordinating: coordinating,
            deadline: due.map { .dated(Day($0)!) } ?? .none, parent: parent, weight: weight)
        return AssignmentID(rawValue: try tell(.assign([draft]), on: day)[0])
    }

    /// A report by whoever leads, and its number.
    mutating func report(
        _ id: AssignmentID, _ percent: Int, by agency: AgencyID = quangTri, on day: String
    ) throws -> ReportID {
        let draft = ReportDraft(assignment: id, percent: percent, text: "Đã rà soát")
        return ReportID(rawValue: try tell(.report(draft), by: .agency(agency), on: day)[0])
    }

    mutating func finish(_ id: AssignmentID, by agency: AgencyID = quangTri, on day: String) throws {
        try tell(.accept(report(id, 100, by: agency, on: day)), on: day)
    }

    func status(_ id: AssignmentID, on day: String) -> Status? { followUp[id]?.status(on: Day(day)!) }
}
