import Basics
import Testing

@testable import Conference

/// Documents, presentations, and what the director shows.
struct PresentationTests {
    private let theirs = DocumentID(rawValue: "cua-hue")
    private let screen = Event.presentationStarted(Presentation(site: hue))
    private let laidOut = Event.stageLaidOut(.speakerAndPresentation)

    /// Huế speaks; the centre has a document of nine pages, and Huế one of two.
    private var speaking: [Event] {
        untilOpen + [
            .documentAdded(Document(id: paper, name: "Báo cáo", pages: 9)),
            .documentAdded(Document(id: theirs, name: "Của Huế", pages: 2, site: hue)), granted(hue),
        ]
    }

    private func shows(_ site: SiteID, _ document: DocumentID, _ page: Int) -> Event {
        .presentationStarted(Presentation(site: site, document: document, page: page))
    }

    @Test func `the server alone adds documents`() {
        let document = Document(id: paper, name: "Báo cáo", pages: 9, site: hue)
        check(untilOpen, .system, .addDocument(document), gives: .success([.documentAdded(document)]))
        check(untilOpen, .chair, .addDocument(document), gives: .failure(.notAllowed))
    }

    @Test func `a document has a name of its own, some pages and a known owner`() {
        func adding(_ change: (inout Document) -> Void) -> Command {
            var document = Document(id: DocumentID(rawValue: "moi"), name: "Mới", pages: 500)
            change(&document)
            return .addDocument(document)
        }
        check(speaking, .system, adding { $0.id = paper }, gives: .failure(.badDocument))
        check(speaking, .system, adding { $0.id = DocumentID(rawValue: "../etc") }, gives: .failure(.badDocument))
        check(speaking, .system, adding { $0.pages = 0 }, gives: .failure(.badDocument))
        check(speaking, .system, adding { $0.pages = 501 }, gives: .failure(.badDocument))
        check(speaking, .system, adding { $0.name = "" }, gives: .failure(.badText))
        check(speaking, .system, adding { $0.site = nowhere }, gives: .failure(.unknownSite))
        check(speaking + [.conferenceClosed], .system, adding { _ in }, gives: .failure(.alreadyClosed))
    }

    @Test func `there are not too many documents`() {
        let past = untilOpen + (0..<500).map { .documentAdded(Document(id: DocumentID(rawValue: "d\($0)"), name: "D", pages: 1)) }
        check(past, .system, .addDocument(Document(id: paper, name: "D", pages: 1)), gives: .failure(.badDocument))
    }

    @Test func `whoever speaks shares the screen, and the stage makes room`() {
        check(speaking, at: hue, .present(hue), gives: .success([screen, laidOut]))
    }

    @Test func `a document is presented from the page named, or from the first`() {
        check(speaking, at: hue, .present(hue, document: paper), gives: .success([shows(hue, paper, 1), laidOut]))
        check(
            speaking, at: hue, .present(hue, document: theirs, page: 2),
            gives: .success([shows(hue, theirs, 2), laidOut]))
        check(speaking, at: hue, .present(hue, document: theirs, page: 3), gives: .failure(.noSuchPage))
        check(speaking, at: hue, .present(hue, page: 1), gives: .failure(.noSuchPage))
        check(
            speaking, at: hue, .present(hue, document: DocumentID(rawValue: "gi")),
            gives: .failure(.unknownDocument))
    }

    @Test func `without the floor nobody presents but the central site`() {
        check(speaking, at: hanoi, .present(hanoi), gives: .failure(.mayNotPresent))
        check(speaking, .chair, .present(hanoi), gives: .failure(.mayNotPresent))
        check(
            speaking, at: centre, .present(centre),
            gives: .success([.presentationStarted(Presentation(site: centre)), laidOut]))
    }

    @Test func `who directs presents for the central site unless another is named`() {
        check(
            speaking, .director, .present(nil, document: paper), gives: .success([shows(centre, paper, 1), laidOut]))
        check(speaking, .chair, .present(hue), gives: .success([screen, laidOut]))
    }

    @Test func `nobody presents another site's document`() {
        check(speaking, .chair, .present(nil, document: theirs), gives: .failure(.mayNotPresent))
    }

    @Test func `a site presents its own screen only`() {
        check(speaking, at: hanoi, .present(hue), gives: .failure(.notAllowed))
        check(speaking, .observer(hue), .present(hue), gives: .failure(.notAllowed))
        check(speaking, .delegate(dung, hue), .present(hue), gives: .failure(.notAllowed))
    }

    @Test func `presentations are held in session`() {
        check(speaking + [.sessionRecessed()], at: centre, .present(centre), gives: .failure(.notOpen))
    }

