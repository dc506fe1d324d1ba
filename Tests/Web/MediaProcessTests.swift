import Basics
import Control
import Foundation
import NIOCore
import NIOPosix
import Testing
import Web

/// A media process that says what the test has it say.
private final class FakeMediaProcess: Sendable {
    private let server: NIOAsyncChannel<NIOAsyncChannel<ByteBuffer, ByteBuffer>, Never>
    let requests: AsyncStream<MediaRequest>
    private let heard: AsyncStream<MediaRequest>.Continuation

    init(_ socket: String) async throws {
        (requests, heard) = AsyncStream.makeStream()
        server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(unixDomainSocketPath: socket, cleanupExistingSocketFile: true) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
    }

    /// Serves connections one after the other: a snapshot, then an answer to each request; `shutdown` ends a connection.
    func run(_ answer: @escaping @Sendable (MediaRequest) -> [MediaReport]) async throws {
        try await server.executeThenClose { connections in
            for try await connection in connections {
                try await connection.executeThenClose { inbound, outbound in
                    try await outbound.write(ByteBuffer(bytes: try frame(MediaReport.snapshot([]))))
                    var decoder = FrameDecoder<MediaRequest>()
                    for try await bytes in inbound {
                        decoder.append(bytes.readableBytesView)
                        while let request = try decoder.next() {
                            heard.yield(request)
                            if request == .shutdown { return }
                            for report in answer(request) {
                                try await outbound.write(ByteBuffer(bytes: try frame(report)))
                            }
                        }
                    }
                }
            }
        }
    }
}

struct MediaProcessTests {
    private struct NoLaunch: Error {}
    private struct Unexpected: Error {}

    private func socketPath() -> String { "/tmp/media-\(UUID().uuidString.prefix(8)).sock" }

    @Test func `reports come in order after the snapshot, and a broken connection is made anew`() async throws {
        let path = socketPath()
        let fake = try await FakeMediaProcess(path)
        let process = MediaProcess(logger: quiet)
        let (news, heard) = AsyncStream.makeStream(of: MediaNews.self)
        await process.listen { news in
            heard.yield(news)
            return true
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await fake.run { request in
                    if case .close(let peer) = request { [.peerConnected(peer), .peerGone(peer, .closed)] } else { [] }
                }
            }
            group.addTask { await MediaSupervisor(process, socket: path, logger: quiet) { throw NoLaunch() }.run() }
            var reports = news.makeAsyncIterator()
            for _ in 0..<3 {
                guard case .attached(let peers, isNew: false) = await reports.next() else { throw Unexpected() }
                #expect(peers.isEmpty)
                let peer = PeerID(rawValue: 7)
                await process.send(.close(peer))
                guard case .report(.peerConnected(peer)) = await reports.next(),
                    case .report(.peerGone(peer, .closed)) = await reports.next()
                else { throw Unexpected() }
                await process.send(.shutdown)
                guard case .detached = await reports.next() else { throw Unexpected() }
            }
            group.cancelAll()
        }
    }

    @Test func `counters are asked for, and not waited for when there is nobody`() async throws {
        let path = socketPath()
        let fake = try await FakeMediaProcess(path)
        let process = MediaProcess(logger: quiet)
        #expect(await process.metrics() == nil)
        let (attached, heard) = AsyncStream.makeStream(of: Void.self)
        await process.listen { _ in
            heard.yield()
            return true
        }
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await fake.run { request in
                    if case .metrics(let number) = request { [.metrics(request: number, text: "packets 1\n")] } else { [] }
                }
            }
            group.addTask { try await process.serve(socket: path, isNew: false) }
            var news = attached.makeAsyncIterator()
            await news.next()
            // As long as it takes: a busy machine's second is no answer.
            #expect(await process.metrics(timeout: .seconds(600)) == "packets 1\n")
            group.cancelAll()
        }
    }

    @Test func `a media process that is not there is started, and what comes up is new`() async throws {
        let path = socketPath()
        let process = MediaProcess(logger: quiet)
        let (news, heard) = AsyncStream.makeStream(of: MediaNews.self)
        await process.listen { news in
            heard.yield(news)
            return true
        }
        let (launches, launching) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await MediaSupervisor(process, socket: path, logger: quiet) {
                    launching.yield()
                    return { true }
                }.run()
            }
            group.addTask {
                var started = launches.makeAsyncIterator()
                await started.next()
                try await FakeMediaProcess(path).run { _ in [] }
            }
            var reports = news.makeAsyncIterator()
            guard case .attached(_, isNew: true) = await reports.next() else { throw Unexpected() }
            group.cancelAll()
        }
    }
}
