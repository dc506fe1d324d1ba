import Basics

/// What each layer of a source costs now; `nil` for one that is not sent or not wanted.
struct LayerCosts: BitwiseCopyable, Equatable, Sendable {
    /// Of the smallest layer, its frames that need no others.
    var base: Bitrate?
    var low: Bitrate?
    var middle: Bitrate?
    var high: Bitrate?

    init(base: Bitrate? = nil, low: Bitrate? = nil, middle: Bitrate? = nil, high: Bitrate? = nil) {
        self.base = base
        self.low = low
        self.middle = middle
        self.high = high
    }

    subscript(layer: Layer) -> Bitrate? {
        get {
            switch layer {
            case .low: low
            case .middle: middle
            case .high: high
            }
        }
        set {
            switch layer {
            case .low: low = newValue
            case .middle: middle = newValue
            case .high: high = newValue
            }
        }
    }

    /// What is shown where `limit` is the most: the best layer up to it, else the smallest.
    func shown(upTo limit: Layer) -> Layer? {
        var best: Layer?
        for layer in Layer.allCases where self[layer] != nil {
            if layer <= limit || best == nil { best = layer }
        }
        return best
    }
}

/// One video slot that should show something.
struct SlotDemand: BitwiseCopyable, Equatable, Sendable {
    /// Who is served first: the speaker, then a presentation, then the tiles.
    enum Rank: Int, BitwiseCopyable, Sendable { case speaker, presentation, tile }

    var place: Int
    var rank: Rank
    var costs: LayerCosts
}

/// What the line lets a slot show.
enum SlotGrant: BitwiseCopyable, Hashable, Comparable, Sendable {
    case paused
    /// The smallest picture, and of it only the frames that need no others.
    case sparse
    case upTo(Layer)
}

/// Shares what a line carries among a receiver's video slots; what it granted lasts until there is reason to change it.
///
/// Speaker and presentation are given a few frames first, then all of a small picture, then a middle one; then the tiles
/// get theirs; what is left makes the speaker, the presentation and at last the tiles larger.
struct LineAllocator: Sendable {
    private(set) var grants: ContiguousArray<SlotGrant>
    private var shortSince: Microseconds?
    private var lastUpgrade: Microseconds?
    private var nextUpgrade = Microseconds.zero
    private var caution = Self.cautionMin
    /// What the speaker's few frames may cost.
    private var lastResort = Bitrate.zero

    /// Sums that are larger than the line by more than this have to shrink at once; smaller excess has a second.
    private static let excess = 1.25
    private static let patience = Microseconds.seconds(1)
    /// What has to be there beyond its cost before a picture grows.
    private static let headroom = 1.15
    /// A picture that had to shrink again soon after it grew waits twice as long the next time.
    private static let cautionMin = Microseconds.seconds(3)
    private static let cautionMax = Microseconds.seconds(20)
    private static let soon = Microseconds.seconds(30)
    /// The speaker is shown even where it costs up to twice what there seems to be, or what was seen to arrive, or all that
    /// the line's delay leaves: it is the last to go, and neither an estimate that fell too far nor loss alone must take it.
    private static let strain = 2.0

    init(slots: Int) {
        grants = ContiguousArray(repeating: .upTo(.high), count: slots)
    }

    /// What everything that is wanted would take.
    static func desired(_ demands: some Sequence<SlotDemand>) -> Bitrate {
        demands.reduce(.zero) { $0 + cost(.upTo(.high), $1.costs) }
    }

    private static func cost(_ grant: SlotGrant, _ costs: LayerCosts) -> Bitrate {
        switch grant {
        case .paused: return .zero
        case .sparse: return costs.base ?? cost(.upTo(.low), costs)
        case .upTo(let limit): return costs.shown(upTo: limit).flatMap { costs[$0] } ?? .zero
        }
    }

    // MARK: Precaution

    /// How much more than its pictures a speaker takes who is sent more than once: where much is lost, a smaller picture that moves is
    /// better than a large one that halts.
    static func surcharge(_ demands: ContiguousArray<SlotDemand>, loss: Double) -> Double {
        guard demands.contains(where: { $0.rank == .speaker }) else { return 1 }
        return loss < Precaution.some ? 1 : loss < Precaution.much ? 1.5 : 2
    }

