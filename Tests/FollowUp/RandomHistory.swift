import Basics
import Conference

@testable import FollowUp

/// Whatever anyone sends in whatever order, from one seed.
struct RandomHistory {
    static let ministries = (1...6).map { number in
        Agency(id: AgencyID(rawValue: "bo-\(number)"), name: Text(vi: "Bộ \(number)", en: "Ministry \(number)"), kind: .central)
    }

    var world: World
    var random: SeededGenerator
    var time = morning("2025-06-20")
    var accepted: Set<FollowUpEventType> = []
    var refused: Set<String> = []

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        // A handful of provinces before and after their merger, so that they meet often.
        let some = provinces.filter { ["44", "45", "46", "11", "75", "70"].contains($0.code) }
        world = World(agencies: Self.ministries + some, at: time)
    }

    var today: Day { Today.day(at: time) }

    /// Days pass, somebody asks for something; the command, by whom, and the rule against it.
    mutating func step() -> (FollowUpActor, FollowUpCommand, FollowUpRefusal?) {
        time = time.advanced(bySeconds: Int.random(in: 0...(3 * 86_400), using: &random))
        let command = command(), actor = actor(for: command)
        do {
            let before = world.entries.count
            try world.tell(command, by: actor, at: time)
            accepted.formUnion(world.entries[before...].map(\.event.type))
            return (actor, command, nil)
        } catch {
            refused.insert(error.code)
            return (actor, command, error)
        }
    }

    private mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &random) == 0 }

    private mutating func agency() -> AgencyID {
        let all = chance(4) ? world.followUp.agencies.order : world.followUp.agencies.valid(on: today).map(\.id)
        return all.randomElement(using: &random)!
    }

    private mutating func assignment() -> AssignmentID {
        let open = world.followUp.assignments.filter(\.isOpen)
        if !chance(6), let one = open.randomElement(using: &random) { return one.id }
        return AssignmentID(rawValue: Int.random(in: 0...(world.followUp.assignments.count + 1), using: &random))
    }

    private mutating func actor(for command: FollowUpCommand) -> FollowUpActor {
        switch command {
        case .remind where !chance(5): return .system
        case .acknowledge(let id) where !chance(5): return owner(of: id)
        case .report(let draft) where !chance(5): return owner(of: draft.assignment)
        default:
            return chance(8) ? [.agency(agency()), .observer, .secretariat(of: forum)].randomElement(using: &random)! : secretariat
        }
    }

    private func owner(of id: AssignmentID) -> FollowUpActor {
        world.followUp[id].map { .agency(world.followUp.owner(of: $0.assignment, on: today)) } ?? secretariat
    }

    private mutating func draft() -> AssignmentDraft {
        let due = DayNumber(today).advanced(by: Int.random(in: -5...60, using: &random)).day
        return AssignmentDraft(
            conclusion: chance(2) ? world.followUp.conclusions.randomElement(using: &random)?.conclusion.id : nil,
            conference: chance(3) ? nil : forum, text: chance(20) ? " " : "Việc \(world.followUp.assignments.count)",
            pillars: chance(3) ? [] : [party, state].shuffled(using: &random).dropLast(chance(2) ? 1 : 0),
            lead: agency(), coordinating: (0..<Int.random(in: 0...2, using: &random)).map { _ in agency() },
            deadline: [.dated(due), .dated(due), .dated(due), .continuous, .none].randomElement(using: &random)!,
            parent: chance(3) ? assignment() : nil, weight: Int.random(in: 0...5, using: &random))
    }

    private mutating func command() -> FollowUpCommand {
        let reason = chance(15) ? "" : "Lý do"
        let report = ReportID(rawValue: world.followUp.waitingReports.randomElement(using: &random)?.rawValue
            ?? Int.random(in: 0...9, using: &random))
        switch Int.random(in: 0..<30, using: &random) {
        case 0, 1: return .recordConclusions([ConclusionDraft(conference: forum, text: "Kết luận"), ConclusionDraft(text: "Khác")])
        case 2 where chance(2):
            return .correctConclusion(ConclusionID(rawValue: Int.random(in: 0...9, using: &random)), text: chance(3) ? "Kết luận" : "Sửa \(world.entries.count)", reason: reason)
        case 2 where chance(2): return .recordLessons([ConclusionDraft(conference: chance(2) ? forum : nil, text: "Bài học")])
        case 2: return .setAside(ConclusionID(rawValue: Int.random(in: 0...9, using: &random)), reason: reason)
        case 3...7: return .assign((0...Int.random(in: 0...1, using: &random)).map { _ in draft() })
        case 8: return world.followUp.assignments.count < 300 && !chance(10) ? .assignEveryProvince(draft()) : .assign([])
        case 9: return .acknowledge(assignment())
        case 10, 11:
            let to = DayNumber(today).advanced(by: Int.random(in: -10...60, using: &random)).day
            return .extend(assignment(), to: to, reason: reason)
        case 12: return .stop(assignment(), reason: reason)
        case 13: return .transfer(assignment(), to: agency(), reason: reason)
        case 14...20:
            let percent = [0, 30, 60, 100, 100, 101].randomElement(using: &random)!
            return .report(ReportDraft(assignment: assignment(), percent: percent, text: "Kết quả", figures: chance(5) ? [figure()] : nil))
        case 21...24: return .accept(report)
        case 25, 26: return .sendBack(report, reason: reason)
        case 27: return .observe([figure(), figure()])
        case 28: return .choose(ObservationID(rawValue: Int.random(in: 0...9, using: &random)), reason: reason)
        default: return table(reason)
        }
    }

    private mutating func table(_ reason: String) -> FollowUpCommand {
        switch Int.random(in: 0..<6, using: &random) {
        case 4: return .setMails(agency(), chance(4) ? ["ai đó"] : ["van-thu@example.vn"])
        case 5: return .remind(chance(3) ? world.followUp.reminded ?? today : today)
        case 0:
            let name = "co-quan-\(Int.random(in: 0...9, using: &random))"
            return .addAgencies([Agency(id: AgencyID(rawValue: name), name: Text(vi: name, en: name), kind: .other, from: today)])
        case 1: return .setPillars(chance(2) ? Pillar.usual : Array(Pillar.usual.prefix(1)))
        case 2: return .addIndicator(name: "Chỉ tiêu", unit: "việc", owner: chance(2) ? agency() : nil)
        default:
            let from = DayNumber(today).advanced(by: Int.random(in: -5...30, using: &random)).day
            return .mergeAgencies([agency()], into: agency(), from: from)
        }
    }

    private mutating func figure() -> FigureDraft {
        let value = Int.random(in: 1...3, using: &random)
        return FigureDraft(
            indicator: chance(3) ? IndicatorID(rawValue: 1) : nil, name: "Thị trường", unit: "thị trường",
            figure: Figure(value: Quantity(value), high: chance(4) ? Quantity(2) : nil, qualifier: .about, asOf: AsOf("2026")!))
    }
}
