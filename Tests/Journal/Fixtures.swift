import Basics
import Conference
import Foundation
import GRDB
import Testing

@testable import Journal

let centre = SiteID(rawValue: "trung-tam"), hue = SiteID(rawValue: "hue"), hanoi = SiteID(rawValue: "ha-noi")
let noon = WallTime(milliseconds: 1_639_450_000_000)

let plan = ConferencePlan(
    id: ConferenceID(rawValue: "thu"),
    title: Text(vi: "Hội nghị thử", en: "Trial conference"),
    host: Text(vi: "Ban thư ký", en: "Secretariat"),
    day: Day("2021-12-14")!,
    sites: [
        Site(id: centre, name: Text(vi: "Trung tâm", en: "Centre"), kind: .centre),
        Site(id: hue, name: Text(vi: "Huế", en: "Huế"), kind: .province, parent: centre, province: "46"),
        Site(id: hanoi, name: Text(vi: "Hà Nội", en: "Hà Nội"), kind: .province, parent: centre, province: "01"),
    ],
    delegates: [
        Delegate(
            id: DelegateID(rawValue: "an"), name: "Nguyễn Thị An", title: Text(vi: "Giám đốc", en: "Director"),
            body: Text(vi: "Sở Ngoại vụ", en: "Department of External Relations"), site: hue, rank: 1)
    ],
    programme: [
        ProgrammeItem(
            id: ItemID(rawValue: "bao-cao"), kind: .report, title: Text(vi: "Báo cáo", en: "Report"),
            speaker: DelegateID(rawValue: "an"), site: hue, minutes: 20)
    ]
)

/// Appends of one or more events, with who caused them: every type of event at least once.
let script: [(Actor, [Event])] = [
    (.secretariat, [.conferenceCreated(plan)]),
    (.secretariat, [.conferenceConvened]),
    (.system, [.siteJoined(hue)]),
    (.chair, [.sessionOpened]),
    (.chair, [.itemStarted(ItemID(rawValue: "bao-cao"))]),
    (.operator(hue), [.floorRequested(hue, delegate: DelegateID(rawValue: "an"), item: nil)]),
    (.secretariat, [.floorRequested(hanoi, delegate: nil, item: nil)]),
    (.chair, [.queueReordered([hanoi, hue])]),
    (.chair, [.floorGranted(Grant(site: hue, delegate: DelegateID(rawValue: "an"), seconds: 300))]),
    (.chair, [.floorGranted(Grant(site: hanoi, seconds: 60, mode: .dialogue))]),
    (.chair, [.floorExtended(hue, seconds: 60)]),
    (.operator(hanoi), [.floorYielded(hanoi)]),
    (.chair, [.floorRevoked(hue, .chair), .sessionRecessed()]),
    (.chair, [.sessionResumed]),
    (.operator(hanoi), [.floorRequested(hanoi, delegate: nil, item: nil)]),
    (.operator(hanoi), [.floorRequestWithdrawn(hanoi)]),
    (.chair, [.stageLaidOut(.gallery)]),
    (.operator(hue), [.siteMuted(hue)]),
    (.operator(hue), [.siteUnmuted(hue)]),
    (.operator(hue), [.siteMuted(hue)]),
    (.system, [.siteLeft(hue)]),
    (.chair, [.conferenceClosed]),
]

let commandIDs = script.indices.map { index in
    CommandID("00000000-0000-4000-8000-0000000000" + (index < 10 ? "0" : "") + String(index))!
}

/// A folder of one test's own, gone when the test is over.
final class Folder {
    let url = FileManager.default.temporaryDirectory.appending(path: "dienhong-\(UUID().uuidString)")
    var path: String { url.appending(path: "journal.sqlite").path() }

    init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// A journal with the first `count` appends of the script.
    func journal(_ count: Int = script.count) throws -> Journal {
        let journal = try Journal(path: path)
        var seq = 0
        for (index, (actor, events)) in script.prefix(count).enumerated() {
            seq += try journal.append(
                events, by: actor, at: noon.advanced(bySeconds: index), expecting: seq, command: commandIDs[index]
            ).count
        }
        return journal
    }

    /// Does to the file what another program could, the triggers out of the way.
    func tamper(_ statement: String) throws {
        try DatabaseQueue(path: path).write { db in
            for trigger in ["event_not_updated", "event_not_deleted", "event_at_the_end"] {
                try db.execute(sql: "DROP TRIGGER \(trigger)")
            }
            try db.execute(sql: statement)
        }
    }
}
