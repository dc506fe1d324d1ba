import Basics
import Testing

@testable import Conference

/// Who hears whom, and who sees what.
struct RoutingTests {
    private let dialogue = untilOpen + [granted(hanoi), granted(hue, .dialogue)]

    // Sites have the peers 1 to 6 in the order of the plan; 20 is the chair's console.
    private let halls: [RoutablePeer] = plan.sites.enumerated().map { index, site in
        Self.hall(UInt64(index + 1), site.id)
    }

    private static func hall(
        _ id: UInt64, _ site: SiteID, _ feeds: Set<SourceKind> = [.microphone, .camera]
    ) -> RoutablePeer {
        RoutablePeer(
            id: PeerID(rawValue: id), site: site, role: .operator, audioSlots: 3, videoSlots: 4, feeds: feeds)
    }

    /// One row of the table in words: `ha-noi` when it is filled, `ha-noi?` when the source does not send, `-` when empty.
    private func words(_ assignment: SlotAssignment) -> String {
        guard let site = assignment.site else { return "-" }
        let mark = assignment.feed == nil ? "?" : ""
        guard let place = assignment.place else { return site.rawValue + mark }
        return "\(place) \(site.rawValue)\(mark) \(assignment.upTo)"
    }

    private func slots(
        _ kind: MediaKind, of peer: UInt64, _ past: [Event], _ peers: [RoutablePeer]? = nil
    ) -> [String] {
        Routing.table(conference: state(after: past), peers: peers ?? halls)
            .filter { $0.peer.rawValue == peer && $0.slot.kind == kind }.map(words)
    }

    private func layers(_ past: [Event], _ peers: [RoutablePeer]? = nil) -> [UInt64: Wanted] {
        let conference = state(after: past), peers = peers ?? halls
        let wanted = Routing.wanted(
            Routing.table(conference: conference, peers: peers), conference: conference, peers: peers)
        return Dictionary(wanted.filter { $0.value != Wanted() }.map { ($0.key.rawValue, $0.value) }) { one, _ in one }
    }

    @Test(arguments: [
        [.conferenceCreated(plan)], [.conferenceCreated(plan), .conferenceConvened], untilOpen,
        untilOpen + [.sessionRecessed()],
    ] as [[Event]])
    func `without a holder only the central hall is heard`(past: [Event]) {
        #expect(slots(.audio, of: 2, past) == ["-", "trung-tam", "-"])
    }

    @Test func `after the closing nobody is heard or seen`() {
        #expect(slots(.audio, of: 2, untilOpen + [.conferenceClosed]) == ["-", "-", "-"])
        #expect(slots(.video, of: 2, untilOpen + [.conferenceClosed]) == ["-", "-", "-", "-"])
    }

    @Test func `the holder is heard beside the central hall`() {
        #expect(slots(.audio, of: 4, untilOpen + [granted(hanoi)]) == ["trung-tam", "ha-noi", "-"])
    }

    @Test func `both sides of a dialogue are heard`() {
        #expect(slots(.audio, of: 5, dialogue) == ["trung-tam", "ha-noi", "hue"])
    }

    @Test func `nobody hears their own hall`() {
        #expect(slots(.audio, of: 2, dialogue) == ["trung-tam", "-", "hue"])
        #expect(slots(.audio, of: 1, dialogue) == ["-", "ha-noi", "hue"])
    }

    @Test func `a second device in a hall does not hear it either`() {
        #expect(slots(.audio, of: 30, dialogue, halls + [Self.hall(30, hanoi, [])])[1] == "-")
    }

    @Test func `when one side of a dialogue goes the other's sound stays in its slot`() {
        #expect(slots(.audio, of: 5, dialogue + [.floorYielded(hanoi)]) == ["trung-tam", "-", "hue"])
    }

    @Test func `the free seat is taken next`() {
        let past = dialogue + [.floorYielded(hanoi), granted(laocai, .dialogue)]
        #expect(slots(.audio, of: 5, past) == ["trung-tam", "lao-cai", "hue"])
    }

    @Test func `the central hall has one slot when it holds the floor too`() {
        let past = untilOpen + [granted(centre), granted(hue, .dialogue)]
        #expect(slots(.audio, of: 5, past) == ["-", "trung-tam", "hue"])
    }

    @Test func `who is muted is not heard`() {
        #expect(slots(.audio, of: 5, dialogue + [.siteMuted(centre), .siteMuted(hue)]) == ["-", "ha-noi", "-"])
    }

