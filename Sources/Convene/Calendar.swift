package import Conference

extension TimeOfDay {
    package var minutes: Int { hour * 60 + minute }
}

/// A day on which offices are shut.
package struct Holiday: Hashable, Codable, Sendable {
    package var day: Day
    package var name: String

    package init(day: Day, name: String) {
        self.day = day
        self.name = name
    }
}

/// Which days offices work: Monday to Friday without the holidays, and weekends that are worked in exchange.
package struct WorkingCalendar: Hashable, Codable, Sendable {
    package var holidays: [Holiday]
    /// Weekend days that are worked, in exchange for another.
    package var worked: [Day]

    package init(holidays: [Holiday] = [], worked: [Day] = []) {
        self.holidays = holidays
        self.worked = worked
    }

    package func isWorked(_ day: Day) -> Bool {
        if holidays.contains(where: { $0.day == day }) { return false }
        return DayNumber(day).weekday < 5 || worked.contains(day)
    }

    /// The day that is `count` working days before `day`, when something has to be sent at the latest.
    package func lastDay(before day: Day, workingDays count: Int) -> Day {
        var last = DayNumber(day), left = count
        while left > 0 {
            last = last.advanced(by: -1)
            if isWorked(last.day) { left -= 1 }
        }
        return last.day
    }

    /// The days that the Labour Code names every year by the sun; Tết and others are added by the secretariat.
    package static func usual(years: ClosedRange<Int>) -> WorkingCalendar {
        let days = [(1, 1, "Tết Dương lịch"), (4, 30, "Ngày Chiến thắng"), (5, 1, "Quốc tế Lao động"), (9, 2, "Quốc khánh")]
        return WorkingCalendar(holidays: years.flatMap { year in
            days.compactMap { month, day, name in Day(year: year, month: month, day: day).map { Holiday(day: $0, name: name) } }
        })
    }
}
