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
        var batch = PacketBatch()
        var packets = 0
        var sequence: UInt16 = 0
        // A sound half-way through each frame's time, and one with the frame, as sources send them.
        let interval = Duration.nanoseconds(500_000_000 / request.framesPerSecond)
        let end = clock.now.advanced(by: .nanoseconds(Int64(request.seconds * 1e9)))
        var next = clock.now
        var hasFrame = false
        let before = processCPUTime()
        while next < end {
            let wait = clock.now.duration(to: next)
            if wait > .zero { pause(wait) }
            hasFrame.toggle()
            if hasFrame {
                send(count: request.packetsPerFrame, bytes: request.packetBytes, &sequence, &batch, &socket)
                packets += request.packetsPerFrame * destinations.count
            }
            send(count: 1, bytes: request.soundBytes, &sequence, &batch, &socket)
            packets += destinations.count
            next = next.advanced(by: interval)
        }
        let used = processCPUTime() - before
        return (packets, Double(used.nanoseconds) / 1e9)
    }

    private func send(
        count: Int, bytes: Int, _ sequence: inout UInt16, _ batch: inout PacketBatch, _ socket: inout UDPSocket
    ) {
        for place in destinations.indices {
            if !batch.hasRoom(forDatagrams: count) { flush(&batch, &socket) }
            for packet in 0..<UInt16(count) { stage(to: place, sequence &+ packet, bytes: bytes, into: &batch) }
            batch.endRun(destinations[place])
        }
        flush(&batch, &socket)
        sequence &+= UInt16(count)
    }

    private func stage(to place: Int, _ sequence: UInt16, bytes: Int, into batch: inout PacketBatch) {
        var room = batch.stage(room: bytes + ciphers[place].rtpOverhead)
        room[0] = 0x80
        room[2] = UInt8(truncatingIfNeeded: sequence >> 8)
        room[3] = UInt8(truncatingIfNeeded: sequence)
        let length = request.seals
            ? ciphers[place].sealRTP(&room, length: bytes, headerLength: 12, rollover: 0)
            : bytes + ciphers[place].rtpOverhead
        batch.commit(length, to: destinations[place])
    }

    private func flush(_ batch: inout PacketBatch, _ socket: inout UDPSocket) {
        if request.sends { _ = socket.send(batch) }
        batch.clear()
    }
}
