import Basics
import Conference
import Foundation
import Testing

@testable import FollowUp

/// Random histories of assignments, mergers, extensions, reports and returns.
struct RandomHistoryTests {
    /// What must hold of every state on every day, in words.
    private static func faults(_ followUp: FollowUp, on day: Day) -> [String] {
        var faults = followUp.violations
        let totals = followUp.totals(on: day)
        if totals.total != followUp.assignments.count { faults.append("the totals do not add up") }
        for grouping in [Board.Grouping.province, .agency, .conference] {
            let board = followUp.board(by: grouping, on: day)
            if board.groups.reduce(Totals(), { $0 + $1.totals }) != board.totals { faults.append("\(grouping)s do not add up") }
        }
        // Everything is exactly one valid agency's, and found by it.
        var found: [AssignmentID] = []
        for agency in followUp.agencies.all { found += followUp.led(by: agency.id, on: day) }
        if found.sorted() != followUp.assignments.map(\.id) { faults.append("an assignment that is nobody's, or two's") }
        for followed in followUp.assignments {
            let owner = followUp.owner(of: followed.assignment, on: day)
            if followUp.agencies[owner]?.until.map({ $0 < day }) ?? false { faults.append("\(followed.id) belongs to who is gone") }
            if !(0...10_000 ~= followUp.progress(of: followed.id)) { faults.append("a progress that is none") }
        }
        let overdue = followUp.assignments.filter { $0.status(on: day) == .overdue }.map(\.id)
        if followUp.overdue(on: day).sorted() != overdue { faults.append("the overdue are not those that are") }
        if totals.overdue != overdue.count { faults.append("the overdue are not counted") }
        return faults
    }

    @Test(arguments: 0..<120 as Range<UInt64>)
    func `no history leads into a bad state`(seed: UInt64) {
        var history = RandomHistory(seed: seed)
        for count in 0..<200 {
            let reports = history.world.followUp.reports.map(\.report), made = history.world.followUp.assignments.map(\.assignment)
            let (actor, command, refusal) = history.step()
            var faults: [String] = []
            let now = history.world.followUp
            if !now.reports.map(\.report).starts(with: reports) { faults.append("a report was changed or lost") }
            if !now.assignments.map(\.assignment).starts(with: made) { faults.append("an assignment was changed or lost") }
            if count % 10 == 9 {
                for later in [0, 20, 400] {
                    faults += Self.faults(now, on: DayNumber(history.today).advanced(by: later).day)
                }
            }
            guard faults.isEmpty else {
                Issue.record("seed \(seed), after \(command) by \(actor), \(refusal.map { "\($0)" } ?? "done"): \(faults)")
                return
            }
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `what the journal keeps adds up to the same state`(seed: UInt64) throws {
        var history = RandomHistory(seed: seed)
        for _ in 0..<300 { _ = history.step() }
        var folded: FollowUp?
        for entry in history.world.entries {
            let again = try JSONDecoder().decode(FollowUpEntry.self, from: JSONEncoder().encode(entry))
            #expect(again == entry)
            FollowUp.apply(again, to: &folded)
        }
        #expect(folded == history.world.followUp)
    }

    @Test func `the random histories get everywhere`() {
        var accepted: Set<FollowUpEventType> = [], refused: Set<String> = [], statuses: Set<Status> = []
        for seed in 1_000..<1_060 as Range<UInt64> {
            var history = RandomHistory(seed: seed)
            for count in 0..<300 {
                _ = history.step()
                guard count % 10 == 0 else { continue }
                for followed in history.world.followUp.assignments { statuses.insert(followed.status(on: history.today)) }
            }
            accepted.formUnion(history.accepted)
            refused.formUnion(history.refused)
        }
        #expect(Set(FollowUpEventType.allCases).subtracting(accepted) == [.followUpOpened])
        #expect(statuses == Set(Status.allCases))
        let rare: Set = ["badConference", "badEvidence", "badAgency", "tooMany", "noProvinces", "badText", "unknownAgency", "nothing", "nothingToChoose"]
        #expect(Set(FollowUpRefusal.allCases.map(\.code)).subtracting(refused).subtracting(rare) == [])
    }
}
