package import Conference

/// Why a command of the follow-up was refused, in terms of the person who asked; one case a rule.
package enum FollowUpRefusal: Error, Hashable, CaseIterable, Sendable {
    case notAllowed
    case unknownAgency, agencyExists, badAgency, agencyNotValid
    case ownSuccessor, alreadyMerged
    case badPillars, unknownPillar
    case badMail, alreadyReminded
    case unknownConclusion, conclusionAssigned, conclusionSetAside
    case unknownAssignment, assignmentEnded, leadCoordinates, badCoordinating, badWeight, badParent, noProvinces
    case notLead, alreadyAcknowledged
    case notDated, extensionIntoPast, extensionNotLater
    case hasChildren, childrenOpen, sameAgency
    case badPercent, badEvidence, reportWaiting, unknownReport, reportDecided
    case unknownIndicator, indicatorExists, badFigure, unknownObservation, nothingToChoose
    case badText, badConference, nothing, tooMany

    /// The rule's name in JSON.
    package var code: String { "\(self)" }

    /// Whether whoever asked may never do this, rather than not now.
    package var isForbidden: Bool { self == .notAllowed || self == .notLead }

    package func message(in language: Language) -> String { text[language] }
}
