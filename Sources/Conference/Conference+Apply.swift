extension Conference {
    /// The state after `entry`; the first entry makes the conference, and no event is ever refused here.
    package static func apply(_ entry: JournalEntry, to conference: inout Conference?) {
        guard case .conferenceCreated(let plan) = entry.event else {
            precondition(conference != nil, "an event before the conference was created")
            conference?.apply(entry)
            return
        }
        precondition(conference == nil, "a conference created twice")
        conference = Conference(plan)
    }

    package mutating func apply(_ entry: JournalEntry) {
        switch entry.event {
        case .conferenceCreated:
            preconditionFailure("a conference created twice")
        case .conferenceConvened:
            phase = .convened
        case .sessionOpened, .sessionResumed:
            phase = .open
        case .sessionRecessed:
            phase = .recess
        case .conferenceClosed:
            phase = .closed
            floor = []
            queue = []

        case .siteJoined(let site):
            if attendance[site] == nil { attendance[site] = Attendance(arrivedAt: entry.at) }
            attendance[site]?.arrive(at: entry.at)
        case .siteLeft(let site):
            attendance[site]?.leave(at: entry.at)

        case .itemStarted(let item):
            self.item = item
        case .floorRequested(let site, let delegate, let item):
            queue.append(SpeechRequest(site: site, delegate: delegate, item: item, since: entry.at))
        case .floorRequestWithdrawn(let site):
            queue.removeAll { $0.site == site }
        case .queueReordered(let sites):
            let waiting = Dictionary(queue.map { ($0.site, $0) }) { first, _ in first }
            queue = sites.compactMap { waiting[$0] }

        case .floorGranted(let grant):
            queue.removeAll { $0.site == grant.site }
            if grant.mode == .sole { floor = [] }
            floor.append(FloorHolder(
                site: grant.site, delegate: grant.delegate, item: grant.item, since: entry.at,
                allotted: grant.seconds, seat: floor.contains { $0.seat == 1 } ? 2 : 1
            ))
        case .floorExtended(let site, let seconds):
            for index in floor.indices where floor[index].site == site { floor[index].allotted += seconds }
        case .floorRevoked(let site, _), .floorYielded(let site):
            floor.removeAll { $0.site == site }

        case .stageLaidOut(let layout):
            stage = layout
        case .siteMuted(let site):
            muted.insert(site)
        case .siteUnmuted(let site):
            muted.remove(site)
        }
    }
}
