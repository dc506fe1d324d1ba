package import Basics
import Wire

/// What happened in the media core, in the order in which it happened.
package enum RouterEvent: Equatable, Sendable {
    /// ICE and DTLS are up: media can flow.
    case connected(PeerID)
    case gone(PeerID, PeerEnding)
    /// A feed's first media arrived, or it was stopped.
    case appeared(FeedID)
    case disappeared(FeedID)
    /// The first packet of a feed that the receiver can show went into a slot.
    case switched(PeerID, SlotID, FeedID)
    /// What a receiver's line lets a slot show changed.
    case limited(PeerID, SlotID, SlotLimit)
    case levels([FeedLoudness])
    /// Lines that were weak in the last two seconds.
    case weakLines([PeerLine])
}

/// What a receiver's line takes from a slot.
package enum SlotLimit: Equatable, Sendable {
    /// Nothing: the slot shows the largest picture that is wanted and sent.
    case none
    /// A smaller picture than is wanted and sent.
    case smaller(Layer)
    /// All of it; what it showed last stands still.
    case paused
}

package struct FeedLoudness: Equatable, Sendable {
    package var feed: FeedID
    package var decibels: Int

    package init(feed: FeedID, decibels: Int) {
        self.feed = feed
        self.decibels = decibels
    }
}

/// A slot and what should fill it.
package struct RouteChange: Equatable, Sendable {
    package var peer: PeerID
    package var slot: SlotID
    package var feed: FeedID?
    package var upTo: Layer

    package init(peer: PeerID, slot: SlotID, feed: FeedID?, upTo: Layer) {
        self.peer = peer
        self.slot = slot
        self.feed = feed
        self.upTo = upTo
    }
}

