/// Why a command was refused, in terms of the person who asked; one case a rule.
package enum Refusal: Error, Hashable, CaseIterable, Sendable {
    case notAllowed, siteNotNamed
    case notDraft, notConvened, notOpen, notInRecess, alreadyClosed
    case badPlan
    case unknownSite, unknownItem, unknownDelegate, delegateAtOtherSite
    case itemAlreadyRunning
    case alreadyAsked, notInQueue, badOrder
    case alreadyHoldingFloor, notHoldingFloor, tooManyHolders, noHolderForDialogue, badDuration
    case alreadyMuted, notMuted
    case alreadyPresent, notPresent, lineNotDropped

    /// The rule's name in JSON.
    package var code: String { "\(self)" }

    /// Whether the role may never do this, rather than not now.
    package var isForbidden: Bool { self == .notAllowed }

    package func message(in language: Language) -> String { text[language] }

    private var text: Text {
        switch self {
        case .notAllowed:
            Text(vi: "Vai trò của bạn không được làm việc này.", en: "Your role may not do this.")
        case .siteNotNamed:
            Text(vi: "Cần nêu rõ điểm cầu.", en: "The site must be named.")
        case .notDraft:
            Text(vi: "Hội nghị đã được triệu tập.", en: "The conference has already been convened.")
        case .notConvened:
            Text(
                vi: "Chỉ khai mạc được khi hội nghị đã triệu tập và chưa khai mạc.",
                en: "A conference can be opened only when it is convened and not yet open.")
        case .notOpen:
            Text(
                vi: "Việc này chỉ làm được khi hội nghị đang họp.",
                en: "This can be done only while the conference is in session.")
        case .notInRecess:
            Text(vi: "Hội nghị không ở giờ giải lao.", en: "The conference is not in recess.")
        case .alreadyClosed:
            Text(vi: "Hội nghị đã bế mạc.", en: "The conference is closed.")
        case .badPlan:
            Text(
                vi: "Tệp hội nghị có lỗi, chưa tạo được hội nghị.",
                en: "The conference file has faults; nothing was created.")
        case .unknownSite:
            Text(vi: "Hội nghị không có điểm cầu này.", en: "The conference has no such site.")
        case .unknownItem:
            Text(vi: "Chương trình không có nội dung này.", en: "The programme has no such item.")
        case .unknownDelegate:
            Text(vi: "Hội nghị không có đại biểu này.", en: "The conference has no such delegate.")
        case .delegateAtOtherSite:
            Text(vi: "Đại biểu này dự tại điểm cầu khác.", en: "This delegate attends at another site.")
        case .itemAlreadyRunning:
            Text(vi: "Nội dung này đang diễn ra.", en: "This item is already under way.")
        case .alreadyAsked:
            Text(vi: "Điểm cầu đã đăng ký phát biểu.", en: "The site has already asked to speak.")
        case .notInQueue:
            Text(vi: "Điểm cầu chưa đăng ký phát biểu.", en: "The site has not asked to speak.")
        case .badOrder:
            Text(
                vi: "Danh sách chờ vừa thay đổi: thứ tự mới phải gồm đúng các điểm cầu đang chờ, mỗi nơi một lần.",
                en: "The queue has just changed: a new order names each waiting site once and no other.")
        case .alreadyHoldingFloor:
            Text(vi: "Điểm cầu đang có quyền phát biểu.", en: "The site already has the floor.")
        case .notHoldingFloor:
            Text(vi: "Điểm cầu không có quyền phát biểu.", en: "The site does not have the floor.")
        case .tooManyHolders:
            Text(
                vi: "Đối thoại chỉ có hai điểm cầu; hãy kết thúc lượt của một bên trước.",
                en: "A dialogue has two sites; end one side's turn first.")
        case .noHolderForDialogue:
            Text(
                vi: "Chưa có điểm cầu nào phát biểu để đối thoại cùng.",
                en: "Nobody has the floor to hold a dialogue with.")
        case .badDuration:
            Text(
                vi: "Thời lượng phải từ 5 giây đến 12 giờ.",
                en: "The time must be between 5 seconds and 12 hours.")
        case .alreadyMuted:
            Text(vi: "Micro của điểm cầu đã tắt.", en: "The site is already muted.")
        case .notMuted:
            Text(vi: "Micro của điểm cầu không bị tắt.", en: "The site is not muted.")
        case .alreadyPresent:
            Text(vi: "Điểm cầu đã có mặt.", en: "The site is already present.")
        case .notPresent:
            Text(vi: "Điểm cầu không có mặt.", en: "The site is not present.")
        case .lineNotDropped:
            Text(
                vi: "Điểm cầu chưa mất kết nối đủ lâu để mất quyền phát biểu.",
                en: "The site has not been away long enough to lose the floor.")
        }
    }
}
