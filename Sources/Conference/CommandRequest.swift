/// A command as a client sends it: an operator's site is not in it, and who sent it never is.
package struct CommandRequest: Decodable, Sendable {
    package var id: CommandID
    private var action: Action

    private enum Key: String, CodingKey {
        case id, type, site, sites, delegate, item, seconds, mode, layout
    }

    private enum CommandType: String, Decodable {
        case convene, open, recess, resume, close, startItem
        case ask, withdraw, grant, extend, revoke, yield, reorder, layout, mute, unmute
    }

    private enum Action: Sendable {
        case whole(Command)
        case ofSite(SiteID?, @Sendable (SiteID) -> Command)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        id = try container.decode(CommandID.self, forKey: .id)
        let named = try container.decodeIfPresent(SiteID.self, forKey: .site)
        let delegate = try container.decodeIfPresent(DelegateID.self, forKey: .delegate)
        let item = try container.decodeIfPresent(ItemID.self, forKey: .item)
        func site() throws -> SiteID { try container.decode(SiteID.self, forKey: .site) }
        func seconds() throws -> Int { try container.decode(Int.self, forKey: .seconds) }

        action = switch try container.decode(CommandType.self, forKey: .type) {
        case .convene: .whole(.convene)
        case .open: .whole(.open)
        case .recess: .whole(.recess)
        case .resume: .whole(.resume)
        case .close: .whole(.close)
        case .startItem: .whole(.startItem(try container.decode(ItemID.self, forKey: .item)))
        case .ask: .ofSite(named) { .ask($0, delegate: delegate, item: item) }
        case .withdraw: .ofSite(named) { .withdraw($0) }
        case .grant:
            .whole(.grant(Grant(
                site: try site(), delegate: delegate, item: item, seconds: try seconds(),
                mode: try container.decodeIfPresent(GrantMode.self, forKey: .mode) ?? .sole
            )))
        case .extend: .whole(.extend(try site(), seconds: try seconds()))
        case .revoke: .whole(.revoke(try site()))
        case .yield: .ofSite(named) { .yield($0) }
        case .reorder: .whole(.reorder(try container.decode([SiteID].self, forKey: .sites)))
        case .layout: .whole(.layout(try container.decode(Layout.self, forKey: .layout)))
        case .mute: .ofSite(named) { .mute($0) }
        case .unmute: .ofSite(named) { .unmute($0) }
        }
    }

    /// The command with its site: an operator's own, or the one that those who preside have named.
    package func command(by actor: Actor) throws(Refusal) -> Command {
        let command: Command
        switch action {
        case .whole(let whole):
            command = whole
        case .ofSite(let named, let make):
            let own: SiteID? = if case .operator(let site) = actor { site } else { nil }
            guard own != nil || actor.presides else { throw .notAllowed }
            guard let site = named ?? own else { throw .siteNotNamed }
            command = make(site)
        }
        guard command.isAllowed(to: actor) else { throw .notAllowed }
        return command
    }
}
