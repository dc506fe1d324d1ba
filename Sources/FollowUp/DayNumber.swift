package import Basics
package import Conference

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

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    package func advanced(by days: Int) -> DayNumber { DayNumber(rawValue: rawValue + days) }

    /// How many days from this one to `other`; negative when that was before.
    package func days(to other: DayNumber) -> Int { other.rawValue - rawValue }
}

/// The days of moments on the clock of Vietnam (UTC+7, without summer time since 1975).
package enum Today {
    package static func number(at time: WallTime) -> DayNumber {
        let local = time.milliseconds + 7 * 3_600_000
        return DayNumber(rawValue: Int((Double(local) / 86_400_000).rounded(.down)))
    }

    package static func day(at time: WallTime) -> Day { number(at: time).day }
}
