/// A plan that was published anew.
extension Conference {
    /// Only what was not yet begun may change: whatever the record speaks of stays in the plan as it is.
    func decideRevision(_ next: ConferencePlan) throws(Refusal) -> [Event] {
        try requireNotClosed()
        guard next != plan else { return [] }
        guard next.problems().isEmpty else { throw .badPlan }
        guard vote == nil else { throw .voteUnderWay }
        // What was there before the doors closed comes back when they open.
        guard !isInClosedItem else { throw .closedItemUnderWay }
        guard next.id == plan.id, next.video == plan.video, next.sites.contains(where: { $0.id == central && $0.kind == .centre }),
            keepsItems(next), keepsPeople(next), keepsSites(next)
        else { throw .alreadyBegun }
        return [.planRevised(next)]
    }

    private func keepsItems(_ next: ConferencePlan) -> Bool {
        let mentioned = queue.map(\.item) + speaking.turns.map(\.item) + speeches.map(\.item)
        let known = Set(next.programme.map(\.id))
        return items.keys.allSatisfy { next.item($0) == plan.item($0) }
            && (mentioned.compactMap(\.self) + notReached.items).allSatisfy(known.contains)
    }

    private func keepsPeople(_ next: ConferencePlan) -> Bool {
        let mentioned = queue.map(\.delegate) + speaking.turns.map(\.delegate) + speeches.map(\.delegate)
        let sites = Dictionary(next.delegates.map { ($0.id, $0.site) }) { first, _ in first }
        let all = Set(mentioned.compactMap(\.self)).union(people.keys)
        return all.allSatisfy { sites[$0] != nil && sites[$0] == index.delegates[$0]?.site }
            && Set(plan.channels).isSubset(of: next.channels)
    }

    private func keepsSites(_ next: ConferencePlan) -> Bool {
        let known = Set(next.sites.map(\.id))
        let mentioned = queue.map(\.site) + speaking.turns.map(\.site) + speeches.map(\.site)
            + shown + documents.compactMap(\.site)
        return known.isSuperset(of: mentioned) && known.isSuperset(of: attendance.keys) && known.isSuperset(of: muted)
            && known.isSuperset(of: rehearsal?.sites.keys.map(\.self) ?? [])
    }
}
