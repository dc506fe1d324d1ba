import Accounts
import Basics
import Conference
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Journal
import Logging

/// `/account/organisation`: to the organisation's own sign-in and back (OpenID Connect, authorization code with PKCE).
struct OpenIDRoutes: Sendable {
    let desk: AccountDesk
    let provider: OpenIDProvider
    let logger: Logger

    /// The cookie that ties a trip to the browser that set out.
    private static let tripCookie = "trip"
    private static let path = "/account/organisation"

    func register(in router: Router<Visit>) {
        router.get("account/organisation") { try await self.leave($0, $1) }
        router.get("account/organisation/back") { try await self.comeBack($0, $1) }
    }

    private func redirect(_ request: Request) throws -> String { "\(try desk.party(request).origin)\(Self.path)/back" }

    private func leave(_ request: Request, _ context: Visit) async throws -> Response {
        try await desk.knock(request, context)
        var random = SystemRandomNumberGenerator()
        let nonce = Token(using: &random).text, verifier = Token(using: &random).text
        // Whoever is in already, or comes with an invitation, ties the organisation's account to this one; but only from our own
        // page, since another site could have a stranger's account tied.
        var account: AccountID?
        let isOurs = request.headers[.secFetchSite] == "same-origin"
        if isOurs, request.cookies[accountCookie] != nil || request.cookies[invitationCookie] != nil {
            account = try? await desk.gate.enrolling(request).account.id
        }
        let state = try await desk.pending.leave(.init(nonce: nonce, verifier: verifier, account: account))
        let address: String
        do {
            let challenge = Base64URL.text(Array(SHA256.hash(data: Array(verifier.utf8))))
            address = try await provider.address(state: state, nonce: nonce, challenge: challenge, redirect: redirect(request))
        } catch {
            return failed("organisation", error)
        }
        var response = Response(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
        response.setCookie(Cookie(
            name: Self.tripCookie, value: state, maxAge: 600, path: Self.path, secure: desk.options.isSecure(request), httpOnly: true,
            sameSite: .lax))
        return response
    }

    private func comeBack(_ request: Request, _ context: Visit) async throws -> Response {
        try await desk.limiter.spend(.knock, by: "address:\(context.address(of: request, desk.options))")
        let query = request.uri.queryParameters
        guard let state = query.get("state"), let cookie = request.cookies[Self.tripCookie]?.value,
            equalInConstantTime(Array(state.utf8), Array(cookie.utf8)), let trip = await desk.pending.comeBack(state),
            let code = query.get("code")
        else { return failed("organisation", nil) }
        let token: IDToken
        do {
            let text = try await provider.token(for: code, verifier: trip.verifier, redirect: redirect(request))
            token = try await provider.verify(text, nonce: trip.nonce, at: wallTime())
        } catch {
            return failed("organisation", error)
        }
        guard let account = try await account(of: token, on: trip) else { return failed("stranger", nil) }
        var response = LinkRoutes.follow("/account", request)
        do {
            try await desk.signIn(account, .openID, request, into: &response)
        } catch let problem as Problem where problem.code == AccountsRefusal.suspended.code {
            return failed("suspended", nil)
        }
        response.setCookie(AccountDesk.gone(Self.tripCookie, Self.path))
        return response
    }

    /// Never what the provider sent: it may be a secret.
    private func failed(_ why: String, _ error: (any Error)?) -> Response {
        if let error { logger.warning("the organisation's sign-in failed: \(error)") }
        return Response(status: .seeOther, headers: [.location: "/sign-in?failed=\(why)", .cacheControl: "no-store"])
    }

    // MARK: Whose it is

    /// Whose sign-in it is: the one it was tied to, the one who ties it now, the one who was invited by this address, or somebody new.
    private func account(of token: IDToken, on trip: PendingSignIns.Trip) async throws -> AccountID? {
        let credentials = desk.credentials, issuer = provider.options.issuer
        if let known = try await blocking({ try credentials.account(of: token.subject, at: issuer) }) {
            // One sign-in is not two people's.
            return trip.account == nil || trip.account == known ? known : nil
        }
        if let account = trip.account { return try await tie(token, to: account) }
        guard let email = token.email else { return nil }
        if let account = await desk.board.accounts.account(withEmail: email) {
            return account.isSuspended ? account.id : try await tie(token, to: account.id)
        }
        guard provider.options.admits(email) else { return nil }
        var random = SystemRandomNumberGenerator()
        let id = AccountID(rawValue: Base64URL.text((0..<9).map { _ in UInt8.random(in: .min ... .max, using: &random) }))
        let name = token.name.map { String($0.prefix(Limits.accountNameLetters)) } ?? email
        try await desk.inbox.perform(.invite(id, name: name, signInName: email, email: email, rights: []), by: .system)
        return try await tie(token, to: id)
    }

    private func tie(_ token: IDToken, to account: AccountID) async throws -> AccountID {
        let credentials = desk.credentials, issuer = provider.options.issuer
        try await blocking { try credentials.link(token.subject, of: issuer, to: account) }
        do {
            try await desk.inbox.perform(.enrol(account, .openID(issuer: issuer)), by: .account(account))
        } catch {
            try await blocking { try credentials.unlink(issuer, of: account) }
            throw error
        }
        try await blocking { try credentials.endInvitation(of: account) }
        return account
    }
}
