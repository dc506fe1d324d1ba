package import Conference

/// What a record of a preparation is called when it is spoken of.
package enum Subject: Hashable, Codable, Sendable {
    case heading
    case sitting(id: SittingID)
    case item(id: ItemID)
    case site(id: SiteID)
    case delegation(id: DelegationID)
    case person(id: DelegateID)
    case intervention(id: InterventionID)
    case paper(id: PaperID)
    case order(sitting: SittingID)
}

/// Why a change of a preparation was refused, in terms of the person who asked.
package enum PreparationRefusal: Error, Hashable, Sendable {
    case notAllowed
    /// Somebody else has changed it since; the present value tells what.
    case stale(Subject)
    case gone(Subject)
    case badName, tooMany
    case badDay, endsBeforeItBegins, badMinutes
    case unknownSitting, unknownItem, unknownSite, unknownDelegation, unknownPerson, unknownIntervention, unknownPaper
    case siteUnderItself, secondCentre, siteInUse, badCode(code: String, day: Day), badTimeZone, badCapacity
    case delegationInUse, personInUse, headElsewhere, substituteOfOneself
    case badOrder, sittingBegan
    case listNotText(ListFault), badRows(Int), previewOutdated, emptyList
    case emptyProgramme, clashes, badPlan([String]), nothingChanged, conferenceExists
    case notPublished, notInvited, tooLate, substituteNotNamed
    case badIntervention, interventionDecided
    case badHolidays

    /// The rule's name in JSON.
    package var code: String {
        switch self {
        case .stale: "stale"
        case .gone: "gone"
        case .badCode: "badCode"
        case .listNotText(let fault): fault.rawValue
        case .badRows: "badRows"
        case .badPlan: "badPlan"
        default: "\(self)"
        }
    }

    package var subject: Subject? {
        switch self {
        case .stale(let subject), .gone(let subject): subject
        default: nil
        }
    }

    package func message(in language: Language) -> String { text[language] }
}
