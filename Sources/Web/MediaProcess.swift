import Basics
package import Control
package import Logging
import NIOCore
import NIOPosix

/// What the owners hear from the media process, in the order it happened.
package enum MediaNews: Sendable {
    /// A connection is up, and this is alive there; `isNew` when the process was started just now.
    case attached(peers: [PeerSnapshot], isNew: Bool)
    case report(MediaReport)
    /// The connection is gone; the media may well go on.
    case detached
}

/// The control protocol's client end: one connection to a media process over its Unix socket, and a bounded queue towards it.
package actor MediaProcess {
    /// `false` when one cannot take it, and so needs everything from the start again.
    package typealias Listener = @Sendable (MediaNews) -> Bool

    private let logger: Logger
    private var listeners: [Listener] = []
    private var outgoing: AsyncStream<MediaRequest>.Continuation?
    private var waitingForMetrics: [UInt64: CheckedContinuation<String?, Never>] = [:]
    private var nextRequest: UInt64 = 0
    package private(set) var snapshot: [PeerSnapshot]?

    package init(logger: Logger) {
        self.logger = logger
    }

    /// Whether the media process was asked to end, and so is not to be started again.
    package private(set) var isStopping = false

    package var isConnected: Bool { outgoing != nil }

    /// Adds one who hears everything from now on.
    package func listen(_ listener: @escaping Listener) {
        listeners.append(listener)
        if let snapshot { _ = listener(.attached(peers: snapshot, isNew: false)) }
    }

    /// Puts a request on its way; `false` when there is no connection. A full queue drops the connection,
    /// because a lost request would leave both sides with different tables.
    @discardableResult
    package func send(_ request: MediaRequest) -> Bool {
        guard let outgoing else { return false }
        if case .dropped = outgoing.yield(request) {
            logger.error("the media process does not read; connecting anew")
            outgoing.finish()
            self.outgoing = nil
            return false
        }
        return true
    }

    /// Asks the media process to end.
    package func shutdown() {
        isStopping = true
        send(.shutdown)
    }

    /// The media process's counters, or `nil` when it does not answer in time.
    package func metrics(timeout: Duration = .seconds(1)) async -> String? {
        let request = nextRequest
        nextRequest += 1
        guard send(.metrics(request: request)) else { return nil }
        let deadline = Task {
            try await Task.sleep(for: timeout)
            self.answerMetrics(request, nil)
        }
        defer { deadline.cancel() }
        return await withCheckedContinuation { waitingForMetrics[request] = $0 }
    }

    /// Connects once and serves the connection until it ends; throws when there is nobody to connect to.
    package func serve(socket path: String, isNew: Bool) async throws {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(2))
            .connect(unixDomainSocketPath: path) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let (requests, outgoing) = AsyncStream.makeStream(
            of: MediaRequest.self, bufferingPolicy: .bufferingOldest(Limits.mediaRequests)
        )
        defer { detach(outgoing) }
        do {
            try await exchange(channel, requests, outgoing, isNew: isNew)
        } catch {
            // There was somebody; whether there still is, the next connection tells.
            logger.warning("the connection to the media process broke: \(error)")
        }
    }

    // MARK: -

    private func exchange(
        _ channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>, _ requests: AsyncStream<MediaRequest>,
        _ outgoing: AsyncStream<MediaRequest>.Continuation, isNew: Bool
    ) async throws {
        try await channel.executeThenClose { inbound, outbound in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await request in requests {
                        try await outbound.write(ByteBuffer(bytes: try frame(request)))
                    }
                }
                group.addTask {
                    var decoder = FrameDecoder<MediaReport>()
                    for try await bytes in inbound {
                        decoder.append(bytes.readableBytesView)
                        while let report = try decoder.next() {
                            await self.receive(report, outgoing: outgoing, isNew: isNew)
                        }
                    }
                }
                // Whichever ends first, the reader or the writer, ends the connection.
                defer { group.cancelAll() }
                try await group.next()
            }
        }
    }

    private func receive(_ report: MediaReport, outgoing: AsyncStream<MediaRequest>.Continuation, isNew: Bool) {
        switch report {
        case .snapshot(let peers):
            self.outgoing = outgoing
            snapshot = peers
            tell(.attached(peers: peers, isNew: isNew))
        case .metrics(let request, let text):
            answerMetrics(request, text)
        default:
            tell(.report(report))
        }
    }

    private func answerMetrics(_ request: UInt64, _ text: String?) {
        waitingForMetrics.removeValue(forKey: request)?.resume(returning: text)
    }

    private func detach(_ outgoing: AsyncStream<MediaRequest>.Continuation) {
        outgoing.finish()
        let wasAttached = snapshot != nil
        self.outgoing = nil
        snapshot = nil
        for request in Array(waitingForMetrics.keys) { answerMetrics(request, nil) }
        if wasAttached { tell(.detached) }
    }

    private func tell(_ news: MediaNews) {
        for listener in listeners where !listener(news) && !isStopping {
            logger.error("a conference is too far behind to hear the media process; connecting anew")
            outgoing?.finish()
        }
    }
}
