package import Conference
import HTTPTypes
package import Hummingbird
import Mustache

/// Renders the pages' first state from the templates in `pages/` of the public folder.
package struct Pages: Sendable {
    private let library: MustacheLibrary

    /// Throws when the folder has no templates, with its path in the words.
    package init(publicFolder: String) async throws {
        do {
            library = try await MustacheLibrary(directory: publicFolder + "/pages")
        } catch {
            throw StartFailure("the pages in \(publicFolder)/pages cannot be read: \(error)")
        }
        guard library.getTemplate(named: "hall") != nil else {
            throw StartFailure("\(publicFolder) has no pages/hall.mustache; name the right folder with --public")
        }
    }

    package func render(_ name: String, _ values: [String: Any], status: HTTPResponse.Status = .ok) throws -> Response {
        guard let text = library.render(values, withTemplate: name) else { throw Problem.notFound }
        return textResponse(text, type: "text/html", status: status)
    }

    /// A page that says what is wrong and whom to ask.
    package func problem(_ problem: Problem, _ language: Language) -> Response {
        let values: [String: Any] = [
            "language": language.rawValue,
            "heading": problem.heading(in: language),
            "text": problem.text[language],
            "whom": problem.advice?[language] ?? "",
            "signIn": problem.code == Problem.notSignedIn.code || problem.code == Problem.noDesk.code,
        ]
        guard let text = library.render(values, withTemplate: "message") else {
            return textResponse(problem.message(in: language), type: "text/plain", status: problem.status)
        }
        return textResponse(text, type: "text/html", status: problem.status)
    }
}

/// Why the server did not start, in one line for the operator.
package struct StartFailure: Error, CustomStringConvertible {
    package var description: String

    package init(_ description: String) {
        self.description = description
    }
}
