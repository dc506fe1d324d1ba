import Basics
import Testing

@testable import Conference

/// A closed item: who takes part, and what of it is kept.
struct ClosedItemTests {
    private let secret = ItemID(rawValue: "hop-kin"), other = ItemID(rawValue: "hop-kin-2")

    /// The first closed item admits the centre, Hà Nội and Huế, the second Hà Nội and Paris.
    private var start: [Event] {
        opened { plan in
            plan.programme += [
                ProgrammeItem(
                    id: secret, kind: .discussion, title: Text(vi: "Kín", en: "Closed"), minutes: 30, admits: [centre, hanoi, hue]),
                ProgrammeItem(
                    id: other, kind: .discussion, title: Text(vi: "Kín", en: "Closed"), minutes: 30, admits: [hanoi, paris]),
            ]
        }
    }
    private var inside: [Event] { start + [.itemStarted(secret)] }

    /// Lets the owner's way of keeping and not keeping take these commands, all of which must be allowed.
    private func conduct(_ past: [Event], _ commands: [(Actor, Command)]) throws -> (conduct: Conduct, kept: [Event]) {
        var conduct = Conduct(state(after: past))
        var kept: [Event] = []
        for (actor, command) in commands {
            let before = conduct.shown
            for event in try conduct.decide(command, by: actor, at: noon) {
                let entry = JournalEntry(seq: 99, at: noon, by: actor, event: event)
                if event.isKept(in: before) {
                    kept.append(event)
                    conduct.apply(entry)
                } else {
                    conduct.applyUnkept(entry)
                }
            }
        }
        return (conduct, kept)
    }

    private func ask(_ site: SiteID) -> Command { .ask(site, delegate: nil, item: nil) }
    private func grant(_ site: SiteID) -> Command { .grant(GrantOrder(site: site, seconds: 300)) }

    @Test func `an item that names no sites is open to all`() {
        let conference = state(after: start + [.itemStarted(talk)])
        #expect(!conference.isInClosedItem && conference.admits(paris) && conference.admits(.observer(nil)))
    }

    @Test func `a closed item admits its sites and whoever presides`() {
        let conference = state(after: inside)
        let admitted: [Actor] = [
            .chair, .secretariat, .system, .operator(hue), .operator(centre), .delegate(dung, hue), .observer(hue),
        ]
        let others: [Actor] = [
            .director, .interpreter(english), .operator(paris), .delegate(an, paris), .observer(paris), .observer(nil),
        ]
        #expect(admitted.allSatisfy { conference.admits($0) } && !others.contains { conference.admits($0) })
        #expect(conference.admits(hue) && !conference.admits(paris))
    }

    @Test func `a closed conference has no closed item`() {
        #expect(state(after: inside + [.conferenceClosed]).admits(paris))
    }

    @Test func `a closed item lasts through a recess`() {
        #expect(!state(after: inside + [.sessionRecessed()]).admits(paris))
    }

    @Test func `entering empties the floor, ends the presentation, and sends away who is not admitted`() {
        let past = start + [
            granted(hanoi), .presentationStarted(Presentation(site: centre)), .stageLaidOut(.speakerAndPresentation), asked(hue), asked(paris),
        ]
        check(past, .chair, .startItem(secret), gives: .success([
            .floorRevoked(hanoi, .chair), .presentationEnded, .stageLaidOut(.speaker), .floorRequestWithdrawn(paris), .itemStarted(secret),
        ]))
    }

    @Test func `entering ends an interruption`() {
        check(start + [granted(hanoi), granted(hue, .interruption)], .chair, .startItem(secret), gives: .success([
            .floorRevoked(hanoi, .chair), .floorRevoked(hue, .chair), .itemStarted(secret),
        ]))
    }

    @Test func `leaving empties the floor and ends the presentation`() {
        let past = inside + [granted(hue), .presentationStarted(Presentation(site: hue))]
        check(
            past, .chair, .startItem(talk),
            gives: .success([.floorRevoked(hue, .chair), .presentationEnded, .itemStarted(talk)]))
    }

    @Test func `only admitted sites ask, are granted the floor and present`() {
        check(inside, at: hue, ask(hue), gives: .success([asked(hue)]))
        check(inside, at: paris, ask(paris), gives: .failure(.notAdmitted))
        check(inside, .chair, grant(paris), gives: .failure(.notAdmitted))
        check(inside, .chair, .present(paris), gives: .failure(.notAdmitted))
        check(start + [.itemStarted(other)], at: centre, .present(centre), gives: .failure(.notAdmitted))
    }

    @Test func `the director directs nothing in a closed item`() {
        for command in [.layout(.gallery), .mute(hue), .present(nil), .message(to: .all, text: "Alô")] as [Command] {
            check(inside, .director, command, gives: .failure(.notAdmitted))
        }
        check(inside, .chair, .layout(.gallery, sites: [paris]), gives: .failure(.notAdmitted))
    }

    @Test func `a site outside still mutes itself, marks its delegates and calls for help`() {
        check(inside, at: paris, .mute(paris), gives: .success([.siteMuted(paris)]))
        check(inside, at: laocai, .attend(DelegateID(rawValue: "chi"), .left), gives: .success([
            .delegateMarked(DelegateID(rawValue: "chi"), .left)
        ]))
        check(inside, at: paris, .message(to: .secretariat, text: "Alô"), gives: .success([
            .messageSent(from: paris, to: .secretariat, text: "Alô")
        ]))
    }

