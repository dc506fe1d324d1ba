import Basics
package import Conference
import Journal
package import Logging

/// The only one who changes a conference: takes envelopes one by one, decides, makes durable, applies, publishes, routes.
package struct ConferenceOwner {
    var conduct: Conduct
    var seq: Int
    let ports: ConferencePorts
    let broadcaster: Broadcaster
    let logger: Logger

    var peers = PeerTable()
    /// Offers that the media process has not answered yet, under the number of the request, which is the peer's own.
    var offers: [UInt64: PendingOffer] = [:]
    var isMediaAttached = false
    /// Open event streams of each session that speaks for a site.
    var streams: [String: (member: Member, count: Int)] = [:]
    var walls: [String: [SiteID]] = [:]
    /// The interpretation that each session listens to.
    var channels: [String: ChannelID] = [:]
    /// The answers to commands of which nothing was kept; those of others are in the journal.
    var unkeptAnswers = RememberedAnswers()

    var presence: SitePresence
    var shownPresence: [SiteID: TransientEvent.SiteNow] = [:]
    var sentRoutes = SentRoutes()
    var shownSlots: [PeerID: TransientEvent.Slots] = [:]
    var wanted = WantedLayers()
    var neededLayers: [PeerID: Wanted] = [:]
    var lines = LineGrades()
    var levels: [SiteID: Int] = [:]
    var levelsSentAt: Instant?

    struct PendingOffer {
        var member: Member
        var isTest: Bool
        var since: Instant
        var reply: @Sendable (OfferOutcome) -> Void
    }

    /// An owner that continues after the journal's event number `seq`.
    package init(
        _ conference: Conference, seq: Int, ports: ConferencePorts, broadcaster: Broadcaster, logger: Logger
    ) {
        conduct = Conduct(conference)
        self.seq = seq
        self.ports = ports
        self.broadcaster = broadcaster
        self.logger = logger
        let present = conference.attendance.filter(\.value.present).keys
        presence = SitePresence(present: present, at: ports.instant())
    }

    /// The conference as those see it who take part in what is done now.
    var conference: Conference { conduct.shown }

    /// Runs until the inbox is finished.
    package mutating func run(_ inbox: ConferenceInbox) async {
        for await envelope in inbox.envelopes { await handle(envelope) }
        for offer in offers.values { offer.reply(.unavailable) }
        offers = [:]
    }

    package mutating func handle(_ envelope: Envelope) async {
        switch envelope {
        case .command(let request, let member, let reply):
            reply(await perform(request, by: member.actor))
        case .offer(let description, let member, let isTest, let reply):
            await negotiate(description, member, isTest: isTest, reply)
        case .hangUp(let peer, let member, let reply):
            reply(await hangUp(peer, by: member))
        case .view(let sites, let member):
            walls[member.session] = Array(sites.prefix(Limits.wallSites))
            await reroute()
        case .listen(let channel, let member):
            channels[member.session] = channel
            await reroute()
        case .addDocument(let document, let member, let room, let reply):
            // What was on its way when the doors closed or opened belongs to the other side of them.
            guard conduct.durable.room(of: member.actor) == room else { return reply(.refused(.inClosedItem)) }
            reply(await perform(.addDocument(document), by: .system))
        case .revise(let plan, let reply):
            reply(await perform(.revisePlan(plan), by: .system))
        case .convene(let reply):
            reply(await perform(.convene, by: .secretariat))
        case .callOff(let words, let reply):
            reply(await perform(.callOff(words), by: .system))
        case .streamOpened(let reader, let member):
            await greet(reader, member)
        case .streamClosed(let member):
            await forgetStream(of: member)
        case .sessionEnded(let session):
            await end(session)
        case .media(let news):
            await handle(news)
        case .tick:
            await tick()
        }
    }

    // MARK: Time

    private mutating func tick() async {
        await broadcaster.tick()
        await ports.settle()
        let now = ports.instant()
        for (request, offer) in offers where offer.since.duration(to: now) >= Limits.negotiation {
            offers[request] = nil
            offer.reply(.unavailable)
        }
        for site in GracePeriod.expired(conference, at: ports.now()) {
            await perform(.dropLine(site), by: .system)
        }
        lines.expire(at: now)
        await updatePresence()
        await updateWanted(at: now)
        await sendLevels(at: now)
    }
}
