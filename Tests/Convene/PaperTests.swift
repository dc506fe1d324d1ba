import Basics
import Conference
import Testing

@testable import Convene

/// What belongs to items, and who has read it.
struct PaperTests {
    private let van = DelegateID(rawValue: "tran-thi-hong-van"), trong = DelegateID(rawValue: "nguyen-phu-trong")
    private let opening = ItemID(rawValue: "khai-mac"), report = PaperID(rawValue: "bao-cao")
    private let none = PaperID(rawValue: "")

    private func version(_ mark: String) -> PaperVersion {
        PaperVersion(file: mark, name: "bao-cao.pdf", kind: .pdf, bytes: 9, pages: 2)
    }

    private func invited(admits: [SiteID]? = nil) throws -> Desk {
        var desk = try Desk.ready()
        let kept = try #require(desk.preparation.items[opening])
        var item = kept.value
        item.admits = admits
        if admits != nil { try desk.act(.setItem(item: item, revision: kept.revision)) }
        try desk.act(.publish(note: nil))
        try desk.act(.invite(invitees: [.delegate(van), .delegate(trong)]))
        try desk.act(.bringPaper(paper: none, item: opening, title: "Báo cáo", version: version("a")))
        return desk
    }

    @Test func `what is brought again is a new version of the same paper`() throws {
        var desk = try invited()
        try desk.act(.bringPaper(paper: report, item: opening, title: "Báo cáo", version: version("b")))
        #expect(try desk.act(.bringPaper(paper: report, item: opening, title: "Báo cáo", version: version("b"))).isEmpty)
        #expect(desk.preparation.papers(of: opening).map { $0.versions.map(\.file) } == [["a", "b"]])
    }

    @Test func `a paper belongs to one item, and goes with it`() throws {
        var desk = try invited()
        check(desk, .bringPaper(paper: report, item: ItemID(rawValue: "thao-luan"), title: "Báo cáo", version: version("b")), refused: .unknownPaper)
        check(desk, .bringPaper(paper: none, item: ItemID(rawValue: "khong-co"), title: "Báo cáo", version: version("b")), refused: .unknownItem)
        let item = try #require(desk.preparation.items[opening])
        try desk.act(.removeItem(item: opening, revision: item.revision))
        #expect(desk.preparation.papers.isEmpty)
    }

    @Test func `a paper that was removed leaves its name to no other`() throws {
        var desk = try invited()
        let kept = try #require(desk.preparation.papers[report])
        check(desk, .removePaper(paper: report, revision: 1), refused: .stale(.paper(id: report)))
        try desk.act(.removePaper(paper: report, revision: kept.revision))
        try desk.act(.bringPaper(paper: none, item: opening, title: "Báo cáo", version: version("c")))
        #expect(desk.preparation.papers(of: opening).map(\.id) == [PaperID(rawValue: "bao-cao-2")])
    }

    @Test func `who has opened the latest version is known`() throws {
        var desk = try invited()
        let own = Party.invitee(who: .delegate(van))
        try desk.act(.openPaper(paper: report, invitee: .delegate(van)), by: own)
        #expect(try desk.act(.openPaper(paper: report, invitee: .delegate(van)), by: own).isEmpty)
        check(desk, .openPaper(paper: report, invitee: .delegate(trong)), by: own, refused: .notAllowed)
        try desk.act(.bringPaper(paper: report, item: opening, title: "Báo cáo", version: version("b")))
        #expect(desk.preparation.openings[report] == [.delegate(van): 1])
        try desk.act(.openPaper(paper: report, invitee: .delegate(van)), by: own)
        #expect(desk.preparation.openings[report] == [.delegate(van): 2])
    }

    @Test func `papers of a closed item are read by those it admits`() throws {
        let desk = try invited(admits: [quangTri])
        let paper = try #require(desk.preparation.papers[report]?.value)
        #expect(desk.preparation.mayRead(paper, .delegate(van)) && !desk.preparation.mayRead(paper, .delegate(trong)))
        check(desk, .openPaper(paper: report, invitee: .delegate(trong)), by: .invitee(who: .delegate(trong)), refused: .unknownPaper)
    }

    @Test(arguments: [
        ("bao-cao.PDF", "%PDF-1.7", PaperKind.pdf), ("bia.pdf", "\n\n%PDF-1.4", .pdf), ("trinh-chieu.pptx", "PK\u{3}\u{4}", .office),
    ])
    func `a file is what its name and its first bytes agree on`(name: String, head: String, kind: PaperKind) throws {
        #expect(try PaperKind(name: name, head: Array(head.utf8)) == kind)
    }

    @Test(arguments: [
        ("bao-cao.pdf", "MZ\u{90}", PaperKind.Fault.lies), ("anh.png", "%PDF-1.7", .lies), ("anh.jpg", "", .lies),
        ("macro.docm", "PK\u{3}\u{4}", .notTaken), ("khong-duoi", "%PDF-1.7", .notTaken), ("trang.html", "<html>", .notTaken),
    ])
    func `a file that lies about its type is not taken`(name: String, head: String, fault: PaperKind.Fault) {
        #expect(throws: fault) { try PaperKind(name: name, head: Array(head.utf8)) }
    }
}