    @Test func `there are no votes in a closed item`() {
        check(inside, .chair, .openVote(motion()), gives: .failure(.inClosedItem))
        check(start + [.voteOpened(motion())], .chair, .startItem(secret), gives: .failure(.voteUnderWay))
    }

    @Test func `what those outside do meanwhile is kept`() throws {
        let document = Document(id: paper, name: "D", pages: 1, site: paris)
        let (conduct, kept) = try conduct(start, [
            (.chair, .startItem(secret)), (.operator(paris), .mute(paris)),
            (.operator(paris), .message(to: .secretariat, text: "Mất tiếng")),
            (.secretariat, .message(to: .site(paris), text: "Đang gọi")), (.chair, .message(to: .all, text: "Trong phòng")),
            (.chair, .message(to: .site(hue), text: "Trong phòng")), (.system, .addDocument(document)),
            (.system, .addDocument(Document(id: DocumentID(rawValue: "kin"), name: "D", pages: 1, site: hue))),
        ])
        #expect(kept == [
            .itemStarted(secret), .siteMuted(paris), .messageSent(from: paris, to: .secretariat, text: "Mất tiếng"),
            .messageSent(from: nil, to: .site(paris), text: "Đang gọi"), .documentAdded(document),
        ])
        #expect(conduct.durable.announcement == nil && conduct.durable.documents == [document])
        #expect(conduct.shown.documents.count == 2 && conduct.shown.messages(visibleTo: .chair).count == 4)
    }

    @Test func `a hall that was muted inside stays muted when the doors open`() throws {
        let (conduct, _) = try conduct(start, [
            (.chair, .startItem(secret)), (.chair, .mute(centre)), (.chair, .startItem(talk)),
        ])
        #expect(conduct.shown.muted == [centre])
    }

    @Test func `of a closed item its frame is kept and nothing else`() throws {
        let (conduct, kept) = try conduct(start, [
            (.chair, .startItem(secret)), (.operator(hue), ask(hue)), (.chair, grant(hue)), (.system, .join(paris)),
            (.operator(hue), .message(to: .secretariat, text: "Alô")), (.operator(hue), .attend(dung, .present)),
            (.chair, .passOver(report)), (.chair, .recess()), (.chair, .resume),
        ])
        #expect(kept == [
            .itemStarted(secret), .siteJoined(paris), .delegateMarked(dung, .present), .itemNotReached(report), .sessionRecessed(),
            .sessionResumed,
        ])
        #expect(conduct.durable.speeches.isEmpty && conduct.shown.speeches.map(\.site) == [hue])
        #expect(conduct.durable.attendance == conduct.shown.attendance
            && conduct.durable.people == conduct.shown.people)
    }

    @Test func `those outside see the item and nothing of it`() throws {
        let (conduct, _) = try conduct(start, [(.chair, .startItem(secret)), (.operator(hue), ask(hue)), (.chair, grant(hanoi))])
        let outside = conduct.conference(for: .operator(paris)), inside = conduct.conference(for: .operator(hue))
        #expect(outside.item == secret && outside.floor.isEmpty && outside.queue.isEmpty)
        #expect(inside.floor.map(\.site) == [hanoi] && inside.queue.map(\.site) == [hue])
    }

    @Test func `when a closed item ends everything is as it was before it`() throws {
        let (before, _) = try conduct(start, [(.operator(hue), ask(hue))])
        let (after, kept) = try conduct(start, [
            (.operator(hue), ask(hue)), (.chair, .startItem(secret)), (.chair, grant(hue)), (.chair, .layout(.gallery)),
            (.operator(hanoi), ask(hanoi)), (.chair, .startItem(talk)),
        ])
        #expect(after.live == nil && kept == [asked(hue), .itemStarted(secret), .itemStarted(talk)])
        #expect(after.durable.queue == before.durable.queue && after.durable.stage == .speaker)
        #expect(after.durable.speeches.isEmpty && after.durable.floor.isEmpty)
    }

    @Test func `from one closed item to the next nothing is taken along`() throws {
        let (conduct, _) = try conduct(start, [
            (.operator(hue), ask(hue)), (.chair, .startItem(secret)), (.chair, grant(hanoi)), (.operator(centre), ask(centre)),
            (.chair, .startItem(other)),
        ])
        #expect(conduct.shown.floor.isEmpty && conduct.shown.queue.isEmpty && conduct.shown.speeches.isEmpty)
        #expect(conduct.live == conduct.durable && conduct.durable.violations == [])
    }

    @Test func `closing the conference ends a closed item`() throws {
        let (conduct, kept) = try conduct(start, [
            (.chair, .startItem(secret)), (.chair, grant(hue)), (.operator(hanoi), ask(hanoi)), (.chair, .close),
        ])
        #expect(conduct.live == nil && conduct.durable.phase == .closed && conduct.durable.speeches.isEmpty)
        #expect(conduct.durable.notReached.requests.isEmpty && kept.last == .conferenceClosed)
    }

    @Test func `after a crash a closed item goes on with an empty floor`() {
        let conduct = Conduct(state(after: inside))
        #expect(conduct.live == conduct.durable && conduct.shown.item == secret && conduct.shown.floor.isEmpty)
    }

    @Test func `outside of a closed item everything is kept`() {
        let conference = state(after: start)
        let events: [Event] = [granted(hue), .voteOpened(motion()), .messageSent(from: hue, to: .secretariat, text: "Alô")]
        #expect(events.allSatisfy { $0.isKept(in: conference) })
    }
}
