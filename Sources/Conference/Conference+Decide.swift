package import Basics

extension Conference {
    /// The events that make a conference out of a plan.
    package static func create(_ plan: ConferencePlan) throws(Refusal) -> [Event] {
        guard plan.problems().isEmpty else { throw .badPlan }
        return [.conferenceCreated(plan)]
    }

    /// What happens when `actor` wants `command` at `now`, or the rule against it.
    ///
    /// - Sites ask, and are granted the floor, only while the conference is in session.
    /// - A recess takes the floor from its holders, so that nobody is heard by surprise and no timer stands still;
    ///   the queue stays and may still be left and ordered.
    /// - Closing takes everything, and nothing but attendance is recorded afterwards.
    package func decide(
        _ command: Command, by actor: Actor, at now: WallTime
    ) throws(Refusal) -> [Event] {
        guard command.isAllowed(to: actor) else { throw .notAllowed }
        switch command {
        case .convene:
            guard phase == .draft else { throw .notDraft }
            return [.conferenceConvened]
        case .open:
            guard phase == .convened else { throw .notConvened }
            return [.sessionOpened]
        case .recess:
            guard phase == .open else { throw .notOpen }
            return floor.map { .floorRevoked($0.site, .chair) } + [.sessionRecessed]
        case .resume:
            guard phase == .recess else { throw .notInRecess }
            return [.sessionResumed]
        case .close:
            try requireNotClosed()
            try requireQueueTime()
            return [.conferenceClosed]

        case .startItem(let item):
            guard phase == .open else { throw .notOpen }
            guard plan.item(item) != nil else { throw .unknownItem }
            guard item != self.item else { throw .itemAlreadyRunning }
            return [.itemStarted(item)]
        case .ask(let site, let delegate, let item):
            return try decideAsk(site, delegate: delegate, item: item)
        case .withdraw(let site):
            try require(site)
            guard waits(site) else { throw .notInQueue }
            return [.floorRequestWithdrawn(site)]
        case .reorder(let sites):
            try requireQueueTime()
            guard sites.count == queue.count, Set(sites) == Set(queue.map(\.site)) else { throw .badOrder }
            return [.queueReordered(sites)]

        case .grant(let grant):
            return try decideGrant(grant)
        case .extend(let site, let seconds):
            guard let holder = try holder(site) else { throw .notHoldingFloor }
            // Subtracting from the limit, since adding to a stranger's number could overflow.
            guard Limits.floorSeconds.contains(seconds),
                seconds <= Limits.floorSeconds.upperBound - holder.allotted
            else { throw .badDuration }
            return [.floorExtended(site, seconds: seconds)]
        case .revoke(let site):
            guard try holder(site) != nil else { throw .notHoldingFloor }
            return [.floorRevoked(site, .chair)]
        case .yield(let site):
            guard try holder(site) != nil else { throw .notHoldingFloor }
            return [.floorYielded(site)]
        case .dropLine(let site):
            guard try holder(site) != nil else { throw .notHoldingFloor }
            guard GracePeriod.expired(self, at: now).contains(site) else { throw .lineNotDropped }
            return [.floorRevoked(site, .lineDropped)]

        case .layout(let layout):
            try requireNotClosed()
            return [.stageLaidOut(layout)]
        case .mute(let site):
            try require(site)
            try requireNotClosed()
            guard !muted.contains(site) else { throw .alreadyMuted }
            return [.siteMuted(site)]
        case .unmute(let site):
            try require(site)
            try requireNotClosed()
            guard muted.contains(site) else { throw .notMuted }
            return [.siteUnmuted(site)]

        case .join(let site):
            try require(site)
            guard !isPresent(site) else { throw .alreadyPresent }
            return [.siteJoined(site)]
        case .leave(let site):
            try require(site)
            guard isPresent(site) else { throw .notPresent }
            return [.siteLeft(site)]
        }
    }

    private func decideAsk(
        _ site: SiteID, delegate: DelegateID?, item: ItemID?
    ) throws(Refusal) -> [Event] {
        try require(site)
        try require(delegate, at: site)
        try require(item)
        guard phase == .open else { throw .notOpen }
        guard !holds(site) else { throw .alreadyHoldingFloor }
        guard !waits(site) else { throw .alreadyAsked }
        return [.floorRequested(site, delegate: delegate, item: item)]
    }

    private func decideGrant(_ grant: Grant) throws(Refusal) -> [Event] {
        try require(grant.site)
        try require(grant.delegate, at: grant.site)
        try require(grant.item)
        guard phase == .open else { throw .notOpen }
        guard Limits.floorSeconds.contains(grant.seconds) else { throw .badDuration }
        guard !holds(grant.site) else { throw .alreadyHoldingFloor }
        if grant.mode == .dialogue {
            guard !floor.isEmpty else { throw .noHolderForDialogue }
            guard floor.count < Limits.floorHolders else { throw .tooManyHolders }
        }
        return [.floorGranted(completed(grant))]
    }

    /// The grant with whom and what it is for, as the site asked or as the programme has it.
    private func completed(_ grant: Grant) -> Grant {
        var grant = grant
        if let request = queue.first(where: { $0.site == grant.site }) {
            grant.item = grant.item ?? request.item
            grant.delegate = grant.delegate ?? request.delegate
        }
        guard let item = (grant.item ?? item).flatMap(plan.item), let speaker = item.speaker.flatMap(plan.delegate),
            speaker.site == grant.site, grant.delegate == nil || grant.delegate == speaker.id
        else { return grant }
        grant.item = item.id
        grant.delegate = speaker.id
        return grant
    }

    private func holder(_ site: SiteID) throws(Refusal) -> FloorHolder? {
        try require(site)
        return floor.first { $0.site == site }
    }

    private func require(_ site: SiteID) throws(Refusal) {
        guard self.site(site) != nil else { throw .unknownSite }
    }

    private func require(_ item: ItemID?) throws(Refusal) {
        guard let item else { return }
        guard plan.item(item) != nil else { throw .unknownItem }
    }

    private func require(_ id: DelegateID?, at site: SiteID) throws(Refusal) {
        guard let id else { return }
        guard let delegate = plan.delegate(id) else { throw .unknownDelegate }
        guard delegate.site == site else { throw .delegateAtOtherSite }
    }

    private func requireNotClosed() throws(Refusal) {
        guard phase != .closed else { throw .alreadyClosed }
    }

    private func requireQueueTime() throws(Refusal) {
        guard phase == .open || phase == .recess else { throw .notOpen }
    }
}
