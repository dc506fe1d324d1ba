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
        case .planRevised(let plan):
            self.plan = plan
            index = PlanIndex(plan)
        case .conferenceConvened:
            phase = .convened
        case .sessionOpened, .sessionResumed:
            phase = .open
            until = nil
        case .sessionRecessed(let until):
            phase = .recess
            self.until = until
            speaking.endAll(as: .recess, at: entry.at)
            presentation = nil
        case .conferenceClosed:
            phase = .closed
            until = nil
            speaking.endAll(as: .closed, at: entry.at)
            speaking.emptyQueue()
            presentation = nil
            if let item { items[item]?.ended = entry.at }

        case .rehearsalStarted:
            rehearsal = Rehearsal(startedAt: entry.at)
        case .rehearsalEnded:
            rehearsal?.ended = entry.at
        case .siteTested(let site, let result):
            rehearsal?.note(result, of: site, at: entry.at)

        case .siteJoined(let site):
            if attendance[site] == nil { attendance[site] = Attendance(arrivedAt: entry.at) }
            attendance[site]?.arrive(at: entry.at)
        case .siteLeft(let site):
            attendance[site]?.leave(at: entry.at)
        case .delegateMarked(let delegate, let status, let substitute):
            people[delegate] = PersonAttendance(status: status, at: entry.at, substitute: substitute)

        case .itemStarted(let item):
            start(item, entry)
        case .itemNotReached(let item):
            if !notReached.items.contains(item) { notReached.items.append(item) }

        case .floorRequested(let site, let delegate, let item, let kind):
            speaking.ask(SpeechRequest(site: site, delegate: delegate, item: item, kind: kind, since: entry.at))
        case .floorRequestWithdrawn(let site):
            speaking.leaveQueue(site)
        case .requestNotReached(let site):
            if let request = speaking.leaveQueue(site) { notReached.requests.append(request) }
        case .queueReordered(let sites):
            speaking.reorder(sites)
        case .floorGranted(let grant):
            speaking.grant(grant, at: entry.at)
        case .floorExtended(let site, let seconds):
            speaking.extend(site, seconds: seconds)
        case .floorRevoked(let site, let reason):
            speaking.end(site, as: SpeechEnd(reason), at: entry.at)
        case .floorYielded(let site):
            speaking.end(site, as: .yielded, at: entry.at)
        case .floorResumed:
            speaking.resume(at: entry.at)

        case .stageLaidOut(let layout, let sites):
            stage = layout
            shown = sites
        case .siteMuted(let site):
            muted.insert(site)
        case .siteUnmuted(let site):
            muted.remove(site)
        case .documentAdded(let document):
            documents.append(document)
        case .presentationStarted(let presentation):
            self.presentation = presentation
        case .pageTurned(let page):
            presentation?.page = page
        case .presentationEnded:
            presentation = nil

        case .messageSent(let from, let to, let text):
            log.append(Message(seq: entry.seq, from: from, to: to, text: text, at: entry.at))
            if to == .all { announcement = Announcement(text: text, at: entry.at) }
        case .announcementCleared:
            announcement = nil

        case .voteOpened(let motion):
            vote = Vote(motion)
        case .ballotCast(_, let voter, let option):
            vote?.cast(voter, option)
        case .voteClosed(_, let counts):
            if let motion = vote?.motion {
                let eligible = motion.unit == .site ? plan.sites.count : plan.delegates.count
                votes.append(VoteResult(motion, counts: counts, eligible: eligible, at: entry.at))
            }
            vote = nil
        case .voteAnnulled:
            vote = nil
        }
    }

    private mutating func start(_ next: ItemID, _ entry: JournalEntry) {
        let wasClosedItem = isInClosedItem
        if let item { items[item]?.ended = entry.at }
        items[next, default: ItemTimes(started: entry.at)].ended = nil
        notReached.items.removeAll { $0 == next }
        item = next
        guard wasClosedItem || isInClosedItem else { return }
        // What is done behind closed doors and what is done before everybody never mix.
        speaking.endAll(as: .revoked, at: entry.at)
        presentation = nil
        for request in queue where !admits(request.site) { speaking.leaveQueue(request.site) }
    }
}
