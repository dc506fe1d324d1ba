/// What someone wants to happen; decided by ``Conference/decide(_:by:at:)``, with the site it is about always named.
package enum Command: Hashable, Sendable {
    case convene, open, recess, resume, close
    case startItem(ItemID)
    case ask(SiteID, delegate: DelegateID?, item: ItemID?)
    case withdraw(SiteID)
    case grant(Grant)
    case extend(SiteID, seconds: Int)
    case revoke(SiteID)
    case yield(SiteID)
    case reorder([SiteID])
    case layout(Layout)
    case mute(SiteID)
    case unmute(SiteID)

    /// The first connection of a site is up; of the server alone.
    case join(SiteID)
    /// The last connection of a site is gone; of the server alone.
    case leave(SiteID)
    /// A holder stayed away for longer than the grace period; of the server alone.
    case dropLine(SiteID)

    /// Whether `actor` may ever do this; a role that is not named here may not.
    package func isAllowed(to actor: Actor) -> Bool {
        switch self {
        case .convene, .open, .recess, .resume, .close, .startItem, .grant, .extend, .revoke, .reorder, .layout:
            actor.presides
        case .ask(let site, _, _), .withdraw(let site), .mute(let site), .unmute(let site):
            actor.presides || actor == .operator(site)
        case .yield(let site):
            actor == .operator(site)
        case .join, .leave, .dropLine:
            actor == .system
        }
    }
}
