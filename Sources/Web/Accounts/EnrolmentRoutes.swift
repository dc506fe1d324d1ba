import Accounts
import Basics
import Conference
import Convene
import Foundation
import HTTPTypes
import Hummingbird
import Journal

/// `/welcome/…`, and how somebody sets up the ways of signing in: by an invitation, or later.
struct EnrolmentRoutes: Sendable {
    let desk: AccountDesk
    let pages: Pages
    let hasOrganisation: Bool

    func register(in router: Router<Visit>) {
        router.get("welcome/:account/:secret") { try await self.follow($0, $1) }
        router.get("account/welcome") { request, _ in try await self.page(request) }
        let api = router.group("account/api/enrol")
        api.post("code") { request, _ in try await self.newCode(request) }
        api.post("password") { request, _ in try await self.password(request) }
        api.post("passkey/challenge") { request, _ in try await self.challenge(request) }
        api.post("passkey") { request, _ in try await self.passkey(request) }
        api.post("withdraw") { request, _ in try await self.withdraw(request) }
    }

    // MARK: The invitation

    /// The invitation leaves the address bar.
    private func follow(_ request: Request, _ context: Visit) async throws -> Response {
        let id = AccountID(rawValue: context.parameters.get("account") ?? ""), secret = context.parameters.get("secret") ?? ""
        guard try await desk.gate.invited(id, Token(secret)) != nil else { throw Problem.badInvitation }
        var response = LinkRoutes.follow("/account/welcome", request)
        response.setCookie(Cookie(
            name: invitationCookie, value: "\(id.rawValue).\(secret)", maxAge: 3_600, path: "/account/",
            secure: desk.options.isSecure(request), httpOnly: true, sameSite: .strict))
        // Whoever follows an invitation is that person from now on, in this browser.
        response.setCookie(AccountDesk.gone(accountCookie, "/"))
        return response
    }

    private func page(_ request: Request) async throws -> Response {
        guard let account = try await desk.gate.invited(request) else { throw Problem.badInvitation }
        return try pages.render("welcome", [
            "language": Language(of: request).rawValue, "name": account.name, "signInName": account.signInName,
            "hasOrganisation": hasOrganisation,
        ])
    }

    /// What follows an enrolment: an invitation that has done its work lets in.
    private func finish(_ id: AccountID, isInvited: Bool, _ way: SignInWay, _ request: Request) async throws -> Response {
        var response = jsonResponse(Onward(to: "/account"))
        guard isInvited else { return response }
        let credentials = desk.credentials
        try await blocking { try credentials.endInvitation(of: id) }
        try await desk.signIn(id, way, request, into: &response)
        return response
    }

    // MARK: Password and code

    private struct Offered: Encodable { var ticket: String, secret: String, address: String, picture: String }

    private func newCode(_ request: Request) async throws -> Response {
        let (account, _, _) = try await desk.gate.enrolling(request)
        var random = SystemRandomNumberGenerator()
        let secret = OneTimeCode.newSecret(using: &random), code = OneTimeCode(secret: secret)
        let address = code.address(account: account.signInName)
        guard let picture = QRCode(address) else { throw Problem.failed }
        let image = "data:image/svg+xml;base64,\(Data(picture.svg.utf8).base64EncodedString())"
        return jsonResponse(Offered(
            ticket: try await desk.pending.offer(secret, to: account.id), secret: code.text, address: address, picture: image))
    }

    private struct PasswordBody: Decodable { var password: String, ticket: String, code: String }

