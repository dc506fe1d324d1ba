/// What is counted: whole sites, or the delegates named in the plan.
package enum CountingUnit: String, Codable, CaseIterable, Sendable {
    case site, delegate
}

/// How many have to be there for the conference to decide anything.
package struct Quorum: Hashable, Codable, Sendable {
    package var unit: CountingUnit
    /// Of all sites, or of all delegates.
    package var percent: Int

    package init(unit: CountingUnit, percent: Int) {
        self.unit = unit
        self.percent = percent
    }

    /// The smallest number that is at least so many percent of `total`.
    package func needed(of total: Int) -> Int { (total * percent + 99) / 100 }
}
