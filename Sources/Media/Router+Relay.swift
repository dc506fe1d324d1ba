package import Basics
import Wire

/// A feed wanted by receivers of another worker crosses once, and is fanned out there.
extension Router {
    /// Sends what `feed` brings to `worker` too, or no longer.
    package func export(_ feed: FeedID, to worker: Int, _ isWanted: Bool) {
        guard let id = feeds[feed], let source = sources[id] else { return }
        source.export(to: worker, isWanted)
    }

    /// Gets ready for a feed that lives with `worker`; routes may name it from now on.
    package func expect(_ feed: FeedID, from worker: Int) {
        guard feeds[feed] == nil else { return }
        // What its packets carry is told by the first of them.
        let codec: Codec = feed.source == .microphone ? .opus : .vp8
        let source = Source(id: takeSourceID(), feed: feed, codec: codec, contributor: SSRC(0), owner: worker)
        sources[source.id] = source
        feeds[feed] = source.id
        mirrors.append(source)
    }

    /// The peer is gone over there, and with it what we expected of it.
    package func forget(_ peer: PeerID) {
        for source in mirrors where source.feed.peer == peer { remove(source) }
        mirrors.removeAll { $0.feed.peer == peer }
    }

    /// Takes what another worker relayed; afterwards, poll as after a batch.
    package func handle(_ header: RelayHeader, payload: Span<UInt8>, at now: Instant) {
        self.now = now
        guard let id = feeds[header.feed], let source = sources[id] else { return }
        switch header.kind {
        case .keyFrameWanted:
            source.stream(header.layer)?.wantKeyFrame()
        case .packet:
            guard source.owner != nil, !(subscribers[id]?.isEmpty ?? true) else { return }
            source.mirrored(header)
            let ssrc = SSRC(UInt32(truncatingIfNeeded: id.rawValue) << 2 | UInt32(header.layer.rawValue))
            guard let stream = source.stream(header.layer) ?? source.open(header.layer, ssrc: ssrc) else { return }
            stream.mirrored(header, bytes: payload.count, at: now)
            guard let packet = stream.store(
                payload, index: header.number, timestamp: header.timestamp, marker: header.marker, isWanted: true)
            else { return }
            if source.burst.isEmpty { touched.append(source) }
            source.append(packet, layer: header.layer, at: now)
        }
    }

    /// Hands over what is to cross, each with its payload written to `payload`.
    package func nextRelay(into payload: inout MutableSpan<UInt8>) -> (worker: Int, header: RelayHeader, length: Int)? {
        while relayCursor < relays.count {
            let relay = relays[relayCursor]
            relayCursor += 1
            guard let packet = relay.packet, let id = relay.stream else { return (relay.worker, relay.header, 0) }
            // Overwritten since: the ring is a second long, so the other side is far behind.
            guard let stream = sources[id.source]?.stream(id.layer), stream.packet(packet.number) != nil else { continue }
            stream.copy(packet, into: &payload, at: 0)
            return (relay.worker, relay.header, Int(packet.length))
        }
        relays.removeAll(keepingCapacity: true)
        relayCursor = 0
        return nil
    }

    func relay(_ source: Source) {
        guard !source.exports.isEmpty else { return }
        for entry in source.burst.indices {
            let packet = source.burst[entry].packet
            let layer = source.burst[entry].layer
            var header = RelayHeader(.packet, source.feed, layer)
            header.number = packet.number
            header.timestamp = packet.timestamp
            header.marker = packet.marker
            header.contributor = source.contributor.rawValue
            header.codec = source.codec
            if let report = source.stream(layer)?.clock.lastReport, let shift = source.shift.nanoseconds {
                header.hasReport = true
                header.reportTime = report.ntp.rawValue
                header.reportTimestamp = report.timestamp
                header.shift = shift
            }
            for worker in source.exports where relays.count < Self.relaysMax {
                relays.append(
                    Relay(worker: worker, header: header, packet: packet, stream: StreamID(source: source.id, layer: layer)))
            }
        }
    }

    /// Asks the workers that have our mirrors' publishers for the key frames that are waited for here.
    func relayRequests() {
        for source in mirrors {
            guard let owner = source.owner else { continue }
            for stream in source.streams {
                guard let stream, stream.pollRequests(at: now).keyFrame else { continue }
                relays.append(Relay(worker: owner, header: RelayHeader(.keyFrameWanted, source.feed, stream.id.layer)))
            }
        }
    }

    /// One batch to a few workers; more means that somebody does not take them.
    private static var relaysMax: Int { 4_096 }
}
