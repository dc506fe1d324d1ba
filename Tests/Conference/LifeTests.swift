import Basics
import Testing

@testable import Conference

/// The phases, the programme, the stage, microphones and attendance.
struct LifeTests {
    private let draft: [Event] = [.conferenceCreated(plan)]
    private let convened: [Event] = [.conferenceCreated(plan), .conferenceConvened]
    private let recess = untilOpen + [.sessionRecessed()]
    private let nothingReached: [Event] = [.itemNotReached(opening), .itemNotReached(report), .itemNotReached(talk)]
    private let closed = untilOpen + [.conferenceClosed]

    @Test func `a conference is convened, opened, recessed, resumed and closed`() {
        check(draft, .secretariat, .convene, gives: .success([.conferenceConvened]))
        check(convened, .chair, .open, gives: .success([.sessionOpened]))
        check(untilOpen, .chair, .recess(), gives: .success([.sessionRecessed()]))
        check(recess, .chair, .resume, gives: .success([.sessionResumed]))
        check(untilOpen, .chair, .close, gives: .success(nothingReached + [.conferenceClosed]))
        check(recess, .chair, .close, gives: .success(nothingReached + [.conferenceClosed]))
    }

    @Test func `no step is taken out of turn`() {
        check(convened, .chair, .convene, gives: .failure(.notDraft))
        check(draft, .chair, .open, gives: .failure(.notConvened))
        check(untilOpen, .chair, .open, gives: .failure(.notConvened))
        check(recess, .chair, .recess(), gives: .failure(.notOpen))
        check(untilOpen, .chair, .resume, gives: .failure(.notInRecess))
        check(convened, .chair, .close, gives: .failure(.notOpen))
        check(closed, .chair, .close, gives: .failure(.alreadyClosed))
    }

    @Test func `an item is started`() {
        check(untilOpen, .chair, .startItem(report), gives: .success([.itemStarted(report)]))
    }

    @Test func `an item is started only in session`() {
        check(convened, .chair, .startItem(report), gives: .failure(.notOpen))
    }

    @Test func `an item under way is not started again`() {
        check(untilOpen + [.itemStarted(report)], .chair, .startItem(report), gives: .failure(.itemAlreadyRunning))
    }

    @Test func `the stage is laid out before the opening`() {
        check(convened, .chair, .layout(.gallery), gives: .success([.stageLaidOut(.gallery)]))
    }

    @Test func `nothing is laid out after the closing`() {
        check(closed, .chair, .layout(.gallery), gives: .failure(.alreadyClosed))
    }

    @Test func `a site mutes itself`() {
        check(untilOpen, at: hanoi, .mute(hanoi), gives: .success([.siteMuted(hanoi)]))
    }

    @Test func `the chair mutes the central hall`() {
        check(untilOpen, .chair, .mute(centre), gives: .success([.siteMuted(centre)]))
    }

    @Test func `a site does not mute another`() {
        check(untilOpen, at: hanoi, .mute(hue), gives: .failure(.notAllowed))
    }

    @Test func `a muted site is not muted again`() {
        check(untilOpen + [.siteMuted(hanoi)], at: hanoi, .mute(hanoi), gives: .failure(.alreadyMuted))
    }

    @Test func `only a muted site is unmuted`() {
        check(untilOpen + [.siteMuted(hanoi)], at: hanoi, .unmute(hanoi), gives: .success([.siteUnmuted(hanoi)]))
        check(untilOpen, at: hanoi, .unmute(hanoi), gives: .failure(.notMuted))
    }

    @Test func `attendance counts the time of finished stays`() {
        let past = draft + [.siteJoined(hue), .conferenceConvened, .siteLeft(hue), .siteJoined(hue)]
        var expected = Attendance(arrivedAt: noon.advanced(bySeconds: -3))
        expected.leave(at: noon.advanced(bySeconds: -1))
        expected.arrive(at: noon)
        #expect(state(after: past).attendance == [hue: expected] && expected.seconds == 2)
    }

    @Test func `a clock set back takes no time away`() {
        var attendance = Attendance(arrivedAt: noon)
        attendance.leave(at: noon.advanced(bySeconds: -60))
        #expect(attendance.seconds == 0)
    }

    @Test func `only the server says who is there`() {
        check(untilOpen, .chair, .join(hue), gives: .failure(.notAllowed))
        check(untilOpen, .system, .join(hue), gives: .success([.siteJoined(hue)]))
        check(untilOpen + [.siteJoined(hue)], .system, .join(hue), gives: .failure(.alreadyPresent))
        check(untilOpen, .system, .leave(hue), gives: .failure(.notPresent))
    }

    @Test func `the server does nothing else`() {
        check(untilOpen, .system, .revoke(hue), gives: .failure(.notAllowed))
    }

    @Test func `a dropped line keeps the floor for the grace period`() {
        let past = untilOpen + [.siteJoined(hue), granted(hue), .siteLeft(hue)]
        check(past, .system, .dropLine(hue), after: 29, gives: .failure(.lineNotDropped))
        check(past, .system, .dropLine(hue), after: 30, gives: .success([.floorRevoked(hue, .lineDropped)]))
    }

    @Test func `a line that came back keeps the floor`() {
        let past = untilOpen + [.siteJoined(hue), granted(hue), .siteLeft(hue), .siteJoined(hue)]
        check(past, .system, .dropLine(hue), after: 3_600, gives: .failure(.lineNotDropped))
    }

    @Test func `who was granted the floor while away has the whole period to come`() {
        let past = untilOpen + [.siteJoined(hue), .siteLeft(hue), .conferenceConvened, granted(hue)]
        #expect(GracePeriod.expired(state(after: past), at: noon.advanced(bySeconds: 29)) == [])
        #expect(GracePeriod.expired(state(after: past), at: noon.advanced(bySeconds: 30)) == [hue])
    }
}
