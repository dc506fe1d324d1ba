import Conference

extension PreparationRefusal {
    /// The rule in words.
    var text: Text {
        switch self {
        case .notAllowed:
            Text(vi: "Bạn không được làm việc này.", en: "You may not do this.")
        case .stale:
            Text(
                vi: "Người khác vừa sửa mục này. Hãy xem chỗ đã thay đổi rồi quyết định.",
                en: "Somebody else has just changed this. See what changed, then decide.")
        case .gone:
            Text(vi: "Người khác vừa xóa mục này.", en: "Somebody else has just removed this.")
        case .badName:
            Text(vi: "Cần tên, không quá 2.000 byte.", en: "A name is needed, of at most 2,000 bytes.")
        case .tooMany:
            Text(vi: "Đã đến giới hạn số lượng.", en: "There are as many as can be.")
        case .badDay:
            Text(vi: "Ngày không đúng.", en: "There is no such day.")
        case .endsBeforeItBegins:
            Text(vi: "Phiên kết thúc trước khi bắt đầu.", en: "The sitting ends before it begins.")
        case .badMinutes:
            Text(vi: "Thời lượng phải từ 1 đến 720 phút.", en: "It lasts 1 to 720 minutes.")
        case .unknownSitting: Text(vi: "Không có phiên này.", en: "There is no such sitting.")
        case .unknownItem: Text(vi: "Không có nội dung này.", en: "There is no such item.")
        case .unknownSite: Text(vi: "Không có điểm cầu này.", en: "There is no such site.")
        case .unknownDelegation: Text(vi: "Không có đoàn này.", en: "There is no such delegation.")
        case .unknownPerson: Text(vi: "Không có đại biểu này.", en: "There is no such delegate.")
        case .unknownIntervention: Text(vi: "Không có tham luận này.", en: "There is no such intervention text.")
        case .unknownPaper: Text(vi: "Không có tài liệu này.", en: "There is no such paper.")
        case .siteUnderItself:
            Text(vi: "Điểm cầu không thể trực thuộc chính mình.", en: "A site cannot be under itself.")
        case .secondCentre:
            Text(vi: "Đã có điểm cầu trung tâm.", en: "There is a central site already.")
        case .siteInUse:
            Text(
                vi: "Điểm cầu còn có đoàn, đại biểu, nội dung, phiên hoặc điểm cầu trực thuộc.",
                en: "Delegations, delegates, items, sittings or other sites still name this site.")
        case .badCode(let code, let day):
            Text(vi: "Mã \(code) không có giá trị vào ngày \(day).", en: "The code \(code) was not valid on \(day).")
        case .badTimeZone:
            Text(vi: "Múi giờ phải có dạng như Asia/Ho_Chi_Minh.", en: "A time zone is written like Asia/Ho_Chi_Minh.")
        case .badCapacity:
            Text(vi: "Sức chứa phải từ 1 đến 20.000 người.", en: "A hall holds 1 to 20,000 people.")
        case .delegationInUse:
            Text(vi: "Đoàn còn có đại biểu hoặc tham luận.", en: "The delegation still has delegates or texts.")
        case .personInUse:
            Text(
                vi: "Đại biểu còn phát biểu, làm trưởng đoàn hoặc dự thay người khác.",
                en: "The delegate still speaks, heads a delegation or comes in another's place.")
        case .headElsewhere:
            Text(vi: "Trưởng đoàn phải là thành viên của đoàn.", en: "The head is a member of the delegation.")
        case .substituteOfOneself:
            Text(vi: "Không ai dự thay chính mình.", en: "Nobody comes in their own place.")
        case .badOrder:
            Text(
                vi: "Chương trình vừa thay đổi: thứ tự mới phải gồm đúng các nội dung hiện có.",
                en: "The programme has just changed: a new order names each present item once and no other.")
        case .sittingBegan:
            Text(vi: "Phiên đã họp thì không xóa được.", en: "A sitting that has begun is not removed.")
        case .listNotText(let fault): fault.text
        case .badRows(let count):
            Text(vi: "\(count) dòng chưa dùng được; chưa nhận gì.", en: "\(count) rows cannot be used; nothing was taken.")
        case .previewOutdated:
            Text(
                vi: "Dữ liệu đã thay đổi từ khi xem trước. Hãy xem lại.",
                en: "Things have changed since the preview. Look at it again.")
        case .emptyList:
            Text(vi: "Danh sách không có dòng nào.", en: "The list has no rows.")
        case .emptyProgramme:
            Text(vi: "Chương trình còn trống: mỗi phiên cần ít nhất một nội dung.",
                en: "The programme is empty: each sitting needs an item at least.")
        case .clashes:
            Text(
                vi: "Có người phát biểu ở hai nơi cùng lúc; chưa công bố được.",
                en: "Somebody speaks at two places at once; this cannot be published.")
        case .badPlan(let problems):
            Text(vi: problems.joined(separator: "\n"), en: problems.joined(separator: "\n"))
        case .nothingChanged:
            Text(vi: "Không có gì thay đổi từ lần công bố trước.", en: "Nothing has changed since the last version.")
        case .conferenceExists:
            Text(vi: "Tên viết tắt này đã được dùng.", en: "This short name is taken.")
        case .notPublished:
            Text(vi: "Hãy công bố chương trình trước.", en: "Publish the programme first.")
        case .notInvited:
            Text(vi: "Chưa có giấy mời.", en: "There is no invitation.")
        case .tooLate:
            Text(vi: "Ngày họp đã qua.", en: "The day is over.")
        case .substituteNotNamed:
            Text(vi: "Hãy ghi họ tên người dự thay.", en: "Name the substitute.")
        case .badIntervention:
            Text(vi: "Tham luận cần tiêu đề và nội dung không quá 200.000 byte.",
                en: "A text needs a title and content of at most 200,000 bytes.")
        case .interventionDecided:
            Text(vi: "Tham luận đã được chọn; không sửa được nữa.", en: "The text was selected and is no longer changed.")
        case .badHolidays:
            Text(vi: "Lịch nghỉ có nhiều nhất 400 ngày, mỗi ngày một lần và có tên.",
                en: "The calendar has at most 400 days, each once and with a name.")
        }
    }
}
