import Basics

/// The phases and the programme.
extension Conference {
    func decideCourse(_ command: Command, at now: WallTime) throws(Refusal) -> [Event] {
        switch command {
        case .convene:
            guard phase == .draft else { throw .notDraft }
            return [.conferenceConvened]
        case .open:
            guard phase == .convened else { throw .notConvened }
            return endOfRehearsal + [.sessionOpened]
        case .recess(let minutes):
            try requireOpen()
            guard minutes.map(Limits.recessMinutes.contains) ?? true else { throw .badDuration }
            return endOfTurns(.recess) + [recess(minutes, at: now)]
        case .resume:
            guard phase == .recess else { throw .notInRecess }
            return [.sessionResumed]
        case .close:
            return try decideClose()
        case .callOff(let words):
            guard phase == .draft || phase == .convened else { throw .alreadyBegun }
            try require(text: words)
            return endOfRehearsal + [.messageSent(from: nil, to: .all, text: words), .conferenceClosed]
        case .startItem(let item):
            return try decideStart(item, at: now)
        case .passOver(let item):
            try requireQueueTime()
            try require(item)
            guard items[item] == nil else { throw .itemStarted }
            guard !notReached.items.contains(item) else { throw .alreadyPassedOver }
            return [.itemNotReached(item)]
        default:
            preconditionFailure("a command of another subject")
        }
    }

    private func recess(_ minutes: Int?, at now: WallTime) -> Event {
        .sessionRecessed(until: minutes.map { now.advanced(bySeconds: $0 * 60) })
    }

    private func decideClose() throws(Refusal) -> [Event] {
        try requireNotClosed()
        try requireQueueTime()
        guard vote == nil else { throw .voteUnderWay }
        let passedOver = Set(notReached.items)
        let items = plan.programme.map(\.id).filter { self.items[$0] == nil && !passedOver.contains($0) }
        return endOfPresentation() + items.map(Event.itemNotReached)
            + queue.map { .requestNotReached($0.site) } + [.conferenceClosed]
    }

    private func decideStart(_ id: ItemID, at now: WallTime) throws(Refusal) -> [Event] {
        try requireOpen()
        guard let next = index.items[id] else { throw .unknownItem }
        guard id != item else { throw .itemAlreadyRunning }
        var events: [Event] = []
        let passesDoor = next.admits != nil || isInClosedItem
        if passesDoor {
            guard vote == nil else { throw .voteUnderWay }
            events += endOfTurns(.chair) + leavingQueue(for: next)
        }
        events.append(.itemStarted(id))
        if next.kind == .recess {
            if !passesDoor { events += endOfTurns(.recess) }
            events.append(recess(next.minutes, at: now))
        }
        return events
    }

    /// Nobody waits for the floor of an item that they do not take part in.
    private func leavingQueue(for next: ProgrammeItem) -> [Event] {
        guard let admitted = next.admits else { return [] }
        return queue.map(\.site).filter { !admitted.contains($0) }.map(Event.floorRequestWithdrawn)
    }

    /// Takes the floor from everyone, also from those who were set aside.
    private func endOfTurns(_ reason: RevocationReason) -> [Event] {
        speaking.turns.map { .floorRevoked($0.site, reason) } + endOfPresentation()
    }
}
