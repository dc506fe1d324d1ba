import Basics

/// What the halls see, hear and are shown.
extension Conference {
    func decideStage(_ command: Command, by actor: Actor) throws(Refusal) -> [Event] {
        try requireNotClosed()
        switch command {
        case .layout(let layout, let sites):
            guard admits(actor) else { throw .notAdmitted }
            guard sites.count <= Limits.shownSites, Set(sites).count == sites.count else { throw .badSites }
            for site in sites {
                try require(site)
                guard admits(site) else { throw .notAdmitted }
            }
            return [.stageLaidOut(layout, sites: sites)]
        case .mute(let site):
            try requireMuting(site, by: actor)
            guard !muted.contains(site) else { throw .alreadyMuted }
            return [.siteMuted(site)]
        case .unmute(let site):
            try requireMuting(site, by: actor)
            guard muted.contains(site) else { throw .notMuted }
            return [.siteUnmuted(site)]
        default:
            preconditionFailure("a command of another subject")
        }
    }

    private func requireMuting(_ site: SiteID, by actor: Actor) throws(Refusal) {
        try require(site)
        guard admits(actor) || actor.site == site else { throw .notAdmitted }
    }

    func decidePresentation(_ command: Command, by actor: Actor) throws(Refusal) -> [Event] {
        try requireNotClosed()
        switch command {
        case .addDocument(let document):
            return try decideDocument(document)
        case .present(let site, let document, let page):
            return try decidePresent(site ?? central, document, page: page, by: actor)
        case .turnPage(let page):
            guard let shown = try shownPresentation(by: actor).document.flatMap(self.document),
                1...shown.pages ~= page
            else { throw .noSuchPage }
            return page == presentation?.page ? [] : [.pageTurned(page)]
        case .stopPresenting:
            _ = try shownPresentation(by: actor)
            return endOfPresentation()
        default:
            preconditionFailure("a command of another subject")
        }
    }

    private func decideDocument(_ document: Document) throws(Refusal) -> [Event] {
        if let site = document.site { try require(site) }
        try require(text: document.name)
        guard ShortName.isValid(document.id.rawValue), self.document(document.id) == nil,
            Limits.documentPages.contains(document.pages), documents.count < Limits.documents
        else { throw .badDocument }
        return [.documentAdded(document)]
    }

    private func decidePresent(
        _ site: SiteID, _ id: DocumentID?, page: Int?, by actor: Actor
    ) throws(Refusal) -> [Event] {
        try require(site)
        try requireOpen()
        guard admits(site), admits(actor) else { throw .notAdmitted }
        guard holds(site) || site == central else { throw .mayNotPresent }
        var started = Presentation(site: site)
        if let id {
            guard let document = document(id) else { throw .unknownDocument }
            guard document.site == nil || document.site == site || document.site == central else {
                throw .mayNotPresent
            }
            guard 1...document.pages ~= page ?? 1 else { throw .noSuchPage }
            started.document = id
            started.page = page ?? 1
        } else if page != nil {
            throw .noSuchPage
        }
        if let presentation {
            // A site may go from one document to the next; only those who direct take another's place.
            let isSame = presentation.site == site && presentation.document == id
            guard !isSame, presentation.site == site || actor.directs else { throw .alreadyPresenting }
        }
        let makesRoom = shown.isEmpty && stage == .speaker
        return [.presentationStarted(started)] + (makesRoom ? [.stageLaidOut(.speakerAndPresentation)] : [])
    }

    /// What is presented now, when `actor` is one who could present it.
    private func shownPresentation(by actor: Actor) throws(Refusal) -> Presentation {
        guard admits(actor) else { throw .notAdmitted }
        guard let presentation else { throw .notPresenting }
        guard actor.directs || actor == .operator(presentation.site) else { throw .mayNotPresent }
        return presentation
    }

    /// The end of the presentation, if there is one; a stage that follows the floor goes back to the speaker.
    func endOfPresentation() -> [Event] {
        guard presentation != nil else { return [] }
        let goesBack = shown.isEmpty && stage == .speakerAndPresentation
        return [.presentationEnded] + (goesBack ? [.stageLaidOut(.speaker)] : [])
    }

    /// The end of the presentation when its site is among those who lose the floor; the central hall needs none.
    func endOfPresentation(losing sites: [SiteID]) -> [Event] {
        guard let site = presentation?.site, site != central, sites.contains(site) else { return [] }
        return endOfPresentation()
    }
}
