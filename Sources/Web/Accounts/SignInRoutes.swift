import Accounts
import Basics
import Conference
import Foundation
import HTTPTypes
import Hummingbird
import Journal

/// `/sign-in` and what its page asks for: a password and a code, or a passkey.
struct SignInRoutes: Sendable {
    let desk: AccountDesk
    let pages: Pages
    /// What the organisation's own sign-in is called, if there is one.
    let organisation: String?

    func register(in router: Router<Visit>) {
        router.get("sign-in") { request, _ in try await self.page(request) }
        let api = router.group("account/api/sign-in")
        api.post("password") { try await self.password($0, $1) }
        api.post("code") { try await self.code($0, $1) }
        api.post("passkey/challenge") { try await self.challenge($0, $1) }
        api.post("passkey") { try await self.passkey($0, $1) }
        router.post("account/api/sign-out") { request, _ in try await self.signOut(request) }
    }

    private func page(_ request: Request) async throws -> Response {
        if try await desk.gate.visitor(request) != nil {
            return Response(status: .seeOther, headers: [.location: "/account", .cacheControl: "no-store"])
        }
        return try pages.render("sign-in", [
            "language": Language(of: request).rawValue, "organisation": organisation ?? "", "hasOrganisation": organisation != nil,
        ])
    }

    // MARK: Password and code

    private struct PasswordBody: Decodable { var name: String, password: String }
    private struct Ticket: Encodable { var ticket: String }

    private func password(_ request: Request, _ context: Visit) async throws -> Response {
        try await desk.knock(request, context)
        let body = try await request.decoded(PasswordBody.self, atMost: Limits.signInBytes)
        // By the name that was given, whether or not it is anybody's.
        try await desk.limiter.spend(.signIn, by: "name:\(body.name.lowercased().prefix(Limits.signInNameBytes.upperBound))")
        let account = await desk.board.accounts.account(signingInAs: body.name), credentials = desk.credentials
        let stored = try await blocking { try account.flatMap { try credentials.password(of: $0.id) } }
        let isRight = try await desk.passwords.isRight(body.password, stored)
        guard isRight, let account, account.means.isSuperset(of: [.password, .code]) else {
            if let account { desk.inbox.note(.failSignIn(account.id), by: .system) }
            throw Problem.wrongPassword
        }
        return jsonResponse(Ticket(ticket: try await desk.pending.ticket(for: account.id)))
    }

    private struct CodeBody: Decodable { var ticket: String, code: String }

    private func code(_ request: Request, _ context: Visit) async throws -> Response {
        try await desk.knock(request, context)
        let body = try await request.decoded(CodeBody.self)
        guard let account = await desk.pending.attempt(body.ticket) else { throw Problem.startAgain }
        let credentials = desk.credentials, now = wallTime()
        let isRight = try await blocking {
            guard let secret = try credentials.codeSecret(of: account),
                let step = OneTimeCode(secret: secret).step(of: body.code, at: now)
            else { return false }
            return try credentials.useStep(step, of: account)
        }
        guard isRight else {
            desk.inbox.note(.failSignIn(account), by: .system)
            throw Problem.wrongCode
        }
        await desk.pending.end(body.ticket)
        var response = jsonResponse(Onward(to: "/account"))
        try await desk.signIn(account, .passwordAndCode, request, into: &response)
        return response
    }

    // MARK: Passkey

    private struct Challenge: Encodable { var challenge: String, party: String }

    private func challenge(_ request: Request, _ context: Visit) async throws -> Response {
        try await desk.knock(request, context)
        let challenge = try await desk.pending.challenge(for: .signIn)
        return jsonResponse(Challenge(challenge: challenge, party: try desk.party(request).id))
    }

    private struct PasskeyBody: Decodable { var id: String, clientData: String, authenticatorData: String, signature: String }

    private func passkey(_ request: Request, _ context: Visit) async throws -> Response {
        try await desk.knock(request, context)
        let body = try await request.decoded(PasskeyBody.self, atMost: Limits.signInBytes)
        guard let id = Base64URL.bytes(body.id), let clientData = Base64URL.bytes(body.clientData),
            let data = Base64URL.bytes(body.authenticatorData), let signature = Base64URL.bytes(body.signature),
            let answer = try? PasskeyAnswer(clientData: clientData, authenticatorData: data)
        else { throw Problem.malformed }
        let credentials = desk.credentials
        guard let challenge = answer.challenge(of: .use, for: try desk.party(request)),
            await desk.pending.answer(challenge, for: .signIn),
            let passkey = try await blocking({ try credentials.passkey(id) }),
            let key = try? PasskeyKey(cose: passkey.key), answer.isSigned(signature, by: key)
        else { throw Problem.unknownPasskey }
        let counter = answer.authenticatorData.counter
        guard try await blocking({ try credentials.use(id, counter: counter, at: wallTime()) }) else {
            desk.inbox.note(.failSignIn(passkey.account), by: .system)
            throw Problem.unknownPasskey
        }
        var response = jsonResponse(Onward(to: "/account"))
        try await desk.signIn(passkey.account, .passkey, request, into: &response)
        return response
    }

    private func signOut(_ request: Request) async throws -> Response {
        let (account, session) = try await desk.gate.admit(request), credentials = desk.credentials
        try await blocking { try credentials.end(session.id) }
        try await desk.inbox.perform(.signOut(account.id), by: .account(account.id))
        var response = jsonResponse(Onward(to: "/sign-in"))
        response.setCookie(AccountDesk.gone(accountCookie, "/"))
        return response
    }
}
