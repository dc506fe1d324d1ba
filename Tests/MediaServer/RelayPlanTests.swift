import Basics
import Control
@testable import MediaServer
import Testing

struct RelayPlanTests {
    private let camera = FeedID(peer: PeerID(rawValue: 1), source: .camera)
    private func worker(_ peer: PeerID) -> Int? { Int(peer.rawValue) % 2 }
    private func route(_ peer: UInt64, _ feed: FeedID?, slot: Int = 0) -> SlotRoute {
        SlotRoute(peer: PeerID(rawValue: peer), slot: SlotID(.video, slot), feed: feed, upTo: .high)
    }

    @Test func `a feed crosses once however many want it, and stops with the last`() {
        var plan = RelayPlan()
        #expect(plan.apply([route(2, camera), route(4, camera), route(3, camera)], workerOf: worker) == [
            .init(feed: camera, from: 1, to: 0, isWanted: true)
        ])
        #expect(plan.apply([route(6, camera)], workerOf: worker) == [])
        #expect(plan.apply([route(2, nil), route(4, nil)], workerOf: worker) == [])
        #expect(plan.apply([route(6, nil)], workerOf: worker) == [
            .init(feed: camera, from: 1, to: 0, isWanted: false)
        ])
    }

    @Test func `a feed of one's own worker does not cross`() {
        var plan = RelayPlan()
        #expect(plan.apply([route(3, camera)], workerOf: worker) == [])
    }
}
