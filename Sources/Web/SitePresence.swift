package import Basics
package import Conference

/// Which sites are here: those with a media connection or an open event stream; one that lost both is away after a while.
package struct SitePresence: Sendable {
    /// Since when a site has neither, of those that were here.
    private var missingSince: [SiteID: Instant] = [:]

    /// After a restart everyone who was here has some time to come back before it is said that they left.
    package init(present: some Sequence<SiteID>, at now: Instant) {
        for site in present { missingSince[site] = now }
    }

    /// What to record: the sites that have come, and those that have been gone for too long.
    package mutating func update(
        connected: Set<SiteID>, recorded: Set<SiteID>, at now: Instant
    ) -> (joined: [SiteID], left: [SiteID]) {
        for site in connected { missingSince[site] = nil }
        var left: [SiteID] = []
        for site in recorded.subtracting(connected) {
            let since = missingSince[site] ?? now
            missingSince[site] = since
            if since.duration(to: now) >= Limits.absence { left.append(site) }
        }
        for site in left { missingSince[site] = nil }
        return (connected.subtracting(recorded).sorted(), left.sorted())
    }
}
