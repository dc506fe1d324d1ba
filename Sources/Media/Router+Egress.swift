package import Basics
import Wire

extension Router {
    /// Stages what is to be sent; `true` when there is more, to be asked for again once this was sent.
    package func poll(into batch: inout PacketBatch) -> Bool {
        sendReplies(into: &batch)
        guard forwardBursts(into: &batch) else { return true }
        resendMissing(into: &batch)
        paceReceivers(into: &batch)
        if let due = nextTick, due <= now {
            tick(into: &batch)
            nextTick = peers.isEmpty ? nil : now.advanced(by: Self.tick)
        }
        return false
    }

    /// The deadline passed: ``poll(into:)`` does what is due.
    package func handleDeadline(at now: Instant) {
        self.now = now
    }

    private func sendReplies(into batch: inout PacketBatch) {
        for (destination, bytes) in replies where batch.hasRoom && bytes.count <= Limits.datagramBytes {
            var datagram = batch.stage(room: bytes.count)
            for index in bytes.indices { datagram[index] = bytes[index] }
            batch.commit(bytes.count, to: destination)
            batch.endRun(destination)
        }
        replies.removeAll(keepingCapacity: true)
    }

    /// Receiver by receiver, so that what one is owed of this batch is one run.
    private func forwardBursts(into batch: inout PacketBatch) -> Bool {
        while cursor.source < touched.count {
            let source = touched[cursor.source]
            if let list = subscribers[source.id] {
                while cursor.subscriber < list.count {
                    guard batch.hasRoom(forDatagrams: source.burst.count) else { return false }
                    let receiver = list[cursor.subscriber].receiver
                    let hasSwitched = receiver.forward(
                        source, slot: list[cursor.subscriber].place, at: now, sent: moment, into: &batch,
                        counters: &counters)
                    batch.endRun(receiver.destination)
                    if receiver.isPacing { pace(list[cursor.subscriber].peer, receiver) }
                    if hasSwitched {
                        let subscriber = list[cursor.subscriber]
                        subscriber.peer.waitingSince[subscriber.place] = nil
                        resubscriptions.append((subscriber.peer, subscriber.place))
                        events.append(
                            .switched(
                                subscriber.peer.id, subscriber.peer.slotParameters[subscriber.place].id, source.feed))
                    }
                    cursor.subscriber += 1
                }
            }
            relay(source)
            source.clearBurst()
            cursor.source += 1
            cursor.subscriber = 0
        }
        touched.removeAll(keepingCapacity: true)
        cursor = (0, 0)
        for (peer, place) in resubscriptions where peers[peer.id] != nil { resubscribe(peer, place) }
        resubscriptions.removeAll(keepingCapacity: true)
        return true
    }

    private func resendMissing(into batch: inout PacketBatch) {
        for (peer, place, sequence) in resends {
            guard let receiver = peer.receiver else { continue }
            let disposition = receiver.resend(sequence, slot: place, at: now, sent: moment, into: &batch) { id in
                guard let source = sources[id.source], let stream = source.stream(id.layer) else { return nil }
                return (stream, source.contributor)
            }
            counters.count(disposition)
            batch.endRun(receiver.destination)
            if disposition == .resendForgotten, let stream = receiver.slot(place).splice?.stream {
                sources[stream.source]?.stream(stream.layer)?.wantKeyFrame()
            }
        }
        resends.removeAll(keepingCapacity: true)
    }

    // MARK: What time brings

    /// Every 20 ms: handshakes; every 40: loss and key frames; every 80: feedback and layers; each second, spread, and after each
    /// switch: reports; every two: weak lines.
    private func tick(into batch: inout PacketBatch) {
        ticks += 1
        let slices: UInt64 = 50
        let members = order
        for position in members.indices {
            let isReported = UInt64(position) % slices == ticks % slices
            let isWatched = (UInt64(position) &+ ticks) % 4 == 0
            // To look at a thousand halls only to find nothing to do would cost as much as forwarding to dozens of them.
            if members[position].onlyListens, !isReported, !isWatched { continue }
            let peer = members[position].peer
            if let receiver = peer.receiver {
                if !peer.publisher.mayNeedControl { markListener(peer, at: position) }
                if isWatched { watch(peer, receiver) }
                if ticks % 2 == 0, peer.publisher.mayNeedControl {
                    let packets = peer.publisher.pollControl(
                        from: peer.reporter, withFeedback: ticks % 4 == 0, at: now)
                    if !packets.isEmpty {
                        receiver.send(packets, into: &batch)
                        batch.endRun(receiver.destination)
                    }
                }
                if receiver.takeOwedReport() || isReported { report(to: peer, receiver, into: &batch) }
            } else {
                peer.handleHandshakeTimeout()
                if let destination = peer.ice.selected {
                    while let datagram = peer.nextHandshakeDatagram() { replies.append((destination, datagram)) }
                }
            }
            if isReported, let ending = peer.ending(at: now) { end(peer, ending) }
        }
        if ticks % 2 == 0 { relayRequests() }
        if ticks % 12 == 0 { reportLevels() }
        if ticks % 100 == 0 { reportWeakLines() }
        sendReplies(into: &batch)
    }

