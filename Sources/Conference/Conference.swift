package import Basics

/// The state of one conference (hội nghị): what its journal adds up to.
///
/// `decide` holds the rules and changes nothing; `apply` changes the state and holds no rules.
package struct Conference: Hashable, Sendable {
    package internal(set) var plan: ConferencePlan
    package internal(set) var phase = Phase.draft
    /// When a recess is to end.
    package internal(set) var until: WallTime?
    /// The last test session, whether it goes on or is over.
    package internal(set) var rehearsal: Rehearsal?
    package internal(set) var item: ItemID?
    /// Of each item that was ever started.
    package internal(set) var items: [ItemID: ItemTimes] = [:]
    package internal(set) var notReached = NotReached()
    package internal(set) var speaking = Floor()

    package internal(set) var stage = Layout.speaker
    /// What the director shows instead of who has the floor; empty while the stage follows the floor.
    package internal(set) var shown: [SiteID] = []
    package internal(set) var muted: Set<SiteID> = []
    package internal(set) var documents: [Document] = []
    package internal(set) var presentation: Presentation?

    /// Of each site that was ever there.
    package internal(set) var attendance: [SiteID: Attendance] = [:]
    /// Of each delegate that was ever marked.
    package internal(set) var people: [DelegateID: PersonAttendance] = [:]
    package internal(set) var announcement: Announcement?
    var log = MessageLog()

    package internal(set) var vote: Vote?
    package internal(set) var votes: [VoteResult] = []

    /// The site of kind `centre`, always to be heard.
    package let central: SiteID
    var index: PlanIndex

    package init(_ plan: ConferencePlan) {
        self.plan = plan
        guard let central = plan.sites.first(where: { $0.kind == .centre }) else {
            preconditionFailure("a conference without its central site")
        }
        self.central = central.id
        index = PlanIndex(plan)
    }

    /// Nobody, one holder, or the two of a dialogue; the first has had it longest.
    package var floor: [FloorHolder] { speaking.holders }
    /// Those who were set aside for an interruption.
    package var interrupted: [FloorHolder] { speaking.interrupted }
    package var queue: [SpeechRequest] { speaking.queue }
    /// Every finished turn.
    package var speeches: [Speech] { speaking.speeches }

    package func site(_ id: SiteID) -> Site? { index.sites[id] }
    package func document(_ id: DocumentID) -> Document? { documents.first { $0.id == id } }
    package func holds(_ site: SiteID) -> Bool { floor.contains { $0.site == site } }
    package func waits(_ site: SiteID) -> Bool { queue.contains { $0.site == site } }
    package func isPresent(_ site: SiteID) -> Bool { attendance[site]?.present ?? false }
}

extension Conference: Codable {
    private enum CodingKeys: String, CodingKey {
        case conference, phase, until, rehearsal, item, items, notReached, queue, floor, interrupted, speeches
        case stage, shown, muted, documents, presentation, attendance, people, announcement, vote, votes
    }

    /// Messages are not in the JSON, since it is the same for everyone.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let plan = try container.decode(ConferencePlan.self, forKey: .conference)
        guard plan.sites.contains(where: { $0.kind == .centre }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .conference, in: container, debugDescription: "no central site")
        }
        self.init(plan)
        phase = try container.decode(Phase.self, forKey: .phase)
        until = try container.decodeIfPresent(WallTime.self, forKey: .until)
        rehearsal = try container.decodeIfPresent(Rehearsal.self, forKey: .rehearsal)
        item = try container.decodeIfPresent(ItemID.self, forKey: .item)
        items = try container.decode([ItemID: ItemTimes].self, forKey: .items)
        notReached = try container.decode(NotReached.self, forKey: .notReached)
        speaking = Floor(
            holders: try container.decode([FloorHolder].self, forKey: .floor),
            interrupted: try container.decode([FloorHolder].self, forKey: .interrupted),
            queue: try container.decode([SpeechRequest].self, forKey: .queue),
            speeches: try container.decode([Speech].self, forKey: .speeches))
        stage = try container.decode(Layout.self, forKey: .stage)
        shown = try container.decode([SiteID].self, forKey: .shown)
        muted = try container.decode(Set<SiteID>.self, forKey: .muted)
        documents = try container.decode([Document].self, forKey: .documents)
        presentation = try container.decodeIfPresent(Presentation.self, forKey: .presentation)
        attendance = try container.decode([SiteID: Attendance].self, forKey: .attendance)
        people = try container.decode([DelegateID: PersonAttendance].self, forKey: .people)
        announcement = try container.decodeIfPresent(Announcement.self, forKey: .announcement)
        vote = try container.decodeIfPresent(Vote.self, forKey: .vote)
        votes = try container.decode([VoteResult].self, forKey: .votes)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(plan, forKey: .conference)
        try encodeCourse(into: &container)
    }

    /// The state without its plan, which is most of it and never changes.
    package struct Course: Encodable {
        let conference: Conference

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try conference.encodeCourse(into: &container)
        }
    }

    package var course: Course { Course(conference: self) }

    private func encodeCourse(into container: inout KeyedEncodingContainer<CodingKeys>) throws {
        try container.encode(phase, forKey: .phase)
        try container.encode(until, forKey: .until)
        // Left out where there was none, as in states that know of none.
        try container.encodeIfPresent(rehearsal, forKey: .rehearsal)
        try container.encode(item, forKey: .item)
        try container.encode(items, forKey: .items)
        try container.encode(notReached, forKey: .notReached)
        try container.encode(queue, forKey: .queue)
        try container.encode(floor, forKey: .floor)
        try container.encode(interrupted, forKey: .interrupted)
        try container.encode(speeches, forKey: .speeches)
        try container.encode(stage, forKey: .stage)
        try container.encode(shown, forKey: .shown)
        try container.encode(muted.sorted(), forKey: .muted)
        try container.encode(documents, forKey: .documents)
        try container.encode(presentation, forKey: .presentation)
        try container.encode(attendance, forKey: .attendance)
        try container.encode(people, forKey: .people)
        try container.encode(announcement, forKey: .announcement)
        try container.encode(vote, forKey: .vote)
        try container.encode(votes, forKey: .votes)
    }
}
