package import Conference

/// Which province a two-digit code means, and on which days: codes were used again after the mergers.
package struct ProvinceCodes: Sendable {
    private struct Line: Sendable {
        var name: String
        var from: Day?
        var until: Day?
    }

    private var lines: [String: [Line]] = [:]

    /// Nothing is known, and so nothing is wrong.
    package init() {}

    /// Reads the table that is shipped with the pages (`provinces_history.csv`); lines that it does not understand are left out.
    package init(_ table: String) {
        for line in table.split(whereSeparator: \.isNewline).dropFirst() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard fields.count >= 6, fields[0].utf8.count == 2 else { continue }
            lines[fields[0], default: []].append(Line(name: fields[1], from: Day(fields[4]), until: Day(fields[5])))
        }
    }

    /// The province that `code` meant on that day; `nil` when it meant none.
    package func province(_ code: String, on day: Day) -> String? {
        lines[code]?.first { ($0.from ?? day) <= day && day <= ($0.until ?? day) }?.name
    }

    package func isValid(_ code: AdministrativeCode) -> Bool {
        lines.isEmpty || province(code.code, on: code.on) != nil
    }
}
