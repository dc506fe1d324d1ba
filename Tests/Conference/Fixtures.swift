import Basics
import Testing

@testable import Conference

/// A small conference: the centre, three provinces, two missions, five people, three items.
let plan = ConferencePlan(
    id: ConferenceID(rawValue: "thu"),
    title: Text(vi: "Hội nghị thử", en: "Trial conference"),
    host: Text(vi: "Ban thư ký", en: "Secretariat"),
    day: Day("2021-12-14")!,
    sites: [
        Site(id: centre, name: Text(vi: "Trung tâm", en: "Centre"), kind: .centre),
        Site(id: hanoi, name: Text(vi: "Hà Nội", en: "Hà Nội"), kind: .province, parent: centre, province: "01"),
        Site(id: laocai, name: Text(vi: "Lào Cai", en: "Lào Cai"), kind: .province, parent: centre, province: "10"),
        Site(id: hue, name: Text(vi: "Huế", en: "Huế"), kind: .province, parent: centre, province: "46"),
        Site(id: paris, name: Text(vi: "Paris", en: "Paris"), kind: .mission, parent: centre),
        Site(id: geneva, name: Text(vi: "Geneva", en: "Geneva"), kind: .mission, parent: centre),
    ],
    delegates: [
        delegate("an", at: centre, rank: 1), delegate("binh", at: hanoi, rank: 4), delegate("chi", at: laocai, rank: 3),
        delegate("dung", at: hue, rank: 5), delegate("em", at: hanoi, rank: 2),
    ],
    programme: [
        ProgrammeItem(
            id: opening, kind: .opening, title: Text(vi: "Khai mạc", en: "Opening"),
            speaker: DelegateID(rawValue: "an"), site: centre, minutes: 10),
        ProgrammeItem(
            id: report, kind: .report, title: Text(vi: "Báo cáo", en: "Report"),
            speaker: DelegateID(rawValue: "binh"), site: hanoi, minutes: 20),
        ProgrammeItem(id: talk, kind: .discussion, title: Text(vi: "Thảo luận", en: "Discussion"), minutes: 60),
    ]
)

let centre = SiteID(rawValue: "trung-tam"), hanoi = SiteID(rawValue: "ha-noi"), laocai = SiteID(rawValue: "lao-cai")
let hue = SiteID(rawValue: "hue"), paris = SiteID(rawValue: "paris"), geneva = SiteID(rawValue: "geneva")
let nowhere = SiteID(rawValue: "khong-dau")
let opening = ItemID(rawValue: "khai-mac"), report = ItemID(rawValue: "bao-cao"), talk = ItemID(rawValue: "thao-luan")
let an = DelegateID(rawValue: "an"), binh = DelegateID(rawValue: "binh"), dung = DelegateID(rawValue: "dung")
let paper = DocumentID(rawValue: "bao-cao-1"), english = ChannelID(rawValue: "en"), ballot = VoteID(rawValue: "thong-qua")
let noon = WallTime(milliseconds: 1_639_450_000_000)

func delegate(_ name: String, at site: SiteID, rank: Int) -> Delegate {
    Delegate(
        id: DelegateID(rawValue: name), name: name, title: Text(vi: "Bà", en: "Ms"), body: Text(vi: "Sở", en: "Office"),
        site: site, rank: rank)
}

/// What was granted without more being said.
func granted(_ site: SiteID, _ mode: GrantMode = .sole) -> Event {
    .floorGranted(Grant(site: site, seconds: 300, mode: mode))
}

func asked(_ site: SiteID, _ item: ItemID? = nil) -> Event {
    .floorRequested(site, delegate: nil, item: item)
}

/// A point of order that was raised.
func pointOfOrder(_ site: SiteID) -> Event {
    .floorRequested(site, delegate: nil, item: nil, kind: .pointOfOrder)
}

/// A motion with two options.
func motion(_ unit: CountingUnit = .site, isSecret: Bool = false) -> Motion {
    Motion(id: ballot, title: "Thông qua", options: ["Tán thành", "Không"], unit: unit, isSecret: isSecret)
}

/// A line on which nothing is amiss.
let goodLine = LineMeasure(
    way: .udp, roundTrip: RoundTripMilliseconds(rawValue: 24)!, lossUp: LossPerThousand(rawValue: 0)!,
    lossDown: LossPerThousand(rawValue: 4)!, up: KilobitsPerSecond(rawValue: 1_900)!,
    down: KilobitsPerSecond(rawValue: 1_850)!, isHeldBack: false)

/// A test that passed all four checks.
let passed = TestResult(
    camera: .passed, microphone: .passed, level: Decibels(rawValue: -18), loudspeaker: .heard, line: goodLine)

/// A conference in a test session.
let rehearsing: [Event] = [.conferenceCreated(plan), .conferenceConvened, .rehearsalStarted]

/// An open conference of ``plan`` with some changes.
func opened(_ change: (inout ConferencePlan) -> Void) -> [Event] {
    var changed = plan
    change(&changed)
    return [.conferenceCreated(changed), .conferenceConvened, .sessionOpened]
}

let untilOpen: [Event] = [.conferenceCreated(plan), .conferenceConvened, .sessionOpened]

/// The state after `events`, one a second, the last of them at ``noon``.
func state(after events: [Event]) -> Conference {
    var conference: Conference?
    for (index, event) in events.enumerated() {
        let at = noon.advanced(bySeconds: index - events.count + 1)
        Conference.apply(JournalEntry(seq: index + 1, at: at, by: .system, event: event), to: &conference)
    }
    return conference!
}

/// Checks what deciding gives, as events or as the rule against it.
func check(
    _ past: [Event], _ actor: Actor, _ command: Command, after seconds: Int = 1,
    gives expected: Result<[Event], Refusal>, sourceLocation: SourceLocation = #_sourceLocation
) {
    let state = state(after: past)
    let given = Result { () throws(Refusal) in
        try state.decide(command, by: actor, at: noon.advanced(bySeconds: seconds))
    }
    #expect(given == expected, sourceLocation: sourceLocation)
}

/// Checks an operator's own command.
func check(
    _ past: [Event], at site: SiteID, _ command: Command,
    gives expected: Result<[Event], Refusal>, sourceLocation: SourceLocation = #_sourceLocation
) {
    check(past, .operator(site), command, gives: expected, sourceLocation: sourceLocation)
}
