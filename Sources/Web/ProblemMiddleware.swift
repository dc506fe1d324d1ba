import Conference
import HTTPTypes
package import Hummingbird
import Logging

/// Turns what went wrong into JSON for programs and a page for people, in the reader's language.
package struct ProblemMiddleware: RouterMiddleware {
    package typealias Context = Visit

    private let pages: Pages

    package init(_ pages: Pages) {
        self.pages = pages
    }

    @concurrent package func handle(
        _ request: Request, context: Visit, next: @concurrent (Request, Visit) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = Self.problem(error, context)
            let language = Language(of: request)
            var response = wantsJSON(request) ? Self.json(problem, language) : pages.problem(problem, language)
            if let seconds = problem.retryAfter { response.headers[.retryAfter] = "\(seconds)" }
            return response
        }
    }

    private func wantsJSON(_ request: Request) -> Bool {
        request.method != .get || request.uri.path.contains("/api/") || request.uri.path.hasPrefix("/public/")
    }

    private static func problem(_ error: any Error, _ context: Visit) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let refusal as Refusal: return Problem(refusal)
        case let error as any HTTPResponseError:
            switch error.status {
            case .notFound: return .notFound
            case .contentTooLarge: return .tooLarge
            default: return Problem(error.status, "http\(error.status.code)", vi: "Yêu cầu không đúng.", en: "Bad request.")
            }
        default:
            // Never the request: its path may carry a secret.
            context.logger.error("a request failed: \(error)")
            return .failed
        }
    }

    private struct Body: Encodable { var code: String, message: String }

    private static func json(_ problem: Problem, _ language: Language) -> Response {
        jsonResponse(Body(code: problem.code, message: problem.message(in: language)), status: problem.status)
    }
}

/// A value as a JSON response that nobody keeps.
func jsonResponse(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
    textResponse(json(value), type: "application/json", status: status)
}

func textResponse(_ text: String, type: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(
        status: status, headers: [.contentType: "\(type); charset=utf-8", .cacheControl: "no-store"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
}
