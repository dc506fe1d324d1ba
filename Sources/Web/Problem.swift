package import Conference
package import HTTPTypes
package import Journal

/// Why a request was not done, for the person who asked.
package struct Problem: Error, Equatable, Sendable {
    package var status: HTTPResponse.Status
    package var code: String
    package var text: Text
    /// Whom to ask, or what to do; of those problems that a person meets as a page.
    package var advice: Text?
    /// Seconds after which trying again makes sense.
    package var retryAfter: Int?

    package init(_ status: HTTPResponse.Status, _ code: String, vi: String, en: String, advice: Text? = nil, retryAfter: Int? = nil) {
        self.status = status
        self.code = code
        self.text = Text(vi: vi, en: en)
        self.advice = advice
        self.retryAfter = retryAfter
    }

    package func message(in language: Language) -> String {
        [text[language], advice?[language]].compactMap(\.self).joined(separator: " ")
    }

    /// What it is about, above the words.
    package func heading(in language: Language) -> String {
        let heading = switch status {
        case .unauthorized: Text(vi: "Phiên làm việc đã kết thúc", en: "The session is over")
        case .forbidden: Text(vi: "Không vào được", en: "No entry")
        case .notFound: Text(vi: "Không tìm thấy", en: "Not found")
        case .gone: Text(vi: "Đường liên kết không còn dùng được", en: "This link is no longer good")
        default: Text(vi: "Có lỗi", en: "Something went wrong")
        }
        return heading[language]
    }

    package init(_ refusal: Refusal) {
        status = refusal.isForbidden ? .forbidden : .conflict
        code = refusal.code
        text = Text(vi: refusal.message(in: .vietnamese), en: refusal.message(in: .english))
    }
}

extension Problem {
    package static let noSession = Problem(
        .unauthorized, "noSession",
        vi: "Trình duyệt này không có phiên làm việc ở đây.", en: "This browser has no session here.",
        advice: Text(
            vi: "Hãy mở lại đường liên kết bạn đã nhận; nếu vẫn không được, hãy gọi Ban Thư ký.",
            en: "Open the link that you were given again; if that fails, call the secretariat."))
    package static let notAllowed = Problem(.notAllowed)
    package static let notFound = Problem(
        .notFound, "notFound", vi: "Không có trang này.", en: "There is no such page.")
    package static let unknownChannel = Problem(
        .notFound, Refusal.unknownChannel.code, vi: Refusal.unknownChannel.message(in: .vietnamese),
        en: Refusal.unknownChannel.message(in: .english))
    package static let malformed = Problem(
        .badRequest, "malformed", vi: "Yêu cầu không đúng dạng.", en: "The request is malformed.")
    package static let tooLarge = Problem(
        .contentTooLarge, "tooLarge", vi: "Yêu cầu quá lớn.", en: "The request is too large.")
    package static let busy = Problem(
        .serviceUnavailable, "busy", vi: "Máy chủ đang bận; hãy thử lại.", en: "The server is busy; try again.",
        retryAfter: 1)
    package static func notDurable(_ disk: DiskProblem?) -> Problem {
        Problem(
            HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"), "notDurable",
            vi: disk?.message(in: .vietnamese) ?? "Máy chủ không ghi được nhật ký; lệnh chưa có hiệu lực.",
            en: disk?.message(in: .english) ?? "The server cannot write its journal; nothing happened.",
            retryAfter: 5)
    }

    package static let noMedia = Problem(
        .serviceUnavailable, "mediaUnavailable",
        vi: "Máy chủ hình ảnh, âm thanh đang khởi động lại; trang sẽ tự thử lại.",
        en: "The media server is restarting; the page will try again by itself.", retryAfter: 1)
    package static let failed = Problem(
        .internalServerError, "failed", vi: "Máy chủ gặp lỗi.", en: "The server failed.")

    package static func badOffer(_ reason: String) -> Problem {
        Problem(
            .badRequest, "badOffer", vi: "Không kết nối được hình ảnh, âm thanh: \(reason)",
            en: "The connection for picture and sound was refused: \(reason)")
    }

    package static let unknownLink = Problem(
        .notFound, "unknownLink",
        vi: "Không có đường liên kết này.", en: "There is no such link.",
        advice: Text(
            vi: "Hãy kiểm tra lại địa chỉ, hoặc xin Ban Thư ký gửi lại.",
            en: "Check the address, or ask the secretariat to send it again."))
    package static let expiredLink = Problem(
        .gone, "expiredLink",
        vi: "Đường liên kết đã hết hạn.", en: "This link has expired.", advice: askForNewLink)
    package static let revokedLink = Problem(
        .gone, "revokedLink",
        vi: "Đường liên kết đã bị thu hồi.", en: "This link has been revoked.", advice: askForNewLink)
    package static let boundLink = Problem(
        .forbidden, "boundLink",
        vi: "Đường liên kết đã được dùng trên một trình duyệt khác.",
        en: "This link is already used in another browser.",
        advice: Text(
            vi: "Hãy dùng trình duyệt đó, hoặc xin Ban Thư ký một đường liên kết mới.",
            en: "Use that one, or ask the secretariat for a new link."))

    private static let askForNewLink = Text(
        vi: "Hãy xin Ban Thư ký một đường liên kết mới.", en: "Ask the secretariat for a new one.")
}