    private func markListener(_ peer: Peer<Crypto>, at position: Int) {
        // One that was before it may have ended a moment ago.
        guard position < order.count, order[position].peer === peer, !order[position].onlyListens else { return }
        order[position].onlyListens = true
    }

    /// Keeps slots that wait aimed at what their source sends now, and lets go of a picture whose successor does not come.
    private func watch(_ peer: Peer<Crypto>, _ receiver: Receiver<Crypto.Endpoint.Cipher>) {
        shareLine(of: peer, receiver)
        for place in peer.routes.indices {
            guard let route = peer.routes[place], let source = sources[route.source] else { continue }
            aim(peer, place, at: source, now)
            if let since = peer.waitingSince[place], since.duration(to: now) > .seconds(3) {
                receiver.route(place, to: nil, upTo: route.upTo)
                receiver.route(place, to: route.source, upTo: route.upTo)
                peer.waitingSince[place] = nil
                resubscribe(peer, place)
            }
        }
    }

    /// Sender reports for what flows to the peer, receiver reports for what it sends (RFC 3550 §6.4).
    private func report(
        to peer: Peer<Crypto>, _ receiver: Receiver<Crypto.Endpoint.Cipher>, into batch: inout PacketBatch
    ) {
        let blocks = peer.publisher.reportBlocks(at: now)
        for source in peer.publisher.sources where source.disappearIfSilent(at: now) {
            events.append(.disappeared(source.feed))
        }
        var packets: [RTCPPacket] = []
        for place in 0..<receiver.slotCount {
            guard let report = senderReport(of: receiver.slot(place)) else { continue }
            packets.append(.senderReport(report))
        }
        if !blocks.isEmpty { packets.append(.receiverReport(peer.reporter, blocks)) }
        guard !packets.isEmpty else { return }
        packets.append(
            .sourceDescription([SourceDescription(ssrc: peer.reporter, cname: Negotiation.canonicalName)]))
        for start in stride(from: 0, to: packets.count, by: 16) {
            receiver.send(Array(packets[start..<min(start + 16, packets.count)]), into: &batch)
        }
        batch.endRun(receiver.destination)
    }

    /// The publisher's own report, moved to our clock and to the slot's timeline, so that lips match.
    private func senderReport(of slot: Slot) -> SenderReport? {
        guard let splice = slot.splice, let source = sources[splice.stream.source],
            let report = source.stream(splice.stream.layer)?.clock.lastReport,
            let shift = source.shift.nanoseconds
        else { return nil }
        let captured = report.ntp.nanoseconds(since: .epoch) + shift
        let elapsed = now.sinceStart.nanoseconds - captured
        let ticks = Timeline.ticks(elapsed, rate: source.codec.clockRate)
        return SenderReport(
            ssrc: slot.parameters.ssrc,
            ntp: ntp(now),
            rtpTimestamp: report.timestamp &+ splice.timestampOffset &+ ticks,
            packetCount: slot.packetCount,
            octetCount: slot.octetCount,
            reports: []
        )
    }

    private func reportWeakLines() {
        var lines: [PeerLine] = []
        for peer in order.lazy.map(\.peer) {
            guard let receiver = peer.receiver else { continue }
            let line = PeerLine(
                peer: peer.id, lossReceived: receiver.takeLoss(), lossSent: peer.publisher.takeLoss(),
                roundTrip: receiver.roundTrip)
            if line.isWeak { lines.append(line) }
        }
        weakLineCount = lines.count
        if !lines.isEmpty { events.append(.weakLines(lines)) }
    }

    private func reportLevels() {
        var levels: [FeedLoudness] = []
        for peer in order.lazy.filter({ !$0.onlyListens }).map(\.peer) {
            for source in peer.publisher.sources where source.codec == .opus {
                if let level = source.takeLoudest() { levels.append(FeedLoudness(feed: source.feed, decibels: level)) }
            }
        }
        if !levels.isEmpty { events.append(.levels(levels)) }
    }
}
