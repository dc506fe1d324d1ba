package import Basics

/// A day as its distance from 1970-01-01, so that days can be counted.
package struct DayNumber: RawRepresentable, Hashable, Comparable, Sendable {
    package var rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// By the proleptic Gregorian calendar, in eras of 400 years that begin in March.
    package init(_ day: Day) {
        let year = day.month <= 2 ? day.year - 1 : day.year
        let era = year / 400, yearOfEra = year - era * 400
        let dayOfYear = (153 * ((day.month + 9) % 12) + 2) / 5 + day.day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        rawValue = era * 146_097 + dayOfEra - 719_468
    }

    package var day: Day {
        let shifted = rawValue + 719_468
        let era = shifted / 146_097, dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        guard let day = Day(year: year, month: month, day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1) else {
            preconditionFailure("a day number outside of the calendar")
        }
        return day
    }

    /// 0 for Monday.
    package var weekday: Int { ((rawValue + 3) % 7 + 7) % 7 }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    package func advanced(by days: Int) -> DayNumber { DayNumber(rawValue: rawValue + days) }

    /// How many days from this one to `other`; negative when that was before.
    package func days(to other: DayNumber) -> Int { other.rawValue - rawValue }
}

/// The days of moments on the clock of Vietnam (UTC+7, without summer time since 1975).
package enum Today {
    package static func number(at time: WallTime) -> DayNumber {
        let local = time.milliseconds + WallTime.vietnam
        // Rounded down, before 1970 too.
        return DayNumber(rawValue: Int((local >= 0 ? local : local - WallTime.day + 1) / WallTime.day))
    }

    package static func day(at time: WallTime) -> Day { number(at: time).day }
}

extension WallTime {
    fileprivate static let day: Int64 = 86_400_000
    /// How far the clock of Vietnam is ahead of UTC.
    fileprivate static let vietnam: Int64 = 7 * 3_600_000

    /// When the clock of Vietnam shows that many minutes after the day's midnight.
    package init(_ day: Day, minutes: Int = 0) {
        self.init(milliseconds: Int64(DayNumber(day).rawValue) * Self.day + Int64(minutes) * 60_000 - Self.vietnam)
    }
}
