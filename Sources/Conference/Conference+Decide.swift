package import Basics

extension Conference {
    /// The events that make a conference out of a plan.
    package static func create(_ plan: ConferencePlan) throws(Refusal) -> [Event] {
        guard plan.problems().isEmpty else { throw .badPlan }
        return [.conferenceCreated(plan)]
    }

    /// What happens when `actor` wants `command` at `now`, or the rule against it.
    ///
    /// - A test session is held before the opening, which ends it; what is done in it is no floor.
    /// - Sites ask, and are granted the floor, only while the conference is in session.
    /// - A recess takes the floor from its holders, so that nobody is heard by surprise and no timer stands still;
    ///   the queue stays and may still be left and ordered.
    /// - Closing takes everything, and nothing but attendance is recorded afterwards.
    /// - A closed item begins and ends with an empty floor, and only its own sites take part in it.
    package func decide(
        _ command: Command, by actor: Actor, at now: WallTime
    ) throws(Refusal) -> [Event] {
        guard command.isAllowed(to: actor) else { throw .notAllowed }
        switch command {
        case .convene, .open, .recess, .resume, .close, .callOff, .startItem, .passOver:
            return try decideCourse(command, at: now)
        case .startRehearsal, .endRehearsal, .reportTest:
            return try decideRehearsal(command)
        case .ask, .withdraw, .grant, .extend, .revoke, .yield, .reorder, .dropLine:
            return try decideFloor(command, by: actor, at: now)
        case .layout, .mute, .unmute:
            return try decideStage(command, by: actor)
        case .present, .turnPage, .stopPresenting, .addDocument:
            return try decidePresentation(command, by: actor)
        case .message, .messageEach, .clearAnnouncement, .attend, .join, .leave:
            return try decidePeople(command, by: actor)
        case .openVote, .cast, .closeVote, .annulVote:
            return try decideVote(command, by: actor)
        case .revisePlan(let plan):
            return try decideRevision(plan)
        }
    }

    func require(_ site: SiteID) throws(Refusal) {
        guard self.site(site) != nil else { throw .unknownSite }
    }

    func require(_ item: ItemID?) throws(Refusal) {
        guard let item else { return }
        guard index.items[item] != nil else { throw .unknownItem }
    }

    func require(_ id: DelegateID?, at site: SiteID) throws(Refusal) {
        guard let id else { return }
        guard let delegate = index.delegates[id] else { throw .unknownDelegate }
        guard delegate.site == site else { throw .delegateAtOtherSite }
    }

    func requireOpen() throws(Refusal) {
        guard phase == .open else { throw .notOpen }
    }

    func requireNotClosed() throws(Refusal) {
        guard phase != .closed else { throw .alreadyClosed }
    }

    func requireQueueTime() throws(Refusal) {
        guard phase == .open || phase == .recess else { throw .notOpen }
    }

    /// Something a person wrote: not blank, and not longer than it can be shown.
    func require(text: String) throws(Refusal) {
        guard text.utf8.count <= Limits.textBytes, !text.allSatisfy(\.isWhitespace) else { throw .badText }
    }
}
