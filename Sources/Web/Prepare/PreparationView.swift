import Basics
import Conference
import Convene

/// What a desk shows of a preparation: everything but the people, who are asked for as they are looked at.
struct PreparationView: Encodable {
    struct SittingRow: Encodable {
        var value: Sitting
        var revision: Int
        var at: WallTime
        var by: String
        var items: [ItemRow]
        var conference: ConferenceRow?
    }

    struct ItemRow: Encodable {
        var value: PreparedItem
        var revision: Int
        var at: WallTime
        var by: String
        var begins: Int
        var ends: Int
        var papers: [PaperRow]
    }

    /// A paper, and how many of those who may read it have opened its latest version.
    struct PaperRow: Encodable {
        var value: Paper
        var revision: Int
        var at: WallTime
        var by: String
        var opened: Int
    }

    struct ConferenceRow: Encodable {
        var id: ConferenceID
        var phase: Phase?
        /// Why the latest version has not come there yet.
        var problem: String?
    }

    struct Row<Value: Encodable & Sendable>: Encodable, Sendable {
        var value: Value
        var revision: Int
        var at: WallTime
        var by: String
        var people: Int?
        var answers: Answers?
    }

    struct Answers: Encodable, Sendable {
        var invited = 0, accepted = 0, declined = 0, substituted = 0, changed = 0
    }

    struct Version: Encodable { var version: Int, at: WallTime, note: String?, touched: Int? }

    /// The legal minimum of three working days (Decision 45/2018/QĐ-TTg).
    struct Clock: Encodable { var first: Day, latest: Day, isLate: Bool }

    struct Speaker: Encodable { var id: DelegateID, name: String, site: SiteID? }

    var seq: Int
    var id: PreparationID
    var you: String
    var now: WallTime
    var origin: PreparationID?
    var heading: Row<Heading>
    var sittings: [SittingRow]
    var clashes: [Clash]
    var sites: [Row<PreparedSite>]
    var delegations: [Row<PreparedDelegation>]
    var speakers: [Speaker]
    var people: Int
    var answers: Answers
    var version: Int
    var versions: [Version]
    var hasChanged: Bool
    var calendar: WorkingCalendar
    var clock: Clock?
    var interventions: [Row<Intervention>]

