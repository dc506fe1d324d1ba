package import Conference

/// A conclusion or a lesson to be recorded; the number is the follow-up's to give.
package struct ConclusionDraft: Hashable, Codable, Sendable {
    package var conference: ConferenceID?
    package var number: String?
    package var text: String
    package var source: Source?

    package init(conference: ConferenceID? = nil, number: String? = nil, text: String, source: Source? = nil) {
        self.conference = conference
        self.number = number
        self.text = text
        self.source = source
    }
}

/// Something that somebody wants; it may be refused.
package enum FollowUpCommand: Hashable, Sendable {
    case addAgencies([Agency])
    case mergeAgencies([AgencyID], into: AgencyID, from: Day)
    case setPillars([Pillar])
    /// Who is reminded by mail; nobody when empty.
    case setMails(AgencyID, [String])
    /// The reminders of this day are on their way.
    case remind(Day)

    case recordConclusions([ConclusionDraft])
    /// What was recorded says something else; assignments that were made of it keep their own words.
    case correctConclusion(ConclusionID, text: String, reason: String)
    case recordLessons([ConclusionDraft])
    /// Nobody needs to be charged with it.
    case setAside(ConclusionID, reason: String)

    case assign([AssignmentDraft])
    /// The draft's lead answers for the whole, and every province that is today for its part.
    case assignEveryProvince(AssignmentDraft)
    case acknowledge(AssignmentID)
    case extend(AssignmentID, to: Day, reason: String)
    case stop(AssignmentID, reason: String)
    case transfer(AssignmentID, to: AgencyID, reason: String)

    case report(ReportDraft)
    case accept(ReportID)
    case sendBack(ReportID, reason: String)

    case addIndicator(name: String, unit: String, owner: AgencyID?)
    case observe([FigureDraft])
    case choose(ObservationID, reason: String)
}