    /// Which packets of the speaker go out again before anybody misses them, with what `demands` leave of `room`.
    func precaution(_ demands: ContiguousArray<SlotDemand>, room: Bitrate, loss: Double) -> Precaution {
        guard loss >= Precaution.some, let speaker = demands.first(where: { $0.rank == .speaker }) else { return .none }
        let left = demands.reduce(room) { $0 - Self.cost(grants[$1.place], $1.costs) }
        let cost = Self.cost(grants[speaker.place], speaker.costs)
        if loss >= Precaution.much, cost * 2 <= left { return .twice }
        if cost <= left { return .once }
        return cost * Precaution.baseShare <= left ? .bases : .none
    }

    // MARK: Sharing

    /// Shares `room` anew among `demands`, which stand in the order of their slots; `proven` is what arrives of pictures now,
    /// `undelayed` what could be sent if loss meant nothing.
    ///
    /// Returns whether something may grow.
    mutating func allocate(
        _ demands: ContiguousArray<SlotDemand>, room: Bitrate, proven: Bitrate = .zero, undelayed: Bitrate = .zero,
        isOverused: Bool, at now: Microseconds
    ) -> Bool {
        lastResort = max(max(room, proven) * Self.strain, undelayed)
        let spent = demands.reduce(Bitrate.zero) { $0 + Self.cost(grants[$1.place], $1.costs) }
        if spent > room {
            let since = shortSince ?? now
            shortSince = since
            guard spent > room * Self.excess || now - since >= Self.patience else { return false }
            shrink(share(demands, room, mayGrow: false), at: now)
            return false
        } else {
            shortSince = nil
            guard !isOverused, now >= nextUpgrade else { return false }
            return grow(share(demands, room, mayGrow: true), at: now)
        }
    }

    private mutating func shrink(_ next: ContiguousArray<SlotGrant>, at now: Microseconds) {
        guard next != grants else { return }
        grants = next
        shortSince = nil
        let wasSoon = lastUpgrade.map { now - $0 < Self.soon } ?? false
        caution = wasSoon ? min(Microseconds(rawValue: caution.rawValue * 2), Self.cautionMax) : Self.cautionMin
        nextUpgrade = now + caution
    }

    private mutating func grow(_ next: ContiguousArray<SlotGrant>, at now: Microseconds) -> Bool {
        guard next != grants else { return false }
        grants = next
        lastUpgrade = now
        return true
    }

    /// Steps of growth in their order: which ranks, and up to which layer.
    private static let rounds: [(ranks: ClosedRange<Int>, upTo: SlotGrant)] = [
        (0...1, .sparse), (0...1, .upTo(.low)), (0...1, .upTo(.middle)), (2...2, .sparse), (2...2, .upTo(.low)),
        (0...1, .upTo(.high)), (2...2, .upTo(.high)),
    ]
    private static let steps: [SlotGrant] = [.sparse, .upTo(.low), .upTo(.middle), .upTo(.high)]

    private func share(
        _ demands: ContiguousArray<SlotDemand>, _ room: Bitrate, mayGrow: Bool
    ) -> ContiguousArray<SlotGrant> {
        var next = grants
        for demand in demands { next[demand.place] = .paused }
        var spent = Bitrate.zero
        for round in Self.rounds {
            for rank in round.ranks {
                for demand in demands where demand.rank.rawValue == rank {
                    raise(demand, upTo: round.upTo, &next, &spent, room, mayGrow)
                }
            }
        }
        return next
    }

    private func raise(
        _ demand: SlotDemand, upTo limit: SlotGrant, _ next: inout ContiguousArray<SlotGrant>, _ spent: inout Bitrate,
        _ room: Bitrate, _ mayGrow: Bool
    ) {
        let former = grants[demand.place]
        for grant in Self.steps where grant <= limit && grant > next[demand.place] {
            let total = spent - Self.cost(next[demand.place], demand.costs) + Self.cost(grant, demand.costs)
            let isLast = demand.rank == .speaker && next[demand.place] == .paused
            // Where there is no larger layer more costs nothing: what may be shown then is not limited.
            if total == spent, next[demand.place] != .paused {
                next[demand.place] = grant
                continue
            }
            if grant > former {
                let isLarger = Self.cost(grant, demand.costs) > Self.cost(former, demand.costs)
                guard !isLarger || mayGrow && total * Self.headroom <= (isLast ? lastResort : room) else { return }
            }
            guard total <= (isLast ? lastResort : room) else { return }
            spent = total
            next[demand.place] = grant
        }
    }
}
