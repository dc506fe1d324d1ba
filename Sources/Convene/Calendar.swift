package import Basics
package import Conference

extension Day {
    /// Days since 1970-01-01 in the Gregorian calendar.
    package var number: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400, yearOfEra = shifted % 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    package init(number: Int) {
        let shifted = number + 719_468
        let era = shifted / 146_097, dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let made = Day(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
        guard let made else { preconditionFailure("a day beyond the calendar") }
        self = made
    }

    /// 0 for Monday.
    package var weekday: Int { (number + 3) % 7 }

    /// The day of a moment on the clock of Việt Nam (UTC+7).
    package init(of moment: WallTime) {
        self.init(number: Int((moment.milliseconds + 7 * 3_600_000) / 86_400_000))
    }
}

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
        return day.weekday < 5 || worked.contains(day)
    }

    /// The day that is `count` working days before `day`, when something has to be sent at the latest.
    package func lastDay(before day: Day, workingDays count: Int) -> Day {
        let shut = Set(holidays.map(\.day)), worked = Set(worked)
        func isWorked(_ day: Day) -> Bool { !shut.contains(day) && (day.weekday < 5 || worked.contains(day)) }
        var number = day.number, left = count
        while left > 0 {
            number -= 1
            if isWorked(Day(number: number)) { left -= 1 }
        }
        return Day(number: number)
    }

    /// The days that the Labour Code names every year by the sun; Tết and others are added by the secretariat.
    package static func usual(years: ClosedRange<Int>) -> WorkingCalendar {
        let days = [(1, 1, "Tết Dương lịch"), (4, 30, "Ngày Chiến thắng"), (5, 1, "Quốc tế Lao động"), (9, 2, "Quốc khánh")]
        return WorkingCalendar(holidays: years.flatMap { year in
            days.compactMap { month, day, name in Day(year: year, month: month, day: day).map { Holiday(day: $0, name: name) } }
        })
    }
}
