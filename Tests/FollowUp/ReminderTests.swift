import Basics
import Conference
import Testing

@testable import FollowUp

/// Who is reminded, of what, and when.
struct ReminderTests {
    @Test func `somebody is reminded 14, 7 and 1 days before, and a day after and every week`() throws {
        var world = World()
        let id = try world.assign(due: "2027-03-28")
        let days = (0..<40).map { DayNumber(day("2027-03-01")).advanced(by: $0).day }
        let reminded = days.filter { !world.followUp.reminders(on: $0).isEmpty }
        #expect(reminded.map { "\($0)" } == ["2027-03-14", "2027-03-21", "2027-03-27", "2027-03-29", "2027-04-05"])
        #expect(world.followUp.reminders(on: day("2027-03-29"))[0].overdue == [id])
        try world.finish(id, on: "2027-03-20")
        #expect(world.followUp.reminders(on: day("2027-03-21")).isEmpty)
    }

    @Test func `a reminder names all that presses, and goes to the successor`() throws {
        var world = World()
        let soon = try world.assign(lead: bureau, due: "2027-03-28"), sooner = try world.assign(lead: ministry, due: "2027-03-24")
        _ = try world.assign(lead: ministry, due: "2027-06-30")
        try world.tell(.mergeAgencies([bureau], into: ministry, from: day("2027-03-01")))
        let reminders = world.followUp.reminders(on: day("2027-03-21"))
        #expect(reminders.map(\.agency) == [ministry] && reminders[0].due == [sooner, soon])
    }

    @Test func `a day's reminders are sent once, and by nobody but the server`() throws {
        var world = World()
        try world.tell(.remind(day("2027-03-21")), by: .system)
        #expect(world.refusal(of: .remind(day("2027-03-21")), by: .system) == .alreadyReminded)
        #expect(world.refusal(of: .remind(day("2027-03-22"))) == .notAllowed)
    }

    @Test func `an agency says itself who is reminded, in addresses that are some`() throws {
        var world = World()
        try world.tell(.setMails(quangTri, ["van-thu@quangtri.example.vn"]), by: .agency(quangTri))
        #expect(world.followUp.agencies[quangTri]?.mails == ["van-thu@quangtri.example.vn"])
        #expect(world.refusal(of: .setMails(quangTri, []), by: .agency(dienBien)) == .notAllowed)
        for bad in ["ai đó", "a@b@c", "@b", "a@", "a@b\r\nBcc: c@d", "a b@c"] {
            #expect(world.refusal(of: .setMails(quangTri, [bad])) == .badMail)
        }
    }
}
