import Basics

extension Conference {
    /// What is wrong with this state, in words; empty whenever it came from decided events.
    package var violations: [String] {
        floorViolations + stageViolations + recordViolations + voteViolations
    }

    private func broken(_ rules: [(holds: Bool, otherwise: String)]) -> [String] {
        rules.filter { !$0.holds }.map(\.otherwise)
    }

    private var floorViolations: [String] {
        let holders = floor.map(\.site), waiting = queue.map(\.site), turns = speaking.turns
        let sites = turns.map(\.site)
        return broken([
            (holders.count <= Limits.floorHolders, "too many hold the floor"),
            (interrupted.count <= Limits.floorHolders, "too many were interrupted"),
            (interrupted.isEmpty || holders.count == 1, "an interruption by nobody, or by two"),
            (Set(sites).count == sites.count, "a site has two turns"),
            (Set(waiting).count == waiting.count, "a site waits twice"),
            (Set(sites).isDisjoint(with: waiting), "a holder waits"),
            (turns.isEmpty || phase == .open, "the floor is held while the conference is not in session"),
            (queue.isEmpty || phase == .open || phase == .recess, "a queue outside of a session"),
            ((sites + waiting).allSatisfy(admits), "one who is not admitted speaks or waits"),
            (turns.allSatisfy { $0.allotted > 0 && $0.spokenMilliseconds >= 0 }, "a holder without time"),
            (
                [holders.count, interrupted.count].allSatisfy { $0 <= Limits.floorHolders }
                    && [floor, interrupted].allSatisfy { Set($0.map(\.seat)).count == $0.count }
                    && turns.allSatisfy { 1...Limits.floorHolders ~= $0.seat },
                "a seat that is not there, or is taken"
            ),
            (
                speeches.allSatisfy { $0.seconds >= 0 && $0.over == max(0, $0.seconds - $0.allotted) },
                "a speech that does not add up"
            ),
        ])
    }

    private var stageViolations: [String] {
        let shownDocument = presentation?.document.flatMap(document)
        return broken([
            (shown.count <= Limits.shownSites && Set(shown).count == shown.count, "the stage shows a site twice"),
            (documents.count <= Limits.documents, "too many documents"),
            (Set(documents.map(\.id)).count == documents.count, "two documents of one name"),
            (presentation == nil || phase == .open, "a presentation while the conference is not in session"),
            (
                presentation.map { holds($0.site) || $0.site == central } ?? true,
                "a presentation by a site without the floor"
            ),
            (presentation.map { admits($0.site) } ?? true, "a presentation by a site that is not admitted"),
            (
                (presentation?.document == nil) == (presentation?.page == nil)
                    && (presentation?.document == nil) == (shownDocument == nil),
                "a page of nothing"
            ),
            (
                presentation?.page.map { 1...(shownDocument?.pages ?? 0) ~= $0 } ?? true,
                "a page that the document does not have"
            ),
        ])
    }

    private var recordViolations: [String] {
        let named = speaking.turns.map(\.site) + queue.map(\.site) + muted + attendance.keys + shown
            + speeches.map(\.site) + notReached.requests.map(\.site)
        let running = items.filter { $0.value.ended == nil }.map(\.key)
        return broken([
            (named.allSatisfy { site($0) != nil }, "an unknown site"),
            (item == nil || phase != .draft && phase != .convened, "an item before the opening"),
            (item.map { index.items[$0] != nil } ?? true, "an unknown item"),
            (items.keys.allSatisfy { index.items[$0] != nil }, "times of an unknown item"),
            (running == (phase == .closed ? [] : item.map { [$0] } ?? []), "an item that runs beside another"),
            (Set(notReached.items).count == notReached.items.count, "an item passed over twice"),
            (Set(notReached.items).isDisjoint(with: items.keys), "an item started and not reached"),
            (!isRehearsing || phase == .convened, "a test session outside of its time"),
            (rehearsal?.sites.keys.allSatisfy { site($0) != nil } ?? true, "a test by an unknown site"),
            (until == nil || phase == .recess, "the end of a recess that is not"),
            (
                attendance.values.allSatisfy { $0.present == ($0.since != nil) && $0.present == ($0.left == nil) },
                "a site that is neither here nor away"
            ),
            (people.keys.allSatisfy { index.delegates[$0] != nil }, "an unknown delegate"),
            (
                people.values.allSatisfy { ($0.status == .substituted) == ($0.substitute != nil) },
                "a substitute of nobody, or a place taken by nobody"
            ),
        ])
    }

    private var voteViolations: [String] {
        let voters = vote.map { eligibleVoters(of: $0.motion) } ?? []
        return broken([
            (vote == nil || phase == .open || phase == .recess, "a vote outside of a session"),
            (vote == nil || !isInClosedItem, "a vote behind closed doors"),
            (vote?.voted.isSubset(of: voters) ?? true, "a vote by a stranger"),
            (
                vote.map { $0.motion.isSecret ? $0.ballots.isEmpty : Set($0.ballots.keys) == $0.voted } ?? true,
                "ballots that are not those of the voters"
            ),
            (
                votes.allSatisfy { result in
                    result.counts.count == result.motion.options.count && result.counts.allSatisfy { $0 >= 0 }
                        && result.counts.reduce(0, +) <= result.eligible
                },
                "votes that do not add up"
            ),
            (Set(votes.map(\.motion.id)).count == votes.count, "two votes of one name"),
        ])
    }

    private func eligibleVoters(of motion: Motion) -> Set<VoterID> {
        switch motion.unit {
        case .site: Set(plan.sites.map { VoterID($0.id) })
        case .delegate: Set(plan.delegates.map { VoterID($0.id) })
        }
    }
}
