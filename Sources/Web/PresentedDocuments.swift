package import Conference

/// Which documents every hall has seen, at least a page of, and may therefore read.
package struct PresentedDocuments: Equatable, Sendable {
    private var documents: Set<DocumentID> = []
    /// Of the closed item under way, and forgotten with it.
    private var live: Set<DocumentID> = []

    package init() {}

    package mutating func apply(_ happening: Happening) {
        switch happening {
        case .kept(let entry):
            if case .presentationStarted(let shown) = entry.event, let id = shown.document { documents.insert(id) }
        case .unkept(let entry):
            if case .presentationStarted(let shown) = entry.event, let id = shown.document { live.insert(id) }
        }
    }

    package mutating func leave(_ conduct: Conduct) {
        if conduct.live == nil { live = [] }
    }

    /// Whether `actor` may read `document` now.
    ///
    /// The centre's papers are for whoever takes part, a site's for itself and the centre's staff; once it was shown to all
    /// it is for all. Whoever is outside of a closed item reads nothing meanwhile.
    package func mayRead(_ document: Document, _ actor: Actor, in conduct: Conduct) -> Bool {
        let conference = conduct.durable
        guard conference.admits(actor) else { return false }
        if documents.contains(document.id) || live.contains(document.id) || actor.directs { return true }
        switch actor {
        case .chair, .secretariat, .director: return true
        case .operator(let site), .delegate(_, let site):
            let isOfTheCentre = document.site == nil || document.site == conference.central
            return isOfTheCentre || site == document.site || actor == .operator(conference.central)
        case .interpreter: return document.site == nil || document.site == conference.central
        case .observer, .system: return false
        }
    }
}
