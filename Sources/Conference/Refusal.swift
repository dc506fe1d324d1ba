/// Why a command was refused, in terms of the person who asked; one case a rule.
package enum Refusal: Error, Hashable, CaseIterable, Sendable {
    case notAllowed, siteNotNamed
    case notDraft, notConvened, notOpen, notInRecess, alreadyClosed
    case notBeforeOpening, rehearsalUnderWay, noRehearsal, tooManyTests
    case badPlan, alreadyBegun, closedItemUnderWay
    case unknownSite, unknownItem, unknownDelegate, delegateAtOtherSite, unknownDelegation, unknownChannel
    case itemAlreadyRunning, itemStarted, alreadyPassedOver
    case notAdmitted, inClosedItem
    case alreadyAsked, notInQueue, badOrder
    case alreadyHoldingFloor, notHoldingFloor, tooManyHolders, noHolderForDialogue, nobodyToInterrupt
    case badDuration, overBudget
    case badSites, alreadyMuted, notMuted
    case badDocument, unknownDocument, noSuchPage, notPresenting, alreadyPresenting, mayNotPresent
    case badText, noAnnouncement
    case alreadyMarked, badSubstitute
    case badVote, unknownVote, voteUnderWay, notEligible, alreadyVoted, noSuchOption, badTally
    case alreadyPresent, notPresent, lineNotDropped

    /// The rule's name in JSON.
    package var code: String { "\(self)" }

    /// Whether the role may never do this, rather than not now.
    package var isForbidden: Bool { self == .notAllowed }

    package func message(in language: Language) -> String { text[language] }
}
