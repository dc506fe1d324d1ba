import ArgumentParser
import Basics
import Conference
import FollowUp
import Foundation
import Journal
import Web

/// Fills the follow-up of a folder that nobody serves with invented assignments and reports, to measure with.
struct FollowUpInvent: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invent", abstract: "Fill an unserved follow-up with invented assignments and reports.", shouldDisplay: false)

    @OptionGroup var data: DataOptions

    @Option var assignments = 20_000
    @Option var reportsOfEach = 10
    @Option var agencies = 300
    @Option var seed: UInt64 = 1

    @Option(name: .customLong("public"))
    var publicFolder = "Public"

    mutating func run() throws {
        let folder = try data.folder()
        let lock = try folder.lock()
        defer { try? lock.close() }
        let began = wallTime().advanced(bySeconds: -300 * 86_400)
        var invention = Invention(try folder.openFollowUp(provinces: ProvinceHistory(publicFolder: publicFolder), at: began), at: began, seed: seed)
        try invention.addAgencies(agencies)
        try invention.assign(assignments)
        try invention.report(reportsOfEach)
        try invention.write()
        print("invented \(invention.followUp.assignments.count) assignments, \(invention.followUp.reports.count) reports, \(invention.seq) entries")
    }
}

/// Decides commands one by one and makes their events durable by the thousand.
private struct Invention {
    private let journal: FollowUpJournal
    private(set) var followUp: FollowUp
    private(set) var seq: Int
    private let began: WallTime
    private var random: SeededGenerator
    private var time: WallTime
    private var events: [FollowUpEvent] = []

    init(_ opened: (journal: FollowUpJournal, state: FollowUp, seq: Int), at time: WallTime, seed: UInt64) {
        (journal, followUp, seq) = opened
        (began, self.time) = (time, time)
        random = SeededGenerator(seed: seed)
    }

    private mutating func tell(_ command: FollowUpCommand) throws {
        for event in try followUp.decide(command, by: .secretariat(), at: time) {
            events.append(event)
            followUp.apply(FollowUpEntry(seq: seq + events.count, at: time, by: .secretariat(), event: event))
        }
        if events.count >= 2_000 { try write() }
    }

    mutating func write() throws {
        guard !events.isEmpty else { return }
        seq += try journal.append(events, by: .secretariat(), at: time, expecting: seq).count
        events = []
    }

    mutating func addAgencies(_ count: Int) throws {
        try tell(.addAgencies((1...count).map { number in
            let name = "Cơ quan trung ương số \(number)"
            return Agency(id: AgencyID(rawValue: "co-quan-\(number)"), name: Text(vi: name, en: "Central agency \(number)"), kind: .central)
        }))
    }

    mutating func assign(_ count: Int) throws {
        let all = followUp.agencies.valid(on: Today.day(at: time)).map(\.id)
        for number in 1...count {
            let lead = all.randomElement(using: &random)!
            let others = (0..<2).compactMap { _ in all.randomElement(using: &random) }.filter { $0 != lead }
            let due = DayNumber(Today.day(at: time)).advanced(by: Int.random(in: 20...600, using: &random)).day
            let parent = number > 100 && Int.random(in: 0..<3, using: &random) == 0 ? Int.random(in: 1...100, using: &random) : nil
            try tell(.assign([AssignmentDraft(
                conference: ConferenceID(rawValue: "thu-\(number % 5)"), text: "Nhiệm vụ số \(number): rà soát, tổng hợp và báo cáo kết quả thực hiện",
                source: Source(document: "Thông báo \(number % 40 + 1)", words: "rà soát, tổng hợp và báo cáo"),
                pillars: [Pillar.usual[number % 3].id], lead: lead, coordinating: Array(Set(others)), deliverable: "Báo cáo",
                deadline: number % 20 == 0 ? .continuous : .dated(due), parent: parent.map(AssignmentID.init(rawValue:)))]))
        }
    }

    /// Round after round, so that the reports of one assignment lie months apart.
    mutating func report(_ rounds: Int) throws {
        for round in 1...rounds {
            try write()
            time = began.advanced(bySeconds: 290 * 86_400 * round / rounds)
            for followed in followUp.assignments where followed.isOpen && followed.waiting == nil {
                // The first hundred stand above others, and end after them.
                let isLast = round == rounds && followed.id.rawValue > 100 && Int.random(in: 0..<10, using: &random) < 6
                let percent = isLast ? 100 : min(95, round * 100 / rounds)
                try tell(.report(ReportDraft(
                    assignment: followed.id, percent: percent, text: "Đã thực hiện \(percent) %; đang tiếp tục phối hợp với các cơ quan liên quan.",
                    evidence: [Evidence(kind: .link, reference: "https://example.vn/\(followed.id.rawValue)", title: "Công văn")])))
                guard let report = followUp[followed.id]?.waiting else { continue }
                switch Int.random(in: 0..<20, using: &random) {
                case 0 where round == rounds: break
                case 1...2: try tell(.sendBack(report, reason: "Thiếu số liệu"))
                default: try tell(.accept(report))
                }
            }
        }
    }
}