    init(
        _ preparation: Preparation, seq: Int, you: String, now: WallTime, conferences: [SittingID: ConferenceRow]
    ) {
        self.seq = seq
        self.you = you
        self.now = now
        id = preparation.id
        origin = preparation.origin
        heading = Self.row(preparation.heading)
        let papers = Dictionary(grouping: preparation.papers.values.sorted { $0.value.id < $1.value.id }, by: \.value.item).mapValues { papers in
            papers.map { kept in
                PaperRow(
                    value: kept.value, revision: kept.revision, at: kept.at, by: kept.by.shownName,
                    opened: preparation.openings[kept.value.id]?.values.count { $0 == kept.value.versions.count } ?? 0)
            }
        }
        sittings = preparation.sittingsInOrder.compactMap { sitting in
            guard let kept = preparation.sittings[sitting.id] else { return nil }
            return SittingRow(
                value: sitting, revision: kept.revision, at: kept.at, by: kept.by.shownName,
                items: preparation.schedule(of: sitting).compactMap { scheduled in
                    preparation.items[scheduled.item].map { item in
                        ItemRow(
                            value: item.value, revision: item.revision, at: item.at, by: item.by.shownName,
                            begins: scheduled.begins, ends: scheduled.ends, papers: papers[item.value.id] ?? [])
                    }
                },
                conference: conferences[sitting.id])
        }
        clashes = preparation.clashes()
        var bySite: [SiteID: Int] = [:], byDelegation: [DelegationID: Int] = [:]
        var answersByDelegation: [DelegationID: Answers] = [:]
        var all = Answers()
        let isAnybodyInvited = !preparation.invitations.isEmpty
        for kept in preparation.people.values {
            if let site = preparation.seat(of: kept.value) { bySite[site, default: 0] += 1 }
            if let delegation = kept.value.delegation { byDelegation[delegation, default: 0] += 1 }
            guard isAnybodyInvited, let invitation = preparation.invitations[.delegate(kept.value.id)] else { continue }
            all.count(invitation)
            if let delegation = kept.value.delegation { answersByDelegation[delegation, default: Answers()].count(invitation) }
        }
        sites = preparation.sitesInOrder.compactMap { site in
            guard let kept = preparation.sites[site.id] else { return nil }
            var row = Self.row(kept)
            row.people = bySite[site.id, default: 0]
            if let invitation = preparation.invitations[.site(site.id)] {
                var answers = Answers()
                answers.count(invitation)
                all.count(invitation)
                row.answers = answers
            }
            return row
        }
        let ordered = preparation.delegations.values.map { (kept: $0, order: NameOrder($0.value.name.vi)) }.sorted { $0.order < $1.order }
        delegations = ordered.map { kept, _ in
            var row = Self.row(kept)
            row.people = byDelegation[kept.value.id, default: 0]
            row.answers = answersByDelegation[kept.value.id]
            return row
        }
        let named = Set(preparation.items.values.compactMap(\.value.speaker))
            .union(preparation.delegations.values.compactMap(\.value.head))
        speakers = named.sorted { $0.rawValue < $1.rawValue }.compactMap { id in
            preparation.people[id].map { Speaker(id: id, name: $0.value.name, site: preparation.seat(of: $0.value)) }
        }
        people = preparation.people.count
        answers = all
        version = preparation.version
        versions = preparation.programmes.map { Version(version: $0.version, at: $0.at, note: $0.note, touched: nil) }
        hasChanged = preparation.hasChanged
        calendar = preparation.calendar
        clock = preparation.sittingsInOrder.first.map { first in
            let latest = preparation.calendar.lastDay(before: first.day, workingDays: Limits.noticeDays)
            return Clock(first: first.day, latest: latest, isLate: Today.day(at: now) > latest)
        }
        interventions = preparation.interventions.values.sorted { $0.value.id < $1.value.id }.map { kept in
            var row = Self.row(kept)
            // The text itself is asked for when it is read.
            row.value.text = ""
            return row
        }
    }

    static func row<Value>(_ kept: Kept<Value>) -> Row<Value> {
        Row(value: kept.value, revision: kept.revision, at: kept.at, by: kept.by.shownName)
    }
}

extension PreparationView.Answers {
    mutating func count(_ invitation: Invitation) {
        invited += 1
        switch invitation.answer {
        case .accepted: accepted += 1
        case .declined: declined += 1
        case .substituted: substituted += 1
        case nil: break
        }
        if invitation.changedIn != nil { changed += 1 }
    }
}

extension Party {
    /// How the others see who it was.
    var shownName: String {
        switch self {
        case .secretary(let name): name
        case .invitee(let invitee): invitee.name
        case .system: ""
        }
    }
}

/// One record as it is now, for whoever edited an older one.
struct PresentRecord: Encodable {
    private let write: @Sendable (any Encoder) throws -> Void

    private init(_ row: some Encodable & Sendable) {
        write = { try row.encode(to: $0) }
    }

    private static func present<Value>(_ kept: Kept<Value>?) -> PresentRecord? {
        kept.map { PresentRecord(PreparationView.row($0)) }
    }

    /// `nil` for what is gone.
    static func find(_ subject: Subject, in preparation: Preparation) -> PresentRecord? {
        switch subject {
        case .heading: present(preparation.heading)
        case .sitting(let id): present(preparation.sittings[id])
        case .item(let id): present(preparation.items[id])
        case .site(let id): present(preparation.sites[id])
        case .delegation(let id): present(preparation.delegations[id])
        case .person(let id): present(preparation.people[id])
        case .intervention(let id): present(preparation.interventions[id])
        case .paper(let id): present(preparation.papers[id])
        case .order: nil
        }
    }

    func encode(to encoder: any Encoder) throws { try write(encoder) }
}
