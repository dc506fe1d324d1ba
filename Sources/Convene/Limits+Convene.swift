package import Basics

extension Limits {
    /// Sittings of one conference: five days of four, each with parallel ones.
    package static let sittings = 100
    /// Years in which a sitting can be; another is a slip of the pen.
    package static let sittingYears = 2000...2199
    /// Versions of one programme.
    package static let programmes = 500
    /// Titles of one person.
    package static let titles = 8
    /// Bytes of a list that is pasted or sent as a file: five thousand people in two hundred bytes each, with room.
    package static let listBytes = 4 * 1024 * 1024
    /// Rows of one list.
    package static let listRows = 10_000
    /// Cells of one row.
    package static let listColumns = 64
    /// Days in the calendar of holidays.
    package static let holidays = 400
    /// Intervention texts of one conference.
    package static let interventions = 2_000
    /// Bytes of one intervention text: thirty pages.
    package static let interventionBytes = 200_000
    /// Papers of one item.
    package static let papersOfItem = 30
    /// Versions of one paper.
    package static let paperVersions = 100
    /// People in a site's hall.
    package static let capacity = 1...20_000
    /// People of one answer to a search.
    package static let foundPeople = 200
    /// Seconds after which nobody is written to any more of something that happened.
    package static let noticeAge = 2 * 86_400
    /// Working days between an invitation and the sitting (Decision 45/2018/QĐ-TTg).
    package static let noticeDays = 3
}
