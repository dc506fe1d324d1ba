package import Conference

/// What one agency is charged with, as it was assigned (nhiệm vụ).
package struct Assignment: Hashable, Codable, Sendable {
    package var id: AssignmentID
    package var conclusion: ConclusionID?
    package var conference: ConferenceID?
    package var text: String
    package var source: Source
    package var pillars: [PillarID]
    /// The one that answers for it (cơ quan chủ trì).
    package var lead: AgencyID
    /// Those who help (cơ quan phối hợp).
    package var coordinating: [AgencyID]
    /// What is to be there in the end (sản phẩm).
    package var deliverable: String?
    /// By what it is seen whether it is done (thước đo).
    package var measure: String?
    package var deadline: Deadline
    package var parent: AssignmentID?
    /// Its share in the parent's progress, beside the other children's.
    package var weight: Int
    /// The assignment that was transferred and goes on as this one.
    package var continues: AssignmentID?

    package init(
        id: AssignmentID, conclusion: ConclusionID? = nil, conference: ConferenceID? = nil, text: String,
        source: Source = Source(), pillars: [PillarID] = [], lead: AgencyID, coordinating: [AgencyID] = [],
        deliverable: String? = nil, measure: String? = nil, deadline: Deadline = .none, parent: AssignmentID? = nil,
        weight: Int = 1, continues: AssignmentID? = nil
    ) {
        self.id = id
        self.conclusion = conclusion
        self.conference = conference
        self.text = text
        self.source = source
        self.pillars = pillars
        self.lead = lead
        self.coordinating = coordinating
        self.deliverable = deliverable
        self.measure = measure
        self.deadline = deadline
        self.parent = parent
        self.weight = weight
        self.continues = continues
    }
}

/// What a secretary says of an assignment to be made; the numbers are the follow-up's to give.
package struct AssignmentDraft: Hashable, Codable, Sendable {
    package var conclusion: ConclusionID?
    package var conference: ConferenceID?
    /// The conclusion's own words where nothing is said.
    package var text: String?
    package var source: Source?
    package var pillars: [PillarID]?
    package var lead: AgencyID
    package var coordinating: [AgencyID]?
    package var deliverable: String?
    package var measure: String?
    package var deadline: Deadline
    package var parent: AssignmentID?
    package var weight: Int?

    package init(
        conclusion: ConclusionID? = nil, conference: ConferenceID? = nil, text: String? = nil, source: Source? = nil,
        pillars: [PillarID]? = nil, lead: AgencyID, coordinating: [AgencyID]? = nil, deliverable: String? = nil,
        measure: String? = nil, deadline: Deadline = .none, parent: AssignmentID? = nil, weight: Int? = nil
    ) {
        self.conclusion = conclusion
        self.conference = conference
        self.text = text
        self.source = source
        self.pillars = pillars
        self.lead = lead
        self.coordinating = coordinating
        self.deliverable = deliverable
        self.measure = measure
        self.deadline = deadline
        self.parent = parent
        self.weight = weight
    }
}
