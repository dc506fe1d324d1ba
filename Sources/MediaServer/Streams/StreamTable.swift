import Basics
import Native
import Wire

/// The TCP connections over which some of a worker's peers come, each packet behind its length (RFC 4571).
final class StreamTable {
    private final class Line {
        let token: UInt64
        let stream: ByteStream
        let source: TransportAddress
        /// When a peer was last known to come over it; before any, when it was taken over.
        var lastKnown: Instant
        var incoming = PacketStream()
        var waiting: [UInt8] = []
        /// Whether the poller tells when there is room.
        var waitsForRoom = false

        init(_ token: UInt64, _ stream: consuming ByteStream, _ source: TransportAddress, at now: Instant) {
            self.token = token
            lastKnown = now
            self.stream = stream
            self.source = source
        }
    }

    /// What reading from a connection came to.
    enum Reading: Equatable {
        /// The batch is full; there may be more.
        case more
        case nothingMore
        /// It is closed, or said what no packet is.
        case ended(TransportAddress)
    }

    private var lines: [UInt64: Line] = [:]
    private var tokens: [TransportAddress: UInt64] = [:]
    /// Lines over which no authentic check has come yet; tokens go up, so the least is the oldest.
    private var unproven: Set<UInt64> = []
    private var nextToken: UInt64
    /// Datagrams that a connection had no room for.
    private(set) var dropped = 0

    /// `tokens` is the first of the poller's tokens that it may use; nobody else uses it or a later one.
    init(tokens: UInt64) {
        nextToken = tokens
    }

    var isEmpty: Bool { lines.isEmpty }
    var count: Int { lines.count }

    /// Takes a connection over; its token, or `nil` when there are too many.
    ///
    /// The name that brought it here is no secret: of those who have proved nothing yet, the oldest makes room.
    func adopt(_ move: StreamMove, _ poller: borrowing Poller, at now: Instant) throws(SystemFailure) -> UInt64? {
        let stream = ByteStream(taking: move.descriptor)
        if unproven.count >= Limits.streamVisitors, let oldest = unproven.min().flatMap({ lines[$0] }) { close(oldest) }
        guard lines.count < Limits.peers else { return nil }
        let token = nextToken
        nextToken += 1
        try poller.add(stream.descriptor, token: token)
        let line = Line(token, stream, move.source, at: now)
        line.incoming.append(move.bytes)
        lines[token] = line
        tokens[move.source] = token
        unproven.insert(token)
        return token
    }

    /// Lets go of connections over which nobody comes that `isKnown`, or comes any more.
    func expire(at now: Instant, isKnown: (TransportAddress) -> Bool) {
        for line in Array(lines.values) {
            if isKnown(line.source) {
                line.lastKnown = now
                unproven.remove(line.token)
            } else if line.lastKnown.duration(to: now) >= Limits.streamIntroduction {
                close(line)
            }
        }
    }

    /// Puts the next packets of a connection into `batch`.
    func read(_ token: UInt64, into batch: inout ReceiveBatch) -> Reading {
        guard let line = lines[token] else { return .nothingMore }
        do {
            while true {
                while !batch.isFull, let packet = try line.incoming.next() { batch.append(packet.span, from: line.source) }
                if batch.isFull { return .more }
                switch line.stream.read() {
                case .bytes(let bytes): line.incoming.append(bytes)
                case .nothingYet: return .nothingMore
                case .ended: throw Malformed.truncated
                }
            }
        } catch {
            close(line)
            return .ended(line.source)
        }
    }

    private func close(_ line: Line) {
        lines[line.token] = nil
        unproven.remove(line.token)
        if tokens[line.source] == line.token { tokens[line.source] = nil }
    }

    /// Sends what a batch has for connections; a packet that finds no room is left out whole.
    func send(_ batch: borrowing PacketBatch, _ poller: borrowing Poller) throws(SystemFailure) {
        let runs = batch.streamRuns
        let bytes = batch.bytes
        for index in runs.indices {
            let run = runs[index]
            guard let line = tokens[run.destination].flatMap({ lines[$0] }) else {
                dropped += run.datagrams
                continue
            }
            var offset = Int(run.offset)
            let end = offset + Int(run.length)
            while offset < end {
                let length = min(Int(run.segment), end - offset)
                if line.waiting.count + 2 + length <= Limits.streamBytes {
                    line.waiting.append(UInt8(length >> 8))
                    line.waiting.append(UInt8(length & 0xFF))
                    for place in offset..<offset + length { line.waiting.append(bytes[place]) }
                } else {
                    dropped += 1
                }
                offset += length
            }
            try flush(line, poller)
        }
    }

    /// A connection has room again.
    func flush(_ token: UInt64, _ poller: borrowing Poller) throws(SystemFailure) {
        if let line = lines[token] { try flush(line, poller) }
    }

    private func flush(_ line: Line, _ poller: borrowing Poller) throws(SystemFailure) {
        // Reading tells that the connection is broken, and ends it.
        let written = (try? line.stream.write(line.waiting.span)) ?? 0
        line.waiting.removeFirst(written)
        guard line.waitsForRoom == line.waiting.isEmpty else { return }
        line.waitsForRoom = !line.waiting.isEmpty
        try poller.change(
            line.stream.descriptor, token: line.token, to: line.waitsForRoom ? [.reading, .writing] : .reading)
    }
}
