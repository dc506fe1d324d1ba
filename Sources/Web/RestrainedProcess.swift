import Subprocess

/// A program of the system's for what is better not done in our own process: it may use little time, memory and disk,
/// stands behind the media in everything, and sees nothing of our environment.
struct RestrainedProcess: Sendable {
    enum Failure: Error, Equatable {
        /// The program is not installed.
        case missing
        /// It ended like this, with what it had said until then, or was ended.
        case failed(status: Int32, output: String)
        case killed
    }

    var seconds: Int
    /// Of memory.
    var bytes: Int
    /// Of any one file that it writes.
    var fileBytes: Int

    private var restraint: [String] {
        [
            "nice", "-n", "15",
            // Kills, since what ignores its end is what this is for.
            "timeout", "--signal=KILL", "\(seconds)",
            "prlimit", "--as=\(bytes)", "--cpu=\(seconds)", "--fsize=\(fileBytes)", "--nofile=64", "--core=0",
        ]
    }

    /// What it says, no more than `limit` bytes of it.
    func run(
        _ program: String, _ arguments: [String], input: String = "", limit: Int = 64 * 1024
    ) async throws(Failure) -> String {
        let command = restraint + [program] + arguments
        // A cancelled call first asks `timeout`, which hands the end on to what it watches.
        var platform = PlatformOptions()
        platform.teardownSequence = [.send(signal: .terminate, allowedDurationToNextStep: .seconds(1))]
        do {
            let result = try await Subprocess.run(
                .name(command[0]), arguments: Arguments(Array(command.dropFirst())),
                environment: .custom(["PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"]),
                platformOptions: platform, input: .string(input), output: .string(limit: limit), error: .discarded)
            switch result.terminationStatus {
            case .exited(0): return result.standardOutput
            // "Not found", of the program or of one that restrains it (POSIX.1-2017, `nice`).
            case .exited(127), .exited(126): throw Failure.missing
            case .exited(let status): throw Failure.failed(status: status, output: result.standardOutput)
            default: throw Failure.killed
            }
        } catch let failure as Failure {
            throw failure
        } catch let error as SubprocessError where error.code == .executableNotFound || error.code == .spawnFailed {
            throw .missing
        } catch {
            throw .killed
        }
    }
}
