import Control
import Foundation
@testable import MediaServer
import Native
import Testing

struct CoordinatorTests {
    @Test func `when it is over, so are its workers`() throws {
        let workers = 2
        var options = MediaOptions(
            socketPath: FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).sock").path)
        options.workers = workers
        options.bound = .loopback(port: 0)
        options.port = try Self.freePorts(workers)
        let coordinator = try Coordinator(options)
        var control = MessageChannel<MediaReport, MediaRequest>(try ByteStream(connectingTo: options.socketPath))
        // Whoever has much to answer first ends later.
        for request in 0..<100 as Range<UInt64> { control.send(.metrics(request: request)) }
        control.send(.shutdown)
        try coordinator.run()
        #expect(!control.receive().isEmpty)
        for worker in 0..<workers {
            _ = try Worker.bind(options.bound, port: options.port + UInt16(worker))
        }
    }

    /// The first of some neighbouring ports that nobody has.
    static func freePorts(_ count: Int) throws -> UInt16 {
        while true {
            let first = try UDPSocket(boundTo: .loopback(port: 0)).localPort
            let others = try? (1..<count).map { try UDPSocket(boundTo: .loopback(port: first + UInt16($0))).localPort }
            if others != nil { return first }
        }
    }
}