    private func password(_ request: Request) async throws -> Response {
        let (account, isInvited, _) = try await desk.gate.enrolling(request)
        let body = try await request.decoded(PasswordBody.self, atMost: Limits.signInBytes)
        if let problem = PasswordRules.problem(body.password, of: account.signInName) { throw Problem(problem) }
        try await desk.limiter.spend(.signIn, by: "enrol:\(account.id.rawValue)")
        guard let secret = await desk.pending.secret(body.ticket, of: account.id) else { throw Problem.startAgain }
        guard let step = OneTimeCode(secret: secret).step(of: body.code, at: wallTime()) else { throw Problem.wrongCode }
        let hash = try await desk.passwords.hash(body.password), credentials = desk.credentials
        try await blocking {
            try credentials.setPassword(hash, of: account.id)
            try credentials.setCode(secret, step: step, of: account.id)
        }
        try await desk.inbox.perform(.enrol(account.id, .password), by: .account(account.id))
        try await desk.inbox.perform(.enrol(account.id, .code), by: .account(account.id))
        return try await finish(account.id, isInvited: isInvited, .passwordAndCode, request)
    }

    // MARK: Passkey

    private struct Challenge: Encodable {
        var challenge: String, party: String, user: String, name: String, displayName: String, algorithms: [Int], known: [String]
    }

    private func challenge(_ request: Request) async throws -> Response {
        let (account, _, _) = try await desk.gate.enrolling(request), credentials = desk.credentials
        let known = try await blocking { try credentials.passkeys(of: account.id) }
        return jsonResponse(Challenge(
            challenge: try await desk.pending.challenge(for: .register(account.id)), party: try desk.party(request).id,
            user: Base64URL.text(Array(account.id.rawValue.utf8)), name: account.signInName, displayName: account.name,
            algorithms: PasskeyKey.offered, known: known.map { Base64URL.text($0.id) }))
    }

    private struct PasskeyBody: Decodable { var label: String, clientData: String, attestation: String }

    private func passkey(_ request: Request) async throws -> Response {
        let (account, isInvited, _) = try await desk.gate.enrolling(request)
        let body = try await request.decoded(PasskeyBody.self, atMost: Limits.signInBytes)
        let label = body.label.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !label.isEmpty, label.count <= Limits.accountNameLetters else { throw Problem(.nameMissing as AccountsRefusal) }
        guard !account.means.contains(.passkey(label)) else { throw Problem(.alreadyEnrolled as AccountsRefusal) }
        guard let clientData = Base64URL.bytes(body.clientData), let attestation = Base64URL.bytes(body.attestation),
            let answer = try? PasskeyAnswer(clientData: clientData, attestation: attestation),
            let new = answer.authenticatorData.credential
        else { throw Problem.malformed }
        guard let challenge = answer.challenge(of: .create, for: try desk.party(request)),
            await desk.pending.answer(challenge, for: .register(account.id))
        else { throw Problem.unknownPasskey }
        let credentials = desk.credentials, counter = answer.authenticatorData.counter
        let isNew = try await blocking {
            try credentials.add(StoredPasskey(
                id: new.id, account: account.id, key: new.cose, counter: counter, label: label, created: wallTime()))
        }
        guard isNew else { throw Problem(.alreadyEnrolled as AccountsRefusal) }
        do {
            try await desk.inbox.perform(.enrol(account.id, .passkey(label)), by: .account(account.id))
        } catch {
            // What the record does not have must not open anything.
            try await blocking { try credentials.removePasskey(label, of: account.id) }
            throw error
        }
        return try await finish(account.id, isInvited: isInvited, .passkey, request)
    }

    // MARK: Taking away

    private struct WithdrawBody: Decodable { var means: Means }

    private func withdraw(_ request: Request) async throws -> Response {
        let (account, _, _) = try await desk.gate.enrolling(request)
        let means = try await request.decoded(WithdrawBody.self).means
        // One without the other lets nobody in.
        let all: [Means] = means == .password || means == .code ? [.code, .password] : [means]
        for one in all { try await desk.inbox.perform(.withdraw(account.id, one), by: .account(account.id)) }
        let credentials = desk.credentials
        try await blocking {
            switch means {
            case .password, .code: try credentials.removePasswordAndCode(of: account.id)
            case .passkey(let label): try credentials.removePasskey(label, of: account.id)
            case .openID(let issuer): try credentials.unlink(issuer, of: account.id)
            }
        }
        return jsonResponse(Onward(to: "/account"))
    }
}
