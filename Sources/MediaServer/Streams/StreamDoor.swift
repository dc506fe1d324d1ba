import Basics
import Media
import Native
import Wire

/// The one TCP port of the process (RFC 6544): lets connections in, and learns from the first packet of each to whom it belongs.
///
/// Whoever says nothing in time, too much, or something else, is shut out again.
struct StreamDoor: ~Copyable {
    private let listener: StreamListener
    private let workers: Int
    private var visitors: [UInt64: Visitor] = [:]
    private var nextToken: UInt64

    private final class Visitor {
        var stream: ByteStream?
        let descriptor: Int32
        let source: TransportAddress
        let since: Instant
        var packets = PacketStream()

        init(_ arrival: consuming StreamArrival, at now: Instant) {
            source = arrival.source
            descriptor = arrival.descriptor
            stream = .some(arrival.take())
            since = now
        }
    }

    /// `tokens` is the first of the poller's tokens that it may use; nobody else uses it or a later one.
    init(
        boundTo address: TransportAddress?, port: UInt16, workers: Int, tokens: UInt64
    ) throws(SystemFailure) {
        listener = try Self.listen(address, port)
        self.workers = workers
        nextToken = tokens
    }

    /// Both families where the machine has both.
    private static func listen(_ address: TransportAddress?, _ port: UInt16) throws(SystemFailure) -> StreamListener {
        if let address { return try StreamListener(boundTo: address.at(port: port)) }
        do {
            return try StreamListener(boundTo: .any(port: port))
        } catch {
            return try StreamListener(boundTo: TransportAddress(v4: 0, port: port))
        }
    }

    var descriptor: Int32 { listener.descriptor }
    var port: UInt16 { listener.localPort }

    /// Lets in whoever waits.
    mutating func open(_ poller: borrowing Poller, at now: Instant) throws(SystemFailure) {
        while let arrival = try listener.accept() {
            if visitors.count == Limits.streamVisitors, let oldest = visitors.min(by: { $0.value.since < $1.value.since }) {
                visitors[oldest.key] = nil
            }
            let visitor = Visitor(arrival, at: now)
            try poller.add(visitor.descriptor, token: nextToken)
            visitors[nextToken] = visitor
            nextToken += 1
        }
    }

    /// Reads what a visitor said; when that tells whose it is, it leaves the door for the worker that has that peer.
    mutating func hear(_ token: UInt64, _ poller: borrowing Poller) -> StreamMove? {
        guard let visitor = visitors[token] else { return nil }
        do {
            guard case .bytes(let bytes) = visitor.stream!.read(atMost: 2 + Limits.datagramBytes) else { throw Malformed.truncated }
            visitor.packets.append(bytes)
            var packets = visitor.packets
            guard let introduction = try packets.next() else { return nil }
            visitors[token] = nil
            let message = try STUNMessage(parsing: introduction.span)
            guard message.kind == .bindingRequest, let username = message.username,
                let mark = RouterMark(username: username), mark.index < workers
            else { return nil }
            poller.remove(visitor.descriptor)
            guard let descriptor = visitor.stream.take()?.release() else { return nil }
            return StreamMove(
                worker: mark.index, descriptor: descriptor, source: visitor.source, bytes: Array(visitor.packets.rest))
        } catch {
            visitors[token] = nil
            return nil
        }
    }

    /// Shuts out whoever has been silent for too long.
    mutating func expire(at now: Instant) {
        visitors = visitors.filter { $0.value.since.duration(to: now) < Limits.streamIntroduction }
    }

    var visitorCount: Int { visitors.count }
}
