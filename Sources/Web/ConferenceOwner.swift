import Basics
package import Conference
import Journal
package import Logging

/// The only one who changes a conference: takes envelopes one by one, decides, makes durable, applies, publishes, routes.
package struct ConferenceOwner {
    var conference: Conference
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

    var presence: SitePresence
    var shownPresence: [SiteID: TransientEvent.SiteNow] = [:]
    var sentRoutes = SentRoutes()
    var shownSlots: [PeerID: TransientEvent.Slots] = [:]
    var wanted = WantedLayers()
    var neededLayers: [PeerID: Wanted] = [:]
    var levels: [SiteID: Int] = [:]
    var levelsSentAt: Instant?

    struct PendingOffer {
        var member: Member
        var since: Instant
        var reply: @Sendable (OfferOutcome) -> Void
    }

    /// An owner that continues after the journal's event number `seq`.
    package init(
        _ conference: Conference, seq: Int, ports: ConferencePorts, broadcaster: Broadcaster, logger: Logger
    ) {
        self.conference = conference
        self.seq = seq
        self.ports = ports
        self.broadcaster = broadcaster
        self.logger = logger
        let present = conference.attendance.filter(\.value.present).keys
        presence = SitePresence(present: present, at: ports.instant())
    }

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
        case .offer(let description, let member, let reply):
            await negotiate(description, member, reply)
        case .hangUp(let peer, let member, let reply):
            reply(await hangUp(peer, by: member))
        case .view(let sites, let member):
            walls[member.session] = Array(sites.prefix(Limits.wallSites))
            await reroute()
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

    // MARK: Commands

    private mutating func perform(_ request: CommandRequest, by actor: Actor) async -> CommandOutcome {
        do {
            if let seq = try await ports.answer(request.id) { return .done(seq: seq) }
            let command: Command
            do { command = try request.command(by: actor) } catch { return .refused(error) }
            return await perform(command, by: actor, id: request.id)
        } catch {
            logger.error("the journal cannot be read: \(error)")
            return .notDurable(error as? DiskProblem)
        }
    }

    /// Decides, appends, applies and publishes; nothing else changes the conference.
    @discardableResult
    mutating func perform(_ command: Command, by actor: Actor, id: CommandID? = nil) async -> CommandOutcome {
        let now = ports.now()
        let events: [Event]
        do { events = try conference.decide(command, by: actor, at: now) } catch { return .refused(error) }
        guard !events.isEmpty else { return .done(seq: seq) }
        let entries: [JournalEntry]
        do {
            entries = try await ports.append(events, actor, now, id, seq)
        } catch {
            logger.error("the journal took nothing: \(error)")
            return .notDurable(error as? DiskProblem)
        }
        for entry in entries { conference.apply(entry) }
        seq += entries.count
        await broadcaster.publish(entries, of: conference)
        await reroute()
        return .done(seq: seq)
    }

    // MARK: Time

    private mutating func tick() async {
        await broadcaster.tick()
        let now = ports.instant()
        for (request, offer) in offers where offer.since.duration(to: now) >= Limits.negotiation {
            offers[request] = nil
            offer.reply(.unavailable)
        }
        for site in GracePeriod.expired(conference, at: ports.now()) {
            await perform(.dropLine(site), by: .system)
        }
        await updatePresence()
        await updateWanted(at: now)
        await sendLevels(at: now)
    }
}