/// The media core of one worker: peers, their feeds, and which slot gets which feed.
///
/// Give it a batch or the passing of its deadline, then call ``poll(into:)`` until it returns `false`, and ``nextEvent()``
/// until it returns `nil`.
package final class Router<Crypto: Cryptography> {
    let cryptography: Crypto
    private let mark: RouterMark
    var random: SeededGenerator
    /// Where credentials come from; `nil` is ``random``, whose next number any answer tells to who can reckon.
    private var secrets: (any RandomNumberGenerator & Sendable)?
    var peers: [PeerID: Peer<Crypto>] = [:]
    var order: [Member] = []
    var byFragment: [String: Peer<Crypto>] = [:]
    var byAddress: [TransportAddress: Peer<Crypto>] = [:]
    var sources: [SourceID: Source] = [:]
    var feeds: [FeedID: SourceID] = [:]
    var subscribers: [SourceID: [Subscriber]] = [:]
    var counters = DispositionCounters()
    /// Until all were taken; those before ``eventsTaken`` were.
    var events: [RouterEvent] = []
    private(set) var eventsTaken = 0

    /// Sources that the batch in hand brought packets of, and how far their receivers have been served.
    var touched: [Source] = []
    var cursor = (source: 0, subscriber: 0)
    var replies: [(destination: TransportAddress, bytes: [UInt8])] = []
    var resends: [(peer: Peer<Crypto>, place: Int, sequence: SequenceNumber)] = []
    var resubscriptions: [(peer: Peer<Crypto>, place: Int)] = []
    /// Feeds that live with other workers, and what is to cross to them.
    var mirrors: [Source] = []
    var relays: [Relay] = []
    var relayCursor = 0
    var now = Instant.start { didSet { moment = Microseconds(now) } }
    /// The same, for what is done for each packet.
    private(set) var moment = Microseconds.zero
    /// What one receiver's slots ask of its line; kept for its room.
    var demands: ContiguousArray<SlotDemand> = []
    /// Receivers of which something waits for the line, and when they are looked after.
    var paced: [Peer<Crypto>] = []
    var nextPace: Instant?
    var ticks: UInt64 = 0
    /// How many lines were weak when they were looked at last.
    package internal(set) var weakLineCount = 0
    var nextTick: Instant?
    private var nextSource: UInt32 = 1

    /// A peer in the order of coming; one that only listens is left alone but at its turns.
    struct Member {
        var peer: Peer<Crypto>
        var onlyListens = false
    }

    /// The receiver stands beside its peer, so that forwarding need not look at the peer at all.
    struct Subscriber {
        var receiver: Receiver<Crypto.Endpoint.Cipher>
        var peer: Peer<Crypto>
        var place: Int
    }

    /// `mark` tells it from the other routers of the same process; without `secrets`, who saw one answer knows the
    /// credentials of the next, which is good for simulations only.
    package init(
        cryptography: Crypto, seed: UInt64, secrets: (any RandomNumberGenerator & Sendable)? = nil,
        mark: RouterMark = RouterMark(0)
    ) {
        self.cryptography = cryptography
        self.secrets = secrets
        self.mark = mark
        random = SeededGenerator(seed: seed)
    }

    /// How often loss, feedback and deadlines are looked at.
    static var tick: Duration { .milliseconds(20) }

    // MARK: Peers

    /// Negotiates one peer; refuses an offer that cannot work, and keeps nothing of it.
    package func negotiate(
        _ id: PeerID, tag: String, video: VideoCodec = .vp8, offer: String, candidates: [TransportAddress],
        at now: Instant
    ) throws(OfferRefusal) -> (answer: String, audioSlots: Int, videoSlots: Int) {
        guard peers[id] == nil else { throw OfferRefusal("This connection exists already.") }
        guard peers.count < Limits.peers else { throw OfferRefusal("The media server is full.") }
        let credentials = makeCredentials()
        let negotiation = try Negotiation(
            offer: offer,
            local: .init(
                credentials: credentials, fingerprint: cryptography.fingerprint, candidates: candidates,
                videoCodec: Codec(video)),
            random: &random)
        var pairs: [(NegotiatedSource, Source)] = []
        for parameters in negotiation.sources {
            let source = Source(
                id: takeSourceID(), feed: FeedID(peer: id, source: parameters.kind),
                codec: parameters.codec,
                contributor: SSRC(rawValue: UInt32.random(in: 1...UInt32.max, using: &random)))
            sources[source.id] = source
            feeds[source.feed] = source.id
            pairs.append((parameters, source))
        }
        let peer = Peer<Crypto>(
            id: id, tag: tag, negotiation: negotiation, local: credentials, endpoint: cryptography.makeServer(),
            sources: pairs, videoCodec: Codec(video),
            reporter: SSRC(rawValue: UInt32.random(in: 1...UInt32.max, using: &random)), at: now)
        peers[id] = peer
        order.append(Member(peer: peer))
        byFragment[credentials.fragment] = peer
        if nextTick == nil { nextTick = now.advanced(by: Self.tick) }
        return (
            negotiation.answer.description,
            negotiation.slots.count { $0.id.kind == .audio },
            negotiation.slots.count { $0.id.kind == .video }
        )
    }

    private func makeCredentials() -> ICECredentials {
        guard var secrets else { return ICECredentials.random(mark: mark, using: &random) }
        defer { self.secrets = secrets }
        return ICECredentials.random(mark: mark, using: &secrets)
    }

    package func close(_ id: PeerID) {
        if let peer = peers[id] { end(peer, .closed) }
    }

    /// A TCP connection is closed: whoever came over it is reached another way, if there is one.
    package func lose(_ path: TransportAddress) {
        byAddress.removeValue(forKey: path)?.lose(path)
    }

    /// Whether somebody proved to be at `address`.
    package func isKnown(_ address: TransportAddress) -> Bool { byAddress[address] != nil }

    func end(_ peer: Peer<Crypto>, _ ending: PeerEnding) {
        guard peers[peer.id] != nil else { return }
        peer.close()
        if let destination = peer.ice.selected {
            while let datagram = peer.nextHandshakeDatagram() { replies.append((destination, datagram)) }
        }
        for place in peer.subscriptions.indices { setSubscriptions(of: peer, place, to: []) }
        for source in peer.publisher.sources {
            remove(source)
        }
        for address in peer.ice.addresses where byAddress[address] === peer { byAddress[address] = nil }
        byFragment[peer.fragment] = nil
        peers[peer.id] = nil
        order.removeAll { $0.peer === peer }
        events.append(.gone(peer.id, ending))
        if peers.isEmpty { nextTick = nil }
    }

    func takeSourceID() -> SourceID {
        defer { nextSource += 1 }
        return SourceID(rawValue: nextSource)
    }

    /// Takes a source out of every slot that shows or wants it.
    func remove(_ source: Source) {
        for subscriber in subscribers[source.id] ?? [] {
            subscriber.peer.receiver?.lose(source.id)
            subscriber.peer.subscriptions[subscriber.place].removeAll { $0.source == source.id }
            if subscriber.peer.routes[subscriber.place]?.source == source.id {
                subscriber.peer.routes[subscriber.place] = nil
            }
        }
        subscribers[source.id] = nil
        sources[source.id] = nil
        feeds[source.feed] = nil
    }

    /// Everything that is alive, for a control process that has just come.
    package var snapshot: [RouterPeer] {
        order.map(\.peer).map { peer in
            RouterPeer(
                id: peer.id, tag: peer.tag,
                audioSlots: peer.slotParameters.count { $0.id.kind == .audio },
                videoSlots: peer.slotParameters.count { $0.id.kind == .video },
                isConnected: peer.receiver != nil,
                feeds: peer.publisher.sources.filter(\.hasAppeared).map(\.feed.source))
        }
    }

    // MARK: Routes

    /// Applies what the routing table changed; a peer, slot or feed that is gone by now is passed over.
    package func route(_ changes: [RouteChange], at now: Instant) {
        for change in changes {
            guard let peer = peers[change.peer],
                let place = peer.slotParameters.firstIndex(where: { $0.id == change.slot })
            else { continue }
            let source = change.feed.flatMap { feeds[$0] }
            peer.routes[place] = source.map { ($0, change.upTo) }
            applyRoute(of: peer, place, at: now)
        }
    }

    func applyRoute(of peer: Peer<Crypto>, _ place: Int, at now: Instant) {
        guard let receiver = peer.receiver else { return }
        let route = peer.routes[place]
        let shown = receiver.slot(place).splice?.stream.source
        // What may not be heard any more stops at once; a picture stays until the next one comes.
        if receiver.parameters(place).id.kind == .audio, shown != route?.source {
            receiver.route(place, to: nil, upTo: .high)
        }
        receiver.route(place, to: route?.source, upTo: route?.upTo ?? .high)
        peer.waitingSince[place] = route != nil && shown != route?.source ? now : nil
        resubscribe(peer, place)
        if let route, let source = sources[route.source] { aim(peer, place, at: source, now) }
    }

    /// Chooses the layer that a slot should get now, and asks for its key frame when it is not there yet.
    func aim(_ peer: Peer<Crypto>, _ place: Int, at source: Source, _ now: Instant) {
        guard source.codec != .opus, let receiver = peer.receiver else { return }
        guard let largest = receiver.slot(place).largest else { return }
        let best = source.bestLayer(upTo: largest, at: now)
        receiver.aim(place, at: best)
        if let best, receiver.slot(place).isWaiting(for: source.id) { source.stream(best)?.wantKeyFrame() }
    }

    func resubscribe(_ peer: Peer<Crypto>, _ place: Int) {
        var wanted: [SourceID] = []
        if let slot = peer.receiver?.slot(place) {
            if let source = slot.wanted { wanted.append(source) }
            if let source = slot.splice?.stream.source, !wanted.contains(source) { wanted.append(source) }
        }
        setSubscriptions(of: peer, place, to: wanted)
    }

    private func setSubscriptions(of peer: Peer<Crypto>, _ place: Int, to wanted: [SourceID]) {
        let former = peer.subscriptions[place]
        for source in former.map(\.source) where !wanted.contains(source) { unsubscribe(peer, place, from: source) }
        guard let receiver = peer.receiver else { return }
        for source in wanted where !former.contains(where: { $0.source == source }) {
            peer.subscriptions[place].append(
                Subscription(source: source, position: subscribers[source, default: []].count))
            subscribers[source, default: []].append(Subscriber(receiver: receiver, peer: peer, place: place))
        }
    }

    /// The last of the list comes in the place of who leaves: when the floor changes, thousands leave at once.
    private func unsubscribe(_ peer: Peer<Crypto>, _ place: Int, from source: SourceID) {
        guard let index = peer.subscriptions[place].firstIndex(where: { $0.source == source }) else { return }
        let position = peer.subscriptions[place].remove(at: index).position
        guard let last = subscribers[source]?.popLast() else { return }
        guard last.peer !== peer || last.place != place else { return }
        subscribers[source]?[position] = last
        guard let moved = last.peer.subscriptions[last.place].firstIndex(where: { $0.source == source }) else { return }
        last.peer.subscriptions[last.place][moved].position = position
    }

    // MARK: Reading out

    package var deadline: Instant? {
        guard let nextTick else { return nil }
        return nextPace.map { min($0, nextTick) } ?? nextTick
    }
    package var dispositions: DispositionCounters { counters }
    package var peerCount: Int { peers.count }

    package func nextEvent() -> RouterEvent? {
        guard eventsTaken < events.count else {
            events.removeAll(keepingCapacity: true)
            eventsTaken = 0
            return nil
        }
        defer { eventsTaken += 1 }
        return events[eventsTaken]
    }
}

package struct RouterPeer: Equatable, Sendable {
    package var id: PeerID
    package var tag: String
    package var audioSlots: Int
    package var videoSlots: Int
    package var isConnected: Bool
    package var feeds: [SourceKind]
}
