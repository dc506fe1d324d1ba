import Basics
package import Conference

/// The time that a figure holds for, as precisely as it was said: `2021`, `2021-11` or `2021-12-14`.
package struct AsOf: Hashable, Sendable {
    package let year: Int
    package let month: Int?
    package let day: Int?

    package init?(year: Int, month: Int? = nil, day: Int? = nil) {
        guard Day(year: year, month: month ?? 1, day: day ?? 1) != nil, day == nil || month != nil else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    package init(_ day: Day) {
        (year, month, self.day) = (day.year, day.month, day.day)
    }

    package init?(_ text: String) {
        switch text.utf8.count {
        case 4:
            guard let day = Day(text + "-01-01") else { return nil }
            self.init(year: day.year)
        case 7:
            guard let day = Day(text + "-01") else { return nil }
            self.init(year: day.year, month: day.month)
        default:
            guard let day = Day(text) else { return nil }
            self.init(day)
        }
    }

    /// Its first day: what is said for a year can be said in that year.
    package var first: Day { Day(year: year, month: month ?? 1, day: day ?? 1)! }

    /// Its last day, by which figures are ordered: what holds for a year is known at its end.
    package var last: Day {
        let month = month ?? 12
        for number in [day ?? 31, 30, 29] {
            if let day = Day(year: year, month: month, day: number) { return day }
        }
        return Day(year: year, month: month, day: 28)!
    }
}

extension AsOf: WrittenAsText {
    package static var form: String { "a year, a month or a day" }

    package var description: String {
        guard let month else { return "\(year)" }
        guard let day else { return "\(year)-\(month < 10 ? "0" : "")\(month)" }
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
}

extension AsOf: Comparable {
    package static func < (left: AsOf, right: AsOf) -> Bool {
        left.last == right.last ? left.description < right.description : left.last < right.last
    }
}
