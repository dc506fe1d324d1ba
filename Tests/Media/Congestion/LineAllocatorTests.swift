import Basics
@testable import Media
import Testing

struct LineAllocatorTests {
    private let camera = LayerCosts(low: .kilobits(150), middle: .kilobits(500), high: .kilobits(1_500))
    private let presentation = LayerCosts(high: .kilobits(400))
    private let tile = LayerCosts(low: .kilobits(150))

    private var hall: ContiguousArray<SlotDemand> {
        [
            SlotDemand(place: 0, rank: .speaker, costs: camera),
            SlotDemand(place: 1, rank: .presentation, costs: presentation),
            SlotDemand(place: 2, rank: .tile, costs: tile),
            SlotDemand(place: 3, rank: .tile, costs: tile),
        ]
    }

    /// What is shown in each slot once `kilobits` have been there for a while.
    private func shown(_ kilobits: Double) -> [Layer?] {
        var allocator = LineAllocator(slots: 4)
        for second in 0..<20 as Range<Int64> {
            _ = allocator.allocate(hall, room: .kilobits(kilobits), isOverused: false, at: .seconds(second))
        }
        return hall.map { demand in
            guard case .upTo(let limit) = allocator.grants[demand.place] else { return nil }
            return demand.costs.shown(upTo: limit)
        }
    }

    @Test func `what there is goes to the speaker, the presentation and the tiles, and then makes the speaker large`() {
        #expect(shown(5_000) == [.high, .high, .low, .low])
        #expect(shown(2_000) == [.middle, .high, .low, .low])
        #expect(shown(1_210) == [.middle, .high, .low, .low])
        #expect(shown(1_100) == [.middle, .high, .low, nil])
        #expect(shown(800) == [.low, .high, .low, nil])
        #expect(shown(600) == [.low, .high, nil, nil])
        #expect(shown(200) == [.low, nil, nil, nil])
        #expect(shown(100) == [.low, nil, nil, nil])
        #expect(shown(50) == [nil, nil, nil, nil])
    }

    @Test func `fewer frames of the speaker come before none, and before a tile's first`() {
        let thin = LayerCosts(base: .kilobits(60), low: .kilobits(150), middle: .kilobits(500))
        func grants(_ kilobits: Double, proven: Double = 0) -> [SlotGrant] {
            var allocator = LineAllocator(slots: 2)
            for second in 0..<20 as Range<Int64> {
                _ = allocator.allocate(
                    [SlotDemand(place: 0, rank: .speaker, costs: thin), SlotDemand(place: 1, rank: .tile, costs: thin)],
                    room: .kilobits(kilobits), proven: .kilobits(proven), isOverused: false, at: .seconds(second))
            }
            return Array(allocator.grants)
        }
        #expect(grants(140) == [.sparse, .sparse])
        #expect(grants(100) == [.sparse, .paused])
        #expect(grants(200) == [.upTo(.low), .paused])
        #expect(grants(600) == [.upTo(.high), .sparse])
        #expect(grants(20) == [.paused, .paused])
        #expect(grants(0, proven: 60) == [.sparse, .paused])
    }

    @Test func `loss alone does not take the only picture there is of the speaker`() {
        func grant(undelayed: Double) -> SlotGrant {
            var allocator = LineAllocator(slots: 1)
            for second in 0..<20 as Range<Int64> {
                _ = allocator.allocate(
                    [SlotDemand(place: 0, rank: .speaker, costs: LayerCosts(high: .kilobits(900)))], room: .kilobits(300),
                    undelayed: .kilobits(undelayed), isOverused: false, at: .seconds(second))
            }
            return allocator.grants[0]
        }
        #expect(grant(undelayed: 1_500) != .paused)
        #expect(grant(undelayed: 400) == .paused)
    }

    @Test func `the more is lost, and the more is left, the more is sent again at once`() {
        var allocator = LineAllocator(slots: 1)
        let speaker: ContiguousArray = [SlotDemand(place: 0, rank: .speaker, costs: LayerCosts(low: .kilobits(100)))]
        _ = allocator.allocate(speaker, room: .kilobits(1_000), isOverused: false, at: .zero)
        func precaution(_ kilobits: Double, _ loss: Double) -> Precaution {
            allocator.precaution(speaker, room: .kilobits(kilobits), loss: loss)
        }
        #expect(precaution(1_000, 0.05) == .none)
        #expect(precaution(1_000, 0.1) == .once && precaution(170, 0.1) == .bases && precaution(150, 0.1) == .none)
        #expect(precaution(1_000, 0.2) == .twice && precaution(250, 0.2) == .once)
        #expect([0.05, 0.1, 0.3].map { LineAllocator.surcharge(speaker, loss: $0) } == [1, 1.5, 2])
        #expect(LineAllocator.surcharge([SlotDemand(place: 0, rank: .tile, costs: tile)], loss: 0.3) == 1)
    }

    @Test func `much too little acts at once, a little too little only when it lasts`() {
        var allocator = LineAllocator(slots: 4)
        _ = allocator.allocate(hall, room: .kilobits(2_000), isOverused: false, at: .zero)
        #expect(allocator.grants[0] == .upTo(.high))
        _ = allocator.allocate(hall, room: .kilobits(2_000), isOverused: false, at: .milliseconds(1_100))
        #expect(allocator.grants[0] == .upTo(.middle))
        _ = allocator.allocate(hall, room: .kilobits(300), isOverused: false, at: .milliseconds(1_140))
        #expect(allocator.grants[0] == .upTo(.low) && allocator.grants[3] == .paused)
    }

    @Test func `a picture grows only with room to spare, and not while the line is overused`() {
        var allocator = LineAllocator(slots: 4)
        _ = allocator.allocate(hall, room: .kilobits(1_300), isOverused: false, at: .zero)
        #expect(allocator.grants[0] == .upTo(.middle))
        _ = allocator.allocate(hall, room: .kilobits(2_250), isOverused: false, at: .seconds(10))
        #expect(allocator.grants[0] == .upTo(.middle))
        _ = allocator.allocate(hall, room: .kilobits(5_000), isOverused: true, at: .seconds(11))
        #expect(allocator.grants[0] == .upTo(.middle))
        let grows = allocator.allocate(hall, room: .kilobits(5_000), isOverused: false, at: .seconds(12))
        #expect(grows && allocator.grants[0] == .upTo(.high))
    }

    @Test func `a line that comes and goes makes pictures change less and less often`() {
        var allocator = LineAllocator(slots: 4)
        var changes = 0
        for second in 0..<600 as Range<Int64> {
            let room = Bitrate.kilobits(second % 4 < 2 ? 5_000 : 1_000)
            let before = allocator.grants
            _ = allocator.allocate(hall, room: room, isOverused: false, at: .seconds(second))
            if allocator.grants != before { changes += 1 }
        }
        #expect(changes < 60, "\(changes)")
    }
}
