/// Rows as CSV (RFC 4180) for spreadsheets, in which no cell can be taken for a formula.
struct CSVTable: Sendable {
    private(set) var text: String

    /// With the mark by which spreadsheets know that it is UTF-8.
    init(_ head: [String]) {
        text = "\u{FEFF}" + Self.line(head)
    }

    mutating func add(_ cells: [String]) {
        text += Self.line(cells)
    }

    private static func line(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    /// What begins like a formula gets an apostrophe in front, also where blanks come first; numbers stay numbers.
    static func cell(_ text: String) -> String {
        let begins = text.unicodeScalars.first { !$0.properties.isWhitespace || $0 == "\t" || $0 == "\r" || $0 == "\n" }
        let isNumber = text.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?/) != nil
        let isRisky = begins.map { "=+-@\t\r\n|%\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) } ?? false
        let safe = isRisky && !isNumber ? "'" + text : text
        guard safe.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D, 0x3B].contains($0) }) else { return safe }
        return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
