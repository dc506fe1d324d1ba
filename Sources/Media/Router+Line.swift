import Basics

/// What a receiver's line carries, shared among what should be shown on it.
extension Router {
    /// Holds each slot to what the line leaves it; a receiver that never reports is left alone.
    func shareLine(of peer: Peer<Crypto>, _ receiver: Receiver<Crypto.Endpoint.Cipher>) {
        guard let estimate = receiver.line.estimate else { return }
        let sound = gatherDemands(of: peer, receiver)
        let loss = receiver.line.loss, surcharge = LineAllocator.surcharge(demands, loss: loss)
        receiver.advanceLine(to: moment, desired: LineAllocator.desired(demands) * surcharge + sound)
        receiver.beginProbe()
        pace(peer, receiver)
        guard receiver.line.isSettled(at: moment) else { return }
        let room = max(.zero, estimate - sound)
        let grows = peer.allocator.allocate(
            demands, room: room * (1 / surcharge), proven: max(.zero, receiver.line.throughput - sound),
            undelayed: max(.zero, receiver.line.undelayed - sound), isOverused: receiver.line.isOverused, at: moment)
        let precaution = peer.allocator.precaution(demands, room: room, loss: loss)
        for demand in demands { receiver.take(demand.rank == .speaker ? precaution : .none, for: demand.place) }
        if grows { receiver.expectChange() }
        for demand in demands { hold(peer, receiver, demand) }
    }

    // MARK: Telling

    /// How the lines of those receivers are that tell.
    package var lines: [ReceiverLine] {
        order.map(\.peer).compactMap { peer in
            guard let line = peer.receiver?.line, let estimate = line.estimate else { return nil }
            return ReceiverLine(
                peer: peer.id, estimate: estimate, loss: line.loss, roundTrip: line.roundTrip.duration,
                smaller: peer.limits.count { if case .smaller = $0 { true } else { false } },
                paused: peer.limits.count { $0 == .paused })
        }
    }

    package var lineSums: LineSums { lines.reduce(into: LineSums()) { $0.add($1) } }

    // MARK: Pacing

    /// Has a receiver looked after every few milliseconds while something of it waits.
    func pace(_ peer: Peer<Crypto>, _ receiver: Receiver<Crypto.Endpoint.Cipher>) {
        guard receiver.isPacing, !peer.isPaced else { return }
        peer.isPaced = true
        paced.append(peer)
        nextPace = nextPace ?? now
    }

    func paceReceivers(into batch: inout PacketBatch) {
        guard let due = nextPace, due <= now else { return }
        for peer in paced {
            guard let receiver = peer.receiver else {
                peer.isPaced = false
                continue
            }
            receiver.pace(at: moment, into: &batch, counters: &counters) { id in
                guard let source = sources[id.source], let stream = source.stream(id.layer) else { return nil }
                return (stream, source.contributor)
            }
            batch.endRun(receiver.destination)
            peer.isPaced = receiver.isPacing
        }
        paced.removeAll { !$0.isPaced }
        nextPace = paced.isEmpty ? nil : now.advanced(by: PaceBudget.step.duration)
    }

    // MARK: Sharing

    /// Fills ``demands`` with the video slots that should show something; returns what the sound takes.
    private func gatherDemands(of peer: Peer<Crypto>, _ receiver: Receiver<Crypto.Endpoint.Cipher>) -> Bitrate {
        demands.removeAll(keepingCapacity: true)
        var sound = Bitrate.zero
        for place in peer.routes.indices {
            guard let route = peer.routes[place], let source = sources[route.source] else {
                // An empty slot is limited by nothing; what fills it next is told anew.
                peer.limits[place] = .none
                continue
            }
            guard source.codec != .opus else {
                if let stream = source.stream(.high), stream.isActive(at: now) { sound = sound + stream.bitrate }
                continue
            }
            let isSpeaker = receiver.parameters(place).id.index == 0
            let rank: SlotDemand.Rank =
                isSpeaker ? .speaker : source.feed.source == .presentation ? .presentation : .tile
            demands.append(SlotDemand(place: place, rank: rank, costs: source.costs(upTo: route.upTo, at: now)))
        }
        return sound
    }

    private func hold(_ peer: Peer<Crypto>, _ receiver: Receiver<Crypto.Endpoint.Cipher>, _ demand: SlotDemand) {
        let grant = peer.allocator.grants[demand.place]
        if receiver.slot(demand.place).grant != grant {
            receiver.hold(demand.place, to: grant)
            resubscribe(peer, demand.place)
        }
        let limit = SlotLimit(grant, of: demand.costs)
        guard limit != peer.limits[demand.place] else { return }
        peer.limits[demand.place] = limit
        events.append(.limited(peer.id, peer.slotParameters[demand.place].id, limit))
    }
}

extension SlotLimit {
    init(_ grant: SlotGrant, of costs: LayerCosts) {
        switch grant {
        case .paused:
            self = .paused
        case .sparse:
            self = .smaller(.low)
        case .upTo(let limit):
            let shown = costs.shown(upTo: limit)
            self = shown == costs.shown(upTo: .high) ? .none : shown.map { .smaller($0) } ?? .none
        }
    }
}
