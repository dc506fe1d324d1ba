import Basics

extension Limits {
    /// Days before the deadline from which an assignment is shown as due soon.
    package static let dueSoonDays = 15
    /// Agencies that are or were: ministries, provinces of three maps, the communes of a large province.
    package static let agencies = 5_000
    package static let pillars = 20
    /// Who is reminded of one agency: a head, a deputy, and a few who do it.
    package static let mailsOfAgency = 10
    /// Conclusions of all conferences: fifty a year for a century of conferences.
    package static let conclusions = 100_000
    /// Of one conclusion; whoever corrects more often is looking for words, not for an error.
    package static let corrections = 50
    /// Lessons of all conferences: as many as conclusions.
    package static let lessons = 100_000
    /// Assignments: ten times of what a country counts in a year.
    package static let assignments = 250_000
    /// Progress reports: a dozen for each assignment.
    package static let progressReports = 3_000_000
    package static let indicators = 10_000
    package static let observations = 1_000_000
    /// UTF-8 bytes of an assignment's, a report's or a source's words.
    package static let wordsBytes = 16 * 1024
    /// Files, links and figures of one report.
    package static let evidence = 30
    /// Agencies that help with one assignment: all ministries and provinces.
    package static let coordinating = 200
    /// Shares of a child in its parent's progress.
    package static let weights = 1...1_000
    /// How many assignments deep one can stand under another: country, province, commune, and one more.
    package static let assignmentDepth = 4
    /// Children of one assignment: the communes of the largest province.
    package static let children = 2_000
}
