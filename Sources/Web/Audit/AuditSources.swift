import Accounts
import Basics
import Conference
import Convene
import FollowUp
import Journal

extension AuditBook.Source {
    /// One journal; what the server itself does there, such as seeing a line drop, is nobody's act.
    private init<Content>(
        _ key: AuditKey, _ journal: EventJournal<Content>, without author: Content.Author?,
        place: @escaping @Sendable (Language) async -> String, names: @escaping @Sendable (Language) async -> AuditNames,
        number: @escaping @Sendable (Content.Entry) -> Int
    ) {
        self.init(
            key: key, place: place, acts: { try journal.acts($0, without: author) },
            last: { try journal.entries(of: $0)?.last.map(number) }, names: names)
    }

    /// Sign-ins that failed are the server's own word, and belong here.
    static func accounts(_ journal: AccountsJournal, _ board: AccountsBoard) -> Self {
        Self(.accounts, journal, without: nil, place: { Text(vi: "Tài khoản", en: "Accounts")[$0] }, names: { _ in
            AuditNames(accounts: await board.accounts.accounts.reduce(into: [:]) { $0[$1.key.rawValue] = $1.value.name })
        }, number: \.seq)
    }

    static func conference(_ id: ConferenceID, _ journal: Journal, _ broadcaster: Broadcaster) -> Self {
        Self(.conference(id), journal, without: .system, place: { await broadcaster.conference.plan.title[$0] }, names: { language in
            AuditNames(await broadcaster.conference.plan, language)
        }, number: \.seq)
    }

    static func preparation(_ id: PreparationID, _ journal: PreparationJournal, _ board: PreparationBoard) -> Self {
        Self(.preparation(id), journal, without: .system, place: { language in
            let title = await board.preparation.heading.value.title
            return title[language].isEmpty ? title.vi : title[language]
        }, names: { _ in AuditNames() }, number: \.seq)
    }

    static func followUp(_ journal: FollowUpJournal, _ inbox: FollowUpInbox) -> Self {
        Self(.followUp, journal, without: .system, place: Self.followUpTitle, names: { await Self.agencies(inbox, $0) }, number: \.seq)
    }

    /// Links have no journal; when they were made, used and revoked is in their own table.
    static func links(_ id: ConferenceID, _ links: LinkStore, _ broadcaster: Broadcaster, _ board: AccountsBoard) -> Self {
        Self(
            key: .links(id), place: { await broadcaster.conference.plan.title[$0] }, acts: { try links.acts($0) }, last: { _ in nil },
            names: { language in
                var names = AuditNames(await broadcaster.conference.plan, language)
                names.accounts = await board.linkBearers
                return names
            })
    }

    static func followUpLinks(_ links: LinkStore, _ inbox: FollowUpInbox, _ board: AccountsBoard) -> Self {
        Self(
            key: .links(.followUp), place: Self.followUpTitle, acts: { try links.acts($0) }, last: { _ in nil },
            names: { language in
                var names = await Self.agencies(inbox, language)
                names.accounts = await board.linkBearers
                return names
            })
    }

    private static let followUpTitle: @Sendable (Language) async -> String = { language in
        Text(vi: "Theo dõi kết luận", en: "Follow-up of conclusions")[language]
    }

    private static func agencies(_ inbox: FollowUpInbox, _ language: Language) async -> AuditNames {
        let names = try? await inbox.read { followUp, _, _ in
            followUp.agencies.all.reduce(into: [:]) { $0[$1.id.rawValue] = $1.name[language] }
        }
        return AuditNames(agencies: names ?? [:])
    }
}

extension AuditNames {
    fileprivate init(_ plan: ConferencePlan, _ language: Language) {
        sites = plan.sites.reduce(into: [:]) { $0[$1.id.rawValue] = $1.name[language] }
        delegates = plan.delegates.reduce(into: [:]) { $0[$1.id.rawValue] = $1.name }
        // What a closed item is about is for those whom it admits.
        items = plan.programme.filter { $0.admits == nil }.reduce(into: [:]) { $0[$1.id.rawValue] = $1.title[language] }
    }
}

extension AccountsBoard {
    /// Whose the links are that accounts came in by.
    fileprivate var linkBearers: [String: String] {
        accounts.accounts.values.reduce(into: [:]) { names, account in
            for entrance in account.entrances { names[entrance.link] = account.name }
        }
    }
}
