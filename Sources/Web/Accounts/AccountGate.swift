import Accounts
import Basics
import Conference
import Foundation
import HTTPTypes
import Hummingbird
import Journal

/// The cookie of a browser in which somebody is signed in.
let accountCookie = "account"
/// The cookie of a browser that followed an invitation; it opens nothing but the enrolment.
let invitationCookie = "invitation"

/// Lets in who is signed in: the one place where that is looked at.
struct AccountGate: Sendable {
    let board: AccountsBoard
    let credentials: CredentialStore

    /// Whose browser it is, while the account is active; `nil` for everybody else.
    func visitor(_ request: Request) async throws -> (account: Account, session: AccountSession)? {
        guard let cookie = request.cookies[accountCookie]?.value else { return nil }
        let credentials = credentials
        let session = try await blocking {
            try credentials.session(Token(cookie), lifetime: .usual, at: wallTime())
        }
        guard let session, let account = await board.accounts[session.account], account.state == .active else { return nil }
        return (account, session)
    }

    func admit(_ request: Request) async throws -> (account: Account, session: AccountSession) {
        guard let visitor = try await visitor(request) else { throw Problem.notSignedIn }
        try request.requireOwnSite()
        return visitor
    }

    /// The one whose account has the right.
    func admit(_ request: Request, for right: Right) async throws -> Account {
        let (account, _) = try await admit(request)
        guard account.may(right) else { throw Problem.notAllowed }
        return account
    }

    /// Whose ways of signing in are being set up: by an invitation, or by a sign-in of a moment ago.
    func enrolling(_ request: Request) async throws -> (account: Account, isInvited: Bool, session: AccountSession?) {
        try request.requireOwnSite()
        if let (account, session) = try await visitor(request) {
            guard wallTime() < session.created.advanced(bySeconds: Limits.freshSignIn) else { throw Problem.signInAgain }
            return (account, false, session)
        }
        guard let account = try await invited(request) else { throw Problem.notSignedIn }
        return (account, true, nil)
    }

    /// Whose invitation the browser's cookie is.
    func invited(_ request: Request) async throws -> Account? {
        guard let cookie = request.cookies[invitationCookie]?.value else { return nil }
        let parts = cookie.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        return try await invited(AccountID(rawValue: parts[0]), Token(parts[1]))
    }

    func invited(_ id: AccountID, _ secret: Token) async throws -> Account? {
        let credentials = credentials
        guard try await blocking({ try credentials.isInvitation(secret, of: id, at: wallTime()) }) else { return nil }
        guard let account = await board.accounts[id], account.state == .invited else { return nil }
        return account
    }
}

extension CredentialStore.Lifetime {
    static let usual = Self(idle: Limits.sessionIdle, absolute: Limits.sessionAbsolute)
}

extension Request {
    /// SameSite holds this already; a browser that says where the request comes from is taken at its word.
    func requireOwnSite() throws(Problem) {
        if method != .get, let site = headers[.secFetchSite], site != "same-origin", site != "none" { throw .notAllowed }
    }
}

extension Problem {
    package static let notSignedIn = Problem(
        .unauthorized, "notSignedIn", vi: "Bạn chưa đăng nhập, hoặc phiên đăng nhập đã hết.",
        en: "You are not signed in, or not any more.",
        advice: Text(vi: "Hãy đăng nhập lại.", en: "Sign in again."))
    package static let signInAgain = Problem(
        .forbidden, "signInAgain", vi: "Để đổi cách đăng nhập, hãy đăng xuất rồi đăng nhập lại.",
        en: "To change how you sign in, sign out and in again first.")
    package static let wrongPassword = Problem(
        .unauthorized, "wrongPassword", vi: "Tên đăng nhập hoặc mật khẩu không đúng.", en: "The name or the password is wrong.")
    package static let wrongCode = Problem(
        .unauthorized, "wrongCode", vi: "Mã không đúng hoặc đã dùng; hãy đợi mã mới rồi thử lại.",
        en: "The code is wrong or was used already; wait for the next one and try again.")
    package static let startAgain = Problem(
        .unauthorized, "startAgain", vi: "Đã quá lâu hoặc sai quá nhiều lần; hãy đăng nhập lại từ đầu.",
        en: "That took too long, or too many codes were wrong; begin again.")
    package static let unknownPasskey = Problem(
        .unauthorized, "unknownPasskey", vi: "Không nhận ra khóa truy cập này.", en: "This passkey is not known here.")
    package static let badInvitation = Problem(
        .gone, "badInvitation", vi: "Lời mời này đã được dùng, đã hết hạn hoặc đã bị thay.",
        en: "This invitation was used, has expired, or was replaced.",
        advice: Text(vi: "Hãy xin quản trị viên một lời mời mới.", en: "Ask an administrator for a new one."))

    init(_ problem: PasswordProblem) {
        self.init(.unprocessableContent, "\(problem)", vi: problem.text.vi, en: problem.text.en)
    }
}
