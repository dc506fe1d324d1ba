import Testing

@testable import Convene

struct FoldingTests {
    @Test func `a name is found without its marks`() {
        #expect(Folding.key("Nguyễn Phú Trọng") == "nguyen phu trong")
        #expect(Folding.key("ĐẶNG THUỲ DƯƠNG") == "dang thuy duong")
        #expect(Folding.key("Sở KH&ĐT, tỉnh Lào Cai") == "so kh dt tinh lao cai")
    }

    @Test func `composed and decomposed text are the same`() {
        #expect(Folding.key("Nguye\u{302}\u{303}n Phu\u{301}") == "nguyen phu")
        #expect(NameOrder("Nguye\u{302}\u{303}n") == NameOrder("Nguyễn"))
    }

    @Test func `names are in the order of the given name, letters before tones`() {
        let names = ["Trần Văn Ổi", "Lê Ân", "Phạm Anh", "Võ Hoài An", "Đỗ Ánh", "Ngô Bình", "Nguyễn Đạt", "Lý Dũng"]
        let sorted = names.sorted { NameOrder($0) < NameOrder($1) }
        #expect(sorted == ["Võ Hoài An", "Phạm Anh", "Đỗ Ánh", "Lê Ân", "Ngô Bình", "Lý Dũng", "Nguyễn Đạt", "Trần Văn Ổi"])
    }
}
