import Conference
import Convene
import Foundation
import HTTPTypes
import Hummingbird

/// Who may prepare: the one place where that is looked at.
struct PreparationGate: Sendable {
    let key: SigningKey
    let preparations: Preparations

    /// The one of the secretariat whose pass the request's cookie is.
    func secretary(_ request: Request) throws -> Party {
        guard let pass = request.cookies[deskCookie]?.value, let party = key.holder(of: pass, at: wallTime()) else {
            throw Problem.noDesk
        }
        try Self.requireOwnSite(request)
        return party
    }

    func admit(_ request: Request, _ context: Visit) async throws -> (party: Party, preparation: LivePreparation) {
        let party = try secretary(request)
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
        try Self.requireOwnSite(request)
        return (invitee, preparation, state)
    }

    /// SameSite holds this already; a browser that says where the request comes from is taken at its word.
    private static func requireOwnSite(_ request: Request) throws {
        if request.method != .get, let site = request.headers[.secFetchSite], site != "same-origin", site != "none" {
            throw Problem.notAllowed
        }
    }
}

/// The cookie with a secretary's pass.
let deskCookie = "desk"

extension Problem {
    static let noDesk = Problem(
        .unauthorized, "noDesk", vi: "Trình duyệt này chưa vào bàn thư ký.", en: "This browser is not at the secretariat's desk.",
        advice: Text(
            vi: "Hãy mở đường liên kết bàn thư ký mà người quản trị máy chủ đã gửi.",
            en: "Open the desk's link that the server's operator gave you."))

    init(_ refusal: PreparationRefusal) {
        let status: HTTPResponse.Status = refusal == .notAllowed ? .forbidden : .conflict
        self.init(status, refusal.code, vi: refusal.message(in: .vietnamese), en: refusal.message(in: .english))
    }
}
