import Basics

/// The state of one conference (hội nghị): what its journal adds up to.
///
/// `decide` holds the rules and changes nothing; `apply` changes the state and holds no rules.
package struct Conference: Hashable, Sendable {
    package let plan: ConferencePlan
    package internal(set) var phase = Phase.draft
    package internal(set) var item: ItemID?
    package internal(set) var queue: [SpeechRequest] = []
    /// Nobody, one holder, or the two of a dialogue; the first has had it longest.
    package internal(set) var floor: [FloorHolder] = []
    package internal(set) var stage = Layout.speaker
    package internal(set) var muted: Set<SiteID> = []
    /// Of each site that was ever there.
    package internal(set) var attendance: [SiteID: Attendance] = [:]

    /// The site of kind `centre`, always to be heard.
    package let central: SiteID
    private let sitesByID: [SiteID: Site]

    package init(_ plan: ConferencePlan) {
        self.plan = plan
        guard let central = plan.sites.first(where: { $0.kind == .centre }) else {
            preconditionFailure("a conference without its central site")
        }
        self.central = central.id
        sitesByID = Dictionary(plan.sites.map { ($0.id, $0) }) { first, _ in first }
    }

    package func site(_ id: SiteID) -> Site? { sitesByID[id] }
    package func holds(_ site: SiteID) -> Bool { floor.contains { $0.site == site } }
    package func waits(_ site: SiteID) -> Bool { queue.contains { $0.site == site } }
    package func isPresent(_ site: SiteID) -> Bool { attendance[site]?.present ?? false }

    /// What is wrong with this state, in words; empty whenever it came from decided events.
    package var violations: [String] {
        var found: [String] = []
        func must(_ condition: Bool, _ otherwise: String) {
            if !condition { found.append(otherwise) }
        }
        let holders = floor.map(\.site), waiting = queue.map(\.site)
        must(holders.count <= Limits.floorHolders, "too many hold the floor")
        must(Set(holders).count == holders.count, "a site holds the floor twice")
        must(Set(waiting).count == waiting.count, "a site waits twice")
        must(Set(holders).isDisjoint(with: waiting), "a holder waits")
        must(floor.isEmpty || phase == .open, "the floor is held while the conference is not in session")
        must(queue.isEmpty || phase == .open || phase == .recess, "a queue outside of a session")
        must(item == nil || phase != .draft && phase != .convened, "an item before the opening")
        must((holders + waiting + muted + attendance.keys).allSatisfy { site($0) != nil }, "an unknown site")
        must(item.map { plan.item($0) != nil } ?? true, "an unknown item")
        must(floor.allSatisfy { $0.allotted > 0 }, "a holder without time")
        let seats = floor.map(\.seat).sorted()
        must([[], [1], [2], [1, 2]].contains(seats), "a seat that is not there, or is taken")
        must(
            attendance.values.allSatisfy { $0.present == ($0.since != nil) && $0.present == ($0.left == nil) },
            "a site that is neither here nor away")
        return found
    }
}

extension Conference: Codable {
    private enum CodingKeys: String, CodingKey {
        case conference, phase, item, queue, floor, stage, muted, attendance
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let plan = try container.decode(ConferencePlan.self, forKey: .conference)
        guard plan.sites.contains(where: { $0.kind == .centre }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .conference, in: container, debugDescription: "no central site")
        }
        self.init(plan)
        phase = try container.decode(Phase.self, forKey: .phase)
        item = try container.decodeIfPresent(ItemID.self, forKey: .item)
        queue = try container.decode([SpeechRequest].self, forKey: .queue)
        floor = try container.decode([FloorHolder].self, forKey: .floor)
        stage = try container.decode(Layout.self, forKey: .stage)
        muted = try container.decode(Set<SiteID>.self, forKey: .muted)
        attendance = try container.decode([SiteID: Attendance].self, forKey: .attendance)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(plan, forKey: .conference)
        try container.encode(phase, forKey: .phase)
        try container.encode(item, forKey: .item)
        try container.encode(queue, forKey: .queue)
        try container.encode(floor, forKey: .floor)
        try container.encode(stage, forKey: .stage)
        try container.encode(muted.sorted(), forKey: .muted)
        try container.encode(attendance, forKey: .attendance)
    }
}
