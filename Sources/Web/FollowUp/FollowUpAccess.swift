import Conference
import FollowUp
import Foundation
import Hummingbird

extension ConferenceID {
    /// Under this name the follow-up's own links are kept; no conference can be called so.
    static let followUp = ConferenceID(rawValue: "/follow-up")
}

extension Admission {
    /// Who this is in the follow-up: whoever has a link to it, and a conference's secretariat for that conference.
    var followUpActor: FollowUpActor? {
        guard conference == .followUp else {
            return member.actor == .secretariat ? .secretariat(of: conference) : nil
        }
        return switch member.actor {
        case .secretariat: .secretariat()
        case .operator(let place): .agency(AgencyID(rawValue: place.rawValue))
        case .observer: .observer
        default: nil
        }
    }
}

extension FollowUpActor {
    /// How its link is kept: an agency's has the agency in the place of a site.
    var bearer: Actor? {
        switch self {
        case .secretariat(of: nil): .secretariat
        case .agency(let id): .operator(SiteID(rawValue: id.rawValue))
        case .observer: .observer(nil)
        case .secretariat, .system: nil
        }
    }
}

/// Lets in who bears the cookie of a session that the follow-up knows.
struct FollowUpGate: Sendable {
    let access: Access
    let limiter: RateLimiter

    func admit(
        _ request: Request, _ context: Visit, spending expense: Expense? = nil
    ) async throws -> (actor: FollowUpActor, session: String) {
        guard let id = context.parameters.get("session"), let secret = request.cookies[sessionCookie]?.value,
            let admission = try await access.session(id, secret)
        else { throw Problem.noSession }
        guard let actor = admission.followUpActor else { throw Problem.notAllowed }
        if request.method != .get, let site = request.headers[.secFetchSite], site != "same-origin", site != "none" {
            throw Problem.notAllowed
        }
        if let expense { try await limiter.spend(expense, by: admission.member.session) }
        return (actor, admission.member.session)
    }
}

extension Problem {
    init(_ refusal: FollowUpRefusal) {
        self.init(
            refusal.isForbidden ? .forbidden : .conflict, refusal.code, vi: refusal.message(in: .vietnamese),
            en: refusal.message(in: .english))
    }
}
