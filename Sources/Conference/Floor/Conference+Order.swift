extension Conference {
    /// The order that the queue would have by itself: points of order, then of the programme, of protocol, of asking.
    package var suggestedOrder: [SiteID] {
        let place = Dictionary(plan.programme.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let head = Dictionary(plan.delegates.map { ($0.site, $0.rank) }, uniquingKeysWith: min)
        let points = queue.filter { $0.kind == .pointOfOrder }.map(\.site)
        let keyed = queue.filter { $0.kind != .pointOfOrder }.map { request in
            let rank = request.delegate.flatMap { index.delegates[$0] }?.rank ?? head[request.site]
            return (
                site: request.site,
                // The name comes last, so that two who asked in one millisecond always stand the same way.
                key: (request.item.flatMap { place[$0] } ?? .max, rank ?? .max, request.since, request.site)
            )
        }
        return points + keyed.sorted { $0.key < $1.key }.map(\.site)
    }
}
