import Accounts
import Basics
import Conference
import Foundation
import Hummingbird
import Journal

/// What all routes of accounts share.
struct AccountDesk: Sendable {
    let inbox: AccountsInbox
    let board: AccountsBoard
    let credentials: CredentialStore
    let passwords: PasswordWork
    let pending: PendingSignIns
    let limiter: RateLimiter
    let options: WebOptions

    var gate: AccountGate { AccountGate(board: board, credentials: credentials) }

    /// Holds an address to its rate, before it is known who asks.
    func knock(_ request: Request, _ context: Visit) async throws {
        try request.requireOwnSite()
        try await limiter.spend(.knock, by: "address:\(context.address(of: request, options))")
    }

    /// Whom passkeys are for, as the browser calls us.
    func party(_ request: Request) throws -> RelyingParty {
        let origin = options.address ?? "\(options.isSecure(request) ? "https" : "http")://\(request.head.authority ?? "")"
        guard let host = URL(string: origin)?.host() else { throw Problem.malformed }
        return RelyingParty(origin: origin, id: host)
    }

    /// Lets the browser in, which has shown who it is.
    func signIn(_ account: AccountID, _ way: SignInWay, _ request: Request, into response: inout Response) async throws {
        try await inbox.perform(.signIn(account, way), by: .account(account))
        let credentials = credentials, client = String((request.headers[.userAgent] ?? "").prefix(Limits.clientLetters))
        let cookie = try await blocking {
            var random = SystemRandomNumberGenerator()
            return try credentials.start(
                account, way: way, client: client, limit: Limits.sessionsPerAccount, at: wallTime(), using: &random
            ).cookie
        }
        // Lax: whoever follows a link from a message is signed in on arrival; nothing is changed by a GET.
        response.setCookie(Cookie(
            name: accountCookie, value: cookie.text, maxAge: Limits.sessionAbsolute, path: "/", secure: options.isSecure(request),
            httpOnly: true, sameSite: .lax))
        response.setCookie(Self.gone(invitationCookie, "/account/"))
    }

    static func gone(_ name: String, _ path: String) -> Cookie {
        Cookie(name: name, value: "", maxAge: 0, path: path, httpOnly: true, sameSite: .strict)
    }
}

extension Visit {
    /// Where a request comes from: the last hop that a proxy of ours has seen, else the connection itself.
    func address(of request: Request, _ options: WebOptions) -> String {
        guard options.isBehindProxy, let said = request.headers[.forwardedFor] else { return peer }
        return said.split(separator: ",").last.map { String($0.filter { $0 != " " }.prefix(64)) } ?? peer
    }
}

/// An answer that says that it is done, and where to go on.
struct Onward: Encodable { var to: String }
