import Foundation

/// This program, started once more with other arguments, in a process group of its own.
struct Child: Sendable {
    private let process = Process()

    init(_ arguments: [String]) throws {
        process.executableURL = URL(filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        process.arguments = arguments
        var environment = ProcessInfo.processInfo.environment
        // A backtrace says where, and never prints memory: keys live there.
        environment["SWIFT_BACKTRACE"] =
            "enable=yes,threads=crashed,registers=none,images=none,timeout=3s,interactive=no,color=no"
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    var isRunning: Bool { process.isRunning }
    var identifier: Int32 { process.processIdentifier }

    /// Asks it to end.
    func terminate() {
        if process.isRunning { process.terminate() }
    }
}
