import Basics
import Testing

@testable import Conference

/// Who hears the interpreter, who sees the inset, and who sees and hears nothing of a closed item.
struct InterpretationTests {
    private let french = ChannelID(rawValue: "fr")

    private func hall(_ id: UInt64, _ site: SiteID, slots: Int = 4, _ channel: ChannelID? = nil) -> RoutablePeer {
        RoutablePeer(
            id: PeerID(rawValue: id), site: site, role: .operator, audioSlots: slots, videoSlots: 4,
            feeds: [.microphone, .camera], channel: channel)
    }

    private func booth(_ id: UInt64, _ interprets: ChannelID, _ feeds: Set<SourceKind> = [.microphone]) -> RoutablePeer {
        RoutablePeer(
            id: PeerID(rawValue: id), site: nil, role: .interpreter, audioSlots: 4, videoSlots: 4, feeds: feeds,
            channel: interprets, interprets: interprets)
    }

    private func rows(_ past: [Event], _ peers: [RoutablePeer], of peer: UInt64) -> [SlotAssignment] {
        Routing.table(conference: state(after: past), peers: peers).filter { $0.peer.rawValue == peer }
    }

    /// Which peer's voice is in each audio slot.
    private func voices(_ past: [Event], _ peers: [RoutablePeer], of peer: UInt64) -> [UInt64?] {
        rows(past, peers, of: peer).filter { $0.slot.kind == .audio }.map { $0.feed?.peer.rawValue }
    }

    private func pictures(_ past: [Event], _ peers: [RoutablePeer], of peer: UInt64) -> [String] {
        rows(past, peers, of: peer).filter { $0.slot.kind == .video }.map { row in
            row.site.map { "\(row.place!) \($0.rawValue) \(row.upTo)" } ?? "-"
        }
    }

    private var closed: [Event] {
        opened { plan in
            plan.programme[2].admits = [hanoi, hue]
        } + [.itemStarted(talk)]
    }

    @Test func `who picked a channel hears its interpreter beside the floor`() {
        let peers = [hall(1, centre), hall(2, hanoi), hall(3, hue, english), booth(9, english)]
        #expect(voices(untilOpen + [granted(hanoi)], peers, of: 3) == [1, 2, nil, 9])
        #expect(rows(untilOpen, peers, of: 3)[3].channel == english && rows(untilOpen, peers, of: 3)[3].site == nil)
    }

    @Test func `who picked none hears the floor alone`() {
        let peers = [hall(1, centre), hall(3, hue), booth(9, english)]
        #expect(voices(untilOpen, peers, of: 3) == [nil, 1, nil, nil])
    }

