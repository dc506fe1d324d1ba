import Basics
import Conference

extension FollowUp {
    func decideAssigning(
        _ command: FollowUpCommand, by actor: FollowUpActor, today: Day
    ) throws(FollowUpRefusal) -> [FollowUpEvent] {
        switch command {
        case .recordConclusions(let drafts):
            guard conclusions.count + drafts.count <= Limits.conclusions else { throw .tooMany }
            try require(drafts, by: actor)
            return drafts.enumerated().map { .conclusionRecorded(Conclusion(ConclusionID(rawValue: conclusions.count + $0 + 1), $1)) }
        case .recordLessons(let drafts):
            guard lessons.count + drafts.count <= Limits.lessons else { throw .tooMany }
            try require(drafts, by: actor)
            return drafts.enumerated().map { .lessonRecorded(Lesson(LessonID(rawValue: lessons.count + $0 + 1), $1)) }
        case .correctConclusion(let id, let text, let reason):
            let followed = try conclusion(id, of: actor)
            guard followed.setAside == nil else { throw .conclusionSetAside }
            guard followed.corrections.count < Limits.corrections else { throw .tooMany }
            guard text != followed.conclusion.text else { throw .nothing }
            try require(text: text)
            try require(text: reason)
            return [.conclusionCorrected(id, text: text, reason: reason)]
        case .setAside(let id, let reason):
            let followed = try conclusion(id, of: actor)
            guard followed.assignments.isEmpty else { throw .conclusionAssigned }
            guard followed.setAside == nil else { throw .conclusionSetAside }
            try require(text: reason)
            return [.conclusionSetAside(id, reason: reason)]
        case .assign(let drafts):
            guard !drafts.isEmpty else { throw .nothing }
            guard assignments.count + drafts.count <= Limits.assignments else { throw .tooMany }
            var events: [FollowUpEvent] = [], more: [AssignmentID: Int] = [:]
            for draft in drafts {
                let id = AssignmentID(rawValue: assignments.count + events.count + 1)
                let assignment = try assignment(draft, id, by: actor, today: today)
                if let parent = assignment.parent {
                    more[parent, default: 0] += 1
                    guard (self[parent]?.children.count ?? 0) + (more[parent] ?? 0) <= Limits.children else { throw .badParent }
                }
                events.append(.assigned(assignment))
            }
            return events
        case .assignEveryProvince(let draft):
            return try everyProvince(draft, by: actor, today: today)
        default: preconditionFailure("not a command of assigning")
        }
    }

    private func require(_ drafts: [ConclusionDraft], by actor: FollowUpActor) throws(FollowUpRefusal) {
        guard !drafts.isEmpty else { throw .nothing }
        for draft in drafts {
            guard actor.manages(draft.conference) else { throw .badConference }
            try require(text: draft.text)
            try require(texts: [draft.number])
            try require(draft.source)
        }
    }

    private func conclusion(_ id: ConclusionID, of actor: FollowUpActor) throws(FollowUpRefusal) -> FollowedConclusion {
        guard let followed = self[id] else { throw .unknownConclusion }
        guard actor.manages(followed.conclusion.conference) else { throw .badConference }
        return followed
    }

    /// One child for each province that there is today, beneath one assignment of the draft's lead.
    private func everyProvince(
        _ draft: AssignmentDraft, by actor: FollowUpActor, today: Day
    ) throws(FollowUpRefusal) -> [FollowUpEvent] {
        let provinces = agencies.provinces(on: today)
        guard !provinces.isEmpty else { throw .noProvinces }
        guard assignments.count + provinces.count + 1 <= Limits.assignments else { throw .tooMany }
        let parent = try assignment(draft, AssignmentID(rawValue: assignments.count + 1), by: actor, today: today)
        guard depth(of: parent.parent) + 1 < Limits.assignmentDepth else { throw .badParent }
        let children = provinces.enumerated().map { index, province in
            var child = parent
            child.id = AssignmentID(rawValue: parent.id.rawValue + index + 1)
            child.parent = parent.id
            child.lead = province.id
            child.coordinating = []
            child.weight = 1
            return child
        }
        return ([parent] + children).map { .assigned($0) }
    }

    private func assignment(
        _ draft: AssignmentDraft, _ id: AssignmentID, by actor: FollowUpActor, today: Day
    ) throws(FollowUpRefusal) -> Assignment {
        let conclusion = try draft.conclusion.map { (id) throws(FollowUpRefusal) in try openConclusion(id) }
        let above = try draft.parent.map { (id) throws(FollowUpRefusal) in try openParent(id) }
        let conference = conclusion?.conference ?? draft.conference ?? above?.assignment.conference
        guard actor.manages(conference) else { throw .badConference }
        guard let text = draft.text ?? conclusion?.text else { throw .badText }
        try require(text: text)
        try require(texts: [draft.deliverable, draft.measure])
        try require(draft.source)

        try require(draft.lead, on: today)
        let coordinating = draft.coordinating ?? []
        for agency in coordinating { try require(agency, on: today) }
        guard !coordinating.contains(draft.lead) else { throw .leadCoordinates }
        guard coordinating.count <= Limits.coordinating, Set(coordinating).count == coordinating.count else {
            throw .badCoordinating
        }
        let pillars = draft.pillars ?? above?.assignment.pillars ?? []
        guard pillars.allSatisfy({ pillar($0) != nil }), Set(pillars).count == pillars.count else { throw .unknownPillar }
        let weight = draft.weight ?? 1
        guard Limits.weights.contains(weight) else { throw .badWeight }
        return Assignment(
            id: id, conclusion: draft.conclusion, conference: conference, text: text,
            source: draft.source ?? conclusion?.source ?? Source(), pillars: pillars, lead: draft.lead,
            coordinating: coordinating, deliverable: draft.deliverable, measure: draft.measure, deadline: draft.deadline,
            parent: draft.parent, weight: weight)
    }

    private func openConclusion(_ id: ConclusionID) throws(FollowUpRefusal) -> Conclusion {
        guard let followed = self[id] else { throw .unknownConclusion }
        guard followed.setAside == nil else { throw .conclusionSetAside }
        return followed.conclusion
    }

    private func openParent(_ id: AssignmentID) throws(FollowUpRefusal) -> FollowedAssignment {
        guard let parent = self[id] else { throw .unknownAssignment }
        guard parent.isOpen, depth(of: id) < Limits.assignmentDepth, parent.saidDone == nil else { throw .badParent }
        return parent
    }

    private func depth(of id: AssignmentID?) -> Int {
        var depth = 0, each = id
        while let here = each {
            depth += 1
            each = self[here]?.assignment.parent
        }
        return depth
    }
}
