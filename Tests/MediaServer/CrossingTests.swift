import LoadClient
import Testing

/// Two workers of one process, each with its thread and socket.
struct CrossingTests {
    @Test func `sites of two workers see and hear each other, and what one leaves behind is forgotten`() throws {
        let server = try AttackedServer(workers: 2)
        for _ in 0..<4 { try server.join() }
        #expect(try server.run { server.sites.allSatisfy { $0.peer.phase == .connected } })
        server.showAround()
        #expect(try server.run { server.sites.allSatisfy { $0.counts.packets > 150 } })
        try server.leave(0)
        #expect(try server.run(packets: 400))
        #expect(server.sites.dropFirst().allSatisfy { $0.peer.phase == .connected && $0.peer.statistics.undecryptable == 0 })
        server.shutDown()
    }
}
