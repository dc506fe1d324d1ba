import Conference

extension FollowUpRefusal {
    /// The rule in words.
    var text: Text {
        switch self {
        case .notAllowed:
            Text(vi: "Vai trò của bạn không được làm việc này.", en: "Your role may not do this.")
        case .unknownAgency: Text(vi: "Không có cơ quan này.", en: "There is no such agency.")
        case .agencyExists: Text(vi: "Đã có cơ quan với mã này.", en: "There is already an agency of this name.")
        case .badAgency:
            Text(
                vi: "Cơ quan cần mã ngắn (chữ thường, số, gạch nối), tên, và thời gian có hiệu lực hợp lệ.",
                en: "An agency needs a short name (lower case, digits, hyphens), a title, and a time in which it is.")
        case .agencyNotValid:
            Text(
                vi: "Cơ quan này không tồn tại vào ngày đó; hãy chọn cơ quan kế thừa.",
                en: "This agency is not there on that day; choose the one that came after it.")
        case .ownSuccessor:
            Text(
                vi: "Một cơ quan không thể tự kế thừa chính mình, kể cả qua các lần sáp nhập sau.",
                en: "No agency can be its own successor, not by way of later mergers either.")
        case .alreadyMerged: Text(vi: "Cơ quan này đã được sáp nhập.", en: "This agency has already been merged.")
        case .badPillars:
            Text(
                vi: "Cần từ 1 đến 20 trụ cột, mã khác nhau; không bỏ trụ cột đang được dùng.",
                en: "There are 1 to 20 pillars of different names; one that is in use stays.")
        case .unknownPillar: Text(vi: "Không có trụ cột này.", en: "There is no such pillar.")
        case .badMail: Text(vi: "Địa chỉ thư điện tử không hợp lệ.", en: "This is no mail address.")
        case .alreadyReminded: Text(vi: "Ngày này đã nhắc việc rồi.", en: "This day's reminders have been sent.")
        case .unknownConclusion: Text(vi: "Không có kết luận này.", en: "There is no such conclusion.")
        case .conclusionAssigned: Text(vi: "Kết luận này đã được giao.", en: "This conclusion has been assigned.")
        case .conclusionSetAside:
            Text(vi: "Kết luận này đã được ghi là không cần giao.", en: "This conclusion was set aside.")
        case .unknownAssignment: Text(vi: "Không có nhiệm vụ này.", en: "There is no such assignment.")
        case .assignmentEnded:
            Text(
                vi: "Nhiệm vụ này đã kết thúc; không báo cáo, gia hạn hay thay đổi được nữa.",
                en: "This assignment has ended; it takes no report, extension or change any more.")
        case .leadCoordinates:
            Text(
                vi: "Cơ quan chủ trì không đồng thời là cơ quan phối hợp.",
                en: "The lead agency is not one of the coordinating ones.")
        case .badCoordinating:
            Text(vi: "Mỗi cơ quan phối hợp chỉ nêu một lần.", en: "Each coordinating agency is named once.")
        case .badWeight: Text(vi: "Trọng số từ 1 đến 1.000.", en: "A weight is 1 to 1,000.")
        case .badParent:
            Text(
                vi: "Nhiệm vụ cấp trên không nhận thêm nhiệm vụ con: đã kết thúc, quá nhiều cấp hoặc quá nhiều nhiệm vụ con.",
                en: "That assignment takes no more below it: it has ended, stands too deep, or has too many.")
        case .noProvinces: Text(vi: "Chưa có danh mục địa phương.", en: "There is no table of provinces.")
        case .notLead:
            Text(
                vi: "Chỉ cơ quan đang chủ trì nhiệm vụ được làm việc này.",
                en: "Only the agency that leads the assignment now may do this.")
        case .alreadyAcknowledged: Text(vi: "Nhiệm vụ đã được tiếp nhận.", en: "The assignment was already taken on.")
        case .notDated: Text(vi: "Nhiệm vụ này không có hạn để gia hạn.", en: "This assignment has no due date to extend.")
        case .extensionIntoPast: Text(vi: "Không gia hạn về một ngày đã qua.", en: "No extension ends in the past.")
        case .extensionNotLater:
            Text(vi: "Hạn mới phải sau hạn hiện tại.", en: "A new due date is later than the present one.")
        case .hasChildren:
            Text(vi: "Nhiệm vụ có nhiệm vụ con; hãy chuyển từng nhiệm vụ con.", en: "It has assignments below it; transfer those.")
        case .childrenOpen:
            Text(vi: "Còn nhiệm vụ con chưa kết thúc.", en: "Assignments below it have not ended yet.")
        case .sameAgency: Text(vi: "Nhiệm vụ đang do chính cơ quan này chủ trì.", en: "This agency already leads it.")
        case .badPercent: Text(vi: "Tỷ lệ hoàn thành từ 0 đến 100.", en: "A percentage is 0 to 100.")
        case .badEvidence:
            Text(
                vi: "Minh chứng cần tên; tệp phải đã tải lên, liên kết bắt đầu bằng http:// hoặc https://; nhiều nhất 30 mục.",
                en: "Evidence has a title; a file was uploaded, a link begins with http:// or https://; at most 30 of them.")
        case .reportWaiting:
            Text(
                vi: "Báo cáo trước đang chờ Ban Thư ký xem xét.",
                en: "The last report still waits for the secretariat.")
        case .unknownReport: Text(vi: "Không có báo cáo này.", en: "There is no such report.")
        case .reportDecided: Text(vi: "Báo cáo này đã được xem xét.", en: "This report has been decided on.")
        case .unknownIndicator: Text(vi: "Không có chỉ tiêu này.", en: "There is no such indicator.")
        case .indicatorExists:
            Text(vi: "Đã có chỉ tiêu cùng tên và đơn vị.", en: "There is already an indicator of this name and unit.")
        case .badFigure:
            Text(
                vi: "Số liệu không hợp lệ: đầu khoảng phải nhỏ hơn cuối khoảng, phần không lớn hơn tổng.",
                en: "The figure does not hold: a range begins below its end, and a part is not above its total.")
        case .unknownObservation: Text(vi: "Không có số liệu này.", en: "There is no such figure.")
        case .nothingToChoose:
            Text(vi: "Số liệu này không có ý kiến khác để chọn.", en: "Nothing else was said for this figure's time.")
        case .badText:
            Text(
                vi: "Nội dung không được để trống và không dài quá 16 KB.",
                en: "The words must not be blank or longer than 16 kB.")
        case .badConference:
            Text(vi: "Kết luận này thuộc hội nghị khác.", en: "This conclusion is another conference's.")
        case .nothing: Text(vi: "Yêu cầu không có nội dung.", en: "There is nothing in this request.")
        case .tooMany: Text(vi: "Đã đến giới hạn của hệ thống.", en: "There is no room for more.")
        }
    }
}
