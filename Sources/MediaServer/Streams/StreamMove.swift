import Basics

/// A connection on its way from the door to the worker that has its peer, within one process.
struct StreamMove: Codable {
    var worker: Int
    /// Owned by whoever takes it next.
    var descriptor: Int32
    private var high: UInt64
    private var low: UInt64
    private var port: UInt16
    /// What it has said so far.
    var bytes: [UInt8]

    init(worker: Int, descriptor: Int32, source: TransportAddress, bytes: [UInt8]) {
        self.worker = worker
        self.descriptor = descriptor
        (high, low, port) = (source.high, source.low, source.port)
        self.bytes = bytes
    }

    var source: TransportAddress { TransportAddress(high: high, low: low, port: port, over: .tcp) }
}
