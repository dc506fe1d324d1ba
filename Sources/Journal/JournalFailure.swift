package import Conference
import GRDB

/// A journal that is not what was written: somebody changed it, or the disk did.
package struct BrokenChain: Error, Hashable, Sendable {
    package enum Reason: String, CaseIterable, Sendable {
        /// An entry is not there, though later ones or its append are.
        case missing
        /// It names another predecessor than the one before it.
        case doesNotFollow
        /// Its content is not what its hash was taken of.
        case changed
        /// It belongs to another conference than the first.
        case otherConference
        /// Its content is whole, but this version does not know it.
        case unreadable
        /// The creation of a conference stands anywhere but first, or something else does.
        case outOfPlace
    }

    /// The first bad entry.
    package var entry: Int
    package var reason: Reason

    package init(entry: Int, reason: Reason) {
        self.entry = entry
        self.reason = reason
    }

    package func message(in language: Language) -> String {
        let text = switch reason {
        case .missing: Text(vi: "bị thiếu", en: "is missing")
        case .doesNotFollow: Text(vi: "không nối tiếp mục trước nó", en: "does not follow the one before it")
        case .changed: Text(vi: "đã bị thay đổi", en: "was changed")
        case .otherConference: Text(vi: "thuộc hội nghị khác", en: "belongs to another conference")
        case .unreadable: Text(vi: "do phiên bản mới hơn ghi", en: "was written by a newer version")
        case .outOfPlace: Text(vi: "không đúng chỗ", en: "is out of place")
        }
        return switch language {
        case .vietnamese: "Mục \(entry) của nhật ký \(text.vi)."
        case .english: "Entry \(entry) of the journal \(text.en)."
        }
    }
}

/// Somebody else has appended in the meantime.
package struct WrongSequence: Error, Hashable, Sendable {
    package var expected: Int
    package var actual: Int
}

/// What was handed to the journal does not belong there; a mistake of the program.
package enum NotAppendable: Error, Hashable, Sendable {
    /// No events, or no conference to append them to, or a second one.
    case events
}

/// The disk does not take what has to last; the conference goes on, but nothing more is acknowledged.
package enum DiskProblem: Error, Hashable, CaseIterable, Sendable {
    case full, failing, readOnly, cannotOpen, damaged, inUse, newerVersion

    /// `nil` for errors that do not come from the disk.
    init?(_ error: any Error) {
        guard let error = error as? DatabaseError else { return nil }
        switch error.resultCode {
        case .SQLITE_FULL: self = .full
        case .SQLITE_IOERR: self = .failing
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self = .readOnly
        case .SQLITE_CANTOPEN: self = .cannotOpen
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .inUse
        default: return nil
        }
    }

    /// Whether it may pass by itself: another program lets go of the file.
    package var isPassing: Bool { self == .inUse }

    package func message(in language: Language) -> String {
        let text = switch self {
        case .full:
            Text(
                vi: """
                    Đĩa đã đầy: hội nghị vẫn tiếp tục nhưng không ghi thêm được gì. \
                    Hãy giải phóng chỗ trống rồi khởi động lại máy chủ.
                    """,
                en: """
                    The disk is full: the conference goes on, but nothing more is recorded. \
                    Free some space, then restart the server.
                    """)
        case .failing:
            Text(
                vi: """
                    Đĩa bị lỗi khi ghi: không thể tin là dữ liệu mới đã được lưu. \
                    Hãy kiểm tra đĩa rồi khởi động lại máy chủ.
                    """,
                en: """
                    The disk failed to write: new records cannot be trusted to last. \
                    Check the disk, then restart the server.
                    """)
        case .readOnly:
            Text(vi: "Không có quyền ghi vào tệp nhật ký.", en: "The journal file may not be written to.")
        case .cannotOpen:
            Text(vi: "Không mở được tệp nhật ký.", en: "The journal file cannot be opened.")
        case .damaged:
            Text(
                vi: "Tệp nhật ký bị hỏng hoặc không phải là nhật ký.",
                en: "The journal file is damaged, or is no journal.")
        case .inUse:
            Text(vi: "Chương trình khác đang dùng tệp nhật ký.", en: "Another program is using the journal file.")
        case .newerVersion:
            Text(
                vi: "Tệp nhật ký do phiên bản mới hơn tạo ra; hãy dùng phiên bản đó.",
                en: "The journal file was made by a newer version; use that one.")
        }
        return text[language]
    }
}
