import Basics
import Conference
import Control

extension ConferenceOwner {
    // MARK: Offers

    mutating func negotiate(
        _ description: String, _ member: Member, isTest: Bool, _ reply: @escaping @Sendable (OfferOutcome) -> Void
    ) async {
        guard isMediaAttached, peers.peers.count + offers.count < Limits.peers else { return reply(.unavailable) }
        let peer = ports.newPeer()
        let tag = PeerTag(conference: conference.plan.id, session: member.session, actor: member.actor, isTest: isTest)
        offers[peer.rawValue] = PendingOffer(member: member, isTest: isTest, since: ports.instant(), reply: reply)
        let request = MediaRequest.negotiate(
            request: peer.rawValue, peer: peer, tag: json(tag), video: conference.plan.video, offer: description)
        if await !ports.send(request) {
            offers[peer.rawValue] = nil
            reply(.unavailable)
        }
    }

    /// Ends one of a session's own connections.
    mutating func hangUp(_ peer: PeerID, by member: Member) async -> HangUpOutcome {
        guard let known = peers[peer] else { return .unknown }
        guard known.member.session == member.session else { return .notYours }
        await drop([peer])
        return .done
    }

    /// Ends a revoked session: its streams, and its media.
    mutating func end(_ session: String) async {
        await broadcaster.end(session: session, with: .ended(reason: "revoked"))
        streams[session] = nil
        walls[session] = nil
        channels[session] = nil
        for (request, offer) in offers where offer.member.session == session {
            offers[request] = nil
            offer.reply(.unavailable)
        }
        await drop(peers.peers(of: session))
    }

    private mutating func drop(_ gone: [PeerID]) async {
        for peer in gone {
            _ = peers.remove(peer)
            _ = await ports.send(.close(peer))
        }
        await connectionsChanged()
    }

    private mutating func connectionsChanged() async {
        await updatePresence()
        await reroute()
    }

    // MARK: News

    mutating func handle(_ news: MediaNews) async {
        switch news {
        case .attached(let snapshots, let isNew): await attach(snapshots, isNew: isNew)
        case .report(let report): await handle(report)
        case .detached:
            isMediaAttached = false
            for offer in offers.values { offer.reply(.unavailable) }
            offers = [:]
        }
    }

    /// Takes over what is alive, and gives the routing again.
    private mutating func attach(_ snapshots: [PeerSnapshot], isNew: Bool) async {
        var alive = PeerTable()
        for snapshot in snapshots.sorted(by: { $0.peer < $1.peer }) {
            guard let tag = PeerTag(snapshot.tag), tag.conference == conference.plan.id else { continue }
            guard await ports.isSessionValid(tag.session) else {
                _ = await ports.send(.close(snapshot.peer))
                continue
            }
            let displaced = alive.add(snapshot.peer, Peer(
                member: Member(session: tag.session, actor: tag.actor), slots: snapshot.slots,
                isConnected: snapshot.connected, feeds: Set(snapshot.feeds), isTest: tag.isTest ?? false))
            for peer in displaced { _ = await ports.send(.close(peer)) }
        }
        let lost = peers.peers.filter { alive[$0.key] == nil }.map(\.value.member.session)
        peers = alive
        isMediaAttached = true
        sentRoutes.forgetAll()
        if isNew {
            await broadcaster.broadcast(.mediaReset)
        } else {
            for session in Set(lost) { await broadcaster.send(.mediaReset, to: session) }
        }
        await connectionsChanged()
    }

