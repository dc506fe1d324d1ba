package import Basics
package import Conference
package import Journal
package import Logging

/// What the halls say of their lines: the last minute of each to look at, and every minute kept.
///
/// Nothing of a closed item is taken: how much a hall sends tells whose picture was wanted, and so who spoke.
package actor LineWatch {
    private let store: LineStore?
    private let sites: Set<SiteID>
    private let logger: Logger
    private var recent: [SiteID: [(at: Instant, figures: HallFigures)]] = [:]
    /// What is not stored yet, by minute.
    private var open: [Int: [SiteID: HallFigures]] = [:]
    private var totals: [SiteID: HallTotal]
    private var shutAt: Instant?
    private var hasFailed = false

    package init(_ store: LineStore?, sites: some Sequence<SiteID>, totals: [SiteID: HallTotal] = [:], logger: Logger) {
        self.store = store
        self.sites = Set(sites)
        self.totals = totals
        self.logger = logger
    }

    /// Takes what a site's browser said; `false` when it is not to be kept.
    package func note(_ figures: HallFigures, of site: SiteID, in conference: Conference, at time: WallTime, now: Instant) -> Bool {
        look(at: conference, now: now)
        guard [.convened, .open, .recess].contains(conference.phase), sites.contains(site) else { return false }
        // A second more than the figures cover: both clocks are read only so often.
        if let shutAt, shutAt.duration(to: now) <= .seconds(figures.seconds + 1) { return false }
        recent[site, default: []].append((now, figures))
        forgetOld(of: site, now: now)
        open[Self.minute(time), default: [:]][site, default: HallFigures()].add(figures)
        return true
    }

    /// Remembers when a closed item was last under way.
    package func look(at conference: Conference, now: Instant) {
        guard conference.isInClosedItem else { return }
        shutAt = now
        recent = [:]
    }

    /// Stores the minutes that are over; with `all`, also the one that is not.
    package func store(at time: WallTime, all: Bool = false) async {
        let now = Self.minute(time)
        let minutes = open.filter { all || $0.key < now }.sorted { $0.key < $1.key }.flatMap { minute, figures in
            figures.sorted { $0.key < $1.key }.map { (site: $0.key, minute: HallMinute(minute: minute, figures: $0.value)) }
        }
        guard !minutes.isEmpty else { return }
        open = open.filter { !all && $0.key >= now }
        for (site, minute) in minutes { totals[site, default: HallTotal()].add(minute) }
        guard let store else { return }
        do {
            try await blocking { try store.add(minutes) }
        } catch {
            if !hasFailed { logger.warning("how the halls' lines were is not kept: \(error)") }
            hasFailed = true
        }
    }

    /// The last minute of a site; `nil` when it said nothing.
    package func lastMinute(of site: SiteID, now: Instant) -> HallFigures? {
        forgetOld(of: site, now: now)
        guard let last = recent[site], !last.isEmpty else { return nil }
        return last.reduce(into: HallFigures()) { $0.add($1.figures) }
    }

    /// What there is of each site, the present minute with it.
    package func all() -> [SiteID: HallTotal] {
        var all = totals
        for (minute, figures) in open.sorted(by: { $0.key < $1.key }) {
            for (site, figures) in figures { all[site, default: HallTotal()].add(HallMinute(minute: minute, figures: figures)) }
        }
        return all
    }

    /// The minutes of a site in which something was wrong, of those that are stored.
    package func spoilt(_ site: SiteID) async throws -> [HallMinute] {
        guard let store else { return [] }
        return try await blocking { try store.spoilt(site, limit: Limits.spoiltMinutes) }
    }

    private func forgetOld(of site: SiteID, now: Instant) {
        recent[site]?.removeAll { $0.at.duration(to: now) > .seconds(60) }
        // What the rate lets through in a minute is bounded; this is for a clock that stands.
        if let count = recent[site]?.count, count > 32 { recent[site]?.removeFirst(count - 32) }
    }

    private static func minute(_ time: WallTime) -> Int { Int(time.milliseconds / 60_000) }
}