    @Test func `a microphone that does not send keeps its slot`() {
        let peers = [Self.hall(1, centre, [.camera]), Self.hall(2, hanoi, [])]
        #expect(slots(.audio, of: 2, untilOpen, peers)[1] == "trung-tam?")
    }

    @Test func `the speaker stands alone on the stage`() {
        #expect(slots(.video, of: 5, untilOpen + [granted(hanoi)]) == ["stage ha-noi high", "-", "-", "-"])
    }

    @Test func `the speaker's own hall sees the stage`() {
        #expect(slots(.video, of: 2, untilOpen + [granted(hanoi)])[0] == "stage ha-noi high")
    }

    @Test func `the centre is on the stage while nobody speaks`() {
        #expect(slots(.video, of: 5, untilOpen)[0] == "stage trung-tam high")
    }

    @Test func `a dialogue shares the stage`() {
        #expect(slots(.video, of: 5, dialogue) == ["stage ha-noi middle", "second hue middle", "-", "-"])
    }

    @Test func `a speaker without a camera is named`() {
        let peers = [Self.hall(1, centre, [.camera]), Self.hall(2, hanoi, [.microphone])]
        #expect(slots(.video, of: 1, untilOpen + [granted(hanoi)], peers)[0] == "stage ha-noi? high")
    }

    @Test func `a presentation is shown beside its speaker`() {
        let past = untilOpen + [granted(hanoi), .stageLaidOut(.speakerAndPresentation)]
        let peers = [Self.hall(1, centre, []), Self.hall(2, hanoi, [.camera, .presentation])]
        #expect(slots(.video, of: 1, past, peers)[..<2] == ["stage ha-noi middle", "presentation ha-noi high"])
    }

    @Test func `without a presentation the speaker stands alone`() {
        let past = untilOpen + [granted(hanoi), .stageLaidOut(.speakerAndPresentation)]
        #expect(slots(.video, of: 5, past) == ["stage ha-noi high", "-", "-", "-"])
    }

