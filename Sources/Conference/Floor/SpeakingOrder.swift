/// Who could be given the floor next, most fitting first; the chair may always do otherwise.
///
/// Points of order come before everything. Then come the speakers of the programme: of the item under way, unless it has
/// been spoken in, and of the speeches that follow it up to the next item of another kind. Then comes the queue.
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
        let planned = Self.planned(in: conference)
        let points = conference.queue.filter { $0.kind == .pointOfOrder }
        // Whoever is to speak by the programme, and asked for the same item besides, stands once.
        let others = conference.queue.filter { request in
            request.kind != .pointOfOrder
                && !planned.contains { $0.site == request.site && $0.item == request.item }
        }
        suggestions = points.map { Suggestion($0, .pointOfOrder) } + planned + others.map { Suggestion($0, .queue) }
    }

    private static func planned(in conference: Conference) -> [Suggestion] {
        let items = conference.plan.programme
        let current = conference.item.flatMap { item in items.firstIndex { $0.id == item } }
        var found: [Suggestion] = []
        for (place, item) in items.enumerated().dropFirst(current ?? 0) {
            guard item.kind.isSpeech else {
                if place == current { continue }
                break
            }
            let speaker = item.speaker.flatMap { conference.index.delegates[$0] }
            guard let site = item.site ?? speaker?.site, conference.admits(site),
                !isDone(item.id, at: site, conference)
            else { continue }
            found.append(Suggestion(site: site, delegate: item.speaker, item: item.id, reason: .programme))
        }
        return found
    }

    /// Whether an item needs no speaker any more: passed over, ended, spoken in, or spoken in just now.
    private static func isDone(_ item: ItemID, at site: SiteID, _ conference: Conference) -> Bool {
        conference.notReached.items.contains(item) || conference.items[item]?.ended != nil
            || conference.speeches.contains { $0.item == item && $0.site == site }
            || conference.speaking.turns.contains { $0.item == item && $0.site == site }
    }
}

extension SpeakingOrder.Suggestion {
    fileprivate init(_ request: SpeechRequest, _ reason: SpeakingOrder.Reason) {
        self.init(site: request.site, delegate: request.delegate, item: request.item, reason: reason)
    }
}
