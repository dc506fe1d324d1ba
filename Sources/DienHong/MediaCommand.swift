import ArgumentParser
import Basics
import Foundation
import MediaServer
import Native
import Web

/// `dienhong media`: the media process; `serve` starts it by itself.
struct MediaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "media", abstract: "Carry the media of a server; started by serve.")

    @Option(help: "The Unix socket on which the control process finds it.")
    var socket: String

    @Option(help: "The first worker's UDP port; the others follow.")
    var port: UInt16 = 10_000

    @Option(help: "The TCP port for networks that let no UDP through; 0 is none.")
    var tcpPort: UInt16 = 0

    @Option(help: "The TCP port that halls are told, if it is another; 0 is the same.")
    var tcpPublicPort: UInt16 = 0

    @Option(help: "An address that halls are told; may be given several times.")
    var address: [String] = []

    @Option(help: "Worker threads; 0 takes one for each core.")
    var workers = 0

    mutating func run() throws {
        var options = MediaOptions(socketPath: socket)
        options.port = port
        options.streamPort = tcpPort == 0 ? nil : tcpPort
        options.streamPublicPort = tcpPublicPort == 0 ? nil : tcpPublicPort
        options.workers = workers > 0 ? workers : ProcessInfo.processInfo.activeProcessorCount
        options.announced = try address.map(Self.parse)
        do {
            try MediaServer.run(options)
        } catch let failure as SystemFailure {
            throw StartFailure("media: \(failure)")
        }
    }

    /// An IPv4 address, or one with the port that a router in front forwards.
    private static func parse(_ text: String) throws -> TransportAddress {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let octets = parts[0].split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
        let port = parts.count == 2 ? UInt16(parts[1]) : 0
        guard octets.count == 4, parts.count <= 2, let port else {
            throw StartFailure("\(text) is not an IPv4 address like 203.0.113.7 or 203.0.113.7:10000")
        }
        return TransportAddress(v4: octets.reduce(0) { $0 << 8 | UInt32($1) }, port: port)
    }
}
