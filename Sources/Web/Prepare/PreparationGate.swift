import Accounts
import Conference
import Convene
import Foundation
import HTTPTypes
import Hummingbird

/// Who may prepare: the one place where that is looked at.
struct PreparationGate: Sendable {
    let key: SigningKey
    let preparations: Preparations
    let accounts: AccountDesk

    /// The one of the secretariat whose account or pass the request's cookie is.
    func secretary(_ request: Request) async throws -> Party {
        try request.requireOwnSite()
        if let (account, _) = try await accounts.gate.visitor(request), account.may(.secretariat) {
            return .secretary(name: account.name)
        }
        guard let pass = request.cookies[deskCookie]?.value, let party = try await holder(of: pass) else { throw Problem.noDesk }
        return party
    }

    /// Whose pass it is, unless it was revoked; it is remembered, so that it can be.
    func holder(of pass: String) async throws -> Party? {
        guard let party = key.holder(of: pass, at: wallTime()), let expires = key.expiry(of: pass) else { return nil }
        let id = SigningKey.id(of: pass)
        switch await accounts.board.accounts.passes[id]?.isRevoked {
        case true: return nil
        case false: return party
        case nil:
            accounts.inbox.note(.seePass(id, name: party.shownName, expires: expires), by: .system)
            return party
        }
    }

    func admit(_ request: Request, _ context: Visit) async throws -> (party: Party, preparation: LivePreparation) {
        let party = try await secretary(request)
        return (party, try await preparation(context))
    }

    func preparation(_ context: Visit) async throws -> LivePreparation {
        let id = PreparationID(rawValue: context.parameters.get("preparation") ?? "")
        guard let preparation = await preparations[id] else { throw Problem.notFound }
        return preparation
    }

    /// The invitee whose link the path is; a link that was issued anew opens nothing any more.
    func invitee(
        _ request: Request, _ context: Visit
    ) async throws -> (invitee: Invitee, preparation: LivePreparation, state: Preparation) {
        let preparation = try await preparation(context)
        let state = await preparation.board.preparation
        guard let who = context.parameters.get("who"), let secret = context.parameters.get("secret"),
            let invitee = key.invitee(who, secret: secret, of: preparation.id, generation: { state.invitations[$0]?.generation })
        else { throw Problem.unknownLink }
        try request.requireOwnSite()
        return (invitee, preparation, state)
    }
}

/// The cookie with a secretary's pass.
let deskCookie = "desk"

extension Problem {
    static let noDesk = Problem(
        .unauthorized, "noDesk", vi: "Trình duyệt này chưa vào bàn thư ký.", en: "This browser is not at the secretariat's desk.",
        advice: Text(
            vi: "Hãy đăng nhập, hoặc mở đường liên kết bàn thư ký mà người quản trị máy chủ đã gửi.",
            en: "Sign in, or open the desk's link that the server's operator gave you."))

    init(_ refusal: PreparationRefusal) {
        let status: HTTPResponse.Status = refusal == .notAllowed ? .forbidden : .conflict
        self.init(status, refusal.code, vi: refusal.message(in: .vietnamese), en: refusal.message(in: .english))
    }
}
