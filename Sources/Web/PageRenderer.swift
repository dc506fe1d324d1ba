import Basics
import Conference

/// Renders pages once each, few at a time, however many halls ask for the same one in the same moment.
package actor PageRenderer {
    private struct Page: Hashable {
        var document: String
        var number: Int
    }

    private struct Rendering {
        var task: Task<Void, any Error>
        /// How many wait for it besides the first.
        var others = 0
    }

    private var underway: [Page: Rendering] = [:]
    /// What cannot be rendered is not tried for every hall again.
    private var failed: Set<Page> = []
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private let waitingLimit: Int

    package init(atOnce: Int = Limits.renderings, waiting: Int = Limits.waitingRenderings) {
        free = atOnce
        waitingLimit = waiting
    }

    /// Pages that are being rendered or wait for it.
    package var load: Int { underway.count }

    package func waitingFor(page: Int, of document: String) -> Int {
        underway[Page(document: document, number: page)]?.others ?? 0
    }

    /// Returns when the page is there.
    package func prepare(
        page: Int, of document: String,
        unless isThere: @Sendable (_ page: Int, _ document: String) -> Bool = { _, _ in false },
        _ render: @escaping @Sendable () async throws -> Void
    ) async throws {
        guard !isThere(page, document) else { return }
        let page = Page(document: document, number: page)
        if let rendering = underway[page] {
            underway[page]?.others += 1
            return try await rendering.task.value
        }
        guard !failed.contains(page) else { throw Problem.pageNotShown }
        guard free > 0 || waiting.count < waitingLimit else { throw Problem.busy }
        let task = Task { try await run(render) }
        underway[page] = Rendering(task: task)
        defer { underway[page] = nil }
        do {
            try await task.value
        } catch let problem as Problem where problem == .pageNotShown {
            if failed.count >= Limits.documents { failed = [] }
            failed.insert(page)
            throw problem
        }
    }

    /// Renders a page that will most likely be asked for next, unless there is something to do that somebody waits for.
    package func anticipate(
        page: Int, of document: String, unless isThere: @Sendable (_ page: Int, _ document: String) -> Bool,
        _ render: @escaping @Sendable () async throws -> Void
    ) async {
        guard underway.isEmpty else { return }
        try? await prepare(page: page, of: document, unless: isThere, render)
    }

    private func run(_ render: @Sendable () async throws -> Void) async throws {
        if free > 0 { free -= 1 } else { await withCheckedContinuation { waiting.append($0) } }
        defer { if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() } }
        try await render()
    }
}
