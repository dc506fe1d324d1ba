package import Conference

/// Who a command of the follow-up comes from: known from the session, never from what was sent.
package enum FollowUpActor: Hashable, Sendable {
    /// Who follows everything up; with a conference, only what that one concluded.
    case secretariat(of: ConferenceID? = nil)
    case agency(AgencyID)
    /// Sees, and does nothing.
    case observer
    case system

    package var agency: AgencyID? { if case .agency(let id) = self { id } else { nil } }
    package var isSecretariat: Bool { if case .secretariat = self { true } else { false } }

    /// Whether it may manage what `conference` concluded.
    func manages(_ conference: ConferenceID?) -> Bool {
        switch self {
        case .secretariat(of: nil), .system: true
        case .secretariat(of: let own): own == conference
        case .agency, .observer: false
        }
    }
}

extension FollowUpActor: Codable {
    private enum CodingKeys: String, CodingKey { case role, conference, agency }
    private enum Role: String, Codable { case secretariat, agency, observer, system }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(Role.self, forKey: .role) {
        case .secretariat:
            self = .secretariat(of: try container.decodeIfPresent(ConferenceID.self, forKey: .conference))
        case .agency: self = .agency(try container.decode(AgencyID.self, forKey: .agency))
        case .observer: self = .observer
        case .system: self = .system
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .secretariat(let conference):
            try container.encode(Role.secretariat, forKey: .role)
            try container.encodeIfPresent(conference, forKey: .conference)
        case .agency(let agency):
            try container.encode(Role.agency, forKey: .role)
            try container.encode(agency, forKey: .agency)
        case .observer: try container.encode(Role.observer, forKey: .role)
        case .system: try container.encode(Role.system, forKey: .role)
        }
    }
}
