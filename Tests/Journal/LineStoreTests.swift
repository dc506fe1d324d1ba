import Conference
import Foundation
import Testing

@testable import Journal

/// How the halls' lines were, beside the journal.
struct LineStoreTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).lines").path()

    private func figures(_ seconds: Int, frozen: Int = 0, lost: Int = 0, height: Int = 720, jitter: Int = 0) -> HallFigures {
        var figures = HallFigures()
        (figures.seconds, figures.packets, figures.lost) = (seconds, 1_000 - lost, lost)
        (figures.frozen, figures.freezes, figures.height, figures.jitter) = (frozen, frozen > 0 ? 1 : 0, height, jitter)
        return figures
    }

    @Test func `figures of two times add up, and keep the worst of both`() {
        var sum = figures(10, frozen: 400, height: 720, jitter: 9)
        sum.add(figures(10, lost: 5, height: 0, jitter: 4))
        #expect((sum.seconds, sum.lost, sum.frozen) == (20, 5, 400) && (sum.height, sum.jitter) == (720, 9))
        sum.add(figures(10, height: 180))
        #expect(sum.height == 180)
    }

    @Test func `a minute that is written twice is one minute, and all of it is there after reopening`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let store = try LineStore(path: path)
        try store.add([(hue, HallMinute(minute: 7, figures: figures(30, frozen: 900))), (hanoi, HallMinute(minute: 7, figures: figures(60)))])
        try store.add([(hue, HallMinute(minute: 7, figures: figures(30, frozen: 100))), (hue, HallMinute(minute: 8, figures: figures(60)))])
        let totals = try LineStore(path: path).totals()
        #expect(Set(totals.keys) == [hue, hanoi])
        let total = try #require(totals[hue])
        #expect((total.figures.seconds, total.figures.frozen, total.frozenMinutes) == (120, 1_000, 1))
        #expect(total.worst == HallMinute(minute: 7, figures: {
            var both = figures(30, frozen: 900)
            both.add(figures(30, frozen: 100))
            return both
        }()))
        #expect(totals[hanoi]?.worst == nil)
    }

    @Test func `the minutes in which something was wrong come back in order, the last ones if there are too many`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let store = try LineStore(path: path)
        let minutes = [
            HallMinute(minute: 1, figures: figures(60, frozen: 500)), HallMinute(minute: 2, figures: figures(60, lost: 29)),
            HallMinute(minute: 3, figures: figures(60, lost: 30)), HallMinute(minute: 4, figures: figures(60)),
            HallMinute(minute: 5, figures: figures(60, frozen: 100)),
        ]
        try store.add(minutes.map { (hue, $0) })
        #expect(try store.spoilt(hue, limit: 9).map(\.minute) == [1, 3, 5])
        #expect(try store.spoilt(hue, limit: 2).map(\.minute) == [3, 5])
    }
}
