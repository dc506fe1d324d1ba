extension Refusal {
    /// The rule in words.
    var text: Text {
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
        case .notBeforeOpening:
            Text(
                vi: "Chỉ chạy thử được khi hội nghị đã triệu tập và chưa khai mạc.",
                en: "A test session can be held only when the conference is convened and not yet open.")
        case .rehearsalUnderWay:
            Text(vi: "Phiên chạy thử đang diễn ra.", en: "A test session is already under way.")
        case .noRehearsal:
            Text(vi: "Hiện không có phiên chạy thử.", en: "There is no test session now.")
        case .tooManyTests:
            Text(
                vi: "Điểm cầu đã kiểm tra quá nhiều lần trong phiên chạy thử này.",
                en: "The site has tested too often in this test session.")
        case .badPlan:
            Text(
                vi: "Tệp hội nghị có lỗi, chưa tạo được hội nghị.",
                en: "The conference file has faults; nothing was created.")
        case .alreadyBegun:
            Text(
                vi: "Thay đổi này đụng tới nội dung, điểm cầu hoặc đại biểu đã vào phiên họp.",
                en: "The change touches an item, a site or a delegate that already took part in the sitting.")
        case .closedItemUnderWay:
            Text(
                vi: "Đang họp kín; chương trình đổi được sau đó.",
                en: "A closed item is under way; the programme can change after it.")
        case .unknownSite:
            Text(vi: "Hội nghị không có điểm cầu này.", en: "The conference has no such site.")
        case .unknownItem:
            Text(vi: "Chương trình không có nội dung này.", en: "The programme has no such item.")
        case .unknownDelegate:
            Text(vi: "Hội nghị không có đại biểu này.", en: "The conference has no such delegate.")
        case .delegateAtOtherSite:
            Text(vi: "Đại biểu này dự tại điểm cầu khác.", en: "This delegate attends at another site.")
        case .unknownDelegation:
            Text(vi: "Hội nghị không có đoàn này.", en: "The conference has no such delegation.")
        case .unknownChannel:
            Text(vi: "Hội nghị không có kênh phiên dịch này.", en: "The conference has no such interpretation channel.")
        case .itemStarted:
            Text(vi: "Nội dung này đã được bắt đầu.", en: "This item has already been started.")
        case .alreadyPassedOver:
            Text(vi: "Nội dung này đã được bỏ qua.", en: "This item has already been passed over.")
        case .notAdmitted:
            Text(
                vi: "Đang họp kín; điểm cầu hoặc vai trò này không dự.",
                en: "A closed item is under way, and this site or role does not take part in it.")
        case .inClosedItem:
            Text(vi: "Không biểu quyết trong phiên kín.", en: "There are no votes in a closed item.")
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
                vi: "Quyền phát biểu đã có đủ điểm cầu giữ; hãy kết thúc một lượt trước.",
                en: "As many have the floor as can; end one turn first.")
        case .noHolderForDialogue:
            Text(
                vi: "Chưa có điểm cầu nào phát biểu để đối thoại cùng.",
                en: "Nobody has the floor to hold a dialogue with.")
        case .nobodyToInterrupt:
            Text(vi: "Chưa có ai phát biểu để ngắt lời.", en: "Nobody has the floor to be interrupted.")
        case .badDuration:
            Text(
                vi: "Thời lượng phát biểu phải từ 5 giây đến 12 giờ; giờ giải lao từ 1 phút đến 12 giờ.",
                en: "A turn lasts 5 seconds to 12 hours, and a recess 1 minute to 12 hours.")
        case .overBudget:
            Text(
                vi: "Đoàn này không còn đủ thời gian phát biểu.",
                en: "This delegation does not have so much speaking time left.")
        case .alreadyMuted:
            Text(vi: "Micro của điểm cầu đã tắt.", en: "The site is already muted.")
        case .notMuted:
            Text(vi: "Micro của điểm cầu không bị tắt.", en: "The site is not muted.")
        case .badSites:
            Text(
                vi: "Khung hình chọn nhiều nhất bốn điểm cầu, mỗi nơi một lần.",
                en: "The stage shows at most four chosen sites, each once.")
        case .badDocument:
            Text(
                vi: "Tài liệu phải có từ 1 đến 500 trang, và hội nghị có nhiều nhất 500 tài liệu.",
                en: "A document has 1 to 500 pages, and a conference at most 500 documents.")
        case .unknownDocument:
            Text(vi: "Hội nghị không có tài liệu này.", en: "The conference has no such document.")
        case .noSuchPage:
            Text(vi: "Tài liệu không có trang này.", en: "The document has no such page.")
        case .notPresenting:
            Text(vi: "Không có gì đang được trình chiếu.", en: "Nothing is being presented.")
        case .alreadyPresenting:
            Text(vi: "Đang có trình chiếu; hãy dừng trước.", en: "Something is being presented; end it first.")
        case .mayNotPresent:
            Text(
                vi: "Chỉ điểm cầu đang phát biểu hoặc điểm cầu trung tâm được trình chiếu, bằng tài liệu của mình hoặc của trung tâm.",
                en: "Only a site that has the floor, or the central one, presents, and only its own or the centre's documents.")
        case .badText:
            Text(
                vi: "Nội dung không được để trống và không dài quá 2.000 byte.",
                en: "The text must not be blank or longer than 2,000 bytes.")
        case .noAnnouncement:
            Text(vi: "Không có thông báo nào đang hiện.", en: "There is no announcement.")
        case .alreadyMarked:
            Text(vi: "Đại biểu đã được điểm danh như vậy.", en: "The delegate is already marked so.")
        case .badSubstitute:
            Text(
                vi: "Cần tên người dự thay khi, và chỉ khi, đại biểu có người dự thay.",
                en: "A substitute is named when, and only when, somebody comes in the delegate's place.")
        case .badVote:
            Text(
                vi: "Cuộc biểu quyết cần mã chưa dùng và từ hai đến mười phương án khác nhau.",
                en: "A vote needs an id that was not used and two to ten different options.")
        case .unknownVote:
            Text(vi: "Cuộc biểu quyết này không diễn ra.", en: "This vote is not under way.")
        case .voteUnderWay:
            Text(vi: "Đang biểu quyết; hãy kết thúc trước.", en: "A vote is under way; end it first.")
        case .notEligible:
            Text(vi: "Bạn không biểu quyết trong lần này.", en: "You do not vote in this one.")
        case .alreadyVoted:
            Text(vi: "Lá phiếu này đã được bỏ.", en: "This vote has already been cast.")
        case .noSuchOption:
            Text(vi: "Không có phương án này.", en: "There is no such option.")
        case .badTally:
            Text(
                vi: "Kết quả kiểm phiếu không khớp số người đã biểu quyết.",
                en: "The count does not match the number of those who voted.")
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
