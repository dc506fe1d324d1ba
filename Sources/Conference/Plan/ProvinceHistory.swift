/// Every province, and the days on which its code meant it: codes were used again after the mergers.
package struct ProvinceHistory: Hashable, Sendable {
    /// What is wrong with a line of the table, from 1 with the head.
    package struct BadLine: Error, Hashable, Sendable {
        package var line: Int
    }

    /// One province as it was for a time.
    package struct Province: Hashable, Sendable {
        package var code: String
        package var name: String
        package var fullName: String
        /// The first day; without one, since before anything that is recorded here.
        package var from: Day?
        /// The last day.
        package var until: Day?
        fileprivate var later: String

        package func isValid(on day: Day) -> Bool {
            (from ?? day) <= day && day <= (until ?? day)
        }
    }

    package private(set) var provinces: [Province] = []
    private var places: [String: [Int]] = [:]

    /// Nothing is known, and so nothing is wrong.
    package init() {}

    private static let head = "code,name,full_name,type,valid_from,valid_to,code_since_2025_07_01,note"

    /// Reads the table as it is shipped (`Public/data/provinces_history.csv`).
    package init(_ table: String) throws(BadLine) {
        for (index, line) in table.split(whereSeparator: \.isNewline).enumerated() {
            if index == 0 {
                guard line == Self.head else { throw BadLine(line: 1) }
                continue
            }
            guard let province = Province(line) else { throw BadLine(line: index + 1) }
            places[province.code, default: []].append(provinces.count)
            provinces.append(province)
        }
    }

    /// What `code` meant on that day; `nil` when it meant nothing.
    package func province(_ code: String, on day: Day) -> Province? {
        places[code]?.lazy.map { provinces[$0] }.first { $0.isValid(on: day) }
    }

    /// The province that took another's place on the day after its last.
    package func successor(of province: Province) -> Province? {
        guard let until = province.until else { return nil }
        let next = DayNumber(until).advanced(by: 1).day
        return places[province.later]?.lazy.map { provinces[$0] }.first { $0.from == next }
    }
}

extension ProvinceHistory.Province {
    fileprivate init?(_ line: some StringProtocol) {
        let fields = String(line).split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
        guard fields.count >= 8, fields[0].utf8.count == 2, !fields[1].isEmpty, !fields[2].isEmpty else { return nil }
        let from = Day(fields[4]), until = Day(fields[5])
        guard from != nil || fields[4].isEmpty, until != nil || fields[5].isEmpty else { return nil }
        self.init(code: fields[0], name: fields[1], fullName: fields[2], from: from, until: until, later: fields[6])
    }
}
