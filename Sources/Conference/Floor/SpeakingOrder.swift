/// Who could be given the floor next, most fitting first, each site once; the chair may always do otherwise.
///
/// Points of order come before everything. Then come the speakers of the programme: of the item under way, unless they
/// have spoken in it, and of the speeches that follow it up to the next item of another kind. Then comes the queue as it
/// stands. While an item that is no speech is under way, a discussion say, the programme suggests nobody.
package struct SpeakingOrder: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        case pointOfOrder, programme, queue
    }

    package struct Suggestion: Hashable, Sendable {
        package var site: SiteID
        package var delegate: DelegateID?
        package var item: ItemID?
        package var reason: Reason

        package init(site: SiteID, delegate: DelegateID?, item: ItemID?, reason: Reason) {
            self.site = site
            self.delegate = delegate
            self.item = item
            self.reason = reason
        }
    }

    package let suggestions: [Suggestion]

    package init(_ conference: Conference) {
        let points = conference.queue.filter { $0.kind == .pointOfOrder }
        let others = conference.queue.filter { $0.kind != .pointOfOrder }
        let all = points.map { Suggestion($0, .pointOfOrder) } + Self.planned(in: conference)
            + others.map { Suggestion($0, .queue) }
        // Whoever has a turn has the floor already, or gets it back.
        var taken = Set(conference.speaking.turns.map(\.site))
        suggestions = all.filter { conference.admits($0.site) && taken.insert($0.site).inserted }
    }

    private static func planned(in conference: Conference) -> [Suggestion] {
        let items = conference.plan.programme
        let current = conference.item.flatMap { item in items.firstIndex { $0.id == item } }
        var found: [Suggestion] = []
        for item in items.dropFirst(current ?? 0) {
            guard item.kind.isSpeech else { break }
            let speaker = item.speaker.flatMap { conference.index.delegates[$0] }
            guard let site = speaker?.site ?? item.site else { continue }
            let isDone = item.id == conference.item
                ? hasSpoken(site, in: item.id, conference)
                : conference.items[item.id] != nil || conference.notReached.items.contains(item.id)
            guard !isDone else { continue }
            found.append(Suggestion(site: site, delegate: item.speaker, item: item.id, reason: .programme))
        }
        return found
    }

    private static func hasSpoken(_ site: SiteID, in item: ItemID, _ conference: Conference) -> Bool {
        conference.speeches.contains { $0.item == item && $0.site == site }
            || conference.speaking.turns.contains { $0.item == item && $0.site == site }
    }
}

extension SpeakingOrder.Suggestion {
    fileprivate init(_ request: SpeechRequest, _ reason: SpeakingOrder.Reason) {
        self.init(site: request.site, delegate: request.delegate, item: request.item, reason: reason)
    }
}
