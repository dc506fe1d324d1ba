import Basics
package import Conference

/// Why something that was sent as a list is not read at all.
package enum ListFault: String, Hashable, Codable, CaseIterable, Error, Sendable {
    case notUTF8, spreadsheetFile, pdfFile, binaryFile, tooLong, tooManyRows, unclosedQuote, noHeader

    package var text: Text {
        switch self {
        case .notUTF8:
            Text(
                vi: "Tệp không phải UTF-8. Trong bảng tính, hãy chọn “Lưu thành… CSV UTF-8”.",
                en: "The file is not UTF-8. In the spreadsheet choose “Save as… CSV UTF-8”.")
        case .spreadsheetFile:
            Text(
                vi: "Đây là tệp bảng tính hoặc tệp nén, dù tên ghi khác. Hãy lưu thành CSV UTF-8 rồi gửi lại.",
                en: "This is a spreadsheet or an archive, whatever its name says. Save it as CSV UTF-8 and send it again.")
        case .pdfFile:
            Text(vi: "Đây là tệp PDF, không phải danh sách.", en: "This is a PDF, not a list.")
        case .binaryFile:
            Text(vi: "Đây không phải là văn bản.", en: "This is not text.")
        case .tooLong:
            Text(vi: "Danh sách dài quá 4 MB.", en: "The list is longer than 4 MB.")
        case .tooManyRows:
            Text(vi: "Danh sách có quá 10.000 dòng.", en: "The list has more than 10,000 rows.")
        case .unclosedQuote:
            Text(vi: "Có dấu ngoặc kép mở mà không đóng.", en: "A quotation mark is opened and never closed.")
        case .noHeader:
            Text(
                vi: "Dòng đầu phải là tên cột, trong đó có cột “Họ tên” (đại biểu) hoặc “Tên” (điểm cầu).",
                en: "The first row names the columns; one of them is “Name”.")
        }
    }
}

/// A list in rows and cells: separated by commas, semicolons or tabs, quoted as in RFC 4180.
package struct DelimitedText: Sendable {
    package struct Row: Sendable {
        /// In the file, from 1; a quoted cell may hold line breaks.
        package var line: Int
        package var cells: [String]
    }

    package private(set) var rows: [Row] = []

    /// The text of what was sent, or what it is instead.
    package static func text(of bytes: some Collection<UInt8>) throws(ListFault) -> String {
        guard bytes.count <= Limits.listBytes else { throw .tooLong }
        let head = Array(bytes.prefix(8))
        if head.starts(with: [0x50, 0x4B]) || head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw .spreadsheetFile }
        if head.starts(with: Array("%PDF".utf8)) { throw .pdfFile }
        // What a spreadsheet calls "Unicode text".
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { throw .notUTF8 }
        if bytes.contains(0) { throw .binaryFile }
        let content = head.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : Array(bytes)
        guard let text = String(validating: content, as: UTF8.self) else { throw .notUTF8 }
        return text
    }

    package init(_ text: String) throws(ListFault) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Limits.listBytes else { throw .tooLong }
        let delimiter = Self.delimiter(of: bytes)
        var cells: [String] = [], cell: [UInt8] = []
        var line = 1, start = 1, isQuoted = false, wasQuoted = false
        var rows: [Row] = []
        func trimmed(_ bytes: [UInt8], _ wasQuoted: Bool) -> String {
            let text = String(decoding: bytes, as: UTF8.self)
            guard let first = text.firstIndex(where: { !$0.isWhitespace }),
                let last = text.lastIndex(where: { !$0.isWhitespace })
            else { return "" }
            return String(text[first...last])
        }
        func endRow() throws(ListFault) {
            cells.append(trimmed(cell, wasQuoted))
            cell = []
            wasQuoted = false
            if cells.contains(where: { !$0.isEmpty }) {
                guard rows.count <= Limits.listRows else { throw .tooManyRows }
                rows.append(Row(line: start, cells: Array(cells.prefix(Limits.listColumns))))
            }
            cells = []
        }
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\n") { line += 1 }
            if isQuoted {
                if byte != UInt8(ascii: "\"") {
                    cell.append(byte)
                } else if index < bytes.count, bytes[index] == byte {
                    cell.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\"") where cell.isEmpty && !wasQuoted:
                isQuoted = true
                wasQuoted = true
            case delimiter:
                cells.append(trimmed(cell, wasQuoted))
                cell = []
                wasQuoted = false
            case UInt8(ascii: "\n"):
                try endRow()
                start = line
            case UInt8(ascii: "\r"):
                if index >= bytes.count || bytes[index] != UInt8(ascii: "\n") {
                    try endRow()
                    line += 1
                    start = line
                }
            default:
                cell.append(byte)
            }
        }
        guard !isQuoted else { throw .unclosedQuote }
        try endRow()
        self.rows = rows
    }

    /// The one of tab, semicolon and comma that the first line has most of, tabs first: they are never in a name.
    private static func delimiter(of bytes: [UInt8]) -> UInt8 {
        let first = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        if first.contains(UInt8(ascii: "\t")) { return UInt8(ascii: "\t") }
        let semicolons = first.count { $0 == UInt8(ascii: ";") }, commas = first.count { $0 == UInt8(ascii: ",") }
        return semicolons > commas ? UInt8(ascii: ";") : UInt8(ascii: ",")
    }
}
