/// The parts of a plan by their names, since a conference asks for them all the time.
struct PlanIndex: Hashable, Sendable {
    let sites: [SiteID: Site]
    let delegates: [DelegateID: Delegate]
    let delegations: [DelegationID: Delegation]
    let items: [ItemID: ProgrammeItem]
    /// The delegation of each site that has exactly one.
    let onlyDelegations: [SiteID: DelegationID]
    let channels: Set<ChannelID>

    init(_ plan: ConferencePlan) {
        sites = Dictionary(plan.sites.map { ($0.id, $0) }) { first, _ in first }
        delegates = Dictionary(plan.delegates.map { ($0.id, $0) }) { first, _ in first }
        delegations = Dictionary(plan.delegations.map { ($0.id, $0) }) { first, _ in first }
        items = Dictionary(plan.programme.map { ($0.id, $0) }) { first, _ in first }
        onlyDelegations = Dictionary(grouping: plan.delegations, by: \.site).compactMapValues { found in
            found.count == 1 ? found[0].id : nil
        }
        channels = Set(plan.channels.map(\.id))
    }

    /// Whose time a speech is.
    func delegation(of delegate: DelegateID?, at site: SiteID) -> DelegationID? {
        guard let delegate else { return onlyDelegations[site] }
        return delegates[delegate]?.delegation
    }
}
