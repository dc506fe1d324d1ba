import Basics
import Conference
import HTTPTypes

extension Problem {
    package static let notADocument = Problem(
        .unprocessableContent, "notADocument",
        vi: "Đây không phải là tệp PDF mở được; tệp có mật khẩu cũng không dùng được.",
        en: "This is not a PDF that can be opened; one with a password will not do either.")
    package static let tooManyPages = Problem(
        .unprocessableContent, "tooManyPages", vi: "Tài liệu có quá \(Limits.documentPages.upperBound) trang.",
        en: "The document has more than \(Limits.documentPages.upperBound) pages.")
    package static let documentTooLarge = Problem(
        .contentTooLarge, "tooLarge", vi: "Tài liệu lớn hơn \(Limits.documentBytes >> 20) MB.",
        en: "The document is larger than \(Limits.documentBytes >> 20) MB.")
    package static let uploadTooSlow = Problem(
        .requestTimeout, "tooSlow", vi: "Tài liệu tải lên quá chậm; hãy thử lại.",
        en: "The document came in too slowly; try again.")
    package static let tooManyDocuments = Problem(
        .conflict, "tooManyDocuments", vi: "Không thêm được tài liệu nữa.", en: "There is no room for more documents.")
    package static let doorsMoved = Problem(
        .conflict, Refusal.inClosedItem.code,
        vi: "Phiên kín vừa bắt đầu hoặc vừa kết thúc; hãy tải tài liệu lên lại.",
        en: "A closed item has just begun or ended; upload the document again.")
    package static let pageNotShown = Problem(
        .unprocessableContent, "pageNotShown", vi: "Không dựng được hình của trang này.",
        en: "This page cannot be made into a picture.")
    package static let noRoom = Problem(
        HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"), "noRoom",
        vi: "Máy chủ không còn chỗ cho tài liệu.", en: "The server has no room for documents.")
    package static let noPoppler = Problem(
        .notImplemented, "noPoppler", vi: "Máy chủ chưa cài phần mềm đọc PDF (poppler-utils).",
        en: "The server has no software to read PDF files (poppler-utils).")
}
