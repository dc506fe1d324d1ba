import Basics
import Conference
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Lets in who bears a session's cookie, and no oftener than its rates allow.
struct SessionGate: Sendable {
    let access: Access
    let conferences: Conferences
    let limiter: RateLimiter
    let counters: Counters

    /// The session that the request's cookie proves; the path alone proves nothing.
    func admit(
        _ request: Request, _ context: Visit, spending expense: Expense? = nil
    ) async throws -> (member: Member, conference: LiveConference) {
        guard let id = context.parameters.get("session"), let secret = request.cookies[sessionCookie]?.value,
            let admission = try await access.session(id, secret),
            let conference = await conferences[admission.conference]
        else { throw Problem.noSession }
        // SameSite holds this already; a browser that says where the request comes from is taken at its word.
        if request.method != .get, let site = request.headers[.secFetchSite], site != "same-origin", site != "none" {
            throw Problem.notAllowed
        }
        if let expense {
            do {
                try await limiter.spend(expense, by: admission.member.session)
            } catch {
                counters.tooMany.count()
                throw error
            }
        }
        return (admission.member, conference)
    }
}

extension Request {
    /// The whole body, or ``Problem/tooLarge`` before more than `bytes` of it were kept.
    func body(atMost bytes: Int) async throws -> Data {
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > bytes { throw Problem.tooLarge }
        do {
            return Data(try await body.collect(upTo: bytes).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw Problem.tooLarge
        }
    }

    /// The body as a value, or ``Problem/malformed``.
    func decoded<Value: Decodable>(_ type: Value.Type, atMost bytes: Int = Limits.commandBytes) async throws -> Value {
        let data = try await body(atMost: bytes)
        guard let value = try? JSONDecoder().decode(type, from: data) else { throw Problem.malformed }
        return value
    }
}

/// The cookie that carries a session's secret; its path keeps two sessions of one browser apart.
let sessionCookie = "session"
