/// Whether a grant replaces the holder, joins it, or sets it aside until the new one is done.
package enum GrantMode: String, Codable, CaseIterable, Sendable {
    case sole, dialogue, interruption
}

/// The floor given to one site for some time.
package struct Grant: Hashable, Sendable {
    package var site: SiteID
    package var delegate: DelegateID?
    package var item: ItemID?
    package var seconds: Int
    package var mode: GrantMode

    package init(
        site: SiteID, delegate: DelegateID? = nil, item: ItemID? = nil, seconds: Int, mode: GrantMode = .sole
    ) {
        self.site = site
        self.delegate = delegate
        self.item = item
        self.seconds = seconds
        self.mode = mode
    }
}

/// A grant as it is ordered: what is left out follows from the request and the programme.
package struct GrantOrder: Hashable, Sendable {
    package var site: SiteID
    package var delegate: DelegateID?
    package var item: ItemID?
    package var seconds: Int
    /// `nil` for an interruption when a point of order is raised while somebody speaks, and else for a sole holder.
    package var mode: GrantMode?
    /// Whether the delegation may speak for longer than its budget.
    package var overBudget: Bool

    package init(
        site: SiteID, delegate: DelegateID? = nil, item: ItemID? = nil, seconds: Int, mode: GrantMode? = nil,
        overBudget: Bool = false
    ) {
        self.site = site
        self.delegate = delegate
        self.item = item
        self.seconds = seconds
        self.mode = mode
        self.overBudget = overBudget
    }
}

/// Why a holder lost the floor.
package enum RevocationReason: String, Codable, CaseIterable, Sendable {
    case chair, lineDropped, recess
}
