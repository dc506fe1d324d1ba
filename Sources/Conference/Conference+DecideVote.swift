import Basics

/// Opening a vote, voting, and what it came to.
extension Conference {
    func decideVote(_ command: Command, by actor: Actor) throws(Refusal) -> [Event] {
        switch command {
        case .openVote(let motion):
            return try decideOpenVote(motion)
        case .cast(let id, let option, let delegate):
            let vote = try requireVote(id)
            try requireOpen()
            let voter = try voter(of: vote.motion, delegate: delegate, by: actor)
            guard vote.motion.options.indices.contains(option) else { throw .noSuchOption }
            guard !vote.voted.contains(voter) else { throw .alreadyVoted }
            return [.ballotCast(id, voter: voter, option: vote.motion.isSecret ? nil : option)]
        case .closeVote(let id, let secretCounts):
            let vote = try requireVote(id)
            guard vote.motion.isSecret else { return [.voteClosed(id, counts: vote.counts)] }
            guard let secretCounts, vote.isTally(secretCounts) else { throw .badTally }
            return [.voteClosed(id, counts: secretCounts)]
        case .annulVote(let id):
            _ = try requireVote(id)
            return [.voteAnnulled(id)]
        default:
            preconditionFailure("a command of another subject")
        }
    }

    private func requireVote(_ id: VoteID) throws(Refusal) -> Vote {
        guard let vote, vote.motion.id == id else { throw .unknownVote }
        return vote
    }

    private func decideOpenVote(_ motion: Motion) throws(Refusal) -> [Event] {
        try requireOpen()
        guard !isInClosedItem else { throw .inClosedItem }
        guard vote == nil else { throw .voteUnderWay }
        guard ShortName.isValid(motion.id.rawValue), !votes.contains(where: { $0.motion.id == motion.id }),
            Limits.voteOptions.contains(motion.options.count), Set(motion.options).count == motion.options.count
        else { throw .badVote }
        try require(text: motion.title)
        for option in motion.options { try require(text: option) }
        var motion = motion
        motion.item = item
        return [.voteOpened(motion)]
    }

    private func voter(of motion: Motion, delegate: DelegateID?, by actor: Actor) throws(Refusal) -> VoterID {
        switch (motion.unit, actor) {
        case (.site, .operator(let site)) where delegate == nil:
            try require(site)
            return VoterID(site)
        case (.delegate, .delegate(let own, let site)):
            try require(own, at: site)
            return VoterID(own)
        case (.delegate, .operator(let site)):
            // Nobody's secret ballot goes through another's hands.
            guard let delegate, !motion.isSecret else { throw .notEligible }
            try require(delegate, at: site)
            return VoterID(delegate)
        default:
            throw .notEligible
        }
    }
}
