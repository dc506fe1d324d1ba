/// What someone wants to happen; decided by ``Conference/decide(_:by:at:)``, with the site it is about always named.
package enum Command: Hashable, Sendable {
    case convene, open, resume, close
    case recess(minutes: Int? = nil)
    case startItem(ItemID)
    case passOver(ItemID)

    case startRehearsal, endRehearsal
    /// What a site found of its devices and its line.
    case reportTest(SiteID, TestResult)

    case ask(SiteID, delegate: DelegateID?, item: ItemID?, kind: SpeechKind = .intervention)
    case withdraw(SiteID)
    case grant(GrantOrder)
    case extend(SiteID, seconds: Int, overBudget: Bool = false)
    case revoke(SiteID)
    case yield(SiteID)
    case reorder([SiteID])

    case layout(Layout, sites: [SiteID] = [])
    case mute(SiteID)
    case unmute(SiteID)
    /// Without a site, the central one; without a document, the site's screen.
    case present(SiteID?, document: DocumentID? = nil, page: Int? = nil)
    case turnPage(Int)
    case stopPresenting

    case message(to: Recipient, text: String)
    /// The same words to each of these sites alone.
    case messageEach([SiteID], text: String)
    case clearAnnouncement
    case attend(DelegateID, PersonStatus, substitute: String? = nil)

    case openVote(Motion)
    /// The delegate is named by an operator who casts for one.
    case cast(VoteID, option: Int, delegate: DelegateID? = nil)
    /// What a secret vote came to is known to nobody but whoever counts it.
    case closeVote(VoteID, secretCounts: [Int]? = nil)
    case annulVote(VoteID)

    /// The first connection of a site is up; of the server alone.
    case join(SiteID)
    /// The last connection of a site is gone; of the server alone.
    case leave(SiteID)
    /// A holder stayed away for longer than the grace period; of the server alone.
    case dropLine(SiteID)
    /// A file was uploaded and its pages counted; of the server alone.
    case addDocument(Document)
    /// The preparation was published anew; of the server alone.
    case revisePlan(ConferencePlan)
    /// What was convened is not held, in these words; of the server alone.
    case callOff(String)

    /// Whether `actor` may ever do this; a role that is not named here may not.
    package func isAllowed(to actor: Actor) -> Bool {
        switch self {
        case .convene, .open, .recess, .resume, .close, .startItem, .passOver, .grant, .extend, .revoke, .reorder,
            .openVote, .closeVote, .annulVote:
            actor.presides
        case .layout, .clearAnnouncement, .messageEach, .startRehearsal, .endRehearsal:
            actor.directs
        case .ask(let site, let delegate, _, _):
            actor.presides || actor == .operator(site)
                || delegate.map { actor == .delegate($0, site) } ?? false
        case .withdraw(let site):
            actor.presides || actor == .operator(site) || actor.role == .delegate && actor.site == site
        case .mute(let site), .unmute(let site):
            actor.directs || actor == .operator(site)
        case .present(let site, _, _):
            actor.directs || site.map { actor == .operator($0) } ?? false
        case .turnPage, .stopPresenting:
            actor.directs || actor.role == .operator
        case .message(let recipient, _):
            // What a site writes goes to the secretariat, and what the centre writes goes to the sites.
            (recipient == .secretariat) != actor.directs
                && (actor.directs || actor.role == .operator || actor.role == .delegate)
        case .attend:
            actor.presides || actor.role == .operator
        case .cast(_, _, let delegate):
            actor.role == .operator || actor.role == .delegate && (delegate == nil || delegate == actor.delegate)
        case .yield(let site), .reportTest(let site, _):
            actor == .operator(site)
        case .join, .leave, .dropLine, .addDocument, .revisePlan, .callOff:
            actor == .system
        }
    }
}
