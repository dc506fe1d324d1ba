package import Logging

/// Keeps one media process at hand: finds the running one by its socket, else starts one, and again at once when it dies.
package struct MediaSupervisor: Sendable {
    /// Starts a media process that outlives this one; the second closure says whether it still runs.
    package typealias Launch = @Sendable () throws -> (@Sendable () -> Bool)

    private let process: MediaProcess
    private let socket: String
    private let launch: Launch
    private let logger: Logger

    package init(_ process: MediaProcess, socket: String, logger: Logger, launch: @escaping Launch) {
        self.process = process
        self.socket = socket
        self.launch = launch
        self.logger = logger
    }

    /// Runs until it is cancelled.
    package func run() async {
        var pause = Backoff()
        var isRunning: (@Sendable () -> Bool)?
        var isNew = false
        while !Task.isCancelled {
            do {
                try await process.serve(socket: socket, isNew: isNew)
                if await process.isStopping { return }
                logger.warning("the media process closed the connection")
                isNew = false
                pause = Backoff()
                // A process that is dying takes a moment to do so; the next connection tells.
                try? await Task.sleep(for: .milliseconds(20))
                continue
            } catch is CancellationError {
                return
            } catch {
                logger.debug("no media process", metadata: ["reason": "\(error)"])
            }
            if isRunning?() != true {
                do {
                    isRunning = try launch()
                    isNew = true
                    logger.info("started a media process")
                } catch {
                    logger.error("cannot start the media process: \(error)")
                }
            }
            try? await Task.sleep(for: pause.next())
        }
    }
}

/// Waits between tries: 100 ms, doubling to 2 s.
package struct Backoff: Sendable {
    private var duration: Duration

    package init() {
        duration = .milliseconds(100)
    }

    package mutating func next() -> Duration {
        defer { duration = min(duration * 2, .seconds(2)) }
        return duration
    }
}
