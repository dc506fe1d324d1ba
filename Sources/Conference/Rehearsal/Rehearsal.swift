package import Basics

/// The last test session (phiên chạy thử): when it was, and what each site found in it.
package struct Rehearsal: Hashable, Codable, Sendable {
    package var started: WallTime
    /// `nil` while it goes on.
    package var ended: WallTime?
    /// Of each site that reported.
    package private(set) var sites: [SiteID: SiteTest] = [:]

    package init(startedAt time: WallTime) {
        started = time
    }

    package var isOn: Bool { ended == nil }

    package mutating func note(_ result: TestResult, of site: SiteID, at time: WallTime) {
        let former = sites[site]
        let isSame = former.map { Verdict($0.result) } == Verdict(result)
        sites[site] = SiteTest(
            result: result, at: time, since: isSame ? former?.since ?? time : time, count: (former?.count ?? 0) + 1)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(started, forKey: .started)
        try container.encode(ended, forKey: .ended)
        try container.encode(sites, forKey: .sites)
    }
}

/// What a site found last, and since when it has come to the same.
package struct SiteTest: Hashable, Codable, Sendable {
    package var result: TestResult
    package var at: WallTime
    package var since: WallTime
    /// How often the site has reported in this test session.
    package var count: Int
}
