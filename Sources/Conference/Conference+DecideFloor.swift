import Basics

/// Asking for the floor, granting it, losing it.
extension Conference {
    func decideFloor(_ command: Command, by actor: Actor, at now: WallTime) throws(Refusal) -> [Event] {
        switch command {
        case .ask(let site, let delegate, let item, let kind):
            return try decideAsk(site, delegate: delegate, item: item, kind: kind)
        case .withdraw(let site):
            try require(site)
            guard let request = speaking.request(of: site) else { throw .notInQueue }
            // A delegate takes back what that delegate has asked, and nobody else's request.
            guard actor.role != .delegate || actor.delegate == request.delegate else { throw .notAllowed }
            return [.floorRequestWithdrawn(site)]
        case .reorder(let sites):
            try requireQueueTime()
            guard sites.count == queue.count, Set(sites) == Set(queue.map(\.site)) else { throw .badOrder }
            return [.queueReordered(sites)]
        case .grant(let order):
            return try decideGrant(order, at: now)
        case .extend(let site, let seconds, let overBudget):
            return try decideExtension(site, seconds: seconds, overBudget: overBudget)
        case .revoke(let site):
            try requireTurn(site)
            return [.floorRevoked(site, .chair)] + afterTurn(of: site)
        case .yield(let site):
            try requireTurn(site)
            return [.floorYielded(site)] + afterTurn(of: site)
        case .dropLine(let site):
            try requireHolder(site)
            guard GracePeriod.expired(self, at: now).contains(site) else { throw .lineNotDropped }
            return [.floorRevoked(site, .lineDropped)] + afterTurn(of: site)
        default:
            preconditionFailure("a command of another subject")
        }
    }

    @discardableResult
    private func requireHolder(_ site: SiteID) throws(Refusal) -> FloorHolder {
        try require(site)
        guard let holder = speaking.holder(site) else { throw .notHoldingFloor }
        return holder
    }

    /// Whether the turn of `site` is not over: it speaks, or was set aside for an interruption.
    private func requireTurn(_ site: SiteID) throws(Refusal) {
        try require(site)
        guard speaking.turns.contains(where: { $0.site == site }) else { throw .notHoldingFloor }
    }

    /// What follows when a turn is over: its presentation ends, and those who were interrupted for it go on.
    private func afterTurn(of site: SiteID) -> [Event] {
        guard holds(site), !interrupted.isEmpty else { return endOfPresentation(losing: [site]) }
        return endOfPresentation(losing: [site]) + [.floorResumed]
    }

    private func decideAsk(
        _ site: SiteID, delegate: DelegateID?, item: ItemID?, kind: SpeechKind
    ) throws(Refusal) -> [Event] {
        try require(site)
        try require(delegate, at: site)
        try require(item)
        try requireOpen()
        guard admits(site) else { throw .notAdmitted }
        guard !speaking.turns.contains(where: { $0.site == site }) else { throw .alreadyHoldingFloor }
        let asked = Event.floorRequested(site, delegate: delegate, item: item, kind: kind)
        guard let waiting = speaking.request(of: site) else { return [asked] }
        // A point of order cannot wait for the speech that the same site has asked for; it takes that one's place.
        guard kind == .pointOfOrder, waiting.kind == .intervention else { throw .alreadyAsked }
        return [.floorRequestWithdrawn(site), asked]
    }

    private func decideGrant(_ order: GrantOrder, at now: WallTime) throws(Refusal) -> [Event] {
        try require(order.site)
        try require(order.delegate, at: order.site)
        try require(order.item)
        try requireOpen()
        guard admits(order.site) else { throw .notAdmitted }
        guard Limits.floorSeconds.contains(order.seconds) else { throw .badDuration }
        guard !holds(order.site) else { throw .alreadyHoldingFloor }
        let grant = completed(order)
        let ended: [FloorHolder]
        let lost: [FloorHolder]
        switch grant.mode {
        case .sole:
            (ended, lost) = (speaking.turns, floor)
        case .dialogue:
            guard !floor.isEmpty else { throw .noHolderForDialogue }
            guard floor.count < Limits.floorHolders, interrupted.isEmpty else { throw .tooManyHolders }
            (ended, lost) = ([], [])
        case .interruption:
            guard !floor.isEmpty else { throw .nobodyToInterrupt }
            guard interrupted.isEmpty else { throw .tooManyHolders }
            (ended, lost) = ([], floor)
        }
        if !order.overBudget, let delegation = index.delegation(of: grant.delegate, at: grant.site),
            let left = budgetLeft(for: delegation, replacing: ended, at: now)
        {
            guard grant.seconds <= left else { throw .overBudget }
        }
        return [.floorGranted(grant)] + endOfPresentation(losing: lost.map(\.site))
    }

    /// The grant with whom and what it is for, as the site asked or as the programme has it.
    private func completed(_ order: GrantOrder) -> Grant {
        let request = speaking.request(of: order.site)
        let interrupts = request?.kind == .pointOfOrder && !floor.isEmpty
        var grant = Grant(
            site: order.site, delegate: order.delegate ?? request?.delegate, item: order.item ?? request?.item,
            seconds: order.seconds, mode: order.mode ?? (interrupts ? .interruption : .sole))
        // Whoever raises a point of order does not give the speech of the programme.
        guard request?.kind != .pointOfOrder || order.item != nil,
            let item = (grant.item ?? item).flatMap({ index.items[$0] }),
            let speaker = item.speaker.flatMap({ index.delegates[$0] }),
            speaker.site == grant.site, grant.delegate == nil || grant.delegate == speaker.id
        else { return grant }
        grant.item = item.id
        grant.delegate = speaker.id
        return grant
    }

    private func decideExtension(_ site: SiteID, seconds: Int, overBudget: Bool) throws(Refusal) -> [Event] {
        let holder = try requireHolder(site)
        // Subtracting from the limit, since adding to a stranger's number could overflow.
        guard Limits.floorSeconds.contains(seconds),
            seconds <= Limits.floorSeconds.upperBound - holder.allotted
        else { throw .badDuration }
        if !overBudget, let delegation = index.delegation(of: holder.delegate, at: site),
            let budget = budget(of: delegation)
        {
            guard seconds <= budget.left else { throw .overBudget }
        }
        return [.floorExtended(site, seconds: seconds)]
    }
}
