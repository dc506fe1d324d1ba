import Basics

/// Who speaks, who was set aside for an interruption, who waits, and what was spoken.
package struct Floor: Hashable, Sendable {
    /// Nobody, one holder, or the two of a dialogue; the first has had it longest.
    package private(set) var holders: [FloorHolder] = []
    /// Those who go on when the present holder is done.
    package private(set) var interrupted: [FloorHolder] = []
    package private(set) var queue: [SpeechRequest] = []
    package private(set) var speeches: [Speech] = []

    init() {}

    init(
        holders: [FloorHolder], interrupted: [FloorHolder], queue: [SpeechRequest], speeches: [Speech]
    ) {
        self.holders = holders
        self.interrupted = interrupted
        self.queue = queue
        self.speeches = speeches
    }

    func holder(_ site: SiteID) -> FloorHolder? { holders.first { $0.site == site } }
    func request(of site: SiteID) -> SpeechRequest? { queue.first { $0.site == site } }

    /// Everyone whose turn is not over.
    var turns: [FloorHolder] { interrupted + holders }

    /// A point of order stands at the head, behind as many as wait already.
    mutating func ask(_ request: SpeechRequest) {
        switch request.kind {
        case .intervention: queue.append(request)
        case .pointOfOrder: queue.insert(request, at: queue.count { $0.kind == .pointOfOrder })
        }
    }

    @discardableResult
    mutating func leaveQueue(_ site: SiteID) -> SpeechRequest? {
        guard let place = queue.firstIndex(where: { $0.site == site }) else { return nil }
        return queue.remove(at: place)
    }

    mutating func emptyQueue() { queue = [] }

    mutating func reorder(_ sites: [SiteID]) {
        let waiting = Dictionary(queue.map { ($0.site, $0) }) { first, _ in first }
        queue = sites.compactMap { waiting[$0] }
    }

    mutating func grant(_ grant: Grant, at time: WallTime) {
        let kind = leaveQueue(grant.site)?.kind ?? .intervention
        switch grant.mode {
        case .sole: endAll(as: .replaced, at: time)
        case .dialogue: break
        case .interruption: setAside(at: time)
        }
        holders.append(FloorHolder(
            site: grant.site, delegate: grant.delegate, item: grant.item, kind: kind, since: time,
            allotted: grant.seconds, seat: holders.contains { $0.seat == 1 } ? 2 : 1))
    }

    private mutating func setAside(at time: WallTime) {
        interrupted = holders
        for index in interrupted.indices { interrupted[index].spokenMilliseconds = interrupted[index].spoken(at: time) }
        holders = []
    }

    mutating func resume(at time: WallTime) {
        holders = interrupted
        for index in holders.indices { holders[index].since = time }
        interrupted = []
    }

    mutating func extend(_ site: SiteID, seconds: Int) {
        for index in holders.indices where holders[index].site == site { holders[index].allotted += seconds }
    }

    /// Ends one turn, also of one who was set aside.
    mutating func end(_ site: SiteID, as end: SpeechEnd, at time: WallTime) {
        for holder in holders where holder.site == site {
            speeches.append(Speech(holder, spoken: holder.spoken(at: time), end: end))
        }
        for holder in interrupted where holder.site == site {
            // The timer of one who was set aside does not run.
            speeches.append(Speech(holder, spoken: holder.spokenMilliseconds, end: end))
        }
        holders.removeAll { $0.site == site }
        interrupted.removeAll { $0.site == site }
    }

    mutating func endAll(as end: SpeechEnd, at time: WallTime) {
        for site in turns.map(\.site) { self.end(site, as: end, at: time) }
    }
}
