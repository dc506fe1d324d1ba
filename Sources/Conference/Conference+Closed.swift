extension Conference {
    /// The sites of the closed item under way (phiên kín); `nil` while the conference is open to all.
    package var admitted: [SiteID]? {
        phase == .closed ? nil : item.flatMap { index.items[$0] }?.admits
    }

    package var isInClosedItem: Bool { admitted != nil }

    package func admits(_ site: SiteID) -> Bool { admitted?.contains(site) ?? true }

    /// Whether `actor` takes part in, and learns of, what is done now.
    package func admits(_ actor: Actor) -> Bool {
        switch actor {
        case .chair, .secretariat, .system: true
        case .operator(let site), .delegate(_, let site), .observer(.some(let site)): admits(site)
        case .director, .interpreter, .observer(nil): !isInClosedItem
        }
    }
}

extension Event {
    /// Whether the journal keeps it: of a closed item it keeps when it began and ended, who was there, and what those
    /// outside do meanwhile.
    ///
    /// The state is the one before the command, also for its later events: those that follow the beginning or the end of
    /// a closed item are of its frame.
    package func isKept(in conference: Conference) -> Bool {
        guard conference.isInClosedItem else { return true }
        return switch self {
        case .conferenceCreated, .planRevised, .conferenceConvened, .sessionOpened, .sessionRecessed, .sessionResumed,
            .conferenceClosed, .rehearsalStarted, .rehearsalEnded, .siteTested, .itemStarted, .itemNotReached, .siteJoined, .siteLeft, .delegateMarked:
            true
        case .siteMuted, .siteUnmuted:
            // A hall that was muted inside is not heard by surprise when the doors open.
            true
        case .messageSent(let from, let to, _):
            [from, to.site].contains { $0.map { !conference.admits($0) } ?? false }
        case .documentAdded(let document):
            document.site.map { !conference.admits($0) } ?? false
        case .floorRequested, .floorRequestWithdrawn, .requestNotReached, .queueReordered, .floorGranted,
            .floorExtended, .floorRevoked, .floorYielded, .floorResumed, .stageLaidOut, .presentationStarted,
            .pageTurned, .presentationEnded, .announcementCleared, .voteOpened, .ballotCast, .voteClosed, .voteAnnulled:
            false
        }
    }
}
