/// A command as a client sends it: an operator's site is not in it, and who sent it never is.
package struct CommandRequest: Decodable, Sendable {
    package var id: CommandID
    private var resolve: @Sendable (Actor) throws(Refusal) -> Command

    private enum Key: String, CodingKey {
        case id, type, site, sites, delegate, item, kind, seconds, minutes, mode, overBudget, layout
        case document, page, to, text, status, substitute, result
        case vote, title, options, unit, isSecret, option
    }

    /// What a client can ask for, by its name in JSON.
    package enum CommandType: String, Decodable, CaseIterable {
        case convene, open, recess, resume, close, startItem, passOver
        case ask, withdraw, grant, extend, revoke, yield, reorder, layout, mute, unmute
        case present, turnPage, stopPresenting, message, clearAnnouncement, attend
        case openVote, cast, closeVote, annulVote
        case startRehearsal, endRehearsal, reportTest, messageEach
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        id = try container.decode(CommandID.self, forKey: .id)
        switch try container.decode(CommandType.self, forKey: .type) {
        case .ask:
            resolve = try Self.ask(container)
        case .withdraw:
            resolve = try Self.ofSite(container) { .withdraw($0) }
        case .yield:
            resolve = try Self.ofSite(container) { .yield($0) }
        case .mute:
            resolve = try Self.ofSite(container) { .mute($0) }
        case .unmute:
            resolve = try Self.ofSite(container) { .unmute($0) }
        case .reportTest:
            let result = try container.decode(TestResult.self, forKey: .result)
            resolve = try Self.ofSite(container) { .reportTest($0, result) }
        case .present:
            let named = try container.decodeIfPresent(SiteID.self, forKey: .site)
            let document = try container.decodeIfPresent(DocumentID.self, forKey: .document)
            let page = try container.decodeIfPresent(Int.self, forKey: .page)
            resolve = { actor in .present(named ?? actor.site, document: document, page: page) }
        case let type:
            let whole = try Self.whole(type, container)
            resolve = { _ in whole }
        }
    }

    /// The command with its site: an operator's own, or the one that those who preside have named.
    package func command(by actor: Actor) throws(Refusal) -> Command {
        let command = try resolve(actor)
        guard command.isAllowed(to: actor) else { throw .notAllowed }
        return command
    }

    private static func ofSite(
        _ container: KeyedDecodingContainer<Key>, _ make: @escaping @Sendable (SiteID) -> Command
    ) throws -> @Sendable (Actor) throws(Refusal) -> Command {
        let named = try container.decodeIfPresent(SiteID.self, forKey: .site)
        return { (actor) throws(Refusal) in make(try site(named, actor)) }
    }

    private static func site(_ named: SiteID?, _ actor: Actor) throws(Refusal) -> SiteID {
        let own: SiteID? = actor.role == .observer ? nil : actor.site
        guard own != nil || actor.directs else { throw .notAllowed }
        guard let site = named ?? own else { throw .siteNotNamed }
        return site
    }

    /// A delegate asks as that delegate, without saying so.
    private static func ask(
        _ container: KeyedDecodingContainer<Key>
    ) throws -> @Sendable (Actor) throws(Refusal) -> Command {
        let named = try container.decodeIfPresent(SiteID.self, forKey: .site)
        let delegate = try container.decodeIfPresent(DelegateID.self, forKey: .delegate)
        let item = try container.decodeIfPresent(ItemID.self, forKey: .item)
        let kind = try container.decodeIfPresent(SpeechKind.self, forKey: .kind) ?? .intervention
        return { (actor) throws(Refusal) in
            .ask(try site(named, actor), delegate: delegate ?? actor.delegate, item: item, kind: kind)
        }
    }

    /// A command that says everything itself.
    private static func whole(_ type: CommandType, _ container: KeyedDecodingContainer<Key>) throws -> Command {
        func site() throws -> SiteID { try container.decode(SiteID.self, forKey: .site) }
        func item() throws -> ItemID { try container.decode(ItemID.self, forKey: .item) }
        func vote() throws -> VoteID { try container.decode(VoteID.self, forKey: .vote) }
        func seconds() throws -> Int { try container.decode(Int.self, forKey: .seconds) }
        func overBudget() throws -> Bool { try container.decodeIfPresent(Bool.self, forKey: .overBudget) ?? false }
        func delegate() throws -> DelegateID? { try container.decodeIfPresent(DelegateID.self, forKey: .delegate) }

        switch type {
        case .convene: return .convene
        case .open: return .open
        case .recess: return .recess(minutes: try container.decodeIfPresent(Int.self, forKey: .minutes))
        case .resume: return .resume
        case .close: return .close
        case .startItem: return .startItem(try item())
        case .startRehearsal: return .startRehearsal
        case .endRehearsal: return .endRehearsal
        case .passOver: return .passOver(try item())
        case .grant:
            return .grant(GrantOrder(
                site: try site(), delegate: try delegate(),
                item: try container.decodeIfPresent(ItemID.self, forKey: .item), seconds: try seconds(),
                mode: try container.decodeIfPresent(GrantMode.self, forKey: .mode), overBudget: try overBudget()))
        case .extend: return .extend(try site(), seconds: try seconds(), overBudget: try overBudget())
        case .revoke: return .revoke(try site())
        case .reorder: return .reorder(try container.decode([SiteID].self, forKey: .sites))
        case .layout:
            return .layout(
                try container.decode(Layout.self, forKey: .layout),
                sites: try container.decodeIfPresent([SiteID].self, forKey: .sites) ?? [])
        case .turnPage: return .turnPage(try container.decode(Int.self, forKey: .page))
        case .stopPresenting: return .stopPresenting
        case .message:
            return .message(
                to: try container.decode(Recipient.self, forKey: .to),
                text: try container.decode(String.self, forKey: .text))
        case .messageEach:
            return .messageEach(
                try container.decode([SiteID].self, forKey: .sites), text: try container.decode(String.self, forKey: .text))
        case .clearAnnouncement: return .clearAnnouncement
        case .attend:
            return .attend(
                try container.decode(DelegateID.self, forKey: .delegate),
                try container.decode(PersonStatus.self, forKey: .status),
                substitute: try container.decodeIfPresent(String.self, forKey: .substitute))
        case .openVote:
            return .openVote(Motion(
                id: try vote(), title: try container.decode(String.self, forKey: .title),
                options: try container.decode([String].self, forKey: .options),
                unit: try container.decode(CountingUnit.self, forKey: .unit),
                isSecret: try container.decode(Bool.self, forKey: .isSecret)))
        case .cast:
            return .cast(
                try vote(), option: try container.decode(Int.self, forKey: .option), delegate: try delegate())
        case .closeVote: return .closeVote(try vote())
        case .annulVote: return .annulVote(try vote())
        case .ask, .withdraw, .yield, .mute, .unmute, .present, .reportTest:
            preconditionFailure("a command about the sender's own site")
        }
    }
}
