import Basics
import Conference

extension ConferenceOwner {
    /// A stream has opened: what is only true now, and has no number, is told from the start.
    mutating func greet(_ reader: Broadcaster.ReaderID, _ member: Member) async {
        streams[member.session, default: (member, 0)].count += 1
        await updatePresence()
        var greeting = [presenceEvent(everything)]
        for peer in peers.peers(of: member.session) {
            if let slots = shownSlots[peer] { greeting.append(ServerEvent("slots", data: json(slots))) }
            if let layers = wanted.current(peer) { greeting.append(TransientEvent.wanted(peer, layers)) }
        }
        await broadcaster.send(greeting, to: reader)
    }

    mutating func forgetStream(of member: Member) async {
        guard let open = streams[member.session]?.count else { return }
        if open > 1 { streams[member.session]?.count = open - 1 } else { streams[member.session] = nil }
        await updatePresence()
    }

    /// Tells and records who is here now.
    mutating func updatePresence() async {
        let now = sitesNow
        var changes: [SiteID: TransientEvent.SiteNow] = [:]
        for site in Set(now.keys).union(shownPresence.keys) {
            let state = now[site] ?? TransientEvent.SiteNow()
            if state != shownPresence[site] ?? TransientEvent.SiteNow() { changes[site] = state }
        }
        shownPresence = now
        if !changes.isEmpty { await broadcaster.broadcast(presenceEvent(changes)) }

        let recorded = Set(conference.attendance.filter(\.value.present).keys)
        let (joined, left) = presence.update(
            connected: Set(now.filter(\.value.connected).keys), recorded: recorded, at: ports.instant())
        for site in joined { await perform(.join(site), by: .system) }
        for site in left { await perform(.leave(site), by: .system) }
    }

    /// Every site that has a connection of media, or an open stream.
    private var sitesNow: [SiteID: TransientEvent.SiteNow] {
        var sites: [SiteID: TransientEvent.SiteNow] = [:]
        for open in streams.values {
            if let site = open.member.site { sites[site, default: .init()].connected = true }
        }
        for (id, peer) in peers.peers {
            guard let site = peer.member.site else { continue }
            if peer.isConnected { sites[site, default: .init()].connected = true }
            // A test is not the hall: nobody is to think that the site can be seen and heard.
            if peer.isTest { continue }
            sites[site, default: .init()].note(down: lines.down(id), up: lines.up(id))
            if peer.feeds.contains(.camera) { sites[site, default: .init()].camera = true }
            if peer.feeds.contains(.microphone) { sites[site, default: .init()].microphone = true }
        }
        return sites.filter { conference.site($0.key) != nil }
    }

    /// Also those that were here once, so that a reader who comes back learns who has gone.
    private var everything: [SiteID: TransientEvent.SiteNow] {
        var sites = shownPresence
        for site in conference.attendance.keys where sites[site] == nil { sites[site] = .init() }
        return sites
    }

    private func presenceEvent(_ sites: [SiteID: TransientEvent.SiteNow]) -> ServerEvent {
        ServerEvent("presence", data: json(TransientEvent.Presence(sites: sites)))
    }
}
