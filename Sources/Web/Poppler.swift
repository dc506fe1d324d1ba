import Basics
import Subprocess

/// Debian's poppler, which reads what strangers made: every call is a process of its own that may use little time,
/// little memory and little disk, and sees nothing of our environment.
package struct Poppler: Sendable {
    package enum Failure: Error, Equatable {
        /// No PDF, one that only its password opens, or one that takes too much.
        case unreadable
        /// The programs are not installed.
        case missing
    }

    private let seconds: Int
    private let bytes: Int

    package init(seconds: Int = Limits.popplerSeconds, bytes: Int = Limits.popplerBytes) {
        self.seconds = seconds
        self.bytes = bytes
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

    /// Below the media process in every respect: pictures of pages may wait, pictures of people may not.
    private var restraint: [String] {
        [
            "nice", "-n", "15",
            // Kills, since what ignores its end is what this is for.
            "timeout", "--signal=KILL", "\(seconds)",
            "prlimit", "--as=\(bytes)", "--cpu=\(seconds)", "--fsize=\(Limits.pageBytes)", "--nofile=64", "--core=0",
        ]
    }

    private func run(_ program: String, _ arguments: [String], limit: Int = 64 * 1024) async throws(Failure) -> String {
        let command = restraint + [program] + arguments
        // A cancelled call first asks `timeout`, which hands the end on to what it watches.
        var platform = PlatformOptions()
        platform.teardownSequence = [.send(signal: .terminate, allowedDurationToNextStep: .seconds(1))]
        do {
            let result = try await Subprocess.run(
                .name(command[0]), arguments: Arguments(Array(command.dropFirst())),
                environment: .custom(["PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"]),
                platformOptions: platform, output: .string(limit: limit), error: .discarded)
            switch result.terminationStatus {
            case .exited(0): return result.standardOutput
            // "Not found", of the program or of one that restrains it (POSIX.1-2017, `nice`).
            case .exited(127), .exited(126): throw Failure.missing
            default: throw Failure.unreadable
            }
        } catch let failure as Failure {
            throw failure
        } catch let error as SubprocessError where error.code == .executableNotFound || error.code == .spawnFailed {
            throw .missing
        } catch {
            throw .unreadable
        }
    }
}
