import Basics
import Conference
import Foundation

@testable import Journal

private let english = ChannelID(rawValue: "en"), paper = DocumentID(rawValue: "bao-cao-1"), ballot = VoteID(rawValue: "v1")
private let an = DelegateID(rawValue: "an"), report = ItemID(rawValue: "bao-cao"), closed = ItemID(rawValue: "phien-kin")

/// A plan with everything that one can have.
let conductPlan: ConferencePlan = {
    var plan = plan
    plan.start = TimeOfDay("08:00")
    plan.sites[1].contact = Contact(name: "Kỹ thuật", phone: "0900 000 201")
    plan.delegations = [Delegation(id: DelegationID(rawValue: "doan-hue"), name: Text(vi: "Đoàn Huế", en: "Hue"), site: hue, minutes: 30)]
    plan.delegates[0].delegation = DelegationID(rawValue: "doan-hue")
    plan.programme.append(ProgrammeItem(
        id: closed, kind: .discussion, title: Text(vi: "Phiên kín", en: "Closed item"), minutes: 20, admits: [centre, hue]))
    plan.channels = [Channel(id: english, name: Text(vi: "Tiếng Anh", en: "English"))]
    plan.quorum = Quorum(unit: .site, percent: 50)
    return plan
}()

/// Every type of event that came with the conduct of a conference, from every kind of actor.
let conductScript: [(Actor, [Event])] = [
    (.secretariat, [.conferenceCreated(conductPlan)]),
    (.secretariat, [.conferenceConvened]),
    (.chair, [.sessionOpened]),
    (.operator(hue), [.delegateMarked(an, .substituted, substitute: "Lê Văn Cường")]),
    (.system, [.documentAdded(Document(id: paper, name: "Báo cáo.pdf", pages: 12, site: hue))]),
    (.chair, [.floorGranted(Grant(site: hue, delegate: an, item: report, seconds: 300))]),
    (.operator(hue), [
        .presentationStarted(Presentation(site: hue, document: paper, page: 1)), .stageLaidOut(.speakerAndPresentation),
    ]),
    (.operator(hue), [.pageTurned(2)]),
    (.operator(hanoi), [.floorRequested(hanoi, delegate: nil, item: nil, kind: .pointOfOrder)]),
    (.chair, [.floorGranted(Grant(site: hanoi, seconds: 60, mode: .interruption))]),
    (.operator(hanoi), [.floorYielded(hanoi), .floorResumed]),
    (.operator(hue), [.presentationEnded, .stageLaidOut(.speaker)]),
    (.director, [.stageLaidOut(.pictureInPicture, sites: [hue, hanoi])]),
    (.delegate(an, hue), [.messageSent(from: hue, to: .secretariat, text: "Xin chữ to hơn.")]),
    (.director, [.messageSent(from: nil, to: .site(hue), text: "Đã rõ.")]),
    (.secretariat, [.messageSent(from: nil, to: .all, text: "Giải lao lúc 10 giờ.")]),
    (.secretariat, [.announcementCleared]),
    (.chair, [.voteOpened(Motion(
        id: ballot, title: "Thông qua", options: ["Tán thành", "Không"], unit: .site, isSecret: false, item: report))]),
    (.operator(hue), [.ballotCast(ballot, voter: VoterID(hue), option: 0)]),
    (.chair, [.voteClosed(ballot, counts: [1, 0])]),
    (.chair, [.voteOpened(Motion(
        id: VoteID(rawValue: "v2"), title: "Bầu", options: ["Một", "Hai"], unit: .delegate, isSecret: true))]),
    (.delegate(an, hue), [.ballotCast(VoteID(rawValue: "v2"), voter: VoterID(an), option: nil)]),
    (.chair, [.voteAnnulled(VoteID(rawValue: "v2"))]),
    (.secretariat, [.floorRevoked(hue, .recess), .sessionRecessed(until: noon.advanced(bySeconds: 900))]),
    (.chair, [.sessionResumed]),
    (.operator(hanoi), [.floorRequested(hanoi, delegate: nil, item: nil)]),
    (.chair, [.itemNotReached(report), .itemNotReached(closed), .requestNotReached(hanoi), .conferenceClosed]),
]

extension Folder {
    /// A journal with the whole of ``conductScript``, or of another.
    func conductJournal(_ script: [(Actor, [Event])] = conductScript) throws -> Journal {
        let journal = try Journal(path: path)
        var seq = 0
        for (index, (actor, events)) in script.enumerated() {
            seq += try journal.append(events, by: actor, at: noon.advanced(bySeconds: index), expecting: seq).count
        }
        return journal
    }
}
