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
    /// Whether the journal keeps it: of a closed item it keeps when it began and ended, and who was there.
    ///
    /// The state is the one before the command, also for the later events of one command: those that come after a closed
    /// item began or ended are of its frame.
    package func isKept(in conference: Conference) -> Bool {
        guard conference.isInClosedItem else { return true }
        return switch self {
        case .conferenceCreated, .conferenceConvened, .sessionOpened, .sessionRecessed, .sessionResumed,
            .conferenceClosed, .itemStarted, .itemNotReached, .siteJoined, .siteLeft, .delegateMarked:
            true
        case .floorRequested, .floorRequestWithdrawn, .requestNotReached, .queueReordered, .floorGranted,
            .floorExtended, .floorRevoked, .floorYielded, .floorResumed, .stageLaidOut, .siteMuted, .siteUnmuted,
            .documentAdded, .presentationStarted, .pageTurned, .presentationEnded, .messageSent,
            .announcementCleared, .voteOpened, .ballotCast, .voteClosed, .voteAnnulled:
            false
        }
    }
}
