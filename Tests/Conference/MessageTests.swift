import Basics
import Foundation
import Testing

@testable import Conference

/// Messages, announcements, and who may read what.
struct MessageTests {
    private let call = Event.messageSent(from: hue, to: .secretariat, text: "Mất tiếng")
    private let answer = Event.messageSent(from: nil, to: .site(hue), text: "Đang gọi")
    private let notice = Event.messageSent(from: nil, to: .all, text: "Mời vào họp")

    private func readers(of event: Event) -> [String] {
        let actors: [(String, Actor)] = [
            ("chair", .chair), ("secretariat", .secretariat), ("director", .director), ("hue", .operator(hue)),
            ("dung", .delegate(dung, hue)), ("hanoi", .operator(hanoi)), ("binh", .delegate(binh, hanoi)),
            ("interpreter", .interpreter(english)), ("watching hue", .observer(hue)), ("observer", .observer(nil)),
        ]
        return actors.filter { event.shown(to: $0.1) != nil }.map(\.0)
    }

    @Test func `a site writes to the secretariat`() {
        check(untilOpen, at: hue, .message(to: .secretariat, text: "Mất tiếng"), gives: .success([call]))
        check(untilOpen, .delegate(dung, hue), .message(to: .secretariat, text: "Mất tiếng"), gives: .success([call]))
    }

    @Test(arguments: [.site(hanoi), .all] as [Recipient])
    func `a site writes to nobody else`(recipient: Recipient) {
        check(untilOpen, at: hue, .message(to: recipient, text: "Alô"), gives: .failure(.notAllowed))
    }

    @Test(arguments: [.chair, .secretariat, .director] as [Actor])
    func `the centre writes to a site, or to all`(actor: Actor) {
        check(untilOpen, actor, .message(to: .site(hue), text: "Đang gọi"), gives: .success([answer]))
        check(untilOpen, actor, .message(to: .all, text: "Mời vào họp"), gives: .success([notice]))
        check(untilOpen, actor, .message(to: .secretariat, text: "Alô"), gives: .failure(.notAllowed))
        check(untilOpen, actor, .message(to: .site(nowhere), text: "Alô"), gives: .failure(.unknownSite))
    }

    @Test(arguments: [.observer(hue), .interpreter(english), .system] as [Actor])
    func `who only listens writes nothing`(actor: Actor) {
        check(untilOpen, actor, .message(to: .secretariat, text: "Alô"), gives: .failure(.notAllowed))
        check(untilOpen, actor, .message(to: .all, text: "Alô"), gives: .failure(.notAllowed))
    }

    @Test(arguments: ["", " \n\t", String(repeating: "a", count: 2_001)])
    func `a message says something, in some words`(text: String) {
        check(untilOpen, at: hue, .message(to: .secretariat, text: text), gives: .failure(.badText))
    }

    @Test func `messages are written before the opening, and not after the closing`() {
        check(
            [.conferenceCreated(plan)], at: hue, .message(to: .secretariat, text: "Mất tiếng"),
            gives: .success([call]))
        check(
            untilOpen + [.conferenceClosed], at: hue, .message(to: .secretariat, text: "Alô"),
            gives: .failure(.alreadyClosed))
    }

    @Test func `a message is read by those concerned`() {
        #expect(readers(of: call) == ["chair", "secretariat", "director", "hue", "dung"])
        #expect(readers(of: answer) == ["chair", "secretariat", "director", "hue", "dung"])
    }

    @Test func `what is for all, and all that is no message, is read by everybody`() {
        #expect(readers(of: notice).count == 10 && readers(of: granted(hue)).count == 10)
        #expect(notice.isForEverybody && granted(hue).isForEverybody && !call.isForEverybody
            && !answer.isForEverybody)
    }

    @Test func `a withheld entry has its number and its time and nothing else`() throws {
        let entry = JournalEntry(seq: 7, at: noon, by: .operator(hue), event: call)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(entry.withheld), as: UTF8.self)
            == #"{"at":1639450000000,"by":{"role":"system"},"event":{"type":"withheld"},"seq":7}"#)
    }

    @Test func `each reader gets their own messages, oldest first`() {
        let conference = state(after: untilOpen + [call, answer, notice, .messageSent(from: hanoi, to: .secretariat, text: "Ổn")])
        #expect(conference.messages(visibleTo: .chair).map(\.seq) == [4, 5, 6, 7])
        #expect(conference.messages(visibleTo: .operator(hue)).map(\.seq) == [4, 5, 6])
        #expect(conference.messages(visibleTo: .observer(hue)).map(\.seq) == [6])
    }

    @Test func `messages are not in the state that everybody gets`() throws {
        let json = String(decoding: try JSONEncoder().encode(state(after: untilOpen + [call])), as: UTF8.self)
        #expect(!json.contains("Mất tiếng") && !json.contains("messages"))
    }

    @Test func `the last thousand messages are kept`() {
        let conference = state(after: untilOpen + (0..<1_700).map { .messageSent(from: hue, to: .secretariat, text: "\($0)") })
        let messages = conference.messages(visibleTo: .chair)
        #expect(messages.count == 1_000 && messages.first?.text == "700" && messages.last?.text == "1699")
    }

    @Test func `the last message to all is the announcement`() {
        let past = untilOpen + [notice, answer, .messageSent(from: nil, to: .all, text: "Mời ngồi")]
        #expect(state(after: past).announcement == Announcement(text: "Mời ngồi", at: noon))
    }

    @Test func `an announcement is taken down`() {
        check(untilOpen + [notice], .director, .clearAnnouncement, gives: .success([.announcementCleared]))
        #expect(state(after: untilOpen + [notice, .announcementCleared]).announcement == nil)
        check(untilOpen, .chair, .clearAnnouncement, gives: .failure(.noAnnouncement))
        check(untilOpen + [notice], at: hue, .clearAnnouncement, gives: .failure(.notAllowed))
    }
}
