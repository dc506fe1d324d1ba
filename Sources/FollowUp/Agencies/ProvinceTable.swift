import Conference

/// Reads the table of all provinces and the days on which each was, as it is shipped (`Public/data/provinces_history.csv`).
package enum ProvinceTable {
    /// What is wrong with a line, from 1 with the head.
    package struct BadLine: Error, Hashable, Sendable {
        package var line: Int
    }

    private static let head = "code,name,full_name,type,valid_from,valid_to,code_since_2025_07_01,note"

    package static func agencies(_ text: String) throws(BadLine) -> [Agency] {
        var rows: [Row] = []
        for (index, line) in text.split(whereSeparator: \.isNewline).enumerated() {
            if index == 0 {
                guard line == head else { throw BadLine(line: 1) }
                continue
            }
            guard let row = Row(line) else { throw BadLine(line: index + 1) }
            rows.append(row)
        }
        return rows.map { row in
            Agency(
                id: row.id, name: Text(vi: row.fullName, en: row.english), short: Text(vi: row.name, en: row.name),
                kind: .province, code: row.code, from: row.from, until: row.until,
                successor: rows.first { row.isFollowed(by: $0) }?.id)
        }
    }

    private struct Row {
        var code: String
        var name: String
        var fullName: String
        var from: Day?
        var until: Day?
        var later: String

        init?(_ line: some StringProtocol) {
            let fields = String(line).split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
            guard fields.count >= 8, fields[0].utf8.count == 2, !fields[1].isEmpty, !fields[2].isEmpty else { return nil }
            (code, name, fullName, later) = (fields[0], fields[1], fields[2], fields[6])
            from = Day(fields[4])
            until = Day(fields[5])
            guard from != nil || fields[4].isEmpty, until != nil || fields[5].isEmpty else { return nil }
        }

        /// A code means a province only together with the day from which it does.
        var id: AgencyID { AgencyID(rawValue: from.map { "\(code)-\($0)" } ?? code) }

        var english: String { fullName.hasPrefix("Thành phố") ? "\(name) City" : "\(name) Province" }

        func isFollowed(by other: Row) -> Bool {
            guard let until, let from = other.from else { return false }
            return other.code == later && DayNumber(until).advanced(by: 1) == DayNumber(from)
        }
    }
}
