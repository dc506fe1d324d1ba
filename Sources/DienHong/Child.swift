import ArgumentParser
import Foundation
import Glibc

/// This program, started once more with other arguments, in a process group of its own.
struct Child: Sendable {
    private let process = Process()
    /// Its other end closes when we end, however we do.
    private let tie: Pipe?

    /// A tied child ends with us; the arguments must say so to it with `--with-parent`.
    init(_ arguments: [String], isTied: Bool = false, output: FileHandle? = nil) throws {
        process.executableURL = URL(filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        process.arguments = arguments
        var environment = ProcessInfo.processInfo.environment
        // A backtrace says where, and never prints memory: keys live there. It gives addresses, since to look up their lines takes
        // seconds in which nobody is served.
        environment["SWIFT_BACKTRACE"] =
            "enable=yes,threads=crashed,registers=none,symbolicate=off,images=mentioned,timeout=3s,interactive=no,color=no"
        process.environment = environment
        tie = isTied ? Pipe() : nil
        process.standardInput = tie ?? FileHandle.nullDevice
        if let output {
            process.standardOutput = output
            process.standardError = output
        }
        try process.run()
    }

    var isRunning: Bool { process.isRunning }

    /// Asks it to end.
    func terminate() {
        if process.isRunning { process.terminate() }
    }
}

/// `--with-parent`: ends this process when the one that started it ends.
struct ParentOptions: ParsableArguments {
    @Flag(help: .hidden)
    var withParent = false

    func watch() {
        guard withParent else { return }
        let thread = Thread {
            // Nobody ever writes there; the end of it is the parent's end.
            _ = try? FileHandle.standardInput.readToEnd()
            kill(getpid(), SIGTERM)
        }
        thread.start()
    }
}