    @Test func `either side of a dialogue presents`() {
        let peers = [Self.hall(2, hanoi, [.camera]), Self.hall(4, hue, [.camera, .presentation])]
        let past = dialogue + [.stageLaidOut(.speakerAndPresentation)]
        #expect(slots(.video, of: 2, past, peers) == [
            "stage ha-noi middle", "presentation hue high", "second hue middle", "-",
        ])
    }

    @Test func `the chair is seen beside the speaker`() {
        let past = untilOpen + [granted(hanoi), .stageLaidOut(.chairAndSpeaker)]
        #expect(slots(.video, of: 5, past)[..<2] == ["stage ha-noi middle", "second trung-tam middle"])
    }

    @Test func `the chair who speaks stands alone`() {
        let past = untilOpen + [granted(centre), .stageLaidOut(.chairAndSpeaker)]
        #expect(slots(.video, of: 5, past)[..<2] == ["stage trung-tam high", "-"])
    }

    @Test func `the gallery shows holders, the centre, who waits and who is there`() {
        let past = untilOpen + [.siteJoined(laocai), .siteJoined(paris), granted(hanoi), asked(geneva)]
        #expect(slots(.video, of: 5, past + [.stageLaidOut(.gallery)]) == [
            "tile ha-noi middle", "tile trung-tam middle", "tile geneva middle", "tile lao-cai middle",
        ])
    }

    @Test func `in a recess the gallery shows no hall that does not know of it`() {
        let past = untilOpen + [.siteJoined(laocai), .stageLaidOut(.gallery), .sessionRecessed()]
        #expect(slots(.video, of: 5, past) == ["tile trung-tam high", "-", "-", "-"])
    }

    @Test func `a console shows the stage and then its wall`() {
        let console = RoutablePeer(
            id: PeerID(rawValue: 20), site: nil, role: .chair, audioSlots: 3, videoSlots: 6, wall: [hue, nowhere, paris])
        #expect(slots(.video, of: 20, dialogue, halls + [console]) == [
            "stage ha-noi middle", "second hue middle", "tile hue low", "tile khong-dau? low", "tile paris low", "-",
        ])
    }

    @Test func `an observer has no wall`() {
        let observer = RoutablePeer(
            id: PeerID(rawValue: 20), site: nil, role: .observer, audioSlots: 3, videoSlots: 4, wall: [hue, paris])
        #expect(slots(.video, of: 20, untilOpen, halls + [observer]) == ["stage trung-tam high", "-", "-", "-"])
    }

    @Test func `an observer is never a hall`() {
        let observer = RoutablePeer(
            id: PeerID(rawValue: 20), site: hanoi, role: .observer, audioSlots: 3, videoSlots: 4, feeds: [.camera])
        let table = Routing.table(conference: state(after: untilOpen + [granted(hanoi)]), peers: halls + [observer])
        #expect(table.allSatisfy { $0.feed?.peer != observer.id })
    }

    @Test func `of two connections of one site the newest counts`() {
        let peers = halls + [Self.hall(30, hanoi, [.camera])]
        let table = Routing.table(conference: state(after: untilOpen + [granted(hanoi)]), peers: peers)
        #expect(table.first { $0.place == .stage }?.feed?.peer.rawValue == 30)
    }

    @Test func `the table does not depend on the order of peers`() {
        let conference = state(after: dialogue)
        #expect(Routing.table(conference: conference, peers: halls)
            == Routing.table(conference: conference, peers: halls.reversed()))
    }

    @Test func `every slot has one row`() {
        let peers = [RoutablePeer(id: PeerID(rawValue: 1), site: hue, role: .operator, audioSlots: 5, videoSlots: 1)]
        let table = Routing.table(conference: state(after: dialogue), peers: peers)
        #expect(table.map(\.slot) == (0..<5).map { SlotID(.audio, $0) } + [SlotID(.video, 0)])
    }

    @Test func `nobody sends what nobody sees`() {
        #expect(layers(untilOpen + [granted(hanoi)]).keys.sorted() == [1, 2])
    }

    @Test func `the stage is asked for in its size and the smallest`() {
        #expect(layers(dialogue)[2] == Wanted(camera: [.low, .middle]))
    }

    @Test func `the centre and the next in the queue are kept warm`() {
        let wanted = layers(untilOpen + [granted(hanoi), asked(hue), asked(paris)])
        #expect(wanted.keys.sorted() == [1, 2, 4] && wanted[4] == Wanted(camera: [.low, .high]))
    }

    @Test func `a wall asks for the smallest layer only`() {
        let console = RoutablePeer(
            id: PeerID(rawValue: 20), site: nil, role: .chair, audioSlots: 3, videoSlots: 27, wall: [paris])
        #expect(layers(untilOpen, halls + [console])[5] == Wanted(camera: [.low]))
    }

    @Test func `a camera that was told to stop is asked again`() {
        #expect(layers(untilOpen + [granted(hanoi)], [Self.hall(2, hanoi, [])])[2] == Wanted(camera: [.low, .high]))
    }

    @Test func `a presentation is wanted only where it would be shown`() {
        let past = untilOpen + [granted(hanoi)]
        #expect(layers(past)[2]?.presentation == [])
        #expect(layers(past + [.stageLaidOut(.speakerAndPresentation)])[2]?.presentation == [.high])
    }

    @Test func `a connection that another took the place of is told to stop`() {
        #expect(layers(untilOpen + [granted(hanoi)], halls + [Self.hall(30, hanoi, [.camera])])[2] == nil)
    }

    @Test func `after the closing nothing is sent`() {
        #expect(layers(untilOpen + [.conferenceClosed]).isEmpty)
    }

    private static let test = RoutablePeer(
        id: PeerID(rawValue: 30), site: hue, role: .operator, audioSlots: 1, videoSlots: 3,
        feeds: Set(SourceKind.allCases), isTest: true)

    private func fed(_ past: [Event]) -> [SlotAssignment] {
        Routing.table(conference: state(after: past), peers: halls + [Self.test]).filter { $0.feed != nil }
    }

    @Test func `a site that tests its line gets back what it sends`() {
        let own = fed(rehearsing).filter { $0.peer == Self.test.id }
        #expect(own.map(\.feed) == SourceKind.allCases.map { FeedID(peer: Self.test.id, source: $0) })
        #expect(own.map(\.slot) == [SlotID(.audio, 0), SlotID(.video, 0), SlotID(.video, 1)])
    }

    @Test func `nobody else sees or hears a test, and no hall gives way to it`() {
        let others = fed(rehearsing).filter { $0.peer != Self.test.id }
        #expect(others.allSatisfy { $0.feed?.peer != Self.test.id })
        let past = untilOpen + [granted(hue)], withTest = halls + [Self.test]
        #expect(slots(.video, of: 2, past, withTest) == slots(.video, of: 2, past))
        #expect(layers(past, withTest) == layers(past))
    }

    @Test func `outside of a test session nothing comes back`() {
        for past in [[.conferenceCreated(plan), .conferenceConvened], rehearsing + [.rehearsalEnded], untilOpen] as [[Event]] {
            #expect(fed(past).allSatisfy { $0.peer != Self.test.id })
        }
    }
}
