import Conference
import Testing

@testable import Convene

/// Lists that are pasted or come as files.
struct ListTests {
    private let desk: Desk

    init() throws { desk = try Desk.ready() }

    private func rows(_ text: String, _ kind: ListKind = .people(delegation: nil)) throws -> [ListRow] {
        try desk.preparation.preview(kind, text).rows
    }

    @Test func `a preview names every bad row, and nothing is taken before it is confirmed`() throws {
        let text = "Họ tên,Đoàn\n,Đoàn Lào Cai\n=1+1,Đoàn Lào Cai\nNg. T. Bích,Đoàn Lào Cai\nLê Văn Ba,Đoàn Mới\nLê Văn Tư,Đoàn Lào Cai\n"
        let found = try rows(text)
        #expect(found.map(\.line) == [2, 3, 4, 5, 6])
        #expect(found.map(\.problems) == [[.noName], [.formula], [.abbreviatedName], [.delegationNeedsSite], []])
        let mark = try desk.preparation.preview(.people(delegation: nil), text).mark
        check(desk, .importList(kind: .people(delegation: nil), text: text, mark: mark, withoutBadRows: false), refused: .badRows(4))
        check(desk, .importList(kind: .people(delegation: nil), text: text, mark: "0", withoutBadRows: true), refused: .previewOutdated)
    }

    @Test func `two of one name are both kept and told apart`() throws {
        var desk = desk
        let text = "Họ tên,Chức danh,Đoàn\nLê Văn Ba,Giám đốc,Đoàn Lào Cai\nLê Văn Ba,Phó Giám đốc,Đoàn Lào Cai\n"
        #expect(try rows(text).map(\.isNamesake) == [false, true])
        try desk.list(text)
        #expect(desk.preparation.people[DelegateID(rawValue: "le-van-ba-2")]?.value.titles == ["Phó Giám đốc"])
        // The same list once more changes nothing, whatever the order of its rows.
        let again = try desk.preparation.preview(.people(delegation: nil), "Họ tên,Chức danh,Đoàn\nLê Văn Ba,Phó Giám đốc,Đoàn Lào Cai\nLê Văn Ba,Giám đốc,Đoàn Lào Cai\n")
        #expect(again.rows.map(\.action) == [.same, .same])
    }

    @Test func `names with their titles are pasted into one delegation`() throws {
        let found = try rows("Hồ Thanh Bách - Phó Bí thư\nVõ Hoài An – Giám đốc\n", .people(delegation: DelegationID(rawValue: "doan-lao-cai")))
        #expect(found.map(\.name) == ["Hồ Thanh Bách", "Võ Hoài An"] && found.map(\.titles) == ["Phó Bí thư", "Giám đốc"])
    }

    @Test func `a member may sit at another site, and a substitute is found by name`() throws {
        var desk = desk
        try desk.list("Họ tên,Đoàn,Điểm cầu,Dự thay\nLê Văn Ba,Đoàn Lào Cai,Quảng Trị,Lê Văn Tư\nLê Văn Tư,Đoàn Lào Cai,,\n")
        let person = try #require(desk.preparation.people[DelegateID(rawValue: "le-van-ba")]?.value)
        #expect(person.site == quangTri && person.substitute == DelegateID(rawValue: "le-van-tu"))
    }

    @Test func `sites may name a parent further down, but not themselves`() throws {
        let text = "Tên;Cấp;Trực thuộc;Mã;Ngày hiệu lực\nXã A;xã;Tỉnh B\nTỉnh B;tỉnh;Trung tâm;44;1/7/2025\nXã C;xã;Xã C\nXã D;xã;Xã E\nXã E;xã;Xã D\n"
        let found = try rows(text, .sites)
        #expect(found.map(\.action) == [.new, .new, .bad, .bad, .bad])
        #expect(found.suffix(3).allSatisfy { $0.problems == [.siteUnderItself] })
    }

    @Test func `quotes, line breaks in cells, tabs and semicolons are read`() throws {
        #expect(try DelimitedText("a,\"b\"\"c\nd\",e\r\nf").rows.map(\.cells) == [["a", "b\"c\nd", "e"], ["f"]])
        #expect(try DelimitedText("a\tb,c\nd\te").rows.map(\.cells) == [["a", "b,c"], ["d", "e"]])
        #expect(try DelimitedText("a;b\n\nc;d").rows.map(\.line) == [1, 3])
        #expect(throws: ListFault.unclosedQuote) { try DelimitedText("a,\"b\nc") }
    }

    @Test func `what is no text is told by its name`() throws {
        #expect(throws: ListFault.spreadsheetFile) { try DelimitedText.text(of: [0x50, 0x4B, 3, 4, 20, 0]) }
        #expect(throws: ListFault.pdfFile) { try DelimitedText.text(of: Array("%PDF-1.7".utf8)) }
        #expect(throws: ListFault.notUTF8) { try DelimitedText.text(of: [0x48, 0xF4, 0x20, 0x54]) }
        #expect(throws: ListFault.notUTF8) { try DelimitedText.text(of: [0xFF, 0xFE, 0x48, 0]) }
        #expect(throws: ListFault.binaryFile) { try DelimitedText.text(of: [0x48, 0, 0x48]) }
        #expect(throws: ListFault.noHeader) { try desk.preparation.preview(.sites, "Lào Cai\n") }
    }

    @Test func `a site is never under itself`() throws {
        let kept = try #require(desk.preparation.sites[centre])
        var site = kept.value
        site.parent = laoCai
        check(desk, .setSite(site: site, revision: kept.revision), refused: .siteUnderItself)
    }

    @Test func `people are found without marks, in the order of their given names`() throws {
        var desk = desk
        try desk.list("Họ tên,Chức danh,Đoàn\nTrần Ánh,Vụ trưởng,Đoàn Lào Cai\nTrần An,Vụ trưởng,Đoàn Lào Cai\n")
        let directory = desk.preparation.directory
        #expect(directory.find("nguyen phu trong", limit: 10).found.map(\.rawValue) == ["nguyen-phu-trong"])
        #expect(directory.find("vu truong tran", limit: 10).found.map(\.rawValue) == ["tran-an", "tran-anh"])
        #expect(directory.find("ruong", limit: 10).found.isEmpty)
        #expect(directory.find("", limit: 2).isAll == false)
    }
}

/// A code means a province only together with a day.
struct CodeTests {
    private let codes = try! ProvinceHistory("""
        code,name,full_name,type,valid_from,valid_to,code_since_2025_07_01,note
        44,Quảng Bình,Tỉnh Quảng Bình,tỉnh,2004-07-08,2025-06-30,44,
        44,Quảng Trị,Tỉnh Quảng Trị,tỉnh,2025-07-01,,44,
        """)

    @Test func `a code that was not valid on its day is refused`() throws {
        var desk = try Desk.ready()
        desk.preparation.codes = codes
        let kept = try #require(desk.preparation.sites[quangTri])
        var site = kept.value
        let early = try #require(Day("2001-01-01"))
        site.code = AdministrativeCode(code: "44", on: early)
        check(desk, .setSite(site: site, revision: kept.revision), refused: .badCode(code: "44", day: early))
        site.code?.on = try #require(Day("2024-01-01"))
        try desk.act(.setSite(site: site, revision: kept.revision))
        // Next year it means another province, and so the sitting has no code for it.
        #expect(desk.preparation.plan(of: SittingID(rawValue: "toan-the"))?.sites.first { $0.id == quangTri }?.province == nil)
    }
}
