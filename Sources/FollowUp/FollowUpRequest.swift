package import Conference

/// A command of the follow-up as a client sends it; who sent it never is in it.
package struct FollowUpRequest: Decodable, Sendable {
    package var id: CommandID
    package var command: FollowUpCommand

    private enum Key: String, CodingKey {
        case id, type, agencies, into, from, pillars, conclusions, conclusion, reason, assignments, assignment, to
        case report, name, unit, owner, figures, observation, agency, mails, text, lessons
    }

    /// What a client can ask for, by its name in JSON.
    package enum CommandType: String, Codable, CaseIterable {
        case addAgencies, mergeAgencies, setPillars, setMails, recordConclusions, correctConclusion, recordLessons, setAside, assign, assignEveryProvince
        case acknowledge, extend, stop, transfer, report, accept, sendBack, addIndicator, observe, choose
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        id = try container.decode(CommandID.self, forKey: .id)
        func reason() throws -> String { try container.decode(String.self, forKey: .reason) }
        func assignment() throws -> AssignmentID { try container.decode(AssignmentID.self, forKey: .assignment) }
        func report() throws -> ReportID { try container.decode(ReportID.self, forKey: .report) }

        command = switch try container.decode(CommandType.self, forKey: .type) {
        case .addAgencies: .addAgencies(try container.decode([Agency].self, forKey: .agencies))
        case .mergeAgencies:
            .mergeAgencies(
                try container.decode([AgencyID].self, forKey: .agencies),
                into: try container.decode(AgencyID.self, forKey: .into),
                from: try container.decode(Day.self, forKey: .from))
        case .setPillars: .setPillars(try container.decode([Pillar].self, forKey: .pillars))
        case .setMails:
            .setMails(
                try container.decode(AgencyID.self, forKey: .agency), try container.decode([String].self, forKey: .mails))
        case .recordConclusions:
            .recordConclusions(try container.decode([ConclusionDraft].self, forKey: .conclusions))
        case .correctConclusion:
            .correctConclusion(
                try container.decode(ConclusionID.self, forKey: .conclusion), text: try container.decode(String.self, forKey: .text),
                reason: try reason())
        case .recordLessons: .recordLessons(try container.decode([ConclusionDraft].self, forKey: .lessons))
        case .setAside:
            .setAside(try container.decode(ConclusionID.self, forKey: .conclusion), reason: try reason())
        case .assign: .assign(try container.decode([AssignmentDraft].self, forKey: .assignments))
        case .assignEveryProvince:
            .assignEveryProvince(try container.decode(AssignmentDraft.self, forKey: .assignment))
        case .acknowledge: .acknowledge(try assignment())
        case .extend:
            .extend(try assignment(), to: try container.decode(Day.self, forKey: .to), reason: try reason())
        case .stop: .stop(try assignment(), reason: try reason())
        case .transfer:
            .transfer(try assignment(), to: try container.decode(AgencyID.self, forKey: .to), reason: try reason())
        case .report: .report(try container.decode(ReportDraft.self, forKey: .report))
        case .accept: .accept(try report())
        case .sendBack: .sendBack(try report(), reason: try reason())
        case .addIndicator:
            .addIndicator(
                name: try container.decode(String.self, forKey: .name),
                unit: try container.decode(String.self, forKey: .unit),
                owner: try container.decodeIfPresent(AgencyID.self, forKey: .owner))
        case .observe: .observe(try container.decode([FigureDraft].self, forKey: .figures))
        case .choose:
            .choose(try container.decode(ObservationID.self, forKey: .observation), reason: try reason())
        }
    }
}
