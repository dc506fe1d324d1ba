import Basics
import Testing

@testable import Conference

/// Days, the calendar files made of them, and which province a code meant on which day.
struct CalendarTests {
    private func day(_ text: String) -> Day { Day(text)! }

    @Test func `days are counted over months, leap years and centuries`() {
        #expect(DayNumber(day("1970-01-01")).rawValue == 0 && DayNumber(day("2000-03-01")).rawValue == 11_017)
        for number in stride(from: -300_000, to: 300_000, by: 37) {
            #expect(DayNumber(DayNumber(rawValue: number).day).rawValue == number)
        }
        #expect(DayNumber(day("2026-11-23")).weekday == 0 && DayNumber(day("1969-12-28")).weekday == 6)
    }

    @Test func `a day begins when the clock of Vietnam says so`() {
        #expect(Today.day(at: WallTime(milliseconds: 1_639_414_799_999)) == day("2021-12-13"))
        #expect(Today.day(at: WallTime(milliseconds: 1_639_414_800_000)) == day("2021-12-14"))
        #expect(WallTime(day("2021-12-14")) == WallTime(milliseconds: 1_639_414_800_000))
        #expect(Today.day(at: WallTime(milliseconds: -7 * 3_600_000 - 1)) == day("1969-12-31"))
    }

    @Test func `a calendar's lines are short, and never cut a letter`() {
        var calendar = CalendarFile(product: "-//Test//VI")
        calendar.put("SUMMARY", text: String(repeating: "ễ", count: 60))
        let lines = calendar.text.split(separator: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 75 })
        #expect(calendar.text.split(separator: "\r\n ").joined().contains("SUMMARY:" + String(repeating: "ễ", count: 60) + "\r\n"))
    }

    @Test func `a calendar's text is escaped and its moments are in UTC`() {
        var calendar = CalendarFile(product: "-//Test//VI")
        calendar.add("VEVENT") { event in
            event.put("SUMMARY", text: "a;b,c\\d\ne")
            event.put("DTSTART", at: WallTime(milliseconds: 1_639_414_800_000))
            event.put("DTSTAMP", at: WallTime(milliseconds: -1_000))
        }
        calendar.put("DUE", on: day("2021-12-14"))
        #expect(calendar.text == [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//VI", "CALSCALE:GREGORIAN", "BEGIN:VEVENT",
            "SUMMARY:a\\;b\\,c\\\\d\\ne", "DTSTART:20211213T170000Z", "DTSTAMP:19691231T235959Z", "END:VEVENT",
            "DUE;VALUE=DATE:20211214", "END:VCALENDAR", "",
        ].joined(separator: "\r\n"))
    }

    private static let table = """
        code,name,full_name,type,valid_from,valid_to,code_since_2025_07_01,note
        44,Quảng Bình,Tỉnh Quảng Bình,tỉnh,,2025-06-30,44,
        45,Quảng Trị,Tỉnh Quảng Trị,tỉnh,,2025-06-30,44,
        44,Quảng Trị,Tỉnh Quảng Trị,tỉnh,2025-07-01,,44,
        """

    @Test func `forty-four was Quảng Bình and is Quảng Trị`() throws {
        let history = try ProvinceHistory(Self.table)
        #expect(history.province("44", on: day("2025-06-30"))?.name == "Quảng Bình")
        #expect(history.province("44", on: day("2025-07-01"))?.name == "Quảng Trị")
        #expect(history.province("45", on: day("2025-07-01")) == nil)
        #expect(history.provinces.compactMap { history.successor(of: $0)?.name } == ["Quảng Trị", "Quảng Trị"])
    }

    @Test func `a table with a broken line is refused with the line's number`() throws {
        #expect(throws: ProvinceHistory.BadLine(line: 1)) { try ProvinceHistory("code,name") }
        #expect(throws: ProvinceHistory.BadLine(line: 5)) {
            try ProvinceHistory(Self.table + "\n02,Hà Giang,Tỉnh Hà Giang,x,,2025-13-01,08,")
        }
    }
}
