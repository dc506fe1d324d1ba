import Basics

/// Debian's poppler, which reads what strangers made, each call in a process of its own.
package struct Poppler: Sendable {
    package enum Failure: Error, Equatable {
        /// No PDF, one that only its password opens, or one that takes too much.
        case unreadable
        /// The programs are not installed.
        case missing
    }

    private let process: RestrainedProcess

    package init(seconds: Int = Limits.popplerSeconds, bytes: Int = Limits.popplerBytes) {
        process = RestrainedProcess(seconds: seconds, bytes: bytes, fileBytes: Limits.pageBytes)
    }

    package func pageCount(of file: String) async throws(Failure) -> Int {
        let text = try await run("pdfinfo", [file])
        for line in text.split(separator: "\n") where line.hasPrefix("Pages:") {
            if let count = Int(line.dropFirst(6).filter { $0 != " " }), count > 0 { return count }
        }
        throw .unreadable
    }

    /// Writes page `page` as `name`.jpg, its longer side as wide as a hall's screen.
    package func render(page: Int, of file: String, to name: String) async throws(Failure) {
        // The longer side is given, so that no page, however narrow, becomes a huge picture.
        _ = try await run("pdftoppm", [
            "-f", "\(page)", "-l", "\(page)", "-singlefile", "-scale-to", "\(Limits.pagePixels)",
            "-jpeg", "-jpegopt", "quality=88,progressive=n,optimize=y", file, name,
        ])
    }

    /// The words of a PDF, in the order in which they are read; no more than `limit` bytes of them.
    package func text(of file: String, limit: Int) async throws(Failure) -> String {
        try await run("pdftotext", ["-enc", "UTF-8", "-nopgbrk", "-q", file, "-"], limit: limit)
    }

    private func run(_ program: String, _ arguments: [String], limit: Int = 64 * 1024) async throws(Failure) -> String {
        do {
            return try await process.run(program, arguments, limit: limit)
        } catch .missing {
            throw .missing
        } catch {
            throw .unreadable
        }
    }
}
