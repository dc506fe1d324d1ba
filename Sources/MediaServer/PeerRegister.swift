import Basics
import Control

/// Which worker has which peer, and what a control process that has just come must know of it.
struct PeerRegister {
    private var peers: [PeerID: (worker: Int, snapshot: PeerSnapshot)] = [:]
    private var pending: [UInt64: (worker: Int, peer: PeerID, tag: String)] = [:]
    private var load: [Int]

    init(workers: Int) {
        load = Array(repeating: 0, count: workers)
    }

    var isEmpty: Bool { peers.isEmpty }
    var snapshot: [PeerSnapshot] { peers.values.map(\.snapshot).sorted { $0.peer < $1.peer } }
    func worker(of peer: PeerID) -> Int? { peers[peer]?.worker }

    /// The worker with the fewest peers, so that a wall of halls spreads over the cores.
    mutating func place(request: UInt64, _ peer: PeerID, tag: String) -> Int {
        let worker = load.indices.min { load[$0] < load[$1] } ?? 0
        load[worker] += 1
        pending[request] = (worker, peer, tag)
        return worker
    }

    mutating func note(_ report: MediaReport) {
        switch report {
        case .negotiated(let request, _, let slots):
            guard let (worker, peer, tag) = pending.removeValue(forKey: request) else { return }
            peers[peer] = (
                worker, PeerSnapshot(peer: peer, tag: tag, slots: slots, connected: false, feeds: []))
        case .refused(let request, _):
            if let (worker, _, _) = pending.removeValue(forKey: request) { load[worker] -= 1 }
        case .peerConnected(let peer):
            peers[peer]?.snapshot.connected = true
        case .peerGone(let peer, _):
            if let (worker, _) = peers.removeValue(forKey: peer) { load[worker] -= 1 }
        case .feedAppeared(let feed):
            peers[feed.peer]?.snapshot.feeds.append(feed.source)
        case .feedDisappeared(let feed):
            peers[feed.peer]?.snapshot.feeds.removeAll { $0 == feed.source }
        case .snapshot, .metrics, .switched, .limited, .levels, .weakLines:
            break
        }
    }
}
