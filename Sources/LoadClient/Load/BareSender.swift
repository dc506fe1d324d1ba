import Basics
import Native

/// The least that forwarding can cost: the same packets sealed and sent in the same runs, with nothing before it.
struct BareSender {
    private let request: BareRequest
    private let destinations: [TransportAddress]
    private let ciphers: ContiguousArray<SRTPCipher>

    init(_ request: BareRequest) {
        self.request = request
        destinations = request.ports.compactMap { TransportAddress(numeric: request.address, port: $0) }
        // A cipher each, as receivers have: their keys do not fit the nearest cache together either.
        ciphers = ContiguousArray(destinations.map { _ in SRTPCipher.random(.aeadAES128GCM) })
    }

    /// Runs for the time asked; returns how many packets it dealt with, and the processor time that took.
    func run(clock: MonotonicClock) throws -> (packets: Int, cpuSeconds: Double) {
        guard let address = TransportAddress(numeric: request.address, port: 0) else { return (0, 0) }
        var socket = try UDPSocket(boundTo: address)
        let poller = try Poller()
        var batch = PacketBatch()
        var packets = 0
        var sequence: UInt16 = 0
        let interval = Duration.nanoseconds(1_000_000_000 / request.framesPerSecond)
        let end = clock.now.advanced(by: .nanoseconds(Int64(request.seconds * 1e9)))
        var next = clock.now
        let before = processCPUTime()
        while next < end {
            let wait = clock.now.duration(to: next)
            if wait > .zero { _ = try poller.wait(atMost: wait) }
            for place in destinations.indices {
                if !batch.hasRoom(forDatagrams: request.packetsPerFrame) { flush(&batch, &socket) }
                stage(to: place, sequence, into: &batch)
                packets += request.packetsPerFrame
            }
            flush(&batch, &socket)
            sequence &+= UInt16(request.packetsPerFrame)
            next = next.advanced(by: interval)
        }
        let used = processCPUTime() - before
        return (packets, Double(used.nanoseconds) / 1e9)
    }

    private func stage(to place: Int, _ sequence: UInt16, into batch: inout PacketBatch) {
        for packet in 0..<UInt16(request.packetsPerFrame) {
            var room = batch.stage(room: request.packetBytes + ciphers[place].rtpOverhead)
            room[0] = 0x80
            room[2] = UInt8(truncatingIfNeeded: (sequence &+ packet) >> 8)
            room[3] = UInt8(truncatingIfNeeded: sequence &+ packet)
            let length = request.seals
                ? ciphers[place].sealRTP(&room, length: request.packetBytes, headerLength: 12, rollover: 0)
                : request.packetBytes + ciphers[place].rtpOverhead
            batch.commit(length, to: destinations[place])
        }
        batch.endRun(destinations[place])
    }

    private func flush(_ batch: inout PacketBatch, _ socket: inout UDPSocket) {
        if request.sends { _ = socket.send(batch) }
        batch.clear()
    }
}
