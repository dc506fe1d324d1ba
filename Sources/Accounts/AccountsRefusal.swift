package import Conference

/// Why a command about accounts was refused, in terms of the person who asked.
package enum AccountsRefusal: String, Error, CaseIterable, Sendable {
    case notAllowed, unknownAccount, nameMissing, nameTooLong, badSignInName, signInNameTaken, badEmail, emailTaken
    case tooManyAccounts, tooManyRights, tooManyPasskeys, tooManyEntrances, tooManyPasses
    case lastAdministrator, lastMeans, alreadySuspended, notSuspended, suspended, notActive, alreadyEnrolled, notEnrolled
    case unknownPass, alreadyRevoked

    package var code: String { rawValue }

    package var isForbidden: Bool { self == .notAllowed || self == .suspended || self == .notActive }

    package var text: Text {
        switch self {
        case .notAllowed: Text(vi: "Tài khoản này không có quyền làm việc đó.", en: "This account may not do that.")
        case .unknownAccount: Text(vi: "Không có tài khoản này.", en: "There is no such account.")
        case .nameMissing: Text(vi: "Hãy ghi họ tên.", en: "Give the person's name.")
        case .nameTooLong: Text(vi: "Họ tên quá dài.", en: "The name is too long.")
        case .badSignInName:
            Text(
                vi: "Tên đăng nhập gồm 3 đến 80 chữ thường không dấu, chữ số, dấu chấm, gạch hoặc @.",
                en: "A sign-in name has 3 to 80 small letters without marks, figures, dots, dashes or @.")
        case .signInNameTaken: Text(vi: "Tên đăng nhập này đã có người dùng.", en: "Somebody else has this sign-in name.")
        case .badEmail: Text(vi: "Địa chỉ thư điện tử không đúng.", en: "The e-mail address is not one.")
        case .emailTaken: Text(vi: "Địa chỉ thư này đã thuộc tài khoản khác.", en: "Another account has this e-mail address.")
        case .tooManyAccounts: Text(vi: "Đã đủ số tài khoản tối đa.", en: "There is no room for more accounts.")
        case .tooManyRights: Text(vi: "Một tài khoản không có được nhiều quyền đến thế.", en: "One account cannot have that many rights.")
        case .tooManyPasskeys:
            Text(vi: "Đã đủ số khóa truy cập; hãy bỏ một khóa cũ.", en: "There is no room for another passkey; remove an old one.")
        case .tooManyEntrances:
            Text(vi: "Tài khoản này đang mở quá nhiều hội nghị; hãy thử lại sau.", en: "This account has too many conferences open; try later.")
        case .tooManyPasses: Text(vi: "Đã đủ số thẻ bàn thư ký.", en: "There is no room for more desk passes.")
        case .lastAdministrator:
            Text(vi: "Phải còn ít nhất một quản trị viên đang hoạt động.", en: "At least one active administrator has to remain.")
        case .lastMeans:
            Text(vi: "Phải còn ít nhất một cách đăng nhập đầy đủ.", en: "One sufficient way of signing in has to remain.")
        case .alreadySuspended: Text(vi: "Tài khoản đã bị tạm khóa rồi.", en: "The account is suspended already.")
        case .notSuspended: Text(vi: "Tài khoản không bị tạm khóa.", en: "The account is not suspended.")
        case .suspended: Text(vi: "Tài khoản đang bị tạm khóa.", en: "The account is suspended.")
        case .notActive: Text(vi: "Tài khoản chưa hoạt động.", en: "The account is not active.")
        case .alreadyEnrolled: Text(vi: "Cách đăng nhập này đã có.", en: "This way of signing in is there already.")
        case .notEnrolled: Text(vi: "Không có cách đăng nhập này.", en: "There is no such way of signing in.")
        case .unknownPass: Text(vi: "Không có thẻ này.", en: "There is no such pass.")
        case .alreadyRevoked: Text(vi: "Thẻ đã bị thu hồi rồi.", en: "The pass is revoked already.")
        }
    }
}
