import Basics
import Conference
import Testing

@testable import Convene

/// Sittings, items, their times and clashes, versions and whom they touch.
struct ProgrammeTests {
    private let plenary = SittingID(rawValue: "toan-the"), opening = ItemID(rawValue: "khai-mac"), talk = ItemID(rawValue: "thao-luan")
    private let van = DelegateID(rawValue: "tran-thi-hong-van"), trong = DelegateID(rawValue: "nguyen-phu-trong")

    private func begins(_ desk: Desk) throws -> [Int] {
        try desk.preparation.schedule(of: #require(desk.preparation.sittings[plenary]?.value)).map(\.begins)
    }

    @Test func `when an item begins is computed from the start and the minutes before it`() throws {
        var desk = try Desk.ready()
        #expect(try begins(desk) == [480, 500])
        try desk.act(.orderItems(sitting: plenary, items: [talk, opening]))
        #expect(try begins(desk) == [480, 540])
    }

    @Test func `a sitting that ends before it begins is refused`() throws {
        var sitting = Sitting.morning("Chiều")
        sitting.end = TimeOfDay("07:00")!
        check(try Desk.ready(), .setSitting(sitting: sitting, revision: 0), refused: .endsBeforeItBegins)
        check(try Desk.ready(), .setSitting(sitting: .morning("Xưa", day: "1000-01-01"), revision: 0), refused: .badDay)
    }

    @Test func `an order names each present item once`() throws {
        let desk = try Desk.ready()
        check(desk, .orderItems(sitting: plenary, items: [opening]), refused: .badOrder)
        check(desk, .orderItems(sitting: plenary, items: [opening, opening]), refused: .badOrder)
    }

    @Test func `nobody speaks at two places at once, and such a programme is not published`() throws {
        var desk = try Desk.ready()
        try desk.act(.setSitting(sitting: .morning("Chuyên đề", sites: [quangTri]), revision: 0))
        try desk.item("Tham luận", in: "chuyen-de", speaker: van.rawValue)
        let clash = Clash.speakerTwice(person: van, items: [opening, ItemID(rawValue: "tham-luan")])
        #expect(desk.preparation.clashes().contains { clash == $0 || $0 == .speakerTwice(person: van, items: [ItemID(rawValue: "tham-luan"), opening]) })
        check(desk, .publish(note: nil), refused: .clashes)
    }

    @Test func `parallel sittings share sites only when both say which they admit`() throws {
        var desk = try Desk.ready()
        try desk.act(.setSitting(sitting: .morning("Chuyên đề", sites: [laoCai]), revision: 0))
        #expect(desk.preparation.clashes() == [.sittingsShareSites(sittings: [SittingID(rawValue: "chuyen-de"), plenary], sites: 2)])
        var said = try #require(desk.preparation.sittings[plenary])
        said.value.sites = [laoCai, quangTri]
        try desk.act(.setSitting(sitting: said.value, revision: said.revision))
        #expect(desk.preparation.clashes() == [])
    }

    @Test func `items that need more time than the sitting has are told`() throws {
        var desk = try Desk.ready()
        try desk.item("Dài", in: "toan-the", kind: .discussion, minutes: 200)
        #expect(desk.preparation.clashes() == [.overrun(sitting: plenary, minutes: 70)])
    }

    @Test func `an empty programme is not published`() throws {
        check(try Desk(), .publish(note: nil), refused: .emptyProgramme)
        var desk = try Desk.ready()
        try desk.act(.setSitting(sitting: .morning("Trống", day: "2026-12-15"), revision: 0))
        check(desk, .publish(note: nil), refused: .emptyProgramme)
    }

    @Test func `a version stays as it was published`() throws {
        var desk = try Desk.ready()
        try desk.act(.publish(note: "Lần đầu"))
        check(desk, .publish(note: nil), refused: .nothingChanged)
        try desk.act(.orderItems(sitting: plenary, items: [talk, opening]))
        try desk.act(.publish(note: nil))
        #expect(desk.preparation.programmes.map(\.version) == [1, 2])
        #expect(desk.preparation.programmes[0].parts[0].items.map(\.id) == [opening, talk])
    }

    @Test func `a change after the invitation touches those whose time it changes`() throws {
        var desk = try Desk.ready()
        try desk.act(.publish(note: nil))
        try desk.act(.invite(invitees: [.delegate(van), .delegate(trong), .site(laoCai)]))
        try desk.act(.orderItems(sitting: plenary, items: [talk, opening]))
        let events = try desk.act(.publish(note: nil))
        guard case .programmePublished(_, let touched) = events.first else { Issue.record("no version"); return }
        #expect(touched == [.delegate(van)])
        #expect(desk.preparation.invitations[.delegate(van)]?.changedIn == 2)
        #expect(desk.preparation.changes(
            from: desk.preparation.programmes[0], to: desk.preparation.programmes[1], for: .delegate(van))
            == [.itemMoved(item: opening, fromBegins: 480)])
        try desk.act(.seeChange(invitee: .delegate(van)), by: .invitee(who: .delegate(van)))
        #expect(desk.preparation.invitations[.delegate(van)]?.changedIn == nil)
    }

    @Test func `a sitting becomes a conference that can be held`() throws {
        let desk = try Desk.ready()
        let plan = try #require(desk.preparation.plan(of: plenary))
        #expect(plan.problems() == [])
        #expect(plan.id.rawValue == "thu--toan-the" && plan.sites.count == 3 && plan.programme.map(\.site) == [quangTri, nil])
        #expect(plan.delegates.map(\.name) == ["Nguyễn Phú Trọng", "Trần Thị Hồng Vân"])
    }

    @Test func `next year's conference begins with the sites and people as they stand now`() throws {
        var desk = try Desk.ready()
        try desk.act(.removeItem(item: opening, revision: try #require(desk.preparation.items[opening]?.revision)))
        let next = try Desk(from: desk.preparation).preparation
        #expect(next.sites.count == 3 && next.people.count == 2 && next.delegations.count == 2)
        #expect(next.sittings.isEmpty && next.programmes.isEmpty && next.invitations.isEmpty)
        #expect(next.origin == desk.preparation.id)
    }

    @Test func `whom to phone at a site reaches each of its sittings`() throws {
        var desk = try Desk.ready()
        let contact = Contact(name: "Lò Văn Panh", phone: "0900 000 210")
        var site = try #require(desk.preparation.sites[laoCai])
        site.value.contact = contact
        try desk.act(.setSite(site: site.value, revision: site.revision))
        let plan = try #require(desk.preparation.plan(of: SittingID(rawValue: "toan-the")))
        #expect(plan.sites.first { $0.id == laoCai }?.contact == contact)
    }
}
