package import Basics
import Conference

extension FollowUp {
    /// The events that open a follow-up.
    package static func open(pillars: [Pillar] = Pillar.usual, agencies: [Agency]) -> [FollowUpEvent] {
        [.followUpOpened(pillars: pillars, agencies: agencies)]
    }

    /// What happens when `actor` wants `command` at `now`, or the rule against it.
    ///
    /// - Nothing is done without a report that the secretariat accepted.
    /// - What has ended stays as it is.
    /// - A conference's own secretariat follows up what that conference concluded, and nothing else.
    /// - An agency speaks for what it leads on that day, its predecessors' assignments among it.
    package func decide(
        _ command: FollowUpCommand, by actor: FollowUpActor, at now: WallTime
    ) throws(FollowUpRefusal) -> [FollowUpEvent] {
        switch command {
        case .addAgencies, .mergeAgencies, .setPillars:
            guard actor == .secretariat() || actor == .system else { throw .notAllowed }
            return try decideTables(command)
        case .setMails, .remind:
            return try decideReminders(command, by: actor)
        case .recordConclusions, .correctConclusion, .recordLessons, .setAside, .assign, .assignEveryProvince:
            guard actor.isSecretariat else { throw .notAllowed }
            return try decideAssigning(command, by: actor, today: Today.day(at: now))
        case .acknowledge, .extend, .stop, .transfer:
            return try decideCourse(command, by: actor, today: Today.day(at: now))
        case .report, .accept, .sendBack:
            return try decideReports(command, by: actor, today: Today.day(at: now))
        case .addIndicator, .observe, .choose:
            return try decideFigures(command, by: actor)
        }
    }

    func require(_ id: AgencyID, on day: Day) throws(FollowUpRefusal) {
        guard let agency = agencies[id] else { throw .unknownAgency }
        guard agency.isValid(on: day) else { throw .agencyNotValid }
    }

    func require(text: String) throws(FollowUpRefusal) {
        guard text.utf8.count <= Limits.wordsBytes, !text.allSatisfy(\.isWhitespace) else { throw .badText }
    }

    func require(texts: [String?]) throws(FollowUpRefusal) {
        for text in texts { if let text { try require(text: text) } }
    }

    func require(_ source: Source?) throws(FollowUpRefusal) {
        try require(texts: [source?.document, source?.words])
    }

    /// The assignment, which has not ended and which `actor` manages or leads.
    func openAssignment(_ id: AssignmentID) throws(FollowUpRefusal) -> FollowedAssignment {
        guard let followed = self[id] else { throw .unknownAssignment }
        guard followed.isOpen else { throw .assignmentEnded }
        return followed
    }

    // MARK: Agencies and pillars

    private func decideTables(_ command: FollowUpCommand) throws(FollowUpRefusal) -> [FollowUpEvent] {
        switch command {
        case .addAgencies(let added):
            guard !added.isEmpty else { throw .nothing }
            guard agencies.count + added.count <= Limits.agencies else { throw .tooMany }
            var names: Set<AgencyID> = []
            for agency in added {
                guard agencies[agency.id] == nil, names.insert(agency.id).inserted else { throw .agencyExists }
                try require(agency)
            }
            return added.map { .agencyAdded($0) }
        case .mergeAgencies(let former, let into, let from):
            guard !former.isEmpty else { throw .nothing }
            guard Set(former).count == former.count else { throw .alreadyMerged }
            for id in former {
                guard let agency = agencies[id] else { throw .unknownAgency }
                guard agency.successor == nil, agency.until == nil, agency.mails == nil else { throw .alreadyMerged }
                guard !agencies.follows(id, into) else { throw .ownSuccessor }
                guard agency.from.map({ $0 < from }) ?? true else { throw .agencyNotValid }
            }
            try require(into, on: from)
            return former.map { .agencyMerged($0, into: into, from: from) }
        case .setPillars(let pillars):
            let names = Set(pillars.map(\.id))
            guard 1...Limits.pillars ~= pillars.count, names.count == pillars.count,
                pillars.allSatisfy({ isShortName($0.id.rawValue) }), byPillar.keys.allSatisfy(names.contains)
            else { throw .badPillars }
            for pillar in pillars { try require(texts: [pillar.name.vi, pillar.name.en]) }
            return [.pillarsSet(pillars)]
        default: preconditionFailure("not a command of the tables")
        }
    }

    private func require(_ agency: Agency) throws(FollowUpRefusal) {
        guard isShortName(agency.id.rawValue), agency.successor == nil, agency.until == nil else { throw .badAgency }
        for text in [agency.name.vi, agency.name.en] + [agency.short?.vi, agency.short?.en].compactMap(\.self) {
            guard text.utf8.count <= Limits.textBytes, !text.allSatisfy(\.isWhitespace) else { throw .badAgency }
        }
    }

    private func isShortName(_ name: String) -> Bool {
        1...Limits.identifierBytes ~= name.utf8.count && name.utf8.first != UInt8(ascii: "-")
            && name.utf8.allSatisfy { byte in
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                    || byte == UInt8(ascii: "-")
            }
    }
}
