import Basics

extension ConferencePlan {
    /// What is wrong with the plan, one sentence each; empty for a plan that a conference can be made of.
    package func problems() -> [String] {
        var problems: [String] = []
        problems += overLimits
        problems += badIdentifiers
        problems += repeated("site", sites.map(\.id.rawValue))
        problems += repeated("delegation", delegations.map(\.id.rawValue))
        problems += repeated("delegate", delegates.map(\.id.rawValue))
        problems += repeated("item", programme.map(\.id.rawValue))
        problems += repeated("channel", channels.map(\.id.rawValue))
        problems += badTexts
        problems += treeProblems
        problems += referenceProblems
        problems += delegationProblems
        problems += closedItemProblems
        problems += quorumProblems
        return problems
    }

    private var overLimits: [String] {
        var problems: [String] = []
        for (what, count, limit) in [
            ("sites", sites.count, Limits.sites), ("delegates", delegates.count, Limits.delegates),
            ("items", programme.count, Limits.programmeItems), ("delegations", delegations.count, Limits.delegates),
            ("channels", channels.count, Limits.channels),
        ] where count > limit {
            problems.append("The plan has \(count) \(what); at most \(limit) are possible.")
        }
        return problems
    }

    private var badIdentifiers: [String] {
        let all = [("conference", id.rawValue)] + sites.map { ("site", $0.id.rawValue) }
            + delegations.map { ("delegation", $0.id.rawValue) } + delegates.map { ("delegate", $0.id.rawValue) }
            + programme.map { ("item", $0.id.rawValue) } + channels.map { ("channel", $0.id.rawValue) }
        return all.filter { !ShortName.isValid($0.1) }.map { what, name in
            let length = "1 to \(Limits.identifierBytes)"
            return "The \(what) id \"\(name)\" is not of \(length) small letters a–z, digits and hyphens."
        }
    }

    private func repeated(_ what: String, _ ids: [String]) -> [String] {
        var seen: Set<String> = [], told: Set<String> = []
        return ids.filter { !seen.insert($0).inserted && told.insert($0).inserted }
            .map { "The \(what) id \"\($0)\" is used more than once." }
    }

    private var badTexts: [String] {
        var texts: [(String, Text)] = [("title", title), ("host", host)]
        if let theme { texts.append(("theme", theme)) }
        texts += sites.map { ("name of site \"\($0.id.rawValue)\"", $0.name) }
        texts += sites.compactMap { site in
            site.contact.map { ("contact of site \"\(site.id.rawValue)\"", Text(vi: $0.name, en: $0.phone)) }
        }
        texts += delegations.map { ("name of delegation \"\($0.id.rawValue)\"", $0.name) }
        texts += channels.map { ("name of channel \"\($0.id.rawValue)\"", $0.name) }
        texts += delegates.map { ("title of delegate \"\($0.id.rawValue)\"", $0.title) }
        texts += delegates.map { ("body of delegate \"\($0.id.rawValue)\"", $0.body) }
        texts += delegates.map { ("name of delegate \"\($0.id.rawValue)\"", Text(vi: $0.name, en: $0.name)) }
        texts += programme.map { ("title of item \"\($0.id.rawValue)\"", $0.title) }
        return texts.flatMap { what, text -> [String] in
            if text.vi.isEmpty || text.en.isEmpty { return ["The \(what) is empty."] }
            let tooLong = max(text.vi.utf8.count, text.en.utf8.count) > Limits.textBytes
            return tooLong ? ["The \(what) is longer than \(Limits.textBytes) bytes."] : []
        }
    }

    private var treeProblems: [String] {
        var problems: [String] = []
        let centres = sites.filter { $0.kind == .centre }
        if centres.isEmpty { problems.append("No site is of kind centre.") }
        if centres.count > 1 {
            let names = centres.map(\.id.rawValue).joined(separator: ", ")
            problems.append("Only one site can be of kind centre, not \(names).")
        }
        let parents = Dictionary(sites.map { ($0.id, $0.parent) }) { first, _ in first }
        for site in sites {
            guard let parent = site.parent else { continue }
            if parents[parent] == nil {
                problems.append("The parent \"\(parent.rawValue)\" of site \"\(site.id.rawValue)\" is not in the plan.")
            } else if Self.isOwnAncestor(site.id, parents) {
                problems.append("The site \"\(site.id.rawValue)\" lies below itself.")
            }
        }
        for site in sites {
            guard let code = site.province else { continue }
            guard code.utf8.count == 2, code.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
                problems.append("The province code \"\(code)\" of site \"\(site.id.rawValue)\" is not of two digits.")
                continue
            }
        }
        return problems
    }

    private static func isOwnAncestor(_ site: SiteID, _ parents: [SiteID: SiteID?]) -> Bool {
        var above = parents[site] ?? nil
        for _ in parents {
            guard let next = above, next != site else { break }
            above = parents[next] ?? nil
        }
        return above == site
    }

    private var referenceProblems: [String] {
        var problems: [String] = []
        let known = Set(sites.map(\.id)), people = Set(delegates.map(\.id))
        for delegate in delegates where !known.contains(delegate.site) {
            let name = delegate.id.rawValue, site = delegate.site.rawValue
            problems.append("The delegate \"\(name)\" is at the site \"\(site)\", which is not in the plan.")
        }
        for delegate in delegates where delegate.rank < 1 {
            problems.append("The rank of delegate \"\(delegate.id.rawValue)\" is below 1.")
        }
        for item in programme {
            let name = "item \"\(item.id.rawValue)\""
            if let speaker = item.speaker, !people.contains(speaker) {
                problems.append("The speaker \"\(speaker.rawValue)\" of \(name) is not among the delegates.")
            }
            if let site = item.site, !known.contains(site) {
                problems.append("The site \"\(site.rawValue)\" of \(name) is not in the plan.")
            }
            if !Limits.itemMinutes.contains(item.minutes) {
                let range = Limits.itemMinutes
                problems.append(
                    "The \(name) is allotted \(item.minutes) minutes, not \(range.lowerBound) to \(range.upperBound).")
            }
        }
        return problems
    }
}