    @Test func `another channel's interpreter is not heard`() {
        #expect(voices(untilOpen, [hall(1, centre), hall(3, hue, french), booth(9, english)], of: 3)
            == [nil, 1, nil, nil])
    }

    @Test func `a hall with three slots hears no interpreter`() {
        #expect(voices(untilOpen, [hall(1, centre), hall(3, hue, slots: 3, english), booth(9, english)], of: 3)
            == [nil, 1, nil])
    }

    @Test func `of two interpreters the newest with a microphone is heard`() {
        let peers = [hall(3, hue, english), booth(9, english), booth(10, english), booth(11, english, [])]
        #expect(voices(untilOpen, peers, of: 3)[3] == 10)
    }

    @Test func `an interpreter hears the floor and sees the stage, and not themselves`() {
        let peers = [hall(1, centre), hall(2, hanoi), booth(9, english)]
        #expect(voices(untilOpen + [granted(hanoi)], peers, of: 9) == [1, 2, nil, nil])
        #expect(pictures(untilOpen + [granted(hanoi)], peers, of: 9)[0] == "stage ha-noi high")
    }

    @Test func `in a recess and after the closing no interpreter is heard`() {
        let peers = [hall(3, hue, english), booth(9, english)]
        #expect(voices(untilOpen + [.sessionRecessed()], peers, of: 3)[3] == nil)
        #expect(voices(untilOpen + [.conferenceClosed], peers, of: 3)[3] == nil)
    }

    @Test func `in a closed item no interpreter is heard, nor hears`() {
        let peers = [hall(2, hanoi), hall(3, hue, english), booth(9, english)]
        #expect(voices(closed + [granted(hanoi)], peers, of: 3) == [nil, 2, nil, nil])
        #expect(voices(closed + [granted(hanoi)], peers, of: 9) == [nil, nil, nil, nil])
    }

    @Test func `the central hall stands small in a corner`() {
        let peers = [hall(1, centre), hall(2, hanoi)], past = untilOpen + [.stageLaidOut(.pictureInPicture)]
        #expect(pictures(past + [granted(hanoi)], peers, of: 2)[..<2] == ["stage ha-noi high", "inset trung-tam low"])
        #expect(pictures(past, peers, of: 2)[..<2] == ["stage trung-tam high", "-"])
    }

    @Test func `the director's sites stand on the stage instead of who speaks`() {
        let peers = [hall(1, centre)], speaking = untilOpen + [granted(hanoi)]
        #expect(pictures(speaking + [.stageLaidOut(.speaker, sites: [paris])], peers, of: 1)[..<2]
            == ["stage paris high", "-"])
        #expect(pictures(speaking + [.stageLaidOut(.gallery, sites: [paris, hue])], peers, of: 1)
            == ["tile paris middle", "tile hue middle", "-", "-"])
        #expect(pictures(speaking + [.stageLaidOut(.chairAndSpeaker, sites: [paris])], peers, of: 1)[..<2]
            == ["stage paris middle", "second trung-tam middle"])
        #expect(pictures(speaking + [.stageLaidOut(.speaker, sites: [hanoi, hue, paris, geneva])], peers, of: 1)
            == ["stage ha-noi middle", "second hue middle", "tile paris middle", "tile geneva middle"])
    }

    @Test func `who is shown is not heard for that`() {
        let peers = [hall(1, centre), hall(2, hanoi), hall(5, paris)]
        #expect(voices(untilOpen + [.stageLaidOut(.speaker, sites: [paris])], peers, of: 2) == [nil, 1, nil, nil])
    }

    @Test func `a presented screen is the presenter's, also when another speaks`() {
        var central = hall(1, centre)
        central.feeds.insert(.presentation)
        let past = untilOpen + [
            granted(hanoi), .presentationStarted(Presentation(site: centre)), .stageLaidOut(.speakerAndPresentation),
        ]
        let peers = [central, hall(2, hanoi)]
        #expect(pictures(past, peers, of: 2)[..<2] == ["stage ha-noi middle", "presentation trung-tam high"])
        let conference = state(after: past)
        let wanted = Routing.wanted(Routing.table(conference: conference, peers: peers), conference: conference, peers: peers)
        #expect(wanted[central.id]?.presentation == [.high] && wanted[PeerID(rawValue: 2)]?.presentation == [])
    }

    @Test func `a presented document is no stream, and the speaker makes room for it`() {
        var speaker = hall(2, hanoi)
        speaker.feeds.insert(.presentation)
        let past = untilOpen + [
            .documentAdded(Document(id: paper, name: "D", pages: 3)), granted(hanoi),
            .presentationStarted(Presentation(site: hanoi, document: paper, page: 1)), .stageLaidOut(.speakerAndPresentation),
        ]
        #expect(pictures(past, [speaker], of: 2) == ["stage ha-noi middle", "-", "-", "-"])
    }

    @Test func `in a closed item those outside see and hear nothing`() {
        let console = RoutablePeer(
            id: PeerID(rawValue: 20), site: nil, role: .director, audioSlots: 3, videoSlots: 5, wall: [hanoi, hue])
        let observer = RoutablePeer(id: PeerID(rawValue: 21), site: nil, role: .observer, audioSlots: 3, videoSlots: 4)
        let peers = [hall(1, centre), hall(2, hanoi), hall(5, paris), console, observer]
        for peer in [1, 5, 20, 21] as [UInt64] {
            #expect(rows(closed + [granted(hanoi)], peers, of: peer).allSatisfy { $0.feed == nil && $0.site == nil })
        }
    }

    @Test func `in a closed item nobody sees or hears those outside`() {
        let chair = RoutablePeer(
            id: PeerID(rawValue: 20), site: nil, role: .chair, audioSlots: 3, videoSlots: 5, wall: [paris, hue])
        let peers = [hall(1, centre), hall(2, hanoi), hall(3, hue), hall(5, paris), chair]
        // The centre is not admitted, so that nobody is heard beside the speaker.
        #expect(voices(closed + [granted(hanoi)], peers, of: 3) == [nil, 2, nil, nil])
        #expect(voices(closed, peers, of: 3) == [nil, nil, nil, nil])
        #expect(pictures(closed + [granted(hanoi)], peers, of: 20)
            == ["stage ha-noi high", "-", "-", "tile hue low", "-"])
    }

    @Test func `in a closed item an observer at an admitted site watches with it`() {
        let observer = RoutablePeer(id: PeerID(rawValue: 21), site: hue, role: .observer, audioSlots: 3, videoSlots: 4)
        #expect(pictures(closed + [granted(hanoi)], [hall(2, hanoi), observer], of: 21)[0] == "stage ha-noi high")
    }

    @Test func `in a closed item those outside send nothing`() {
        let conference = state(after: closed), peers = [hall(1, centre), hall(2, hanoi), hall(5, paris)]
        let chair = RoutablePeer(id: PeerID(rawValue: 20), site: nil, role: .chair, audioSlots: 3, videoSlots: 5, wall: [paris, hanoi])
        let wanted = Routing.wanted(
            Routing.table(conference: conference, peers: peers + [chair]), conference: conference, peers: peers)
        #expect(wanted[PeerID(rawValue: 5)] == Wanted() && wanted[PeerID(rawValue: 1)] == Wanted())
        #expect(wanted[PeerID(rawValue: 2)] == Wanted(camera: [.low]))
    }

    @Test func `the director's console has a wall`() {
        let console = RoutablePeer(
            id: PeerID(rawValue: 20), site: nil, role: .director, audioSlots: 3, videoSlots: 4, wall: [hanoi, hue])
        #expect(pictures(untilOpen, [hall(2, hanoi), console], of: 20)[2...] == ["tile ha-noi low", "tile hue low"])
    }
}
