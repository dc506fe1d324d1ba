import Basics
import Control
import Media
import Native

/// What the coordinator tells a worker.
enum WorkerRequest: Codable {
    case control(MediaRequest)
    /// Routes will name this feed of another worker.
    case expect(FeedID, from: Int)
    /// Another worker has receivers of this feed, or has them no longer.
    case export(FeedID, to: Int, Bool)
    /// A peer of another worker is gone.
    case forget(PeerID)
    /// A connection of one of this worker's peers, to be taken over.
    case adopt(StreamMove)
}

/// The rings between all workers, and what wakes each of them.
final class Crossings: Sendable {
    private let pipes: [[PacketPipe<RelayHeader>]]
    private let wakes: [Wake]

    private final class Wake: Sendable {
        let up: WakeUp
        init() throws(SystemFailure) { up = try WakeUp() }
    }

    /// Half a second of a large picture; a worker that is further behind has other troubles.
    private static let pipePackets = 512

    init(workers: Int) throws(SystemFailure) {
        pipes = (0..<workers).map { from in
            (0..<workers).map { to in
                PacketPipe(capacity: from == to ? 1 : Self.pipePackets, empty: .empty)
            }
        }
        var wakes: [Wake] = []
        for _ in 0..<workers { wakes.append(try Wake()) }
        self.wakes = wakes
    }

    var workers: Int { wakes.count }
    func pipe(from: Int, to: Int) -> PacketPipe<RelayHeader> { pipes[from][to] }
    func descriptor(of worker: Int) -> Int32 { wakes[worker].up.descriptor }
    func wake(_ worker: Int) { wakes[worker].up.wake() }
    func clear(_ worker: Int) { wakes[worker].up.clear() }
}
