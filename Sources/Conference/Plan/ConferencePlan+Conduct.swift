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
        let sitesOfDelegations = Dictionary(delegations.map { ($0.id, $0.site) }) { first, _ in first }
        for delegate in delegates {
            guard let delegation = delegate.delegation else { continue }
            let name = delegate.id.rawValue, of = delegation.rawValue
            guard let site = sitesOfDelegations[delegation] else {
                problems.append("The delegation \"\(of)\" of delegate \"\(name)\" is not in the plan.")
                continue
            }
            if site != delegate.site {
                problems.append("The delegate \"\(name)\" is not at the site of the delegation \"\(of)\".")
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
