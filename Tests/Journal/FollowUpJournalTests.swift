import Basics
import Conference
import FollowUp
import Foundation
import GRDB
import Testing

@testable import Journal

/// The follow-up's journal is the conferences': durable, chained, in order, each command once.
struct FollowUpJournalTests {
    private let folder: Folder
    private let ministry = Agency(
        id: AgencyID(rawValue: "bo-ngoai-giao"), name: Text(vi: "Bộ Ngoại giao", en: "Ministry of Foreign Affairs"), kind: .central)

    init() throws {
        folder = try Folder()
    }

    /// A journal of five entries, and what they add up to.
    private func written() throws -> (journal: FollowUpJournal, state: FollowUp) {
        let journal = try FollowUpJournal(path: folder.path)
        var state: FollowUp?, seq = 0
        func append(_ events: [FollowUpEvent], _ command: Int) throws {
            for entry in try journal.append(events, by: .secretariat(), at: noon, expecting: seq, command: commandIDs[command]) {
                FollowUp.apply(entry, to: &state)
                seq = entry.seq
            }
        }
        try append(FollowUp.open(agencies: [ministry]), 0)
        let commands: [FollowUpCommand] = [
            .recordConclusions([ConclusionDraft(text: "Lập danh mục")]),
            .assign([AssignmentDraft(conclusion: ConclusionID(rawValue: 1), lead: ministry.id, deadline: .continuous)]),
            .report(ReportDraft(assignment: AssignmentID(rawValue: 1), percent: 100, text: "Xong")),
            .accept(ReportID(rawValue: 1)),
        ]
        for (index, command) in commands.enumerated() {
            try append(try #require(state).decide(command, by: .secretariat(), at: noon), index + 1)
        }
        return (journal, try #require(state))
    }

    @Test func `what was written is what is folded`() throws {
        let (_, state) = try written()
        let (folded, seq) = try FollowUpJournal(path: folder.path).fold()
        #expect(folded == state && seq == 6)
        #expect(try FollowUpJournal.verify(path: folder.path).entries == 6)
    }

    @Test func `a command that is said again is answered with what it made`() throws {
        let (journal, _) = try written()
        #expect(try journal.entries(of: commandIDs[4])?.map(\.seq) == [5, 6])
        #expect(try journal.entries(of: commandIDs[9]) == nil)
    }

    @Test func `somebody who appends at the wrong place is told so`() throws {
        let (journal, _) = try written()
        #expect(throws: WrongSequence.self) {
            try journal.append([.pillarsSet(Pillar.usual)], by: .secretariat(), at: noon, expecting: 5)
        }
        #expect(throws: NotAppendable.events) {
            try journal.append(FollowUp.open(agencies: []), by: .secretariat(), at: noon, expecting: 6)
        }
    }

    @Test func `a changed entry is found`() throws {
        _ = try written()
        try folder.tamper("UPDATE event SET body = replace(body, '100', '99') WHERE seq = 4")
        #expect(throws: BrokenChain(entry: 4, reason: .changed)) { try FollowUpJournal(path: folder.path).fold() }
    }

    @Test func `a conference's journal is none of the follow-up's`() throws {
        _ = try folder.journal(3)
        #expect(throws: BrokenChain(entry: 1, reason: .unreadable)) { try FollowUpJournal.verify(path: folder.path) }
    }

    @Test func `a long journal is appended to by its index`() throws {
        let (journal, _) = try written()
        let plans = try journal.database.read { db in
            try ["WHERE \(StoredRow.own) ORDER BY seq DESC LIMIT 1", "WHERE \(StoredRow.own) AND command = 'x'"].map { which in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN SELECT * FROM event \(which)").map { $0["detail"] as String }.joined(separator: "\n")
            }
        }
        for plan in plans { #expect(plan.contains("USING INDEX") && !plan.contains("TEMP B-TREE"), "\(plan)") }
    }
}
