package import Basics
import Conference
package import Media

/// A conference of the whole country down to the communes, on media as thin as paper: what it costs to route, and whether
/// everybody hears the speaker.
package final class Nation {
    package static let provinces = 63
    package static let districts = 705
    package static let sites = 10_600

    package let siteCount: Int
    private let world: World
    private var conference: Conference
    private var peers: [RoutablePeer] = []
    private var routed: [PeerID: [SlotID: RouteChange]] = [:]
    private var appeared = 0
    /// How often the routing table was computed.
    package private(set) var tables = 0
    private let begin = WallTime(milliseconds: 1_639_450_000_000)
    private var entries = 0

    package init(sites count: Int = Nation.sites, seed: UInt64 = 1) {
        siteCount = count
        world = World(seed: seed, inspects: false)
        world.serverLate = 0
        let plan = Self.plan(count)
        var past: Conference?
        for event in [.conferenceCreated(plan), .conferenceConvened, .sessionOpened] as [Event] {
            entries += 1
            Conference.apply(JournalEntry(seq: entries, at: begin, by: .system, event: event), to: &past)
        }
        guard let past else { preconditionFailure("a conference that was created is not there") }
        conference = past
    }

    /// A tree: the centre, provinces under it, districts under those, communes under those.
    private static func plan(_ count: Int) -> ConferencePlan {
        let centre = site(0)
        var sites = [Site(id: centre, name: Text(vi: "Trung tâm", en: "Centre"), kind: .centre)]
        for number in 1..<count {
            let isProvince = number <= provinces
            let isDistrict = number <= provinces + districts
            let parent = isProvince ? centre : isDistrict ? site(1 + number % provinces) : site(1 + provinces + number % districts)
            sites.append(
                Site(
                    id: site(number), name: Text(vi: "Điểm cầu \(number)", en: "Site \(number)"),
                    kind: isProvince ? .province : .commune, parent: parent))
        }
        guard let day = Day("2021-12-14") else { preconditionFailure("not a day") }
        return ConferencePlan(
            id: ConferenceID(rawValue: "toan-quoc"), title: Text(vi: "Hội nghị toàn quốc", en: "National conference"),
            host: Text(vi: "Ban tổ chức", en: "Organisers"), day: day, sites: sites)
    }

    private static func site(_ number: Int) -> SiteID { SiteID(rawValue: "diem-\(number)") }
    private static func peer(_ number: Int) -> PeerID { PeerID(rawValue: UInt64(number + 1)) }

    // MARK: What happens

    /// Everybody connects within `time`.
    package func gather(within time: Duration) {
        let start = world.now
        for number in 0..<siteCount {
            world.run(until: start.advanced(by: time * number / siteCount))
            var options = BrowserOptions()
            options.audioSlots = 3
            options.videoSlots = 4
            options.plays = false
            options.silenceInterval = .milliseconds(400)
            options.layers = [.low, .high].map {
                ($0, LayerEncoder.Shape(framesPerSecond: 10, keyParts: 2, deltaParts: 1, packetBytes: 100))
            }
            let line = LineConditions(delay: .milliseconds(20))
            let browser = world.join(Self.peer(number), options, up: line, down: line)
            for place in browser.camera.indices { browser.setActive(false, layer: place, at: world.now) }
            peers.append(
                RoutablePeer(
                    id: browser.id, site: Self.site(number), role: .operator, audioSlots: 3, videoSlots: 4,
                    feeds: [.microphone]))
        }
        world.run(until: world.now.advanced(by: .seconds(1)))
    }

    /// Gives a site the floor, and lets the tables follow until its picture has come.
    package func grant(_ number: Int) {
        entries += 1
        var next: Conference? = conference
        for holder in conference.floor {
            Conference.apply(
                JournalEntry(seq: entries, at: begin, by: .system, event: .floorYielded(holder.site)), to: &next)
            entries += 1
        }
        let grant = Grant(site: Self.site(number), seconds: 300, mode: .sole)
        Conference.apply(JournalEntry(seq: entries, at: begin, by: .system, event: .floorGranted(grant)), to: &next)
        if let next { conference = next }
        world.halls[Self.peer(number)]?.browser.isSpeaking = true
        follow()
        for _ in 0..<10 {
            world.run(until: world.now.advanced(by: .milliseconds(100)))
            let feeds = world.appeared.count
            if feeds != appeared { follow() }
        }
    }

    package func run(for time: Duration) { world.run(until: world.now.advanced(by: time)) }

    /// Computes the table, and gives the server the difference.
    private func follow() {
        appeared = world.appeared.count
        for place in peers.indices {
            for kind in [SourceKind.camera] where world.appeared.contains(FeedID(peer: peers[place].id, source: kind)) {
                peers[place].feeds.insert(kind)
            }
        }
        let table = Routing.table(conference: conference, peers: peers)
        tables += 1
        var changes: [RouteChange] = []
        for assignment in table {
            let change = RouteChange(
                peer: assignment.peer, slot: assignment.slot, feed: assignment.feed, upTo: assignment.upTo)
            guard routed[assignment.peer]?[assignment.slot] != change else { continue }
            if change.feed == nil, routed[assignment.peer]?[assignment.slot] == nil { continue }
            routed[assignment.peer, default: [:]][assignment.slot] = change
            changes.append(change)
        }
        world.route(changes)
        for (id, wanted) in Routing.wanted(table, conference: conference, peers: peers) {
            guard let browser = world.halls[id]?.browser else { continue }
            for place in browser.camera.indices {
                let isWanted = wanted.camera.contains(browser.camera[place].layer)
                if browser.camera[place].isActive != isWanted {
                    browser.setActive(isWanted, layer: place, at: world.now)
                    world.settle(id)
                }
            }
        }
    }

    // MARK: What came of it

    package var now: Instant { world.now }
    package var connected: Int { world.connected.count }
    package var footprint: Footprint { world.router.footprint }
    package var forwarded: UInt64 { world.router.dispositions[.forwarded] }
    /// Packets that the sites received since the last look.
    package func takeReceived() -> (packets: Int, sitesWithout: Int) {
        var packets = 0
        var without = 0
        for (_, hall) in world.halls {
            packets += hall.browser.light.packets
            if hall.browser.light.packets == 0 { without += 1 }
            hall.browser.light = LightCounters()
        }
        return (packets, without)
    }
}
