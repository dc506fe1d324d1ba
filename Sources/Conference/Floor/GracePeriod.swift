package import Basics

/// How long the floor stays with a holder whose line dropped; counted from the journal, so that it outlives a restart.
package enum GracePeriod {
    /// When `holder` loses the floor unless it comes back; `nil` while it is there.
    package static func end(for holder: FloorHolder, in conference: Conference) -> WallTime? {
        guard !conference.isPresent(holder.site) else { return nil }
        // One that was granted the floor while away has the whole period to come.
        let away = max(conference.attendance[holder.site]?.left ?? holder.since, holder.since)
        return WallTime(milliseconds: away.milliseconds + Limits.lineGrace.milliseconds)
    }

    /// The holders whose period is over.
    package static func expired(_ conference: Conference, at now: WallTime) -> [SiteID] {
        conference.floor.filter { holder in
            end(for: holder, in: conference).map { $0 <= now } ?? false
        }.map(\.site)
    }
}
