import Basics

/// Who is there, and what they write to one another.
extension Conference {
    func decidePeople(_ command: Command, by actor: Actor) throws(Refusal) -> [Event] {
        switch command {
        case .message(let recipient, let text):
            return try decideMessage(to: recipient, text, by: actor)
        case .messageEach(let sites, let text):
            guard !sites.isEmpty, Set(sites).count == sites.count else { throw .badSites }
            var events: [Event] = []
            for site in sites { events += try decideMessage(to: .site(site), text, by: actor) }
            return events
        case .clearAnnouncement:
            try requireNotClosed()
            guard admits(actor) else { throw .notAdmitted }
            guard announcement != nil else { throw .noAnnouncement }
            return [.announcementCleared]
        case .attend(let delegate, let status, let substitute):
            return try decideAttend(delegate, status, substitute, by: actor)
        case .join(let site):
            try require(site)
            guard !isPresent(site) else { throw .alreadyPresent }
            return [.siteJoined(site)]
        case .leave(let site):
            try require(site)
            guard isPresent(site) else { throw .notPresent }
            return [.siteLeft(site)]
        default:
            preconditionFailure("a command of another subject")
        }
    }

    private func decideMessage(to recipient: Recipient, _ text: String, by actor: Actor) throws(Refusal) -> [Event] {
        try requireNotClosed()
        if case .site(let site) = recipient { try require(site) }
        if let site = actor.site { try require(site) }
        // A site outside of a closed item may still call for help; the director's words would reach those inside.
        guard admits(actor) || actor.site != nil else { throw .notAdmitted }
        try require(text: text)
        return [.messageSent(from: actor.site, to: recipient, text: text)]
    }

    private func decideAttend(
        _ id: DelegateID, _ status: PersonStatus, _ substitute: String?, by actor: Actor
    ) throws(Refusal) -> [Event] {
        guard let delegate = index.delegates[id] else { throw .unknownDelegate }
        guard actor.presides || actor.site == delegate.site else { throw .delegateAtOtherSite }
        guard (status == .substituted) == (substitute != nil) else { throw .badSubstitute }
        if let substitute { try require(text: substitute) }
        if let marked = people[id] {
            guard marked.status != status || marked.substitute != substitute else { throw .alreadyMarked }
        }
        return [.delegateMarked(id, status, substitute: substitute)]
    }
}
