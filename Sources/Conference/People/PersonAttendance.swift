package import Basics

/// Where one delegate is.
package enum PersonStatus: String, Codable, CaseIterable, Sendable {
    case present, absent, excused, substituted, late, left

    /// Whether the delegate, or somebody in the delegate's place, is there.
    package var isPresent: Bool {
        switch self {
        case .present, .late, .substituted: true
        case .absent, .excused, .left: false
        }
    }
}

/// What was last marked of one delegate (điểm danh đại biểu).
package struct PersonAttendance: Hashable, Codable, Sendable {
    package var status: PersonStatus
    package var at: WallTime
    /// The name of whoever came instead.
    package var substitute: String?

    package init(status: PersonStatus, at: WallTime, substitute: String? = nil) {
        self.status = status
        self.at = at
        self.substitute = substitute
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(status, forKey: .status)
        try container.encode(at, forKey: .at)
        try container.encode(substitute, forKey: .substitute)
    }
}

/// How many delegates are where.
package struct PeopleTotals: Hashable, Sendable {
    /// Only of what was marked of anybody.
    package var counts: [PersonStatus: Int]
    package var unmarked: Int

    package init(counts: [PersonStatus: Int] = [:], unmarked: Int = 0) {
        self.counts = counts
        self.unmarked = unmarked
    }

    package var all: Int { counts.values.reduce(unmarked, +) }

    fileprivate mutating func count(_ status: PersonStatus?) {
        if let status { counts[status, default: 0] += 1 } else { unmarked += 1 }
    }
}

/// Whether enough are there to decide anything.
package struct QuorumState: Hashable, Sendable {
    package var needed: Int
    package var present: Int

    package init(needed: Int, present: Int) {
        self.needed = needed
        self.present = present
    }

    package var isReached: Bool { present >= needed }
}

extension Conference {
    /// Of each site that has named delegates.
    package var peopleTotalsBySite: [SiteID: PeopleTotals] { peopleTotals { $0.site } }

    /// Of each kind of site that has named delegates.
    package var peopleTotalsByKind: [SiteKind: PeopleTotals] { peopleTotals { site($0.site)?.kind } }

    private func peopleTotals<Key: Hashable>(by key: (Delegate) -> Key?) -> [Key: PeopleTotals] {
        var totals: [Key: PeopleTotals] = [:]
        for delegate in plan.delegates {
            guard let key = key(delegate) else { continue }
            totals[key, default: PeopleTotals()].count(people[delegate.id]?.status)
        }
        return totals
    }

    /// `nil` when the plan asks for none.
    package var quorum: QuorumState? {
        guard let quorum = plan.quorum else { return nil }
        switch quorum.unit {
        case .site:
            return QuorumState(
                needed: quorum.needed(of: plan.sites.count),
                present: attendance.values.count { $0.present })
        case .delegate:
            return QuorumState(
                needed: quorum.needed(of: plan.delegates.count),
                present: people.values.count { $0.status.isPresent })
        }
    }
}