    private mutating func handle(_ report: MediaReport) async {
        switch report {
        case .negotiated(let request, let answer, let slots):
            await admit(PeerID(rawValue: request), answer: answer, slots: slots)
        case .refused(let request, let reason):
            offers.removeValue(forKey: request)?.reply(.refused(reason: reason))
        case .peerConnected(let peer):
            if peers.connect(peer) { await updatePresence() }
        case .peerGone(let peer, _):
            if peers.remove(peer) != nil { await connectionsChanged() }
        case .feedAppeared(let feed):
            if peers.setFeed(feed, isThere: true) { await connectionsChanged() }
        case .feedDisappeared(let feed):
            if peers.setFeed(feed, isThere: false) { await connectionsChanged() }
        case .switched(let peer, let slot, let feed):
            guard let session = peers[peer]?.member.session else { return }
            let switched = TransientEvent.Switched(
                peer: "\(peer.rawValue)", kind: slot.kind, slot: slot.index, site: feed.flatMap { peers.site(of: $0.peer) })
            await broadcaster.send(ServerEvent("switched", data: json(switched)), to: session)
        case .limited(let peer, let slot, let limit):
            guard let session = peers[peer]?.member.session else { return }
            let limited = TransientEvent.Limited(
                peer: "\(peer.rawValue)", kind: slot.kind, slot: slot.index, limit: limit)
            await broadcaster.send(ServerEvent("limited", data: json(limited)), to: session)
        case .levels(let feeds):
            for level in feeds {
                if let site = peers.hall(of: level.feed.peer) { levels[site] = level.decibels }
            }
            await sendLevels(at: ports.instant())
        case .weakLines(let heard):
            // Told with the next tick, within a second.
            let now = ports.instant()
            for line in heard where peers[line.peer] != nil { lines.note(line, at: now) }
        case .snapshot, .metrics:
            break
        }
    }

    private mutating func admit(_ peer: PeerID, answer: String, slots: SlotCounts) async {
        // Everyone hears every report; an offer that nobody waits for any more may also be another conference's.
        guard let offer = offers.removeValue(forKey: peer.rawValue) else { return }
        let displaced = peers.add(peer, Peer(member: offer.member, slots: slots, isTest: offer.isTest))
        sentRoutes.add(fresh: peer)
        offer.reply(.answered(peer, answer: answer))
        for other in displaced { _ = await ports.send(.close(other)) }
        await connectionsChanged()
    }

    // MARK: Routing

    /// Brings the media process and the receivers to what the conference says now.
    mutating func reroute() async {
        let routable = peers.peers.sorted { $0.key < $1.key }.compactMap { routablePeer($0, $1) }
        let table = Routing.table(conference: conference, peers: routable)
        if isMediaAttached {
            // A table of ten thousand peers goes in several frames.
            let routes = sentRoutes.difference(to: table)
            for start in stride(from: 0, to: routes.count, by: Limits.routesPerFrame) {
                _ = await ports.send(.route(Array(routes[start..<min(routes.count, start + Limits.routesPerFrame)])))
            }
        }
        await showSlots(table)
        neededLayers = Routing.wanted(table, conference: conference, peers: routable)
        await updateWanted(at: ports.instant())
    }

    private func routablePeer(_ id: PeerID, _ peer: Peer) -> RoutablePeer? {
        guard let role = peer.member.actor.role else { return nil }
        return RoutablePeer(
            id: id, site: peer.member.site, role: role, audioSlots: peer.slots.audio, videoSlots: peer.slots.video,
            feeds: peer.feeds, wall: walls[peer.member.session] ?? [], channel: channels[peer.member.session],
            interprets: peer.member.actor.channel, isTest: peer.isTest)
    }

    private mutating func showSlots(_ table: [SlotAssignment]) async {
        var shown: [PeerID: TransientEvent.Slots] = [:]
        // A page that tests its line knows what comes back to it; the same session's hall must not take that for its own.
        for (peer, assignments) in Dictionary(grouping: table, by: \.peer) where peers[peer]?.isTest != true {
            shown[peer] = TransientEvent.Slots(peer: peer, assignments)
        }
        for (peer, slots) in shown where shownSlots[peer] != slots {
            guard let session = peers[peer]?.member.session else { continue }
            await broadcaster.send(ServerEvent("slots", data: json(slots)), to: session)
        }
        shownSlots = shown
    }

    mutating func updateWanted(at now: Instant) async {
        for (peer, layers) in wanted.update(neededLayers, at: now) {
            guard let session = peers[peer]?.member.session else { continue }
            await broadcaster.send(TransientEvent.wanted(peer, layers), to: session)
        }
    }

    mutating func sendLevels(at now: Instant) async {
        guard !levels.isEmpty else { return }
        if let last = levelsSentAt, last.duration(to: now) < Limits.levelsEvery { return }
        // How loud it is behind closed doors is told inside of them only.
        await broadcaster.broadcastToAdmitted(ServerEvent("levels", data: json(TransientEvent.Levels(sites: levels))))
        levels = [:]
        levelsSentAt = now
    }
}
