package import Basics
import Dispatch

/// How a media process is set up.
package struct MediaOptions: Sendable {
    /// The Unix socket on which the control process finds it.
    package var socketPath: String
    /// The first worker's UDP port; the others follow.
    package var port: UInt16 = 10_000
    /// The TCP port for networks that let no UDP through; all workers share it. `nil` is none.
    package var streamPort: UInt16?
    /// The TCP port that peers are told, where something in front hands connections on; `nil` is ``streamPort``.
    package var streamPublicPort: UInt16?
    /// Addresses that browsers are told; empty means every address of this machine.
    package var announced: [TransportAddress] = []
    /// The address to bind; `nil` means all.
    package var bound: TransportAddress?
    package var workers = 1

    package init(socketPath: String) {
        self.socketPath = socketPath
    }

    /// What a worker's peers are told: each address by UDP at the worker's own port, then each by TCP at the shared one.
    ///
    /// An announced address with a port of its own is one that a router in front forwards, the next worker's at the next port.
    func candidates(of worker: Int) -> [TransportAddress] {
        let datagrams = announced.map { $0.at(port: ($0.port == 0 ? port : $0.port) + UInt16(worker)) }
        guard let port = streamPort else { return datagrams }
        return datagrams + announced.map { $0.at(port: streamPublicPort ?? port).over(.tcp) }
    }

    /// Without a control process and without peers a media process serves nobody and ends.
    package static let lonely: Duration = .seconds(30)
    /// How long the end of the process waits for a worker.
    static let farewell: DispatchTimeInterval = .seconds(2)
}
