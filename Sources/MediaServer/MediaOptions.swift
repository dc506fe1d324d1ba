package import Basics

/// How a media process is set up.
package struct MediaOptions: Sendable {
    /// The Unix socket on which the control process finds it.
    package var socketPath: String
    /// The first worker's UDP port; the others follow.
    package var port: UInt16 = 10_000
    /// Addresses that browsers are told; empty means every address of this machine.
    package var announced: [TransportAddress] = []
    /// The address to bind; `nil` means all.
    package var bound: TransportAddress?
    package var workers = 1

    package init(socketPath: String) {
        self.socketPath = socketPath
    }

    /// Without a control process and without peers a media process serves nobody and ends.
    package static let lonely: Duration = .seconds(30)
}
