import Basics
import Conference
import Testing

@testable import Convene

/// Who is written to, when, and about what.
struct NoticeTests {
    private let van = DelegateID(rawValue: "tran-thi-hong-van"), trong = DelegateID(rawValue: "nguyen-phu-trong")
    private var later: WallTime { morning.advanced(bySeconds: 60) }

    private func invited() throws -> Desk {
        var desk = try Desk.ready()
        let kept = try #require(desk.preparation.people[van])
        var person = kept.value
        person.address = "van@quangtri.example.vn"
        try desk.act(.setPerson(person: person, revision: kept.revision))
        try desk.act(.publish(note: nil))
        try desk.act(.invite(invitees: [.delegate(van), .delegate(trong), .site(laoCai)]))
        return desk
    }

    private func due(_ desk: Desk, at now: WallTime? = nil) -> [NoticeKind] {
        desk.preparation.pendingNotices(at: now ?? later, limit: 10).map(\.kind)
    }

    @Test func `whoever has a mail address is written to once of each thing`() throws {
        var desk = try invited()
        #expect(desk.preparation.pendingNotices(at: later, limit: 10) == [
            PendingNotice(invitee: .delegate(van), kind: .invitation, address: "van@quangtri.example.vn"),
        ])
        try desk.act(.noteNotices(sent: [.delegate(van)], refused: []), by: .system, at: later)
        #expect(due(desk).isEmpty)
        try desk.act(.remind(invitees: [.delegate(van)]), at: later.advanced(bySeconds: 1))
        #expect(due(desk) == [.reminder])
        try desk.act(.noteNotices(sent: [], refused: [.delegate(van)]), by: .system, at: later.advanced(bySeconds: 2))
        #expect(due(desk).isEmpty && desk.preparation.notices[.delegate(van)]?.isRefused == true)
    }

    @Test func `whom a later version touches is written to of the change`() throws {
        var desk = try invited()
        try desk.act(.noteNotices(sent: [.delegate(van)], refused: []), by: .system, at: later)
        try desk.act(.orderItems(sitting: SittingID(rawValue: "toan-the"), items: [ItemID(rawValue: "thao-luan"), ItemID(rawValue: "khai-mac")]))
        try desk.act(.publish(note: nil), at: later)
        #expect(due(desk) == [.change])
        try desk.act(.noteNotices(sent: [.delegate(van)], refused: []), by: .system, at: later)
        #expect(due(desk).isEmpty)
    }

    @Test func `nobody is written to of what is long ago, or after the day`() throws {
        let desk = try invited()
        #expect(due(desk, at: morning.advanced(bySeconds: Limits.noticeAge + 1)).isEmpty)
        #expect(due(desk, at: morning.advanced(bySeconds: 22 * 86_400)).isEmpty)
    }

    @Test func `that somebody was written to is the server's to say`() throws {
        let desk = try invited()
        check(desk, .noteNotices(sent: [.delegate(van)], refused: []), by: lan, refused: .notAllowed)
    }
}
