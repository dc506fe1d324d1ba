import Foundation
import Synchronization
import Web

/// The processes that a demonstration consists of; one that ends by itself is started again.
final class Children: Sendable {
    private struct Running {
        var name: String
        var arguments: [String]
        var child: Child?
        var started: ContinuousClock.Instant
        var failures = 0
    }

    private let running = Mutex<[Running]>([])
    private let log: String

    init(log: String) {
        self.log = log
        _ = FileManager.default.createFile(atPath: log, contents: nil, attributes: [.posixPermissions: 0o600])
    }

    func start(_ name: String, _ arguments: [String]) {
        let child = launch(arguments)
        running.withLock { $0.append(Running(name: name, arguments: arguments, child: child, started: .now)) }
    }

    private func launch(_ arguments: [String]) -> Child? {
        let output = FileHandle(forWritingAtPath: log)
        _ = try? output?.seekToEnd()
        return try? Child(arguments, isTied: true, output: output)
    }

    /// Waits for the server's first answer; when it ends before that, its own words are the failure.
    func waitUntilServed(_ admin: AdminClient) async throws {
        for _ in 0..<300 {
            if await admin.isServed() { return }
            let isRunning = running.withLock { $0.first?.child?.isRunning ?? false }
            guard isRunning else { throw StartFailure(lastWords) }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw StartFailure("the server does not answer; see \(log)")
    }

    private var lastWords: String {
        let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        let words = text.split(separator: "\n").last { $0.hasPrefix("dienhong: ") }
        return words.map { String($0.dropFirst(10)) } ?? "the server did not start; see \(log)"
    }

    /// Starts again what ended, until cancelled.
    func supervise() async throws {
        while true {
            try await Task.sleep(for: .milliseconds(200))
            for (index, pause) in ended() {
                let (name, arguments) = running.withLock { ($0[index].name, $0[index].arguments) }
                say("The \(name) process ended; it is started again (see \(log)).")
                try await Task.sleep(for: pause)
                let child = launch(arguments)
                running.withLock { all in
                    all[index].child = child
                    all[index].started = .now
                }
            }
        }
    }

    /// Which have ended, and how long to wait before each is started again: at once the first time, longer for one
    /// that cannot stay up.
    private func ended() -> [(index: Int, pause: Duration)] {
        running.withLock { all in
            all.indices.filter { all[$0].child?.isRunning != true }.map { index in
                let ranWell = all[index].started.duration(to: .now) > .seconds(30)
                all[index].failures = ranWell ? 0 : min(all[index].failures + 1, 8)
                let failures = all[index].failures
                return (index, failures <= 1 ? .zero : .milliseconds(250 << failures))
            }
        }
    }

    /// Asks all of them to end, the last started first, and waits for it.
    func stop() async {
        let children = running.withLock { $0.compactMap(\.child) }
        for child in children.reversed() {
            child.terminate()
            for _ in 0..<100 where child.isRunning { try? await Task.sleep(for: .milliseconds(50)) }
        }
    }
}

/// One line for whoever reads along, at once even when that is a pipe.
func say(_ words: String) {
    FileHandle.standardOutput.write(Data((words + "\n").utf8))
}
