import Basics

/// The time that a delegation has for the whole conference, in seconds.
package struct Budget: Hashable, Sendable {
    package var total: Int
    /// In finished turns.
    package var spent: Int
    /// Allotted to turns that are not over.
    package var promised: Int

    package init(total: Int, spent: Int, promised: Int) {
        self.total = total
        self.spent = spent
        self.promised = promised
    }

    /// Negative when more was allowed than there is.
    package var left: Int { total - spent - promised }
}

extension Conference {
    /// `nil` for a delegation whose time nobody counts.
    package func budget(of delegation: DelegationID) -> Budget? {
        guard let minutes = index.delegations[delegation]?.minutes else { return nil }
        let isOwn = { (delegate: DelegateID?, site: SiteID) in
            index.delegation(of: delegate, at: site) == delegation
        }
        return Budget(
            total: minutes * 60,
            spent: speeches.lazy.filter { isOwn($0.delegate, $0.site) }.reduce(0) { $0 + $1.seconds },
            promised: speaking.turns.filter { isOwn($0.delegate, $0.site) }.reduce(0) { $0 + $1.allotted })
    }

    /// What a delegation has left for one more turn; those of it who would be replaced count for what they spoke.
    func budgetLeft(for delegation: DelegationID, replacing: [FloorHolder], at now: WallTime) -> Int? {
        guard let budget = budget(of: delegation) else { return nil }
        let own = replacing.filter { index.delegation(of: $0.delegate, at: $0.site) == delegation }
        let given = own.reduce(0) { $0 + $1.allotted }
        let spoken = own.reduce(0) { sum, holder in
            sum + (holds(holder.site) ? holder.spoken(at: now) : holder.spokenMilliseconds) / 1_000
        }
        return budget.left + given - spoken
    }
}
