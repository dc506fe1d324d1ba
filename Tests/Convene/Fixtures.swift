import Basics
import Conference
import Testing

@testable import Convene

let lan = Party.secretary(name: "Lan"), minh = Party.secretary(name: "Minh")
/// Monday 23 November 2026, nine in the morning in Việt Nam.
let morning = WallTime(milliseconds: 1_795_399_200_000)
let centre = SiteID(rawValue: "trung-tam"), laoCai = SiteID(rawValue: "lao-cai"), quangTri = SiteID(rawValue: "quang-tri")

func vi(_ text: String) -> Text { Text(vi: text, en: "") }

/// A preparation with its journal, changed by commands as its owner would.
struct Desk {
    var preparation: Preparation
    var entries: [PreparationEntry] = []

    init(from origin: Preparation? = nil) throws {
        let events = try Preparation.create(
            PreparationID(rawValue: "thu"), heading: Heading(title: vi("Hội nghị thử"), host: vi("Ban Thư ký")),
            calendar: WorkingCalendar(), from: origin)
        var made: Preparation?
        for (index, event) in events.enumerated() {
            let entry = PreparationEntry(seq: index + 1, at: morning, by: lan, event: event)
            entries.append(entry)
            Preparation.apply(entry, to: &made)
        }
        preparation = try #require(made)
    }

    @discardableResult
    mutating func act(_ command: PreparationCommand, by party: Party = lan, at now: WallTime = morning) throws -> [PreparationEvent] {
        let events = try preparation.decide(command, by: party, at: now)
        for event in events {
            let entry = PreparationEntry(seq: entries.count + 1, at: now, by: party, event: event)
            entries.append(entry)
            preparation.apply(entry)
        }
        return events
    }

    /// The centre and two provinces, one delegation each, two people, and a sitting with two items.
    static func ready() throws -> Desk {
        var desk = try Desk()
        try desk.act(.setSite(site: PreparedSite(id: SiteID(rawValue: ""), name: vi("Trung tâm"), level: .centre), revision: 0))
        for name in ["Lào Cai", "Quảng Trị"] {
            try desk.act(.setSite(
                site: PreparedSite(id: SiteID(rawValue: ""), name: vi(name), level: .province, parent: centre), revision: 0))
        }
        try desk.list("Họ tên,Chức danh,Đoàn\nTrần Thị Hồng Vân,Chủ tịch,Đoàn Quảng Trị\nNguyễn Phú Trọng,Giám đốc,Đoàn Lào Cai\n")
        try desk.act(.setSitting(sitting: .morning("Toàn thể"), revision: 0))
        try desk.item("Khai mạc", in: "toan-the", speaker: "tran-thi-hong-van", minutes: 20)
        try desk.item("Thảo luận", in: "toan-the", kind: .discussion, minutes: 60)
        return desk
    }

    mutating func list(_ text: String, _ kind: ListKind = .people(delegation: nil)) throws {
        let preview = try preparation.preview(kind, text)
        try act(.importList(kind: kind, text: text, mark: preview.mark, withoutBadRows: true))
    }

    mutating func item(
        _ title: String, in sitting: String, kind: ItemKind = .intervention, speaker: String? = nil, minutes: Int = 10
    ) throws {
        try act(.setItem(item: PreparedItem(
            id: ItemID(rawValue: ""), sitting: SittingID(rawValue: sitting), kind: kind, title: vi(title),
            speaker: speaker.map(DelegateID.init(rawValue:)), minutes: minutes), revision: 0))
    }
}

extension Sitting {
    static func morning(_ title: String, day: String = "2026-12-14", sites: [SiteID]? = nil) -> Sitting {
        Sitting(
            id: SittingID(rawValue: ""), title: vi(title), day: Day(day)!, start: TimeOfDay("08:00")!, end: TimeOfDay("11:30")!,
            sites: sites)
    }
}

/// That the command is refused by this rule, and changes nothing.
func check(
    _ desk: Desk, _ command: PreparationCommand, by party: Party = lan, at now: WallTime = morning, refused: PreparationRefusal,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    do throws(PreparationRefusal) {
        let events = try desk.preparation.decide(command, by: party, at: now)
        Issue.record("not refused: \(events)", sourceLocation: sourceLocation)
    } catch {
        #expect(error == refused, sourceLocation: sourceLocation)
    }
}
