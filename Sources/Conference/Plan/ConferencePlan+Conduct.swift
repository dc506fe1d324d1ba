import Basics

/// What can be wrong with what a plan says of delegations, closed items and the quorum.
extension ConferencePlan {
    var delegationProblems: [String] {
        var problems: [String] = []
        let known = Set(sites.map(\.id))
        for delegation in delegations {
            let name = "delegation \"\(delegation.id.rawValue)\""
            if !known.contains(delegation.site) {
                problems.append("The \(name) is at the site \"\(delegation.site.rawValue)\", which is not in the plan.")
            }
            if let minutes = delegation.minutes, !Limits.delegationMinutes.contains(minutes) {
                let range = Limits.delegationMinutes
                problems.append("The \(name) has \(minutes) minutes, not \(range.lowerBound) to \(range.upperBound).")
            }
        }
        let named = Set(delegations.map(\.id))
        for delegate in delegates {
            guard let delegation = delegate.delegation else { continue }
            let name = delegate.id.rawValue, of = delegation.rawValue
            if !named.contains(delegation) {
                problems.append("The delegation \"\(of)\" of delegate \"\(name)\" is not in the plan.")
            }
        }
        return problems
    }

    var closedItemProblems: [String] {
        var problems: [String] = []
        let known = Set(sites.map(\.id))
        for item in programme {
            guard let admitted = item.admits else { continue }
            let name = "closed item \"\(item.id.rawValue)\""
            if admitted.isEmpty { problems.append("The \(name) admits no site.") }
            if Set(admitted).count != admitted.count { problems.append("The \(name) admits a site twice.") }
            for site in admitted where !known.contains(site) {
                problems.append("The site \"\(site.rawValue)\" that the \(name) admits is not in the plan.")
            }
        }
        return problems
    }

    var quorumProblems: [String] {
        guard let quorum, !(1...100).contains(quorum.percent) else { return [] }
        return ["The quorum is \(quorum.percent) percent, not 1 to 100."]
    }
}
