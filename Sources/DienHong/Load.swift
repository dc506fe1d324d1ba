import ArgumentParser
import LoadClient

/// `dienhong load`: receivers and sources for `bin/bench forward`, which tells it what to do.
struct Load: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send and receive media as a benchmark says.", shouldDisplay: false)

    @Option(help: "The Unix socket on which the benchmark listens.")
    var socket: String

    mutating func run() throws {
        try ForwardingLoad(socketPath: socket).run()
    }
}
