import Basics
import Conference
import Foundation
import HTTPTypes
import Hummingbird

/// `/l/{link}/{secret}`: a link becomes a session, and leaves the address bar.
struct LinkRoutes: Sendable {
    let access: Access
    let options: WebOptions

    func register(in router: Router<Visit>) {
        router.get("l/:link/:secret") { try await self.open($0, $1) }
    }

    private func open(_ request: Request, _ context: Visit) async throws -> Response {
        guard let link = context.parameters.get("link"), let secret = context.parameters.get("secret") else {
            throw Problem.unknownLink
        }
        switch try await access.use(link, secret, request.cookies[browserCookie]?.value) {
        case .refused(let problem):
            throw problem
        case .admitted(let admission, let secret, let browser):
            let session = admission.member.session
            let followUp = admission.conference == .followUp ? admission.followUpActor : nil
            let page = followUp.map { FollowUpPage(for: $0).rawValue } ?? SessionPage(for: admission.member.actor).rawValue
            let target = "/s/\(session)/\(page)"
            var response = Self.follow(target, request)
            let isSecure = options.isSecure(request)
            // Lax: the link is opened from a message, which is another site.
            response.setCookie(Cookie(
                name: browserCookie, value: browser, maxAge: Self.cookieSeconds, path: "/l/\(link)/",
                secure: isSecure, httpOnly: true, sameSite: .lax))
            response.setCookie(Cookie(
                name: sessionCookie, value: secret, maxAge: Self.cookieSeconds, path: "/s/\(session)/",
                secure: isSecure, httpOnly: true, sameSite: .strict))
            return response
        }
    }

    /// A redirect; but a browser that comes from another site would not send the strict cookie along with it, so that
    /// one gets a page of ours, which then leads on.
    static func follow(_ target: String, _ request: Request) -> Response {
        let origin = request.headers[.secFetchSite]
        guard origin == "cross-site" || origin == "same-site" else {
            return Response(status: .seeOther, headers: [.location: target, .cacheControl: "no-store"])
        }
        let page = """
            <!doctype html><html lang="vi"><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=\(target)">\
            <title>Diên Hồng</title><p><a href="\(target)">Diên Hồng</a></p></html>
            """
        return textResponse(page, type: "text/html")
    }

    /// A conference lasts days; what its links and sessions allow is the server's to say, not the cookie's.
    private static let cookieSeconds = 30 * 86_400
}

/// The cookie that binds a link to the browser that used it first.
let browserCookie = "browser"