    @Test func `a site goes from one document to the next`() {
        let past = speaking + [shows(hue, paper, 3), laidOut]
        check(past, at: hue, .present(hue, document: theirs), gives: .success([shows(hue, theirs, 1)]))
        check(past, at: hue, .present(hue, document: paper, page: 1), gives: .failure(.alreadyPresenting))
        #expect(state(after: past + [shows(hue, theirs, 1)]).presentation
            == Presentation(site: hue, document: theirs, page: 1))
    }

    @Test func `only those who direct take another's place`() {
        let past = speaking + [screen, laidOut]
        check(past, at: centre, .present(centre), gives: .failure(.alreadyPresenting))
        check(past, .director, .present(nil, document: paper), gives: .success([shows(centre, paper, 1)]))
    }

    @Test func `pages are turned by whoever could present`() {
        let past = speaking + [shows(hue, paper, 3)]
        for actor in [.operator(hue), .chair, .director] as [Actor] {
            check(past, actor, .turnPage(9), gives: .success([.pageTurned(9)]))
        }
        check(past, at: hanoi, .turnPage(9), gives: .failure(.mayNotPresent))
        check(past, .observer(hue), .turnPage(9), gives: .failure(.notAllowed))
        check(past, at: hue, .turnPage(3), gives: .success([]))
        #expect(state(after: past + [.pageTurned(9)]).presentation?.page == 9)
    }

    @Test(arguments: [Int.min, 0, 10, .max])
    func `a page is one that the document has`(page: Int) {
        check(speaking + [shows(hue, paper, 3)], at: hue, .turnPage(page), gives: .failure(.noSuchPage))
        check(speaking + [screen], at: hue, .turnPage(page), gives: .failure(.noSuchPage))
        check(speaking, at: hue, .turnPage(page), gives: .failure(.notPresenting))
    }

    @Test func `a presentation is ended, and the stage goes back`() {
        check(
            speaking + [screen, laidOut], at: hue, .stopPresenting,
            gives: .success([.presentationEnded, .stageLaidOut(.speaker)]))
        check(speaking + [screen, laidOut], at: hanoi, .stopPresenting, gives: .failure(.mayNotPresent))
        check(speaking, at: hue, .stopPresenting, gives: .failure(.notPresenting))
    }

    @Test func `a stage that the director laid out stays as it is`() {
        check(speaking + [.stageLaidOut(.gallery)], at: hue, .present(hue), gives: .success([screen]))
        check(speaking + [.stageLaidOut(.speaker, sites: [paris])], at: hue, .present(hue), gives: .success([screen]))
        check(
            speaking + [screen, .stageLaidOut(.gallery)], at: hue, .stopPresenting,
            gives: .success([.presentationEnded]))
        let chosen = Event.stageLaidOut(.speakerAndPresentation, sites: [paris])
        check(speaking + [screen, chosen], at: hue, .stopPresenting, gives: .success([.presentationEnded]))
    }

    @Test func `a presentation ends with the floor of its site`() {
        let past = speaking + [screen, laidOut], end: [Event] = [.presentationEnded, .stageLaidOut(.speaker)]
        check(past, at: hue, .yield(hue), gives: .success([.floorYielded(hue)] + end))
        check(past, .chair, .revoke(hue), gives: .success([.floorRevoked(hue, .chair)] + end))
        check(past, .system, .dropLine(hue), after: 40, gives: .success([.floorRevoked(hue, .lineDropped)] + end))
        check(past, .chair, .grant(GrantOrder(site: hanoi, seconds: 300)), gives: .success([granted(hanoi)] + end))
        check(past, .chair, .grant(GrantOrder(site: hanoi, seconds: 300, mode: .interruption)), gives: .success(
            [granted(hanoi, .interruption)] + end))
        check(past, .chair, .grant(GrantOrder(site: hanoi, seconds: 300, mode: .dialogue)), gives: .success([
            granted(hanoi, .dialogue)
        ]))
    }

    @Test func `the central site's presentation goes on while others speak`() {
        let past = speaking + [shows(centre, paper, 1), laidOut]
        check(past, at: hue, .yield(hue), gives: .success([.floorYielded(hue)]))
        check(past, .chair, .grant(GrantOrder(site: hanoi, seconds: 300)), gives: .success([granted(hanoi)]))
    }

    @Test func `a recess and the closing end any presentation`() {
        let past = speaking + [shows(centre, paper, 1), laidOut]
        let end: [Event] = [.presentationEnded, .stageLaidOut(.speaker)]
        check(past, .chair, .recess(), gives: .success([.floorRevoked(hue, .recess)] + end + [.sessionRecessed()]))
        let items = plan.programme.map { Event.itemNotReached($0.id) }
        check(past, .chair, .close, gives: .success(end + items + [.conferenceClosed]))
    }

    @Test func `the director lays out the stage, also with sites of their own choice`() {
        check(
            untilOpen, .director, .layout(.gallery, sites: [hue, paris]),
            gives: .success([.stageLaidOut(.gallery, sites: [hue, paris])]))
        #expect(state(after: untilOpen + [.stageLaidOut(.gallery, sites: [hue, paris])]).shown == [hue, paris])
        #expect(state(after: untilOpen + [.stageLaidOut(.gallery, sites: [hue]), .stageLaidOut(.gallery)]).shown
            == [])
        check(untilOpen, at: hue, .layout(.gallery), gives: .failure(.notAllowed))
    }

    @Test func `the sites of the stage are known, and four at most`() {
        check(untilOpen, .director, .layout(.gallery, sites: [hue, hue]), gives: .failure(.badSites))
        check(
            untilOpen, .director, .layout(.gallery, sites: [hue, paris, geneva, hanoi, laocai]),
            gives: .failure(.badSites))
        check(untilOpen, .director, .layout(.gallery, sites: [nowhere]), gives: .failure(.unknownSite))
    }

    @Test func `the director mutes any site`() {
        check(untilOpen, .director, .mute(hue), gives: .success([.siteMuted(hue)]))
        check(untilOpen + [.siteMuted(hue)], .director, .unmute(hue), gives: .success([.siteUnmuted(hue)]))
    }

    @Test(arguments: [
        .open, .close, .recess(), .startItem(report), .grant(GrantOrder(site: hue, seconds: 300)), .revoke(hue), .reorder([]),
        .passOver(report), .withdraw(hue), .yield(hue),
    ] as [Command])
    func `the director does not run the floor`(command: Command) {
        check(untilOpen, .director, command, gives: .failure(.notAllowed))
    }
}
