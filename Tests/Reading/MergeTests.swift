import Reading
import Testing

struct MergeTests {
    private static let centre = """
        Hội nghị toàn quốc về phát triển kinh tế biển

        Sáng 20/9, Bộ Công Thương tổ chức Hội nghị toàn quốc về phát triển kinh tế biển. Dự tại điểm cầu Hội trường Thống Nhất có \
        các đồng chí: Trần Quý Lâm - Phó Thủ tướng Chính phủ; Lê Đình Khôi - Bộ trưởng Bộ Công Thương.

        Phát biểu khai mạc, đồng chí Lê Đình Khôi cho biết, nước ta có quan hệ thương mại với hơn 230 nước và vùng lãnh thổ; \
        kim ngạch xuất khẩu thủy sản đạt 9,2 tỷ USD.
        """

    private static let province = """
        Quảng Ninh dự hội nghị về kinh tế biển

        Sáng nay, 20/9/2024, Bộ Công Thương tổ chức Hội nghị toàn quốc về phát triển kinh tế biển theo hình thức trực tuyến. \
        Dự tại điểm cầu Quảng Ninh có đồng chí Vũ Thị Kim Chi Lan, Phó Chủ tịch UBND tỉnh.

        Bộ trưởng Bộ Công Thương Lê Đình Khôi cho biết, Việt Nam có quan hệ thương mại với 224 thị trường và đối tác; \
        kim ngạch xuất khẩu thủy sản đạt 9,2 tỷ USD. Riêng Quảng Ninh, kim ngạch xuất khẩu thủy sản đạt 0,1 tỷ USD.
        """

    private static let other = """
        Hội nghị ngành Y tế

        Sáng 20/9, Bộ Y tế tổ chức hội nghị trực tuyến toàn quốc tổng kết công tác y tế dự phòng. Đồng chí Mai Thị Lộc, Thứ trưởng Bộ Y tế chủ trì hội nghị.
        """

    private func merge(_ texts: [String]) throws -> ([Proposal], [MergedConference]) {
        let proposals = try texts.map { try Project.reader.read(Array($0.utf8)) }
        return (proposals, Merger(Project.gazetteer).merge(proposals))
    }

    @Test func `two texts about one event are one conference with two sources, and another of that day is not`() throws {
        let (_, conferences) = try merge([Self.centre, Self.other, Self.province])
        #expect(conferences.map(\.texts) == [[0, 2], [1]])
        #expect(conferences[0].basis.contains("title") && conferences[0].basis.contains("host"))
        #expect(conferences[0].year.value == 2024)
    }

    @Test func `people of two texts are not doubled`() throws {
        let (proposals, conferences) = try merge([Self.centre, Self.province])
        let names = conferences[0].people.map { proposals[$0[0].text].people[$0[0].index].name }
        #expect(names == ["Trần Quý Lâm", "Lê Đình Khôi", "Vũ Thị Kim Chi Lan"])
        #expect(conferences[0].people[1].count == 2)
    }

    @Test func `figures that disagree stand side by side, and those of another place are not compared`() throws {
        let (proposals, conferences) = try merge([Self.centre, Self.province])
        let shared = conferences[0].figures
        let words = shared.map { $0.figures.map { proposals[$0.text].figures[$0.index].words.text } }
        #expect(words == [["hơn 230 nước và vùng lãnh thổ", "224 thị trường và đối tác"], ["9,2 tỷ USD", "9,2 tỷ USD"]])
        #expect(shared.map(\.differs) == [true, false])
    }
}
