import Basics

/// How simulated sites behave.
package struct FleetOptions: Sendable {
    package var peer = PeerOptions()
    /// Each site asks for the floor about this often; `nil` never.
    package var askEvery: Duration?
    /// How long a site speaks before it yields; the time is drawn between half of it and one and a half.
    package var speakFor: Duration = .seconds(40)
    /// Names the whole sequence of what the sites decide by chance.
    package var seed: UInt64 = 1
    /// The links are opened within this time, and not all at once.
    package var joinWithin: Duration = .seconds(2)

    package init() {}
}

/// A site to simulate: the link that opens its session, and its card.
package struct SiteLink: Sendable {
    /// `http://host:port/l/…/…`
    package var url: String
    package var card: SiteCard

    package init(url: String, card: SiteCard) {
        self.url = url
        self.card = card
    }
}

/// How the sites of a fleet are doing.
package struct FleetStatistics: Sendable {
    package struct Site: Sendable {
        package var link: String
        package var phase: SitePhase
        package var peer: PeerStatistics
        /// From learning that the floor was granted to the first packet of another camera in the first video slot.
        package var pictureDelays: [Duration]
        package var reconnections: Int
    }

    package var sites: [Site] = []

    package init() {}

    package var connected: Int { sites.count { $0.phase == .connected } }
    package var receivedPackets: Int { sites.reduce(0) { $0 + $1.peer.receivedPackets } }
    package var sentPackets: Int { sites.reduce(0) { $0 + $1.peer.sentPackets } }
    package var lostPackets: Int {
        sites.reduce(0) { $0 + $1.peer.slots.values.reduce(0) { $0 + $1.lost } }
    }
}

/// How far a simulated site has come.
package enum SitePhase: Equatable, Sendable {
    case waiting, opening, negotiating, connecting, connected
    /// The server does not want this site, and asking again would not help.
    case refused(reason: String)
}
